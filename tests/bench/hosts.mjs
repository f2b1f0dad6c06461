// SPDX-License-Identifier: Apache-2.0
// tests/bench/hosts.mjs: one measurement of a form: on Node here, in a new process, on wasmtime
//
// What is measured is an object of numbers: milliseconds, where their names say nothing else.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { needOfEngine } from '../conformance/place.mjs';

const environmentOf = ({ directories }) =>
  directories['/plugin'] ? { PYTHONPATH: '/plugin' } : {};

/** Node, in this process, through the host that se2-run is. */
export class NodeHost {
  #parts;
  #payload;
  #plugins = new Map();
  #engines = new Map();

  static async open(library, payload) {
    const names = ['engine', 'host', 'module'];
    const file = (name) => pathToFileURL(join(library, `host/${name}.mjs`));
    const parts = await Promise.all(names.map((name) => import(file(name))));
    setFlagsFromString('--expose-gc');
    return new NodeHost(Object.assign({}, ...parts), payload, runInNewContext('gc'));
  }

  constructor(parts, payload, collectGarbage) {
    this.#parts = parts;
    this.#payload = Buffer.from(payload);
    this.collectGarbage = collectGarbage;
  }

  /** A new instance up to its reply; memories of earlier ones are collected before. */
  async fresh(form) {
    const { engine, host } = await this.#engineOf(form, 'fresh');
    this.collectGarbage();
    const { startTime, runTime } = this.#run(form, engine);
    const memory = host.memory.bytes.length;
    return { total: startTime + runTime, start: startTime, call: runTime, memory };
  }

  /** The mean of `count` calls on one instance. */
  async calls(form, count) {
    const { engine } = await this.#engineOf(form, 'reuse');
    const begun = performance.now();
    for (let call = 0; call < count; call += 1) this.#run(form, engine);
    return { total: (performance.now() - begun) / count };
  }

  #run({ name }, engine) {
    const report = engine.run(this.#payload);
    if (report.outcome === 'result') return report;
    throw new Error(`${name} answered with ${report.outcome} ${report.message ?? ''}`);
  }

  async #engineOf(form, lifetime) {
    const key = `${lifetime} ${form.name}`;
    if (!this.#engines.has(key)) this.#engines.set(key, await this.#open(form, lifetime));
    return this.#engines.get(key);
  }

  async #open(form, lifetime) {
    const { Host, loadPlugin, openEngine } = this.#parts;
    const { file, profile, directories } = form;
    if (!this.#plugins.has(file)) this.#plugins.set(file, loadPlugin(file, profile));
    const host = new Host({ profile });
    const engine = await openEngine({
      plugin: this.#plugins.get(file), host, lifetime, directories, trace: null,
      stdio: { isTerminal: false, write: () => {} }, environment: environmentOf(form),
    });
    return { engine, host };
  }
}

/**
 * `se2-run` in a new process: `total`, of which nothing is taken off, is from the process's start
 * to the first byte of its report; `reply` is what se2-run tells of it, a new instance of the
 * compiled module up to the reply, in which V8 compiles the functions that run. The rest is Node's
 * start, reading the module and checking it. `flags` of a form are Node's.
 */
export async function inNewProcess(library, form, payload) {
  const { file, profile, directories, flags = [] } = form;
  const opened = Object.entries(directories).flatMap((pair) => ['--dir', pair.join('=')]);
  const root = directories['/plugin'] ? ['--plugin-root', directories['/plugin']] : [];
  const tool = join(library, 'tools/se2-run.mjs');
  const words = [...flags, tool, file, '--json', '--profile', profile, '--payload', payload];
  const { first, output } = await timed([...words, ...opened, ...root]);
  const { outcome, start_us: start, run_us: ran } = JSON.parse(output.split('\n')[0]);
  if (outcome !== 'result') throw new Error(`se2-run ${file}: ${outcome}`);
  return { total: first, reply: (start + ran) / 1000 };
}

/** Node alone, from the process's start to the first byte that it writes. */
export async function bareNode() {
  return { total: (await timed(['-e', 'process.stdout.write("x")'])).first };
}

function timed(words) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let first = null;
    let output = '';
    let errors = '';
    child.stderr.on('data', (text) => (errors += text));
    child.stdout.on('data', (text) => {
      first ??= performance.now() - begun;
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const end = signal ?? `exit code ${code}`;
      if (code === 0 && first !== null) resolve({ first, output });
      else reject(new Error(`node ${words.join(' ')}: ${end}\n${errors}`));
    });
  });
}

const timesOf = fileURLToPath(new URL('wasmtime_times.py', import.meta.url));

/** What answers the requests of wasmtime_times.py on PyPI's binding. */
export const pythonTimes = (engine) => [needOfEngine(`${engine}/bin/python`), timesOf];

/**
 * wasmtime in a process of its own: `command`, by default PyPI's binding of 7.0.0, the engine of
 * E2 Core. `fuel` counts instructions.
 */
export class WasmtimeHost {
  #child;
  #answers;

  /** What `body(host)` answers; the engine's process ends with it, also where it fails. */
  static async use(options, body) {
    const host = new WasmtimeHost(options);
    try {
      return await body(host);
    } finally {
      host.#child.stdin.end();
    }
  }

  constructor({ forms, payloads, command, optimised = true, fuel = false }) {
    const [program, ...words] = command ?? pythonTimes('wasmtime-7.0.0');
    this.#child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdin.on('error', () => {}); // it ended, which the missing answer tells
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#send({ payloads, optimised, fuel, forms });
  }

  async reply({ name }, payload = 0) {
    return (await this.#ask('reply', name, 0, payload)).reply;
  }

  async fresh({ name }, payload = 0) {
    return this.#ask('fresh', name, 0, payload);
  }

  async calls({ name }, count, payload = 0) {
    return this.#ask('calls', name, count, payload);
  }

  async compile({ name }) {
    return this.#ask('compile', name, 0, 0);
  }

  async memory({ name }, count, payload = 0) {
    return this.#ask('memory', name, count, payload);
  }

  #send(value) {
    this.#child.stdin.write(`${JSON.stringify(value)}\n`);
  }

  async #ask(...request) {
    this.#send(request);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`wasmtime's process ended at ${request.join(' ')}`);
    return JSON.parse(value);
  }
}
