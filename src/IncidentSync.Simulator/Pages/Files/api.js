// Calls to the simulator. What goes wrong is an Error whose message is a sentence.

export async function call(url, options) {
  let answer;
  try {
    answer = await fetch(url, { cache: 'no-store', ...options });
  } catch {
    throw new Error('The simulator does not answer.');
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw Object.assign(new Error(body?.error ?? `The simulator answered ${answer.status}.`), { status: answer.status });
  return body;
}

export class Api {
  constructor(portal) {
    this.root = `/portal/api/${portal}`;
    this.scope = '';
    this.person = '';
  }

  scopes() {
    return call(this.root);
  }

  changes(run, after) {
    return call(`${this.#in()}/incidents?run=${run}&after=${after}`);
  }

  incident(id) {
    return call(this.#of(id));
  }

  edit(id, fields) {
    return this.#send('PATCH', this.#of(id), fields);
  }

  comment(id, comment) {
    return this.#send('POST', `${this.#of(id)}/comments`, { comment });
  }

  remove(id) {
    return this.#send('DELETE', this.#of(id), {});
  }

  merge(incidentIds, comment) {
    return this.#send('POST', `${this.#in()}/merge`, comment ? { incidentIds, comment } : { incidentIds });
  }

  #in() {
    return `${this.root}/${encodeURIComponent(this.scope)}`;
  }

  #of(id) {
    return `${this.#in()}/incidents/${encodeURIComponent(id)}`;
  }

  #send(method, url, body) {
    return call(`${url}?by=${encodeURIComponent(this.person)}`, {
      method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
  }
}
