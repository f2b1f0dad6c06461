// SPDX-License-Identifier: Apache-2.0
// tests/conformance/engines.mjs: the engines that the table runs on: a host each, and its rows

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { converse } from './conversation.mjs';
import { need, needOfEngine } from './place.mjs';
import { haveWords } from './service-words.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A host, and which rows it is made for. A guest says itself what it is unable to show. */
class Engine {
  #host;

  constructor(name, host) {
    this.name = name;
    this.#host = host;
    this.family = host.family ?? name;
    this.isGuest = host.isGuest ?? false;
  }

  carries(row) {
    return this.#host.carries(row);
  }

  /** Why a row that is carried can't be shown all the same. */
  exceptionOf({ except }) {
    return except[this.name] ?? except[this.family];
  }

  /** The reports of each row's runs, of which none may take longer than `limit` seconds. */
  async run(rows, places, limit) {
    const jobs = rows.map((row) => jobOf(row, places));
    const ordered = byModule(jobs);
    const reports = await this.answer(ordered, places.build, limit);
    const found = new Map(ordered.map((job, i) => [job, reports[i]]));
    return jobs.map((job) => found.get(job));
  }

  /** The same for jobs, of which those of one module stand together. */
  answer(jobs, build, limit) {
    const { command, dying } = this.#host;
    return converse(command(build), jobs, { limit, dying });
  }
}

function jobOf(row, places) {
  const { name, profile, lifetime, ident, request } = row;
  const payloads = places.payloadFiles(row);
  const services = places.servicesOf(row);
  return { case: name, ...places.of(row), profile, lifetime, ident, request, services, payloads };
}

// A host that keeps one module at a time compiles each once.
function byModule(jobs) {
  const groups = new Map();
  for (const job of jobs) groups.set(job.module, [...(groups.get(job.module) ?? []), job]);
  return [...groups.values()].flat();
}

const isModule = (row) => row.plugin !== undefined || row.form === 'packed';
const always = () => true;

function node(name) {
  const command = (build) => {
    need(join(build, 'stage/lib/se2/host/engine.mjs'));
    return [needOfEngine(`${name}/bin/node`), here('node/host.mjs'), build];
  };
  return { command, carries: always, family: 'node' };
}

function wasmtime(name, carries = always) {
  const command = () => [needOfEngine(`${name}/bin/python`), here('wasmtime/host.py')];
  return { command, carries };
}

// The engine opens no directories: the Python runtime finds no plugin.py.
function goHost(name) {
  return {
    command: () => hostOfGo(name),
    carries: (row) => isModule(row) && row.directories === undefined,
    family: 'e2core-0.5.1',
    dying: /^(panic|fatal error): /,
  };
}

// A server starts as slowly as its module compiles: packed scripts have one for several runs.
function isForServer(row) {
  const { method, id, params, state } = row.request ?? {};
  if (method === 'PUT' || id || params || state || row.directories) return false;
  if (Object.keys(row.services ?? {}).some((key) => key !== 'http')) return false;
  if (!row.expect.every((expect) => expect === null || isSeenByClient(expect))) return false;
  return row.plugin !== undefined || (row.form === 'packed' && row.lifetime === 'reuse');
}

// Its clients give no id and no URL but a path, and with profile sat do not PUT.
function isForServe(row) {
  const { method, url = '/', id } = row.request ?? {};
  if (!isModule(row) || row.directories || !haveWords(row.services)) return false;
  if (id || !url.startsWith('/') || (method === 'PUT' && row.profile === 'sat')) return false;
  return row.expect.every((expect) => expect === null || isErrorStatus(expect));
}

const isErrorStatus = ({ code = 500 }) => code >= 400 && code <= 599;

// No reply looks like an empty one, only some codes are statuses of errors, and the server's log is
// not to be had with debug entries.
function isSeenByClient({ outcome, code, log = [] }) {
  if (outcome === 'none' || log.some(({ level }) => level === 'debug')) return false;
  return isErrorStatus({ code });
}

/** What starts the host of an engine in Go. Its reports come on a descriptor of their own. */
export const hostOfGo = (name) => {
  return ['sh', '-c', 'exec "$0" "$@" 3>&1 >/dev/null', needOfGo(name, 'host')];
};

/** A program that bootstrap.sh built out of a folder here and what all of Go's share. */
export function needOfGo(name, program) {
  const hash = createHash('sha256');
  for (const part of [name.split('-')[0], 'go']) {
    const files = readdirSync(here(part)).sort();
    for (const file of files) hash.update(readFileSync(here(`${part}/${file}`)));
  }
  return needOfEngine(`${name}/${hash.digest('hex').slice(0, 16)}/${program}`);
}

const hosts = {
  native: {
    command: (build) => [process.execPath, here('native/host.mjs'), build],
    carries: (row) => row.plugin !== undefined,
  },
  'python-double': {
    command: (build) => {
      const sdk = need(join(build, 'stage/share/se2/sdk'));
      const python = [needOfEngine('wasmtime-7.0.0/bin/python'), '-S', '-X', 'utf8'];
      return [...python, here('python-double/host.py'), sdk];
    },
    carries: (row) => !row.plugin && row.form === 'folders' && !row.wrapper && !row.directories,
  },
  'node-18': node('node-18'),
  'node-26': node('node-26'),
  'wasmtime-7.0.0': wasmtime('wasmtime-7.0.0'),
  // Large modules take it seconds to compile: packed ones run on the version that E2 Core has.
  'wasmtime-50': wasmtime('wasmtime-50', (row) => row.form !== 'packed'),
  'e2core-0.5.1': goHost('e2core-0.5.1'),
  'e2core-server-0.5.1': {
    command: () => {
      const program = needOfGo('e2core-0.5.1', 'e2core');
      return [process.execPath, here('e2core-server/host.mjs'), program];
    },
    carries: isForServer,
    family: 'e2core-0.5.1',
  },
  'reactr-0.15.1': goHost('reactr-0.15.1'),
  'se2-run-serve': {
    command: (build) => {
      need(join(build, 'stage/lib/se2/tools/serve.mjs'));
      return [process.execPath, here('se2-run-serve/host.mjs'), build];
    },
    carries: isForServe,
    family: 'node',
  },
};

/** By name. */
export const engines = new Map(
  Object.entries(hosts).map(([name, host]) => [name, new Engine(name, host)]),
);

/** The engine that a command is the host of. */
export const engineOf = (command) => {
  const words = ['sh', '-c', command];
  return new Engine('host', { command: () => words, carries: always, isGuest: true });
};
