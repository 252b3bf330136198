import { columns } from './cells.js';
import { start } from './page.js';
import { element } from './text.js';

const verdict = row => `${row.classification ?? 'unknown'}/${row.reason ?? 'unknown'}`;

start({
  portal: 'defender',
  columns: [
    columns.title('Incident name'), columns.number('Id'), columns.tags(), columns.severity(), columns.status(),
    columns.owner('Assigned to'), columns.verdict(), columns.alerts('Alerts'), columns.updated('Last update'),
  ],
  selectable: row => row.mergedInto === undefined,
  statuses: { '': () => true, open: status => status !== 'resolved' && status !== 'redirected' },
  fields: [
    { name: 'title', read: pane => pane.row.title, write: value => ({ displayName: value }) },
    { name: 'severity', read: pane => pane.row.severity, write: value => ({ severity: value }) },
    { name: 'tags', read: pane => pane.row.tags, write: value => ({ customTags: value }) },
    { name: 'owner', read: pane => pane.row.owner ?? '', write: value => ({ assignedTo: value || null }) },
    { name: 'status', read: pane => pane.row.status, write: value => ({ status: value }) },
    {
      name: 'verdict', read: pane => verdict(pane.row), write: value => {
        const [classification, determination] = value.split('/');
        return { classification, determination };
      },
    },
    {
      name: 'closing', read: pane => pane.closingComment ?? '', write: value => ({ resolvingComment: value || null }),
      applies: form => form.value('status') === 'resolved',
    },
  ],
  fieldNames: {
    displayName: 'Title', assignedTo: 'Assigned to', customTags: 'Tags', systemTags: 'System tags', resolvingComment: 'Resolving comment',
    redirectIncidentId: 'Merged into', alerts: 'Alerts', created: 'Incident created', deleted: 'Incident deleted',
  },
  notice: (row, scope) => row.mergedInto === undefined ? [] : [
    `This incident was merged into incident ${row.mergedInto} and cannot be changed. `,
    element('a', {
      href: `/portal/defender?${new URLSearchParams({ scope: scope.name, incident: row.mergedInto })}`,
      text: `Open incident ${row.mergedInto}`,
    }),
  ],
});
