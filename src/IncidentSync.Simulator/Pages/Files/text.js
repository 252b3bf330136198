// Everything a person or a machine wrote reaches the page through here, as text and never as markup.

export function element(tag, { className, text, title, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  if (title) node.title = title;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

// Text of unknown direction, kept from turning its neighbours around.
export function foreign(text, className) {
  return element('bdi', { className, text, dir: 'auto' });
}

const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

export function time(stamp) {
  return element('time', { text: moment.format(new Date(stamp)), title: stamp, datetime: stamp });
}

const words = {
  unknown: 'Not set',
  informationalExpectedActivity: 'Informational, expected activity',
  apt: 'APT',
};

// 'multiStagedAttack' and 'MultiStagedAttack' read 'Multi staged attack'; a value nobody knows is shown all the same.
export function spell(value) {
  if (!value) return '';
  if (words[value]) return words[value];
  const spaced = value.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced[0].toUpperCase() + spaced.slice(1);
}

export function shortName(person) {
  return person.includes('@') ? person.slice(0, person.indexOf('@')) : person;
}

// For searching: what is invisible does not hide a word.
export function plain(text) {
  return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').toLowerCase();
}
