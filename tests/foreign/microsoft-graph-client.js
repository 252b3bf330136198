'use strict';
const { token, run, did } = require('./simulator');
const assert = require('node:assert/strict');
const { Client, PageIterator } = require('@microsoft/microsoft-graph-client');

// Six incidents of one owner are there; the first has an alert.
const { GRAPH, OWNER } = process.env;
const mine = `assignedTo eq '${OWNER}'`;

run(async () => {
  const client = Client.init({
    baseUrl: GRAPH,
    defaultVersion: 'v1.0',
    customHosts: new Set([new URL(GRAPH).hostname]),
    authProvider: done => token('https://graph.microsoft.com/.default').then(given => done(null, given), error => done(error, null)),
  });

  const page = await client.api('/security/incidents').filter(mine).orderby('createdDateTime').top(4).count(true).get();
  assert.equal(page['@odata.count'], 6);
  const seen = [];
  await new PageIterator(client, page, incident => seen.push(incident.id)).iterate();
  assert.equal(new Set(seen).size, 6);
  assert.deepEqual(seen, [...seen].sort((left, right) => left - right));
  did('listed six incidents four at a time, in their order');

  const [id] = seen;
  const few = await client.api('/security/incidents').filter(`${mine} and status in ('active')`).select(['id', 'status']).get();
  assert.deepEqual(few.value.find(incident => incident.id === id), { id, status: 'active' });
  did('selected two properties of those that are active');

  const read = await client.api(`/security/incidents/${id}`).expand('alerts').get();
  assert.equal(read.alerts.length, 1);
  assert.equal(read.determination, null);
  did('read one with its alerts');

  const patched = await client.api(`/security/incidents/${id}`).patch({
    status: 'resolved', classification: 'truePositive', determination: 'malware', customTags: ['foreign'],
  });
  assert.equal(patched.status, 'resolved');
  assert.deepEqual(patched.customTags, ['foreign']);
  assert.equal((await client.api(`/security/incidents/${id}`).get()).determination, 'malware');
  did('changed it');

  const comment = text => client.api(`/security/incidents/${id}/comments`)
    .post({ '@odata.type': 'microsoft.graph.security.alertComment', comment: text });
  await comment('one');
  assert.deepEqual((await comment('two')).value.map(one => one.comment), ['one', 'two']);
  assert.equal((await client.api(`/security/incidents/${id}/comments`).get()).value.length, 2);
  did('commented twice, and listed comments');

  const [alert] = (await client.api('/security/alerts_v2').filter("status eq 'new'").top(5).get()).value;
  const judged = await client.api(`/security/alerts_v2/${alert.id}`).patch({ status: 'resolved', comment: 'done' });
  assert.equal(judged.comments.at(-1).comment, 'done');
  did('changed an alert');

  const refused = await client.api(`/security/incidents/${id}`).patch({ status: 'closed' })
    .then(() => assert.fail('A status that does not exist was taken.'), error => error);
  assert.equal(refused.statusCode, 400);
  assert.equal(refused.code, 'BadRequest');
  did('was told 400 for a status that does not exist');
});
