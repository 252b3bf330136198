'use strict';
const assert = require('node:assert/strict');

// Debian 12 has Node 18, where the global that the Azure client needs is hidden.
globalThis.crypto ??= require('node:crypto').webcrypto;

// What ForeignClientTests tells: where the simulator is, and whose app to be.
const { AUTHORITY, TENANT, CLIENT_ID, CLIENT_SECRET } = process.env;

// Client credentials from the simulator's own Entra.
async function token(scope) {
  const answer = await fetch(`${AUTHORITY}${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET, scope }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).access_token;
}

async function collect(pages) {
  const collected = [];
  for await (const page of pages) collected.push(page);
  return collected;
}

function run(main) {
  main().catch(error => {
    console.error(error);
    process.exitCode = 1;
  });
}

function did(what) {
  console.log(what);
}

module.exports = { token, collect, run, did };
