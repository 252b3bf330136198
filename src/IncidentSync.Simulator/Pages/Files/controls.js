import { element, foreign, spell } from './text.js';

// What a person edits one value with: each has a value, and tells onInput when the person changed it.

// An input, a text area or a list; a value the list does not know is in it as long as it is the value.
export class PlainControl {
  constructor(node, onInput) {
    this.node = node;
    node.addEventListener('input', onInput);
  }

  get value() {
    return this.node.value;
  }

  set value(value) {
    const list = this.node.options;
    if (list) {
      this.added?.remove();
      this.added = null;
      if (![...list].some(option => option.value === value)) {
        this.added = element('option', { value, text: value.split('/').map(spell).join(' - ') });
        this.node.append(this.added);
      }
    }
    this.node.value = value;
  }
}

// A person of the tenant, nobody, whoever it is now, or, where the page has a box for it, any text.
export class OwnerControl {
  static #other = '\u0000other';

  constructor(list, box, onInput) {
    Object.assign(this, { list, box });
    this.persons = [];
    list.addEventListener('input', () => {
      this.#showBox();
      if (list.value === OwnerControl.#other) box.focus();
      onInput();
    });
    box?.addEventListener('input', onInput);
  }

  get value() {
    return this.list.value === OwnerControl.#other ? this.box.value.trim() : this.list.value;
  }

  set value(owner) {
    const options = [element('option', { value: '', text: 'Unassigned' })];
    for (const { name, displayName } of this.persons) options.push(element('option', { value: name, text: `${displayName} (${name})` }));
    if (owner && !this.persons.some(({ name }) => name === owner)) options.push(element('option', { value: owner, text: owner }));
    if (this.box) options.push(element('option', { value: OwnerControl.#other, text: 'Someone else…' }));
    this.list.replaceChildren(...options);
    this.list.value = owner;
    if (this.box) this.box.value = '';
    this.#showBox();
  }

  #showBox() {
    if (!this.box) return;
    this.box.hidden = this.list.value !== OwnerControl.#other;
    this.box.required = !this.box.hidden;
  }
}

// Tags as a list with a box for one more.
export class TagsControl {
  #tags = [];

  constructor(list, box, onInput) {
    Object.assign(this, { list, box, onInput });
    box.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ',') {
        event.preventDefault();
        this.#add();
      }
    });
    box.addEventListener('blur', () => this.#add());
  }

  get value() {
    return [...this.#tags];
  }

  set value(tags) {
    this.#tags = [...tags];
    this.list.replaceChildren(...this.#tags.map((name, index) => {
      const remove = element('button', { type: 'button', text: '×', 'aria-label': `Remove tag ${name}` });
      remove.addEventListener('click', () => this.#change(this.#tags.filter((_, other) => other !== index)));
      return element('li', { className: 'tag' }, foreign(name), remove);
    }));
  }

  #add() {
    const name = this.box.value.trim();
    this.box.value = '';
    if (name && !this.#tags.includes(name)) this.#change([...this.#tags, name]);
  }

  #change(tags) {
    this.value = tags;
    this.onInput();
  }
}
