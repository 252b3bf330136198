import { element, foreign, shortName, spell, time } from './text.js';

// The columns both queues have.

const severities = ['informational', 'low', 'medium', 'high'];
const rank = row => severities.indexOf(row.severity.toLowerCase());

export function severityMark(severity) {
  const mark = element('span', { className: `severity-mark ${severity.toLowerCase()}` });
  mark.append(element('i'), element('i'), element('i'), spell(severity));
  return mark;
}

export function statusMark(status) {
  return element('span', { className: `status-mark ${status.toLowerCase()}`, text: spell(status) });
}

export function hand(row) {
  if (!row.modifiedBy) return null;
  return element('span', { className: `hand ${row.hand}`, title: `Last modified by ${row.modifiedBy}` }, foreign(row.modifiedBy));
}

export function tag(name, fixed) {
  return element('span', { className: fixed ? 'tag fixed' : 'tag' }, foreign(name));
}

function title(row) {
  const button = element('button', { type: 'button', className: 'title' }, foreign(row.title || 'Untitled incident'));
  if (row.mergedInto === undefined) return [button];
  return [button, element('span', { className: 'merged-mark', text: row.mergedInto ? `Merged into ${row.mergedInto}` : 'Redirected' })];
}

function owner(row) {
  if (!row.owner) return [element('span', { className: 'faint', text: 'Unassigned' })];
  return [element('span', { title: row.owner }, foreign(shortName(row.owner)))];
}

function verdict(row) {
  if (!row.classification || row.classification === 'unknown') return [element('span', { className: 'faint', text: 'Not set' })];
  const reason = row.reason && row.reason !== 'unknown' ? [element('small', { text: spell(row.reason) })] : [];
  return [element('span', { text: spell(row.classification) }), ...reason];
}

export const columns = {
  number: label => ({ name: 'number', label, first: true, sort: row => Number(row.number), draw: row => [row.number] }),
  title: label => ({ name: 'title', label, sort: row => row.title.toLowerCase(), draw: title }),
  severity: () => ({ name: 'severity', label: 'Severity', sort: rank, draw: row => [severityMark(row.severity)] }),
  status: () => ({ name: 'status', label: 'Status', sort: row => row.status, draw: row => [statusMark(row.status)] }),
  owner: label => ({
    name: 'owner', label, sort: row => row.owner ?? '', draw: owner,
  }),
  verdict: () => ({ name: 'verdict', label: 'Classification', sort: row => row.classification ?? '', draw: verdict }),
  tags: () => ({
    name: 'tags', label: 'Tags', sort: row => row.tags.join(),
    draw: row => [...row.fixedTags.map(name => tag(name, true)), ...row.tags.map(name => tag(name, false))],
  }),
  alerts: label => ({ name: 'alerts', label, sort: row => row.alerts, draw: row => [String(row.alerts)] }),
  updated: label => ({
    name: 'updated', label, sort: row => row.updated,
    draw: row => [time(row.updated), hand(row)].filter(Boolean),
  }),
};
