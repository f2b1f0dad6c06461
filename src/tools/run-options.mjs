// SPDX-License-Identifier: Apache-2.0
// src/tools/run-options.mjs: the command line of se2-run

import { readFileSync, readSync, statSync } from 'node:fs';
import { defaultLifetime, profiles } from '../host/abi.mjs';
import { SetupError } from '../host/errors.mjs';
import { CommandLine } from './command-line.mjs';

export { help } from './run-help.mjs';

const wrapperPayload = "It can't bite it's own tail. I'm done laughing.";
const maxIdent = 2 ** 31 - 2;

const one = { type: 'string' };
const many = { type: 'string', multiple: true };
const flag = { type: 'boolean' };
const options = {
  payload: one, 'payload-file': one, ident: one, profile: one, lifetime: one, repeat: one,
  method: one, url: one, header: many, param: many, state: many, dir: many,
  'http-mock': one, secret: many, 'static-dir': one, queries: one,
  serve: one, timeout: one, watch: flag, debug: flag,
  wrapper: one, 'plugin-root': one, 'python-usr-root': one,
  trace: flag, json: flag, help: flag, version: flag,
};

const line = new CommandLine('se2-run', options);
const usage = (message) => line.usage(message);
const oneOf = (name, value, choices) => line.oneOf(name, value, choices);

/** `{ help }`, `{ version }`, or everything a run needs, checked. */
export function parseOptions(words) {
  const end = words.indexOf('--');
  const [own, packWords] = end < 0 ? [words, []] : [words.slice(0, end), words.slice(end + 1)];
  const { values, positionals, tokens } = line.parse(own);
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
  const [file] = files;
  const isScript = file.endsWith('.py');
  if (isScript && values.debug) throw usage('--debug is for plugins in C++');
  if (end >= 0 && !isScript) throw usage('options of se2-pack, after --, go with a plugin.py');
  return {
    file,
    script: isScript ? file : null,
    packWords,
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
    payloadFile: values['payload-file'] ?? null,
    pluginRoot: values['plugin-root'] ?? null,
    watch: values.watch ?? false,
    wordsOfRun: wordsOfRun(own, tokens),
    serve: values.serve === undefined ? null : addressOf(values.serve),
    limit: seconds('timeout', values.timeout ?? '10'),
    environment: values['plugin-root'] === undefined ? {} : { PYTHONPATH: '/plugin' },
    debug: values.debug ?? false,
    trace: values.trace ?? false,
    json: values.json ?? false,
  };
}

function integer(name, text, least, most) {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw usage(`--${name} ${text}: must be an integer from ${least} to ${most}`);
}

/** The words without the plugin and --watch: how to run another one once. */
function wordsOfRun(words, tokens) {
  const others = tokens.filter(({ kind, name }) => kind === 'positional' || name === 'watch');
  const left = new Set(others.map(({ index }) => index));
  return words.filter((_, index) => !left.has(index));
}

const ofRequests = ['payload', 'payload-file', 'method', 'url', 'repeat'];

function refuseTogether(values) {
  const given = (name) => values[name] !== undefined;
  const brought = ofRequests.find(given);
  if (given('serve') && brought) throw usage(`--${brought} does not go with --serve`);
  if (given('timeout') && !given('serve')) throw usage('--timeout goes with --serve');
  const instead = ['serve', 'watch', 'json', 'trace'].find(given);
  if (given('debug') && instead) throw usage(`--${instead} does not go with --debug`);
  if (given('watch') && values['payload-file'] === '-') {
    throw usage('--watch cannot read standard input again: name a file with --payload-file');
  }
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
