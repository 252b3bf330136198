import { element, plain } from './text.js';

// The table. Rows stay where they are and only cells that differ are drawn again, so that a change is seen and nothing jumps.

const step = 200;

export class Queue {
  constructor(table, columns, { selectable, onOpen, onSelect, onCount }) {
    Object.assign(this, { table, columns, selectable, onOpen, onSelect, onCount });
    this.rows = new Map();
    this.lines = new Map();
    this.selected = new Set();
    this.filter = { text: '', status: () => true, severity: '', redirected: false };
    this.sort = { column: columns.find(column => column.first), down: true };
    this.limit = step;
    this.open = null;
    this.body = table.tBodies[0];
    this.#head();
    this.body.addEventListener('click', event => this.#click(event));
    this.body.addEventListener('keydown', event => this.#key(event));
    this.more = document.getElementById('more');
    this.more.addEventListener('click', () => { this.limit += step; this.draw(); });
  }

  apply(rows, gone, first) {
    if (first) {
      this.rows.clear();
      this.lines.clear();
      this.body.replaceChildren();
    }
    for (const row of rows) {
      this.rows.set(row.id, row);
      if (this.lines.has(row.id)) this.#write(this.lines.get(row.id), row, true);
    }
    for (const id of gone) {
      this.rows.delete(id);
      this.selected.delete(id);
    }
    for (const id of [...this.selected]) {
      if (!this.#selectable(this.rows.get(id))) this.selected.delete(id);
    }
    this.draw(first ? new Set() : new Set(rows.map(row => row.id)));
    this.onSelect();
  }

  show(id) {
    this.open = id;
    for (const [other, line] of this.lines) this.#mark(line, other);
  }

  clearSelection() {
    this.selected.clear();
    for (const box of this.body.querySelectorAll('input[type=checkbox]')) box.checked = false;
    this.onSelect();
  }

  draw(fresh = new Set()) {
    const rows = [...this.rows.values()].filter(row => this.#passes(row)).sort((left, right) => this.#compare(left, right));
    const wanted = rows.slice(0, this.limit).map(row => this.#line(row, fresh));
    const keep = new Set(wanted);
    for (const line of [...this.body.rows]) if (!keep.has(line)) line.remove();
    wanted.forEach((line, index) => {
      if (this.body.rows[index] !== line) this.body.insertBefore(line, this.body.rows[index] ?? null);
    });
    this.more.hidden = rows.length <= this.limit;
    this.onCount(rows.length, this.rows.size);
  }

  #passes(row) {
    const { text, status, severity, redirected } = this.filter;
    return status(row.status)
      && (!severity || row.severity === severity)
      && (redirected || row.mergedInto === undefined)
      && (!text || plain(`${row.number} ${row.title} ${row.owner ?? ''} ${row.tags.join(' ')}`).includes(plain(text)));
  }

  #compare(left, right) {
    const { column, down } = this.sort;
    const [a, b] = [column.sort(left), column.sort(right)];
    const order = a < b ? -1 : a > b ? 1 : Number(left.number) - Number(right.number);
    return down ? -order : order;
  }

  #line(row, fresh) {
    let line = this.lines.get(row.id);
    if (!line) {
      line = element('tr');
      line.dataset.id = row.id;
      if (this.selectable) line.append(element('td', { className: 'tick' }));
      for (const column of this.columns) line.append(element('td', { className: column.name }));
      this.lines.set(row.id, line);
      this.#write(line, row, false);
      if (fresh.has(row.id)) flash(line);
    }
    return line;
  }

  #write(line, row, flashing) {
    const offset = this.selectable ? 1 : 0;
    if (this.selectable) this.#tick(line.cells[0], row);
    this.columns.forEach((column, index) => {
      const cell = line.cells[index + offset];
      const drawn = column.draw(row);
      const signature = drawn.map(node => node.outerHTML ?? node).join('');
      if (cell.signature === signature) return;
      cell.signature = signature;
      const focused = cell.contains(document.activeElement);
      cell.replaceChildren(...drawn);
      if (focused) cell.querySelector('button')?.focus();
      if (flashing) flash(cell);
    });
    this.#mark(line, row.id);
  }

  #tick(cell, row) {
    if (!this.#selectable(row)) return cell.replaceChildren();
    if (cell.firstChild) return;
    const box = element('input', { type: 'checkbox', 'aria-label': `Select incident ${row.number}` });
    box.checked = this.selected.has(row.id);
    cell.replaceChildren(box);
  }

  #selectable(row) {
    return row !== undefined && this.selectable(row);
  }

  #mark(line, id) {
    line.classList.toggle('open', id === this.open);
    line.classList.toggle('merged', this.rows.get(id)?.mergedInto !== undefined);
    if (id === this.open) line.setAttribute('aria-current', 'true');
    else line.removeAttribute('aria-current');
  }

  #click(event) {
    const line = event.target.closest('tr');
    if (!line || event.target.closest('a')) return;
    const cell = event.target.closest('td.tick');
    if (!cell) return this.onOpen(line.dataset.id);
    const box = cell.querySelector('input');
    if (!box) return;
    if (event.target !== box) box.checked = !box.checked;
    if (box.checked) this.selected.add(line.dataset.id);
    else this.selected.delete(line.dataset.id);
    this.onSelect();
  }

  // Up and down go from title to title.
  #key(event) {
    const line = event.target.closest('tr');
    const to = event.key === 'ArrowDown' ? line?.nextElementSibling : event.key === 'ArrowUp' ? line?.previousElementSibling : null;
    if (!to || !event.target.matches('button.title')) return;
    event.preventDefault();
    to.querySelector('button.title').focus();
  }

  #head() {
    const head = this.table.tHead.rows[0];
    if (this.selectable) head.append(element('th', { className: 'tick' }, element('span', { className: 'unseen', text: 'Select' })));
    for (const column of this.columns) {
      const button = element('button', { type: 'button', text: column.label });
      button.addEventListener('click', () => this.#sortBy(column));
      head.append(element('th', { className: column.name, scope: 'col' }, button));
    }
    this.#arrows();
  }

  #sortBy(column) {
    this.sort = { column, down: this.sort.column === column ? !this.sort.down : true };
    this.#arrows();
    this.draw();
  }

  #arrows() {
    this.columns.forEach((column, index) => {
      const cell = this.table.tHead.rows[0].cells[index + (this.selectable ? 1 : 0)];
      if (column === this.sort.column) cell.setAttribute('aria-sort', this.sort.down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
  }
}

function flash(node) {
  node.classList.remove('flash');
  void node.offsetWidth;
  node.classList.add('flash');
  node.addEventListener('animationend', () => node.classList.remove('flash'), { once: true });
}
