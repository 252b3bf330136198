import { call } from './api.js';
import { element, foreign, time } from './text.js';

// The rows of a custom table, newest first. What a row says is text, whatever stands in it.

const interval = 1000;
const columnsShown = 7;
const root = '/portal/api/tables';
const byId = id => document.getElementById(id);

// Columns that say most come first, as far as the table has them.
const telling = [
  'Kind', 'AlertTime', 'Severity', 'Status', 'AlertTitle', 'EvidenceType', 'EntityKind', 'ServiceSource', 'IncidentId', 'DeviceName', 'ComputerDnsName', 'AccountUpn', 'UserName',
  'FileName', 'IpAddress', 'Url',
];

// The address may say what to show first: ?scope=contoso-sentinel&table=DefenderAlerts_CL
const asked = new URLSearchParams(location.search);
const opened = new Set();
let drawn = '';

function written(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shown(row) {
  const names = Object.keys(row.columns).filter(name => name !== 'TimeGenerated');
  return [...telling.filter(name => names.includes(name)), ...names.filter(name => !telling.includes(name))].slice(0, columnsShown);
}

function lines(row, names) {
  const toggle = element('button', {
    type: 'button', text: opened.has(row.number) ? '−' : '+', 'aria-label': `Columns of row ${row.number}`,
    'aria-expanded': String(opened.has(row.number)),
  });
  toggle.addEventListener('click', () => {
    if (!opened.delete(row.number)) opened.add(row.number);
    drawn = '';
    refresh();
  });
  const line = element('tr', {}, element('td', {}, toggle), element('td', {}, time(row.columns.TimeGenerated ?? row.receivedAt)),
    ...names.map(name => element('td', { className: 'short' }, foreign(cut(written(row.columns[name] ?? ''))))));
  if (!opened.has(row.number)) return [line];
  const list = element('dl');
  for (const [name, value] of Object.entries(row.columns)) {
    if (value !== null) list.append(element('dt', { text: name }), element('dd', {}, foreign(written(value))));
  }
  list.append(element('dt', { text: 'received' }), element('dd', {}, time(row.receivedAt)));
  if (row.clientRequestId) list.append(element('dt', { text: 'x-ms-client-request-id' }), element('dd', {}, foreign(row.clientRequestId)));
  return [line, element('tr', { className: 'columns' }, element('td', { colspan: String(names.length + 2) }, list))];
}

function cut(text) {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function choose(id, names) {
  const select = byId(id);
  if ([...select.options].map(option => option.value).join('\n') === names.join('\n')) return;
  const before = select.value || asked.get(id);
  select.replaceChildren(...names.map(name => element('option', { value: name, text: name })));
  if (names.includes(before)) select.value = before;
}

function draw(rows) {
  const stamp = `${byId('scope').value}/${byId('table').value}/${rows.map(row => `${row.receivedAt}${row.number}`)}`;
  if (stamp === drawn) return;
  drawn = stamp;
  const names = rows.length ? shown(rows[0]) : [];
  byId('rows').tHead.rows[0].replaceChildren(
    ...['', rows[0]?.columns.TimeGenerated ? 'TimeGenerated' : 'received', ...names].map(name => element('th', { text: name, scope: 'col' })));
  byId('rows').tBodies[0].replaceChildren(...rows.flatMap(row => lines(row, names)));
}

function count(table) {
  if (!table) return 'Nothing has come to a table of this workspace yet.';
  const lost = [['dropped', table.dropped], ['of another type', table.wrong], ['cut', table.cut]]
    .filter(([, columns]) => Object.keys(columns).length).map(([what, columns]) => `${what}: ${Object.keys(columns).join(', ')}`);
  return [`${table.rows} rows in ${table.calls} calls, ${table.visible} shown by now`, `${table.eventIds} events`, ...lost].join('; ');
}

async function refresh() {
  try {
    const workspaces = await call(root);
    choose('scope', workspaces.map(workspace => workspace.name));
    const { tables } = workspaces.find(workspace => workspace.name === byId('scope').value);
    choose('table', tables.map(table => table.name));
    const name = byId('table').value;
    byId('counts').textContent = count(tables.find(table => table.name === name));
    draw(name ? await call(`${root}/${encodeURIComponent(byId('scope').value)}/${encodeURIComponent(name)}`) : []);
    byId('trouble').hidden = true;
  } catch (error) {
    byId('trouble').textContent = `${error.message} Trying again.`;
    byId('trouble').hidden = false;
  }
}

async function poll() {
  await refresh();
  setTimeout(poll, interval);
}

for (const id of ['scope', 'table']) {
  byId(id).addEventListener('change', () => {
    opened.clear();
    refresh();
  });
}
poll();
