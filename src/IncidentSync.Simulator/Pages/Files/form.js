// The editable fields of the open incident. A field the person has changed keeps what they typed whatever arrives; the others follow the
// portal.

const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);

export class Form {
  // fields: name, control, read(pane), write(value), perhaps applies(form). say(name, value): what a field being edited became meanwhile.
  constructor(fields, say) {
    this.fields = fields;
    this.say = say;
  }

  value(name) {
    return this.fields.find(field => field.name === name).control.value;
  }

  // Another incident: nothing of the one before stays, and what was typed there earlier comes back.
  load(pane, typed = {}) {
    for (const field of this.fields) {
      field.base = field.read(pane);
      field.control.value = typed[field.name] ?? field.base;
      this.say(field.name, null);
    }
  }

  // The same incident, as it is now. What was sent is what the portal holds, unless the person typed on.
  follow(pane, sent = {}) {
    for (const field of this.fields) {
      const now = field.read(pane);
      const { value } = field.control;
      if (same(value, field.base) || (field.name in sent && same(value, sent[field.name]))) {
        if (!same(value, now)) field.control.value = now;
        this.say(field.name, null);
      } else if (!same(now, field.base)) {
        this.say(field.name, same(value, now) ? null : now);
      }
      field.base = now;
    }
  }

  discard() {
    for (const field of this.fields) {
      field.control.value = field.base;
      this.say(field.name, null);
    }
  }

  applies(field) {
    return field.applies?.(this) ?? true;
  }

  typed() {
    return Object.fromEntries(this.fields
      .filter(field => this.applies(field) && field.base !== undefined && !same(field.control.value, field.base))
      .map(field => [field.name, field.control.value]));
  }

  body(typed) {
    return Object.assign({}, ...this.fields.filter(field => field.name in typed).map(field => field.write(typed[field.name])));
  }
}
