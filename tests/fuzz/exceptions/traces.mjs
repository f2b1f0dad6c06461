// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/traces.mjs: what generated programs do as a module and natively
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WASI } from 'node:wasi';

/** Runs a program of the toolchain; what it writes to standard output. */
export function call(command, ...words) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (status === 0) return stdout;
  throw new Error(`${command}: ${signal ?? `exit code ${status}`}\n${stderr.slice(0, 2000)}`);
}

/** A module of programs, in one instance. */
export class Guest {
  #exports;
  #module;
  #reported = '';

  constructor(file) {
    this.#module = new WebAssembly.Module(readFileSync(file));
    this.restart();
  }

  restart() {
    const wasi = new WASI({ version: 'preview1' });
    const report = (text, size) => {
      this.#reported = Buffer.from(this.#exports.memory.buffer, text, size).toString('utf8');
    };
    const imports = { env: { report }, wasi_snapshot_preview1: wasi.wasiImport };
    const instance = new WebAssembly.Instance(this.#module, imports);
    wasi.initialize(instance);
    this.#exports = instance.exports;
  }

  /**
   * One run: `{ ended, notes }`. `ended` is undefined where the program came to its end; else it
   * is what was reported, or 'thrown' where an exception left the module.
   */
  run(name, program, argument) {
    const { __stack_pointer: stack } = this.#exports;
    const stackBefore = stack.value;
    const trace = this.#exports.begin();
    this.#reported = '';
    let ended;
    const last = [];
    try {
      last.push(this.#exports[name](program, argument));
    } catch (error) {
      stack.value = stackBefore;
      if (error instanceof WebAssembly.Exception) ended = 'thrown';
      else if (this.#reported !== '') ended = this.#reported;
      else throw error;
    }
    const [size, ...rest] = new Int32Array(this.#exports.memory.buffer, trace, 4097);
    return { ended, notes: [...rest.slice(0, size), ...last] };
  }
}

/** `programs.cpp` of `folder` as a module with the engine's exceptions; the file's path. */
export function buildModule(wasm, folder, sources, level) {
  const file = join(folder, `programs-O${level}.wasm`);
  call(wasm.compiler, `--target=${wasm.target}`, `--sysroot=${wasm.sysroot}`, '-std=c++23', '-w',
    `-O${level}`, '-fwasm-exceptions', '-fno-crash-diagnostics', `-I${sources}`,
    join(folder, 'programs.cpp'), join(sources, 'harness.cpp'), ...wasm.link,
    '-mexec-model=reactor', '-Wl,--export=__stack_pointer', wasm.exceptions, '-o', file);
  return file;
}

/** The traces of `programs.cpp` run natively: for each program, of each argument. */
export function runNatively(compiler, folder, sources, count) {
  const file = join(folder, 'programs');
  call(compiler, '-std=c++23', '-w', '-O0', `-I${sources}`, join(folder, 'programs.cpp'),
    join(sources, 'harness.cpp'), '-o', file);
  const lines = call(file, String(count)).trimEnd().split('\n');
  const traces = lines.map((line) => {
    const [ended, ...notes] = line.split(' ').map(Number);
    return { ended: ended === 1 ? 'natively' : undefined, notes };
  });
  return (program, argument) => traces[program * count + argument];
}
