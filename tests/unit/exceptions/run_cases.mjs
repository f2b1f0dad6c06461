#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/run_cases.mjs: runs the cases of a module on Node
//
// usage: run_cases.mjs MODULE.wasm [--native]
// With --native the module is one before the post-link pass, and V8's own exceptions are tested:
// what fails there too is wrong in the runtime or the case. Exit code 1 if a case fails.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [file, ...flags] = process.argv.slice(2);
const native = flags.includes('--native');

/** What each way to end a run must report. */
const endings = {
  end_by_uncaught_int: 'uncaught exception of type int',
  end_by_uncaught_exception: 'nothing at 9',
  end_by_uncaught_text: 'uncaught exception of type char const*',
  end_by_uncaught_string: 'uncaught exception of type std::basic_string<...>',
  end_by_uncaught_group: 'uncaught exception of type exception_cases::counted',
  end_by_noexcept: 'uncaught exception of type int',
  end_by_terminate: 'std::terminate was called',
  end_by_rethrow_of_nothing: 'std::terminate was called',
  end_by_trap_in_handler: '',
};

const module = new WebAssembly.Module(readFileSync(file));
let reported = '';
const wasi = new WASI({ version: 'preview1' });
const instance = new WebAssembly.Instance(module, {
  env: {
    report(text, size) {
      reported = Buffer.from(instance.exports.memory.buffer, text, size).toString('utf8');
    },
  },
  wasi_snapshot_preview1: wasi.wasiImport,
});
wasi.initialize(instance);
const { exports } = instance;

function textAt(address) {
  const memory = new Uint8Array(exports.memory.buffer, address);
  return Buffer.from(memory.subarray(0, memory.indexOf(0))).toString('utf8');
}

let passed = 0;
let failed = 0;
function record(name, problem) {
  if (problem === '') {
    ++passed;
  } else {
    ++failed;
    console.log(`FAILED ${name}: ${problem}`);
  }
}

function beginRun() {
  reported = '';
  exports.begin_run();
}

function runCase(index) {
  beginRun();
  try {
    return exports.run_case(index) === 1 ? '' : 'does not hold';
  } catch (error) {
    return `${error.message} ${reported}`;
  }
}

/** Ends a run, then asks the same instance again: it must answer as before. */
function runEnding(name) {
  beginRun();
  try {
    exports[name]();
    return 'did not end the run';
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) return `${error}`;
  }
  if (reported !== endings[name]) return `reported "${reported}"`;
  const problem = runCase(0);
  return problem === '' ? '' : `afterwards case "${textAt(exports.case_name(0))}": ${problem}`;
}

for (let index = 0; exports.case_name(index) !== 0; ++index) {
  record(textAt(exports.case_name(index)), runCase(index));
}
if (!native) {
  for (const name of Object.keys(endings)) record(name, runEnding(name));
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
