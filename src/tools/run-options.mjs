// SPDX-License-Identifier: Apache-2.0
// src/tools/run-options.mjs: the command line of se2-run

import { readFileSync, readSync, statSync } from 'node:fs';
import { defaultLifetime, profiles } from '../host/abi.mjs';
import { SetupError } from '../host/errors.mjs';
import { CommandLine } from './command-line.mjs';

export const help = `Usage: se2-run PLUGIN.wasm [--payload TEXT | --payload-file FILE] [options]
       se2-run PLUGIN.wasm --serve PORT [options]

Runs an SE2 plugin as its real hosts do and prints what it answers, or serves it over HTTP.

The request
  --payload TEXT         the payload, which is the request's body; without one it is empty
  --payload-file FILE    the payload is the content of FILE (- is standard input)
  --method M             its method (POST)
  --url U                its URL (/)
  --header 'K: V'        a header; may be repeated, as may the next two
  --param K=V            a path parameter
  --state K=V            state
The host
  --profile P            minimal, e2core (default) or sat: the functions it offers
  --lifetime L           fresh: an instance for each run; reuse: one for all
                         (default: e2core fresh, else reuse)
  --repeat N             N runs (1)
  --ident N              execution id, 0 to 2147483646 (random)
  --dir GUEST=HOST       pre-opens the directory HOST as GUEST; may be repeated
What lies behind it; the cache is in memory
  --http-mock FILE       answers what the plugin fetches, GraphQL too, instead of the network: JSON,
                         [{"method": "GET", "url": "http://a.test/b", "status": 200, "body": "c"}]
                         method  any, where there is none
                         url     may end in *, for any rest
                         body    text or JSON; or body_base64; or body_file, a path from FILE's
                                 folder; or failure, the error text of what gets no answer
                         headers of which a redirect's location is followed
  --secret K=V           a secret; may be repeated; this and the next two with --profile sat
  --static-dir DIR       its files are the static files
  --queries FILE         the database's queries, and what each answers: JSON,
                         [{"name": "all", "type": "select", "varCount": 0, "answer": [{"a": 1}]}]
Serving
  --serve [HOST:]PORT    answers HTTP as E2 Core does, v0.6 or, with --profile sat, v0.5.1, until
                         Ctrl-C; at 127.0.0.1, or HOST; PORT 0 is any that is free. The request's
                         body is the payload; --header, --param and --state add what it has not.
                         POST /name/TENANT/NAMESPACE/NAME also takes the X-Suborbital headers
  --timeout SECONDS      what a run may take there (10, for which E2 Core's front waits)
Output
  --json                 one JSON object a run on standard output, and nothing else there
  --trace                a line for each call between host and plugin
  --help, --version
A wrapper and its plugin.py (profile minimal; the default payload is a sentence)
  --wrapper FILE         the same as PLUGIN.wasm
  --plugin-root DIR      pre-opens DIR as /plugin and sets PYTHONPATH to it
  --python-usr-root DIR  pre-opens DIR/usr, Python's standard library, as /usr

Exit code: 0 for a result, 1 for an error of the plugin, 2 for no reply, a trap, a host error, or a
command or module that is wrong; of several runs, the worst. At Ctrl-C a server answers what it was
asked, and exits 0.
`;

const wrapperPayload = "It can't bite it's own tail. I'm done laughing.";
const maxIdent = 2 ** 31 - 2;

const one = { type: 'string' };
const many = { type: 'string', multiple: true };
const flag = { type: 'boolean' };
const options = {
  payload: one, 'payload-file': one, ident: one, profile: one, lifetime: one, repeat: one,
  method: one, url: one, header: many, param: many, state: many, dir: many,
  'http-mock': one, secret: many, 'static-dir': one, queries: one,
  serve: one, timeout: one,
  wrapper: one, 'plugin-root': one, 'python-usr-root': one,
  trace: flag, json: flag, help: flag, version: flag,
};

const line = new CommandLine('se2-run', options);
const usage = (message) => line.usage(message);
const oneOf = (name, value, choices) => line.oneOf(name, value, choices);

/** `{ help }`, `{ version }`, or everything a run needs, checked. */
export function parseOptions(words) {
  const { values, positionals } = line.parse(words);
  if (values.help) return { help: true };
  if (values.version) return { version: true };

  refuseTogether(values);
  const isWrapper = Boolean(
    values.wrapper ?? values['plugin-root'] ?? values['python-usr-root'],
  );
  const profile = oneOf('profile', values.profile ?? (isWrapper ? 'minimal' : 'e2core'), profiles);
  const files = values.wrapper === undefined ? positionals : [values.wrapper, ...positionals];
  if (files.length === 0) throw usage('no plugin is named');
  if (files.length > 1) throw usage(`one plugin at a time: ${files.join(', ')}`);
  return {
    file: files[0],
    profile,
    lifetime: oneOf('lifetime', values.lifetime ?? defaultLifetime[profile], ['fresh', 'reuse']),
    repeat: integer('repeat', values.repeat ?? '1', 1, Number.MAX_SAFE_INTEGER),
    ident: values.ident === undefined ? undefined : integer('ident', values.ident, 0, maxIdent),
    payload: readPayload(values, isWrapper ? wrapperPayload : ''),
    request: {
      method: values.method ?? 'POST',
      url: values.url ?? '/',
      headers: trimmed(pairs('header', values.header, ':')),
      params: pairs('param', values.param, '='),
      state: pairs('state', values.state, '='),
    },
    directories: directoriesOf(values),
    services: servicesOf(values, profile),
    serve: values.serve === undefined ? null : addressOf(values.serve),
    limit: seconds('timeout', values.timeout ?? '10'),
    environment: values['plugin-root'] === undefined ? {} : { PYTHONPATH: '/plugin' },
    trace: values.trace ?? false,
    json: values.json ?? false,
  };
}

function integer(name, text, least, most) {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw usage(`--${name} ${text}: must be an integer from ${least} to ${most}`);
}

const ofRequests = ['payload', 'payload-file', 'method', 'url', 'repeat'];

function refuseTogether(values) {
  const given = (name) => values[name] !== undefined;
  const brought = ofRequests.find(given);
  if (given('serve') && brought) throw usage(`--${brought} does not go with --serve`);
  if (given('timeout') && !given('serve')) throw usage('--timeout goes with --serve');
}

function seconds(name, text) {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0 && value <= 86400) return value;
  throw usage(`--${name} ${text}: must be seconds, such as 2 or 0.5, a day at most`);
}

/** `{ host, port }` of PORT or HOST:PORT. */
function addressOf(text) {
  const [, ipv6, name, port] = /^(?:(?:\[(.+)\]|([^:]+)):)?(\d+)$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65535) {
    throw usage(`--serve ${text}: must be PORT or HOST:PORT, a port from 0 to 65535`);
  }
  return { host: ipv6 ?? name ?? '127.0.0.1', port: Number(port) };
}

function pairs(name, texts = [], separator) {
  return Object.fromEntries(texts.map((text) => split(name, text, separator)));
}

const trimmed = (texts) =>
  Object.fromEntries(Object.entries(texts).map((pair) => pair.map((text) => text.trim())));

function split(name, text, separator) {
  const at = text.indexOf(separator);
  if (at < 1) throw usage(`--${name} ${text}: must be KEY${separator}VALUE`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function directoriesOf(values) {
  const directories = pairs('dir', values.dir, '=');
  if (values['plugin-root'] !== undefined) directories['/plugin'] = values['plugin-root'];
  if (values['python-usr-root'] !== undefined) {
    directories['/usr'] = `${values['python-usr-root']}/usr`;
  }
  const advice = 'Check --dir, --plugin-root and --python-usr-root.';
  for (const [guest, directory] of Object.entries(directories)) {
    needDirectory(directory, `to be the plugin's ${guest}`, advice);
  }
  return directories;
}

function needDirectory(directory, purpose, advice) {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new SetupError(`${directory}: no such directory, ${purpose}`, advice);
}

/** As openServices takes it. */
function servicesOf(values, profile) {
  const { 'http-mock': httpMock = null, 'static-dir': staticFiles = null, queries = null } = values;
  const other = ['secret', 'static-dir', 'queries'].find((name) => values[name] !== undefined);
  if (other && profile !== 'sat') {
    throw usage(`--${other} needs --profile sat: hosts of profile ${profile} have no such thing`);
  }
  if (staticFiles !== null) {
    needDirectory(staticFiles, 'of static files', 'Check --static-dir.');
  }
  return { httpMock, staticFiles, queries, secrets: pairs('secret', values.secret, '=') };
}

function readPayload(values, byDefault) {
  const file = values['payload-file'];
  if (file === undefined) return Buffer.from(values.payload ?? byDefault, 'utf8');
  if (values.payload !== undefined) throw usage('--payload and --payload-file exclude each other');
  try {
    return file === '-' ? readStandardInput() : readFileSync(file);
  } catch (error) {
    throw new SetupError(
      `cannot read the payload from ${file}: ${error.code ?? error.message}`,
      'Name a file that can be read with --payload-file.',
    );
  }
}

// A non-blocking pipe answers EAGAIN while its writer has nothing yet.
function readStandardInput() {
  const parts = [];
  const part = Buffer.alloc(1 << 16);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      const size = readSync(0, part);
      if (size === 0) return Buffer.concat(parts);
      parts.push(Buffer.from(part.subarray(0, size)));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(cell, 0, 0, 5);
    }
  }
}
