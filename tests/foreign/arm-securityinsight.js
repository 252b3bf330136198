'use strict';
const { token, collect, run, did } = require('./simulator');
const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { SecurityInsights } = require('@azure/arm-securityinsight');

const { ARM, SUBSCRIPTION, RESOURCE_GROUP, WORKSPACE } = process.env;
const place = [RESOURCE_GROUP, WORKSPACE];
const credential = {
  getToken: async () => ({
    token: await token('https://management.azure.com//.default'),
    expiresOnTimestamp: Date.now() + 3_600_000,
  }),
};

run(async () => {
  const client = new SecurityInsights(credential, SUBSCRIPTION, { $host: ARM, endpoint: ARM, retryOptions: { maxRetries: 0 } });
  const title = `by a foreign client ${randomUUID()}`;
  const made = [];
  for (let count = 0; count < 5; count++) {
    made.push(await client.incidents.createOrUpdate(...place, randomUUID(), { title, severity: 'Low', status: 'New' }));
  }
  did('made five incidents');

  const pages = await collect(client.incidents.list(...place, {
    filter: `properties/title eq '${title}'`, orderby: 'properties/createdTimeUtc asc', top: 2,
  }).byPage());
  assert.deepEqual(pages.map(page => page.map(incident => incident.name)), [0, 2, 4].map(at => made.slice(at, at + 2).map(one => one.name)));
  did('listed them two at a time, following nextLink as it stands');

  const [first] = made;
  const read = await client.incidents.get(...place, first.name);
  assert.equal(read.title, title);
  assert.ok(read.createdTimeUtc instanceof Date);
  assert.ok(read.etag);
  did('read one');

  const updated = await client.incidents.createOrUpdate(...place, first.name, {
    etag: read.etag, title, severity: 'High', status: 'Closed', classification: 'Undetermined', labels: [{ labelName: 'foreign' }],
    owner: { userPrincipalName: 'alice@contoso.com' },
  });
  assert.equal(updated.severity, 'High');
  assert.equal(updated.owner.assignedTo, 'Alice Ahlberg');
  assert.deepEqual(updated.labels.map(label => label.labelName), ['foreign']);
  assert.notEqual(updated.etag, read.etag);
  did('changed it under its etag');

  const stale = await client.incidents.createOrUpdate(...place, first.name, { etag: read.etag, title, severity: 'Low', status: 'New' })
    .then(() => assert.fail('A stale etag was taken.'), error => error);
  assert.equal(stale.statusCode, 409);
  assert.equal((await client.incidents.get(...place, first.name)).severity, 'High');
  did('was told 409 under a stale etag, and nothing changed');

  const comments = [];
  for (const message of ['one', 'two', 'three']) {
    comments.push(await client.incidentComments.createOrUpdate(...place, first.name, randomUUID(), { message }));
  }
  assert.equal(comments[0].author.name, 'IncidentSync');
  const listed = await collect(client.incidentComments.list(...place, first.name, {
    orderby: 'properties/createdTimeUtc asc', top: 2,
  }).byPage());
  assert.deepEqual(listed.map(page => page.map(comment => comment.message)), [['one', 'two'], ['three']]);
  assert.equal((await client.incidentComments.get(...place, first.name, comments[1].name)).message, 'two');
  await client.incidentComments.createOrUpdate(...place, first.name, comments[1].name, { message: 'two, edited', etag: comments[1].etag });
  await client.incidentComments.delete(...place, first.name, comments[0].name);
  assert.equal((await client.incidents.get(...place, first.name)).additionalData.commentsCount, 2);
  did('commented, listed, read, edited and deleted comments');

  assert.deepEqual(await collect(client.dataConnectors.list(...place)), []);
  assert.deepEqual((await client.incidents.listAlerts(...place, first.name)).value, []);
  did('asked for connectors and alerts');

  await client.incidents.delete(...place, first.name);
  const gone = await client.incidents.get(...place, first.name).then(() => assert.fail('It is still there.'), error => error);
  assert.equal(gone.statusCode, 404);
  did('deleted it');
});
