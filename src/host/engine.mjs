// SPDX-License-Identifier: Apache-2.0
// src/host/engine.mjs: instances of a plugin and their runs, in the order of the real hosts

import { hostFunctions, wasiModule } from './abi.mjs';
import { describeStack, describeTrap, HostStop, isTrap, SetupError } from './errors.mjs';
import { coreFunctions } from './imports.mjs';
import { hex } from './memory.mjs';
import { Run } from './run.mjs';

const file = 'engine.mjs';
const maxIdent = 2 ** 31 - 1;

/**
 * An engine for a loaded plugin (module.mjs) and a `Host`. `lifetime` is "fresh", an instance for
 * each run, or "reuse". `stdio`, `environment`, `directories` and `wait` are for WASI (wasi.mjs).
 * `trace` is a `Trace` or null, `symbols` the Symbols of the plugin (../debug/symbols.mjs) or null.
 */
export async function openEngine(options) {
  const { plugin, host, lifetime, stdio, environment, directories, wait, trace, symbols } = options;
  let functions = coreFunctions(host);
  const wanted = [...(plugin.imports.get('env') ?? [])];
  if (wanted.some((name) => hostFunctions[name].profile === 'sat')) {
    const { satFunctions } = await import('./imports-sat.mjs');
    functions = { ...functions, ...satFunctions(host) };
  }
  if (trace) {
    const { tracedFunctions } = await import('./trace.mjs');
    functions = tracedFunctions(functions, host.memory, trace);
  }
  const names = plugin.imports.get(wasiModule);
  let makeWasi = () => ({ imports: {}, attach: () => {}, close: () => {} });
  if (names) {
    const { createWasi } = await import('./wasi.mjs');
    makeWasi = await createWasi({ host, names, stdio, environment, directories, wait });
  }
  return new Engine({ plugin, host, lifetime, functions, makeWasi, trace, symbols });
}

class Engine {
  #plugin;
  #host;
  #lifetime;
  #functions;
  #makeWasi;
  #trace;
  #symbols;
  #callers = [];
  #exports = null;
  #isReady = false;
  #failure = null;
  #wasi = null;
  #late = null;
  #runs = 0;

  constructor({ plugin, host, lifetime, functions, makeWasi, trace, symbols = null }) {
    this.#plugin = plugin;
    this.#host = host;
    this.#lifetime = lifetime;
    this.#functions = functions;
    this.#makeWasi = makeWasi;
    this.#trace = trace;
    this.#symbols = symbols;
    trace?.line(file, `loaded ${plugin.file}, ${plugin.size} bytes`);
  }

  /**
   * One run over the payload's bytes. Answers `{ run, outcome, output, code, message, callers,
   * startTime, runTime }`: the `Run`, its outcome (run.mjs) with what belongs to it, of a trap the
   * functions that had called the one that it was in, and milliseconds.
   */
  run(payload, ident = randomIdent()) {
    const begun = performance.now();
    this.prepare();
    const failure = this.#failure;
    this.#isReady = false;
    this.#callers = [];
    const run = new Run((this.#runs += 1), ident, this.#late);
    const started = performance.now();
    this.#host.begin(run);
    if (failure) run.stopped = failure;
    const trap = failure ? null : this.#execute(run, payload);
    this.#host.end();
    this.#late = run.late;
    if (run.stopped) this.#discard();
    const ended = performance.now();
    const { outcome, output = null, code = null, message = null } = run.outcome(trap);
    return {
      run, outcome, output, code, message, callers: this.#callers,
      startTime: started - begun, runTime: ended - started,
    };
  }

  /** Makes the instance that the next run needs, which then starts at once. */
  prepare() {
    if (this.#isReady || (this.#exports && this.#lifetime === 'reuse')) return;
    this.#discard();
    this.#failure = this.#instantiate();
    this.#isReady = true;
  }

  /** Null with an instance ready, or why there is none. */
  #instantiate() {
    this.#wasi = this.#makeWasi();
    let instance;
    try {
      instance = new WebAssembly.Instance(this.#plugin.module, {
        env: this.#functions,
        [wasiModule]: this.#wasi.imports,
      });
    } catch (error) {
      return this.#instantiationFailure(error);
    }
    this.#host.memory.attach(instance.exports.memory);
    this.#wasi.attach(instance.exports.memory);
    const failure = this.#start(instance.exports);
    if (!failure) this.#exports = instance.exports;
    return failure;
  }

  #discard() {
    this.#exports = null;
    this.#late = null;
    this.#wasi?.close();
    this.#wasi = null;
  }

  #instantiationFailure(error) {
    if (error instanceof WebAssembly.LinkError) {
      throw new SetupError(`${this.#plugin.file} cannot be linked: ${error.message}`);
    }
    if (error instanceof RangeError) {
      return `the engine made no instance: ${error.message}; lower the plugin's initial memory`;
    }
    if (isTrap(error)) {
      return startFailure(describeTrap(error, 'the start function', this.#symbols));
    }
    throw error;
  }

  #start(exports) {
    const name = exports._start ? '_start' : '_initialize';
    if (!exports[name]) return null;
    if (name === '_initialize' && this.#host.profile !== 'minimal') {
      this.#host.violation(
        'the plugin exports _initialize and no _start: real hosts call neither, so its static ' +
          'constructors do not run there',
      );
    }
    this.#trace?.line(file, `calling ${name}()`);
    try {
      exports[name]();
    } catch (error) {
      if (!isTrap(error)) throw error;
      return startFailure(describeTrap(error, name, this.#symbols));
    }
    this.#trace?.line(file, `${name} returned`);
    return null;
  }

  /** Null, or how the guest went wrong; what stops the host is the run's `stopped`. */
  #execute(run, payload) {
    const trace = this.#trace;
    let address;
    try {
      trace?.line(file, `calling allocate(${payload.length})`);
      address = this.#exports.allocate(payload.length);
      trace?.line(file, `allocate(${payload.length}) -> ${hex(address)}`);
      this.#store(run, address, payload);
    } catch (error) {
      return this.#trapOf(error, 'allocate');
    }
    let trap = null;
    run.phase = 'run_e';
    try {
      trace?.line(file, `calling run_e(${hex(address)}, ${payload.length}, ${run.ident})`);
      this.#exports.run_e(address, payload.length, run.ident);
      trace?.line(file, 'run_e returned');
    } catch (error) {
      trap = this.#trapOf(error, 'run_e');
      trace?.line(file, `run_e ended: ${trap ?? run.stopped}`);
    }
    if (!run.stopped) this.#release(run, address, payload.length);
    return trap;
  }

  #store(run, address, payload) {
    const { bytes } = this.#host.memory;
    const given = `allocate(${payload.length}) answered ${hex(address)}`;
    if (address === 0 && payload.length > 0) {
      run.violation(`${given}: the host writes the payload over address 0`);
    }
    if (address < 0 || address > bytes.length) {
      run.stop(
        `the real host would die: ${given}, outside the memory of ${bytes.length} bytes`,
      );
    }
    const room = bytes.length - address;
    if (payload.length > room) {
      run.violation(`${given}, where ${room} bytes are left: the host cuts the payload off`);
    }
    bytes.set(payload.subarray(0, room), address);
    this.#trace?.line(file, `stored the payload, ${payload.length} bytes at ${hex(address)}`);
  }

  // The real host ignores what goes wrong here.
  #release(run, address, size) {
    run.phase = 'deallocate';
    try {
      this.#trace?.line(file, `calling deallocate(${hex(address)}, ${size})`);
      this.#exports.deallocate(address, size);
      this.#trace?.line(file, 'deallocate returned');
    } catch (error) {
      const trap = this.#trapOf(error, 'deallocate');
      if (trap) run.violation(`deallocate failed, which the host ignores: ${trap}`);
    }
  }

  #trapOf(error, exported) {
    if (error instanceof HostStop) return null;
    if (!isTrap(error)) throw error;
    if (exported !== 'deallocate') this.#callers = describeStack(error, this.#symbols).slice(1);
    return describeTrap(error, exported, this.#symbols);
  }
}

const startFailure = (reason) => `start-up failed: ${reason}; no real host loads the plugin`;

/** As hosts choose one. */
export const randomIdent = () => Math.floor(Math.random() * maxIdent);
