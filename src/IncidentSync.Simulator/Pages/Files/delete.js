import { foreign } from './text.js';

// The open incident is deleted, once the person has said so twice.

export class Deleting {
  constructor(pane, api) {
    Object.assign(this, { pane, api });
    this.dialog = document.getElementById('delete-dialog');
    this.problem = this.dialog.querySelector('.problem');
    document.getElementById('delete').addEventListener('click', () => this.#ask());
    this.dialog.querySelector('#delete-cancel').addEventListener('click', () => this.dialog.close());
    this.dialog.querySelector('form').addEventListener('submit', event => { event.preventDefault(); this.#delete(); });
  }

  #ask() {
    if (!this.pane.pane) return;
    this.id = this.pane.id;
    this.problem.hidden = true;
    this.dialog.querySelector('b').replaceChildren(foreign(this.pane.pane.row.title));
    this.dialog.showModal();
  }

  async #delete() {
    try {
      await this.api.remove(this.id);
      this.dialog.close();
    } catch (error) {
      this.problem.textContent = `Not deleted: ${error.message}`;
      this.problem.hidden = false;
    }
  }
}
