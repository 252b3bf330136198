import { Api } from './api.js';
import { Deleting } from './delete.js';
import { Feed } from './feed.js';
import { Merging } from './merge.js';
import { Pane } from './pane.js';
import { Queue } from './queue.js';
import { element } from './text.js';

// Puts a portal page together. What differs between the two comes in as settings.

const byId = id => document.getElementById(id);

export async function start(settings) {
  const api = new Api(settings.portal);
  const address = new URLSearchParams(location.search);
  let merging = null;

  const queue = new Queue(byId('queue'), settings.columns, {
    selectable: settings.selectable,
    onOpen: open,
    onSelect: () => merging?.count(),
    onCount: (shown, all) => { byId('count').textContent = shown === all ? `${all} incidents` : `${shown} of ${all} incidents`; },
  });
  const pane = new Pane(byId('pane'), api, { ...settings, onClose: close });
  if (byId('merge')) merging = new Merging(queue, api, open);
  if (byId('delete')) new Deleting(pane, api);
  const feed = new Feed(api, (rows, gone, first) => {
    queue.apply(rows, gone, first);
    settings.onRows?.([...queue.rows.values()]);
    if (gone.includes(pane.id) || (first && pane.id && !queue.rows.has(pane.id))) pane.gone();
    else if (rows.some(row => row.id === pane.id)) pane.refresh();
  }, message => {
    byId('trouble').textContent = message ?? '';
    byId('trouble').hidden = !message;
  });

  function open(id) {
    document.body.classList.add('reading');
    queue.show(id);
    remember(id);
    return pane.open(id);
  }

  function close() {
    const line = queue.lines.get(pane.id);
    document.body.classList.remove('reading');
    queue.show(null);
    pane.close();
    remember(null);
    line?.querySelector('button.title')?.focus();
  }

  function remember(id) {
    const query = new URLSearchParams({ scope: api.scope, ...(id ? { incident: id } : {}) });
    history.replaceState(null, '', `?${query}`);
  }

  function enter(scope) {
    api.scope = scope.name;
    const saved = localStorage.getItem(`person:${scope.tenant ?? scope.name}`);
    const persons = byId('person');
    persons.replaceChildren(...scope.persons.map(person => element('option', { value: person.name, text: person.name })));
    if (scope.persons.some(person => person.name === saved)) persons.value = saved;
    api.person = persons.value;
    persons.onchange = () => {
      api.person = persons.value;
      localStorage.setItem(`person:${scope.tenant ?? scope.name}`, persons.value);
    };
    pane.enter(scope);
    for (const node of document.querySelectorAll('[data-scope]')) node.textContent = scope.name;
    for (const node of document.querySelectorAll('[data-native]')) node.hidden = !scope.native;
    queue.clearSelection();
    feed.restart();
  }

  wireFilters(queue, settings);
  const scopes = await scopesOf(api);
  byId('scope').replaceChildren(...scopes.map(scope => element('option', { value: scope.name, text: scope.name })));
  const wanted = scopes.find(scope => scope.name === address.get('scope')) ?? scopes[0];
  byId('scope').value = wanted.name;
  byId('scope').addEventListener('change', event => {
    close();
    enter(scopes.find(scope => scope.name === event.target.value));
    remember(null);
  });
  enter(wanted);
  if (address.get('incident')) open(address.get('incident'));
}

function wireFilters(queue, settings) {
  const redraw = () => {
    queue.filter = {
      text: byId('search').value.trim(),
      status: settings.statuses[byId('filter-status').value] ?? (status => status === byId('filter-status').value),
      severity: byId('filter-severity').value,
      redirected: byId('filter-redirected')?.checked ?? true,
    };
    queue.draw();
  };
  for (const id of ['search', 'filter-status', 'filter-severity', 'filter-redirected']) byId(id)?.addEventListener('input', redraw);
  redraw();
}

async function scopesOf(api) {
  for (;;) {
    try {
      return await api.scopes();
    } catch (error) {
      byId('trouble').textContent = `${error.message} Trying again.`;
      byId('trouble').hidden = false;
      await new Promise(resume => setTimeout(resume, 1000));
    }
  }
}
