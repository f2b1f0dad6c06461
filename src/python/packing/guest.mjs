// SPDX-License-Identifier: Apache-2.0
// src/python/packing/guest.mjs: an instance of the Python runtime, driven by its se2_pack exports

import { wasiModule } from '../../host/abi.mjs';
import { describeTrap, isTrap, SetupError } from '../../host/errors.mjs';
import { Host } from '../../host/host.mjs';
import { coreFunctions } from '../../host/imports.mjs';
import { satFunctions } from '../../host/imports-sat.mjs';
import { Run } from '../../host/run.mjs';
import { createWasi } from '../../host/wasi.mjs';
import { repeatable } from './repeatable.mjs';

const ident = 1;

/** The plugin cannot be packed; the message is Python's own where that failed. */
export class PackError extends SetupError {}

export class Guest {
  #exports;
  #host;

  /**
   * `runtime`: a Runtime (runtime.mjs); `console(fd, bytes)` gets what the guest prints;
   * `directories`: guest paths to host paths; `request`: what warm runs see; `key`: 32 bytes, which
   * the guest's random numbers are made of.
   */
  static async create({ runtime, console, directories = {}, request, key }) {
    const host = new Host({ profile: 'sat', newRequest: () => request });
    const makeWasi = await createWasi({
      host, directories, names: runtime.wasiNames, environment: {},
      stdio: { isTerminal: false, write: console },
    });
    const wasi = makeWasi();
    const instance = new WebAssembly.Instance(runtime.module, {
      env: { ...coreFunctions(host), ...satFunctions(host) },
      [wasiModule]: { ...wasi.imports, ...repeatable(host.memory, key) },
    });
    host.memory.attach(instance.exports.memory);
    wasi.attach(instance.exports.memory);
    return new Guest(instance.exports, host);
  }

  constructor(exports, host) {
    this.#exports = exports;
    this.#host = host;
  }

  /** All of the memory; valid until the guest runs again. */
  get memory() {
    return this.#host.memory.bytes;
  }

  global(name) {
    return this.#exports[name].value;
  }

  configure({ module, optimize, hashSeed }) {
    const name = Buffer.from(module);
    this.#call('se2_pack_configure', this.#put(name), name.length, optimize, hashSeed);
  }

  /** For a plugin that imports nothing from zip files. */
  forgetZips() {
    this.#call('se2_pack_forget_zips');
  }

  /** Clears static data that nothing uses, a list of `[address, size]`. */
  clear(data) {
    for (const [start, size] of data) this.memory.fill(0, start, start + size);
  }

  /** Clears data; the heap may grow into the `rooms` within it. */
  giveUp({ data, rooms }) {
    this.clear(data);
    for (const [start, size] of rooms) this.#call('se2_pack_give', start, size);
  }

  /** Mounts an image of files; one to `borrow` is gone after `seal`. */
  mount(image, { borrow = false } = {}) {
    const place = this.#put(image, borrow ? 'se2_pack_borrow' : 'se2_pack_allocate');
    const isMounted = this.#call('se2_pack_mount', place, image.length);
    if (!isMounted) throw new Error('not an image of carried files');
  }

  start() {
    this.#call('_start');
  }

  importPlugin() {
    this.#call('se2_pack_import');
    this.evaluate('result = []', ''); // fails with what kept the plugin from being imported
  }

  /** Runs Python source that gets `argument`, and returns the `result` it sets: a list of bytes. */
  evaluate(script, argument) {
    const [source, text] = [Buffer.from(script), Buffer.from(argument)];
    const [sourcePlace, textPlace] = [this.#put(source), this.#put(text)];
    const place = this.#call(
      'se2_pack_evaluate', sourcePlace, source.length, textPlace, text.length,
    );
    const { view } = this.#host.memory;
    const parts = [];
    for (let index = 0; index < view.getUint32(place + 4, true); index += 1) {
      const start = view.getUint32(place + 8 + 8 * index, true);
      const size = view.getUint32(place + 12 + 8 * index, true);
      parts.push(Buffer.from(this.memory.slice(start, start + size)));
    }
    if (view.getUint32(place, true)) throw new PackError(parts[0].toString('utf8'));
    return parts;
  }

  /** One run as a host does it; answers its outcome (host/run.mjs). */
  run(payload) {
    const run = new Run(1, ident);
    this.#host.begin(run);
    try {
      const place = this.#put(payload, 'allocate');
      this.#call('run_e', place, payload.length, ident);
      this.#call('deallocate', place, payload.length);
    } finally {
      this.#host.end();
    }
    return run.outcome(null);
  }

  /** Ends packing; answers where the memory that matters ends. */
  seal({ hostFiles }) {
    return this.#call('se2_pack_seal', hostFiles ? 1 : 0) >>> 0;
  }

  #put(bytes, allocate = 'se2_pack_allocate') {
    const place = this.#call(allocate, bytes.length) >>> 0;
    if (place === 0 && bytes.length > 0) {
      throw new SetupError(`no memory in the guest for ${bytes.length} bytes`);
    }
    this.memory.set(bytes, place);
    return place;
  }

  #call(name, ...parameters) {
    try {
      return this.#exports[name](...parameters);
    } catch (error) {
      if (!isTrap(error)) throw error;
      throw new PackError(
        `the plugin ended Python: ${describeTrap(error, name)}`,
        'It must not call os._exit or os.abort, nor use up all memory.',
      );
    }
  }
}
