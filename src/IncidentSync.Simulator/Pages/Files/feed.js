// Asks every second for what is new and hands it on: onChange(rows, gone, first).

const interval = 1000;

export class Feed {
  constructor(api, onChange, onTrouble) {
    Object.assign(this, { api, onChange, onTrouble });
    this.watch = 0;
  }

  restart() {
    this.run = '';
    this.after = 0;
    return this.#poll(++this.watch);
  }

  async #poll(watch) {
    try {
      const changes = await this.api.changes(this.run, this.after);
      if (watch !== this.watch) return;
      const first = changes.run !== this.run;
      this.run = changes.run;
      this.after = changes.revision;
      this.onTrouble(null);
      this.onChange(changes.rows, changes.gone, first);
    } catch (error) {
      if (watch !== this.watch) return;
      this.onTrouble(`${error.message} Trying again.`);
    }
    setTimeout(() => watch === this.watch && this.#poll(watch), interval);
  }
}
