import { hand, severityMark, tag } from './cells.js';
import { OwnerControl, PlainControl, TagsControl } from './controls.js';
import { Form } from './form.js';
import { element, foreign, spell, time } from './text.js';

// The incident on the right.

export class Pane {
  constructor(root, api, { fields, fieldNames, notice, onClose }) {
    Object.assign(this, { root, api, fieldNames, notice });
    this.id = null;
    this.calls = 0;
    this.shown = 0;
    this.drafts = new Map();
    this.comment = root.querySelector('#comment');
    const controlled = fields.map(field => ({ ...field, control: this.#control(field.name) }));
    this.form = new Form(controlled, (name, value) => this.#meanwhile(name, value));
    root.querySelector('#edit').addEventListener('submit', event => { event.preventDefault(); this.#save(); });
    root.querySelector('#discard').addEventListener('click', () => { this.form.discard(); this.#fail(''); this.#refresh(); });
    root.querySelector('#add-comment').addEventListener('submit', event => { event.preventDefault(); this.#addComment(); });
    root.querySelector('#close-pane').addEventListener('click', onClose);
    root.addEventListener('keydown', event => {
      if (event.key === 'Escape') onClose();
    });
  }

  enter(scope) {
    this.scope = scope;
    this.form.fields.find(field => field.name === 'owner').control.persons = scope.persons;
  }

  async open(id) {
    this.#keepDraft();
    this.id = id;
    this.pane = null;
    this.#fail('');
    this.#lock(true);
    this.root.hidden = false;
    await this.refresh();
  }

  close() {
    this.#keepDraft();
    this.id = null;
    this.pane = null;
    this.root.hidden = true;
  }

  // The open incident changed somewhere.
  async refresh() {
    const id = this.id;
    const call = ++this.calls;
    try {
      this.#show(id, call, await this.api.incident(id));
    } catch (error) {
      if (id !== this.id || this.pane !== null) return;
      this.#fail(error.message);
      this.root.classList.add('lost');
    }
  }

  gone() {
    this.#fail('This incident was deleted.');
    this.#lock(true);
  }

  // Answers can overtake one another: what was asked for before what is shown is not shown. sent: the fields this answer was saved from.
  #show(id, call, pane, sent = {}) {
    if (id !== this.id || call < this.shown) return;
    const first = this.pane === null;
    this.pane = pane;
    this.shown = call;
    if (first) {
      this.root.classList.remove('lost');
      this.#fail('');
      const draft = this.drafts.get(this.id);
      this.form.load(pane, draft?.typed);
      this.comment.value = draft?.comment ?? '';
      this.root.querySelector('.scroll').scrollTop = 0;
    } else {
      this.form.follow(pane, sent);
    }
    this.#draw();
  }

  #draw() {
    const { row } = this.pane;
    const notice = this.notice(row, this.scope);
    this.#put('number', row.number);
    this.#put('heading', foreign(row.title));
    this.#put('severity', severityMark(row.severity));
    this.#put('created', time(row.created));
    this.#put('updated', time(row.updated));
    this.#put('modified-by', hand(row) ?? '-');
    this.#put('description', foreign(this.pane.description || 'None'));
    this.#put('fixed-tags', ...row.fixedTags.map(name => tag(name, true)));
    this.#put('alert-count', String(row.alerts));
    this.#put('comment-count', String(row.comments));
    this.#put('notice', ...notice);
    this.#list('alerts', this.pane.alerts, alert => [
      severityMark(alert.severity), foreign(alert.title, 'what'), element('small', { text: `${alert.product} · ${spell(alert.status)}` })]);
    this.#list('comments', this.pane.comments, comment => [
      element('div', { className: 'by' }, foreign(comment.author), time(comment.at)), foreign(comment.text, 'words')]);
    this.#list('activity', this.pane.edits, edit => [
      element('div', { className: 'by' }, element('span', { className: `hand ${edit.hand}` }, foreign(edit.by)), time(edit.at)),
      this.#change(edit)]);
    this.#lock(row.mergedInto !== undefined && this.root.dataset.mergedLocks !== undefined);
    this.#refresh();
  }

  #change(edit) {
    const name = this.fieldNames[edit.field] ?? spell(edit.field);
    if (edit.field === 'created' || edit.field === 'deleted') return element('span', { text: name });
    if (edit.field === 'comment') return element('span', { text: 'Comment added' });
    const value = text => text ? foreign(text) : element('i', { text: 'none' });
    return element('span', {}, element('b', { text: name }), ' ', value(edit.old), ' → ', value(edit.new));
  }

  async #save() {
    const { id, form } = this;
    const typed = form.typed();
    await this.#send(() => this.api.edit(id, form.body(typed)), (pane, call) => {
      this.drafts.delete(id);
      this.#show(id, call, pane, typed);
      this.#say('Saved.');
    });
  }

  async #addComment() {
    const { id } = this;
    const text = this.comment.value;
    await this.#send(() => this.api.comment(id, text), (pane, call) => {
      if (id === this.id && this.comment.value === text) this.comment.value = '';
      this.#show(id, call, pane);
      this.#say('Comment added.');
    });
  }

  async #send(call, done) {
    const { id } = this;
    const number = ++this.calls;
    this.#fail('');
    try {
      done(await call(), number);
    } catch (error) {
      if (id === this.id) this.#fail(`Not saved: ${error.message}`);
    }
  }

  #control(name) {
    const onInput = () => this.#refresh();
    const node = this.root.querySelector(`#${name}`);
    if (name === 'owner') return new OwnerControl(node, this.root.querySelector('#owner-other'), onInput);
    if (name === 'tags') return new TagsControl(node, this.root.querySelector('#new-tag'), onInput);
    return new PlainControl(node, onInput);
  }

  // Marks what is not saved yet and shows the fields that matter for the chosen status.
  #refresh() {
    const typed = this.form.typed();
    for (const field of this.form.fields) {
      const wrapper = this.root.querySelector(`.field.${field.name}`);
      wrapper.hidden = !this.form.applies(field);
      wrapper.classList.toggle('typed', field.name in typed);
    }
    const clean = Object.keys(typed).length === 0;
    this.root.querySelector('#save-bar').hidden = clean;
    if (!clean) this.#say('');
  }

  #meanwhile(name, value) {
    const wrapper = this.root.querySelector(`.field.${name}`);
    wrapper.querySelector('.meanwhile')?.remove();
    if (value === null) return;
    const words = ['severity', 'status', 'verdict'].includes(name) ? value.split('/').map(spell).join(' - ') : String(value);
    const now = foreign(words || 'nothing');
    wrapper.append(element('p', { className: 'meanwhile' }, 'Changed elsewhere to ', now, '; saving overwrites that.'));
  }

  #keepDraft() {
    if (this.id === null || this.pane === null) return;
    const draft = { typed: this.form.typed(), comment: this.comment.value };
    if (draft.comment || Object.keys(draft.typed).length > 0) this.drafts.set(this.id, draft);
    else this.drafts.delete(this.id);
  }

  #lock(locked) {
    for (const set of this.root.querySelectorAll('fieldset')) set.disabled = locked;
  }

  #put(name, ...content) {
    for (const node of this.root.querySelectorAll(`[data-text=${name}]`)) node.replaceChildren(...content);
  }

  #list(name, items, draw) {
    const list = this.root.querySelector(`[data-list=${name}]`);
    list.replaceChildren(...items.map(item => element('li', {}, ...draw(item))));
    list.hidden = items.length === 0;
  }

  #fail(message) {
    const node = this.root.querySelector('#problem');
    node.textContent = message;
    node.hidden = !message;
    this.#say('');
  }

  #say(message) {
    this.root.querySelector('#said').textContent = message;
  }
}
