'use strict';
const { token, run, did } = require('./simulator');
const assert = require('node:assert/strict');
const { LogsIngestionClient } = require('@azure/monitor-ingestion');

// RULE takes rows of STREAM; CLOSED_RULE is one on which the app has no role.
const { INGESTION, RULE, CLOSED_RULE, STREAM } = process.env;
const scopes = [];
const credential = {
  getToken: async scope => {
    scopes.push(...[scope].flat());
    return { token: await token([scope].flat()[0]), expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};

run(async () => {
  const client = new LogsIngestionClient(INGESTION, credential, { retryOptions: { maxRetries: 1 } });
  await client.upload(RULE, STREAM, [{ EventId: 'one', Sequence: 1 }, { EventId: 'two', Sequence: 2, Unknown: true }]);
  did(`sent two rows with a token for ${scopes}`);

  // More than a megabyte of them, which the client packs into calls of about 1,000,000 bytes each.
  const many = Array.from({ length: 2500 }, (_, at) => ({ EventId: `row ${at}`, Text: 'x'.repeat(1000) }));
  await client.upload(RULE, STREAM, many, { maxConcurrency: 2 });
  did('sent 2,500 rows of a kilobyte');

  const failed = (rule, rows) => client.upload(rule, STREAM, rows).then(() => assert.fail('They were taken.'), error => error.errors[0]);
  const closed = await failed(CLOSED_RULE, [{ EventId: 'three' }]);
  assert.equal(closed.cause.statusCode, 403);
  assert.equal(closed.cause.code, 'OperationFailed');
  assert.deepEqual(closed.failedLogs, [{ EventId: 'three' }]);
  did('was told 403 where it has no role');

  assert.equal((await failed('dcr-none', [{ EventId: 'four' }])).cause.statusCode, 404);
  did('was told 404 for a rule that is not there');
});
