import { element, foreign } from './text.js';

// Two to five ticked incidents become one.

export class Merging {
  constructor(queue, api, onMerged) {
    Object.assign(this, { queue, api, onMerged });
    this.button = document.getElementById('merge');
    this.dialog = document.getElementById('merge-dialog');
    this.problem = this.dialog.querySelector('.problem');
    this.button.addEventListener('click', () => this.#ask());
    this.dialog.querySelector('#merge-cancel').addEventListener('click', () => this.dialog.close());
    this.dialog.querySelector('form').addEventListener('submit', event => { event.preventDefault(); this.#merge(); });
    this.count();
  }

  count() {
    const count = this.queue.selected.size;
    this.button.disabled = count < 2 || count > 5;
    this.button.textContent = count > 0 ? `Merge incidents (${count})` : 'Merge incidents';
    this.button.title = count > 5 ? 'At most five incidents can be merged at once.' : 'Tick two to five incidents.';
  }

  #ask() {
    this.ids = [...this.queue.selected];
    this.problem.hidden = true;
    const rows = this.ids.map(id => this.queue.rows.get(id));
    const line = row => element('li', {}, element('b', { text: row.number }), ' ', foreign(row.title));
    this.dialog.querySelector('ul').replaceChildren(...rows.map(line));
    this.dialog.querySelector('textarea').value = '';
    this.dialog.showModal();
  }

  async #merge() {
    try {
      const { targetIncidentId } = await this.api.merge(this.ids, this.dialog.querySelector('textarea').value.trim());
      this.dialog.close();
      this.queue.clearSelection();
      this.onMerged(targetIncidentId);
    } catch (error) {
      this.problem.textContent = `Not merged: ${error.message}`;
      this.problem.hidden = false;
    }
  }
}
