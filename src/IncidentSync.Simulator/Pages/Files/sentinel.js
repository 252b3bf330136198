import { columns } from './cells.js';
import { start } from './page.js';
import { element } from './text.js';

const verdict = row => row.classification ? `${row.classification}/${row.reason ?? ''}` : '';
const closed = form => form.value('status') === 'Closed';

start({
  portal: 'sentinel',
  columns: [
    columns.severity(), columns.number('Number'), columns.title('Title'), columns.alerts('Alerts'), columns.status(),
    columns.owner('Owner'), columns.verdict(), columns.tags(), columns.updated('Last update time'),
  ],
  statuses: { '': () => true, open: status => status !== 'Closed' },
  fields: [
    { name: 'title', read: pane => pane.row.title, write: value => ({ title: value }) },
    { name: 'owner', read: pane => pane.row.owner ?? '', write: value => ({ owner: value || null }) },
    { name: 'status', read: pane => pane.row.status, write: value => ({ status: value }) },
    { name: 'severity', read: pane => pane.row.severity, write: value => ({ severity: value }) },
    {
      name: 'verdict', read: pane => verdict(pane.row), applies: closed, write: value => {
        const [classification, reason] = value.split('/');
        return { classification: classification || null, classificationReason: reason || null };
      },
    },
    {
      name: 'closing', read: pane => pane.closingComment ?? '', applies: closed,
      write: value => ({ classificationComment: value || null }),
    },
    { name: 'tags', read: pane => pane.row.tags, write: value => ({ labels: value }) },
  ],
  fieldNames: {
    labels: 'Tags', classificationReason: 'Reason', classificationComment: 'Closing comment', relations: 'Alerts',
    created: 'Incident created', deleted: 'Incident deleted',
  },
  notice: (row, scope) => {
    const parts = [];
    if (row.mergedInto !== undefined) parts.push('This incident was merged in Defender and closed as redirected. ');
    if (row.defenderId) {
      const query = new URLSearchParams({ scope: scope.tenant, incident: row.defenderId });
      parts.push(element('a', { href: `/portal/defender?${query}`, text: `Defender incident ${row.defenderId}` }));
    }
    return parts;
  },
  onRows: rows => {
    const open = rows.filter(row => row.status !== 'Closed');
    count('open', open.length);
    count('new', open.filter(row => row.status === 'New').length);
    count('active', open.filter(row => row.status === 'Active').length);
    for (const severity of ['high', 'medium', 'low', 'informational']) {
      count(severity, open.filter(row => row.severity.toLowerCase() === severity).length);
    }
  },
});

function count(name, value) {
  document.querySelector(`[data-count=${name}]`).textContent = value;
}
