// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/support.mjs: what the tests of the post-link pass share
//
// Environment: SE2_LOWER, the lower.mjs to test (default: that of the sources). The npm package
// wabt is looked up from there, then in NODE_PATH.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../../../src');
export const lower = resolve(process.env.SE2_LOWER ?? join(sources, 'exceptions/lower.mjs'));
export const part = (name) => import(pathToFileURL(join(dirname(lower), name)));

export const { lowerModule } = await part('lowering.mjs');
export const { readModule } = await part('module.mjs');
export const { Failure } = await part('failure.mjs');
const wabt = await createRequire(lower)('wabt')();

/** The module that `text` (WAT) describes; with debug names. */
export function assemble(text) {
  const parsed = wabt.parseWat('test.wat', text, {
    exceptions: true,
    tail_call: true,
    multi_value: true,
    reference_types: true,
    gc: true,
    function_references: true,
  });
  try {
    return Buffer.from(parsed.toBinary({ write_debug_names: true }).buffer);
  } finally {
    parsed.destroy();
  }
}

/** Runs the command line; answers exit code and output. */
export function runLower(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [lower, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** A folder for the files of one test file, gone when its tests are done. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'se2-lower-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a module needs of the runtime: the tag, and the functions that end a run. */
export const runtime = `
  (import "env" "note" (func $note (param i32)))
  (tag $cpp (param i32))
  (func (export "se2_exception_uncaught") (param i32)
    (call $note (i32.add (i32.const 1000) (local.get 0)))
    unreachable)
  (func (export "se2_exception_barrier") (param i32)
    (call $note (i32.add (i32.const 2000) (local.get 0)))
    unreachable)`;
