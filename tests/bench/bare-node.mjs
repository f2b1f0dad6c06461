// SPDX-License-Identifier: Apache-2.0
// tests/bench/bare-node.mjs: plugins of SE2 and of Extism on Node's engine, as directly as can be
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const wasiModule = 'wasi_snapshot_preview1';
const noExports = { memory: { buffer: new ArrayBuffer(0) } };

/** Answers as WasmtimeHost does. */
export class BareNode {
  #createWasi;
  #payloads;
  #collectGarbage;
  #programs = new Map();
  #kept = new Map();

  static async open(library, texts) {
    const { createWasi } = await import(pathToFileURL(join(library, 'host/wasi.mjs')));
    setFlagsFromString('--expose-gc');
    return new BareNode(createWasi, texts, runInNewContext('gc'));
  }

  constructor(createWasi, texts, collectGarbage) {
    this.#createWasi = createWasi;
    this.#payloads = texts.map((text) => Buffer.from(text));
    this.#collectGarbage = collectGarbage;
  }

  async reply(form, payload = 0) {
    const { open } = await this.#program(form);
    return Buffer.from(open()(this.#payloads[payload])).toString();
  }

  async fresh(form, payload = 0) {
    const { open } = await this.#program(form);
    this.#collectGarbage();
    const begun = performance.now();
    open()(this.#payloads[payload]);
    return { total: performance.now() - begun };
  }

  /** The mean of `count` calls on one instance. */
  async calls(form, count, index = 0) {
    const payload = this.#payloads[index];
    const { name } = form;
    if (!this.#kept.has(name)) this.#kept.set(name, (await this.#newProgram(form)).open());
    const call = this.#kept.get(name);
    const begun = performance.now();
    for (let i = 0; i < count; i += 1) call(payload);
    return { total: (performance.now() - begun) / count };
  }

  // Node compiles the same bytes once: these end with a custom section that is new every time.
  async compile({ file }) {
    const mark = randomFillSync(new Uint8Array(20));
    mark.set([0, 18, 1, 'x'.charCodeAt(0)]);
    const bytes = Buffer.concat([readFileSync(file), mark]);
    const [begun, { user, system }] = [performance.now(), process.cpuUsage()];
    new WebAssembly.Module(bytes);
    const [total, cpu] = [performance.now() - begun, process.cpuUsage({ user, system })];
    return { total, cpu: (cpu.user + cpu.system) / 1000 };
  }

  async #program(form) {
    const { name } = form;
    if (!this.#programs.has(name)) this.#programs.set(name, await this.#newProgram(form));
    return this.#programs.get(name);
  }

  /** `open()` makes an instance, and answers a function from a payload to its reply. */
  async #newProgram({ file, abi, kernel }) {
    const module = new WebAssembly.Module(readFileSync(file));
    const imported = WebAssembly.Module.imports(module);
    const names = imported.filter((each) => each.module === wasiModule).map(({ name }) => name);
    const memory = memoryOfInstance();
    const newWasi = await this.#createWasi({
      host: { memory }, names: new Set(names), environment: {}, directories: {},
      stdio: { isTerminal: false, write: () => {} },
    });
    const place = { module, memory, newWasi };
    if (abi === 'se2') return { open: () => openSe2(place) };
    const center = new WebAssembly.Module(readFileSync(kernel));
    return { open: () => openExtism({ ...place, center }) };
  }
}

function memoryOfInstance() {
  return {
    exports: noExports,
    get bytes() {
      return new Uint8Array(this.exports.memory.buffer);
    },
  };
}

function instantiate({ module, memory, newWasi }, imports) {
  const wasi = newWasi();
  const own = { ...imports, [wasiModule]: wasi.imports };
  const { exports } = new WebAssembly.Instance(module, own);
  memory.exports = exports;
  wasi.attach(exports.memory);
  return exports;
}

function openSe2(place) {
  let exports = null;
  let reply = null;
  const copied = (from, size) => new Uint8Array(exports.memory.buffer, from, size).slice();
  const env = {
    return_result: (from, size) => (reply = copied(from, size)),
    return_error: (code, from, size) => {
      throw new Error(`error ${code}: ${Buffer.from(copied(from, size))}`);
    },
    log_msg: () => {},
  };
  exports = instantiate(place, { env });
  exports._start?.();
  return (payload) => {
    const size = payload.length;
    const from = exports.allocate(size);
    new Uint8Array(exports.memory.buffer, from, size).set(payload);
    exports.run_e(from, size, 1);
    exports.deallocate(from, size);
    return reply;
  };
}

function openExtism(place) {
  const kernel = new WebAssembly.Instance(place.center).exports;
  const plugin = instantiate(place, { 'extism:host/env': kernel });
  return (payload) => {
    kernel.reset();
    const size = BigInt(payload.length);
    const from = kernel.alloc(size);
    new Uint8Array(kernel.memory.buffer, Number(from), payload.length).set(payload);
    kernel.input_set(from, size);
    if (plugin.run() !== 0) throw new Error('an Extism plugin failed');
    const place = [kernel.output_offset(), kernel.output_length()].map(Number);
    return new Uint8Array(kernel.memory.buffer, ...place).slice();
  };
}
