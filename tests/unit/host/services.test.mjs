// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/services.test.mjs: answers, secrets, files and queries of se2-run's host

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  asking, command, echo, fetching, folder, ofBody, ofPayload, plugin, run, save,
} from './support.mjs';

const [get, head, post] = [0, 1, 3];
const mockOf = (entries) => save(JSON.stringify(entries));
save('from a file', 'page.txt');

const mock = mockOf([
  { url: 'http://a.test/text', body: 'text' },
  { url: 'http://a.test/json', body: { b: [1], a: '<' } },
  { url: 'http://a.test/bytes', body_base64: Buffer.from('bytes').toString('base64') },
  { url: 'http://a.test/file', body_file: 'page.txt' },
  { url: 'http://a.test/gone', status: 404, body: 'gone for good' },
  { url: 'http://a.test/nothing', status: 204, body: 'never seen' },
  { url: 'http://a.test/down', failure: 'nobody answers' },
  { url: 'http://a.test/moved', status: 302, headers: { Location: '/text' } },
  { url: 'http://a.test/circle', status: 302, headers: { location: '/circle' } },
  { method: 'POST', url: 'http://a.test/method', body: 'posted' },
  { method: 'GET', url: 'http://a.test/method', body: 'got' },
  { url: 'http://a.test/all/1', body: 'the first' },
  { url: 'http://a.test/all/*', body: 'the rest' },
]);
const fetched = (method, url) => run(fetching(method), '--payload', url, '--http-mock', mock);

for (const [what, method, path, expected] of [
  ['text', get, 'text', 'text'],
  ['JSON', get, 'json', '{"a":"\\u003c","b":[1]}'],
  ['base64', get, 'bytes', 'bytes'],
  ['a file beside it', get, 'file', 'from a file'],
  ['no body to HEAD', head, 'text', ''],
  ['no body with 204', get, 'nothing', ''],
  ['what a redirect leads to', get, 'moved', 'text'],
  ['a POST', post, 'method', 'posted'],
  ['a GET of the same URL', get, 'method', 'got'],
  ['by the first entry that fits', get, 'all/1', 'the first'],
  ['any rest of a URL', get, 'all/2?x=y', 'the rest'],
]) {
  test(`--http-mock answers ${what}`, () => {
    assert.equal(fetched(method, `http://a.test/${path}`).output, expected);
  });
}

for (const [what, path, expected] of [
  ['a status', 'gone', '404: gone for good'],
  ['a failure', 'down', 'nobody answers'],
  ['redirects without end', 'circle',
    'Get "http://a.test/circle": stopped after 10 redirects'],
]) {
  test(`--http-mock answers ${what} as an error text`, () => {
    const { message, violations } = fetched(get, `http://a.test/${path}`);
    assert.deepEqual([message, violations], [expected, []]);
  });
}

test('a request that no entry answers is an error to the plugin, and in the report', () => {
  const { message, violations } = fetched(get, 'http://a.test/other');
  assert.equal(message, `Get "http://a.test/other": ${mock} has no answer`);
  assert.deepEqual(violations, [`${mock} has no answer for GET http://a.test/other`]);
});

test('a GraphQL query is answered too', () => {
  const query = asking(`$graphql_query ${ofPayload} ${ofBody}`);
  const answers = mockOf([{ method: 'POST', url: 'http://a.test/', body: { data: { a: 1 } } }]);
  const words = ['--profile', 'sat', '--payload', 'http://a.test', '--http-mock', answers];
  assert.equal(run(query, ...words).output, '{"data":{"a":1}}');
});

const file = save(plugin(echo));
const one = (entry) => JSON.stringify([{ url: 'http://a.test' }, entry]);
const aUrl = { url: 'http://b.test' };

for (const [what, text, expected] of [
  ['no JSON', '[', /is not JSON: /],
  ['no list', '{"url": "http://a.test"}', /is no list of entries\n/],
  ['an entry that is no object', '[5]', /entry 1: is no object\n/],
  ['no URL', one({ status: 200 }), /entry 2: url is missing\n/],
  ['half a URL', one({ url: '/a' }), /entry 2 \(\/a\): url must be a whole URL/],
  ['an unknown member', one({ ...aUrl, bdy: '' }), /entry 2 \(http:\/\/b\.test\): .* called bdy; /],
  ['an unknown method', one({ ...aUrl, method: 'get' }), /entry 2 .*: method must be one of GET, /],
  ['a status of none', one({ ...aUrl, status: 99 }), /entry 2 .*: status must be an integer from/],
  ['a header that is no text', one({ ...aUrl, headers: { a: 1 } }), /headers must be an object of/],
  ['two bodies', one({ ...aUrl, body: '', body_file: '' }), /body and body_file exclude each oth/],
  ['bad base64', one({ ...aUrl, body_base64: '?' }), /body_base64 must be base64\n/],
  ['a missing file', one({ ...aUrl, body_file: 'none' }), /body_file none cannot be read \(ENOENT/],
]) {
  test(`--http-mock with ${what} names file and entry`, () => {
    const mocked = save(text, 'wrong.json');
    const { status, stderr } = command([file, '--http-mock', mocked]);
    assert.equal(status, 2);
    assert.ok(stderr.startsWith(`se2-run: ${mocked}: `), stderr);
    assert.match(stderr, expected);
    assert.equal(stderr.trimEnd().split('\n').length, 2);
  });
}

test('a missing file of answers is named', () => {
  assert.match(command([file, '--http-mock', '/no/such']).stderr, /\/no\/such: cannot be read/);
});

const sat = ['--profile', 'sat'];

test('--secret', () => {
  const words = [...sat, '--secret', 'a=1', '--secret', 'token=x=y', '--payload'];
  const secret = asking(`$get_secret_value ${ofPayload}`);
  assert.equal(run(secret, ...words, 'token').output, 'x=y');
  assert.equal(run(secret, ...words, 'other').output, '');
});

const files = join(folder, 'static');
mkdirSync(join(files, 'deep'), { recursive: true });
writeFileSync(join(files, 'a.txt'), 'a file');
writeFileSync(join(files, 'deep/b.txt'), 'deeper');
save('outside', 'outside.txt');
symlinkSync(join(folder, 'outside.txt'), join(files, 'link.txt'));
symlinkSync(folder, join(files, 'up'));
symlinkSync('deep', join(files, 'inside'));
const staticFile = asking(`$get_static_file ${ofPayload}`);
const given = (name) => run(staticFile, ...sat, '--static-dir', files, '--payload', name);

for (const [name, expected] of [
  ['a.txt', 'a file'], ['deep/b.txt', 'deeper'], ['deep/../a.txt', 'a file'],
  ['inside/b.txt', 'deeper'],
]) {
  test(`--static-dir has ${name}`, () => assert.equal(given(name).output, expected));
}

for (const name of [
  'none.txt', 'deep', '', '..', '../outside.txt', 'deep/../../outside.txt', 'link.txt',
  'up/outside.txt', join(folder, 'outside.txt'), join(files, 'a.txt'), '/a.txt',
]) {
  test(`--static-dir has no "${name.replace(folder, '...')}"`, () => {
    assert.equal(given(name).message, 'file not found');
  });
}

const queries = save(JSON.stringify([
  { name: 'all', type: 'select', answer: [{ id: 1 }] },
  { name: 'add', type: 'insert', varCount: 1, answer: { lastInsertID: 7, rowsAffected: 0 } },
]));
const [insert, select] = [0, 1];
const executing = (type) => asking(`$db_exec (i32.const ${type}) ${ofPayload}`);
const executed = (type, name) =>
  run(executing(type), ...sat, '--queries', queries, '--payload', name);

test('--queries', () => {
  assert.equal(executed(select, 'all').output, '[{"id":1}]');
  assert.equal(executed(insert, 'all').message, 'query type incorrect');
  assert.equal(executed(select, 'none').message, 'query not found');
  assert.match(executed(insert, 'add').message, /^expected 1 variables, got 0: /);
});

for (const [what, entries, expected] of [
  ['an unknown type', [{ name: 'a', type: 'drop', answer: 1 }], /entry 1 \(a\): type must be one/],
  ['no answer', [{ name: 'a', type: 'select' }], /entry 1 \(a\): answer is missing/],
  ['half a variable', [{ name: 'a', type: 'select', varCount: 0.5, answer: 1 }], /an integer from/],
  ['a name twice', Array(2).fill({ name: 'a', type: 'select', answer: [] }), /entry 2 .* taken/],
]) {
  test(`--queries with ${what} names file and entry`, () => {
    const wrong = save(JSON.stringify(entries), 'wrong.json');
    const { status, stderr } = command([file, ...sat, '--queries', wrong]);
    assert.equal(status, 2);
    assert.ok(stderr.startsWith(`se2-run: ${wrong}: `), stderr);
    assert.match(stderr, expected);
  });
}

for (const words of [['--secret', 'a=b'], ['--static-dir', folder], ['--queries', queries]]) {
  test(`${words[0]} is refused for hosts that have no such thing`, () => {
    const { status, stderr } = command([file, ...words]);
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`^se2-run: ${words[0]} needs --profile sat`));
  });
}
