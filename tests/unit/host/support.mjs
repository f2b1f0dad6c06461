// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/support.mjs: assembles small plugins and runs them through se2-run

// Environment: SE2_RUN, the se2-run.mjs to test (default: that of the sources). The npm package
// wabt is looked up from there, then in NODE_PATH.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Serving } from './serving.mjs';

export const se2Run = process.env.SE2_RUN
  ? resolve(process.env.SE2_RUN)
  : fileURLToPath(new URL('../../../src/tools/se2-run.mjs', import.meta.url));

const wabt = await createRequire(se2Run)('wabt')();

export const folder = mkdtempSync(join(tmpdir(), 'se2-host-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const hostFunctions = {
  return_result: '(param i32 i32 i32)',
  return_error: '(param i32 i32 i32 i32)',
  log_msg: '(param i32 i32 i32 i32)',
  fetch_url: '(param i32 i32 i32 i32 i32 i32) (result i32)',
  request_get_field: '(param i32 i32 i32 i32) (result i32)',
  request_set_field: '(param i32 i32 i32 i32 i32 i32) (result i32)',
  resp_set_header: '(param i32 i32 i32 i32 i32)',
  get_ffi_result: '(param i32 i32) (result i32)',
  add_ffi_var: '(param i32 i32 i32 i32 i32) (result i32)',
  graphql_query: '(param i32 i32 i32 i32 i32) (result i32)',
  cache_set: '(param i32 i32 i32 i32 i32 i32) (result i32)',
  cache_get: '(param i32 i32 i32) (result i32)',
  get_static_file: '(param i32 i32 i32) (result i32)',
  db_exec: '(param i32 i32 i32 i32) (result i32)',
  get_secret_value: '(param i32 i32 i32) (result i32)',
  return_abort: '(param i32 i32 i32 i32 i32 i32 i32)',
};
const wasiFunctions = {
  clock_time_get: '(param i32 i64 i32) (result i32)',
  environ_get: '(param i32 i32) (result i32)',
  environ_sizes_get: '(param i32 i32) (result i32)',
  fd_fdstat_get: '(param i32 i32) (result i32)',
  fd_prestat_get: '(param i32 i32) (result i32)',
  fd_read: '(param i32 i32 i32 i32) (result i32)',
  fd_write: '(param i32 i32 i32 i32) (result i32)',
  path_open: '(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)',
  poll_oneoff: '(param i32 i32 i32 i32) (result i32)',
  proc_exit: '(param i32)',
  random_get: '(param i32 i32) (result i32)',
};

/** Binary of a WAT text. */
export function assemble(text) {
  const module = wabt.parseWat('test.wat', text, { exceptions: true });
  return module.toBinary({ write_debug_names: true }).buffer;
}

/**
 * A plugin whose run_e has the given body, over $payload, $size and $ident; the names that bodies
 * call are imported. `data` is text at address 16; what `allocate` answers is 1024 by default; the
 * memory is one page, 65536 bytes.
 */
export function plugin(
  body,
  { data = '', allocate = '(i32.const 1024)', deallocate = '', start = null, more = '' } = {},
) {
  const bodies = [body, allocate, deallocate, start, more].join(' ');
  const imports = (module, functions) =>
    Object.entries(functions)
      .filter(([name]) => new RegExp(`\\$${name}\\b`).test(bodies))
      .map(([name, type]) => `(import "${module}" "${name}" (func $${name} ${type}))`)
      .join('\n');
  return assemble(`(module
    ${imports('env', hostFunctions)}
    ${imports('wasi_snapshot_preview1', wasiFunctions)}
    (memory (export "memory") 1)
    (data (i32.const 16) "${data}")
    ${more}
    ${start === null ? '' : `(func (export "_start") ${start})`}
    (func $allocate (export "allocate") (param $size i32) (result i32) ${allocate})
    (func $deallocate (export "deallocate") (param $payload i32) (param $size i32) ${deallocate})
    (func $run_e (export "run_e") (param $payload i32) (param $size i32) (param $ident i32)
      ${body}))`);
}

/** Replies the payload. */
export const echo =
  '(call $return_result (local.get $payload) (local.get $size) (local.get $ident))';

/**
 * Replies the answer of a call with the FFI result protocol, or its text as error 502. The memory
 * grows to what arrives; "body" is at address 16.
 */
export const asking = (call) =>
  plugin(
    `(local $n i32) (local.set $n (call ${call} (local.get $ident)))
     (drop (memory.grow (i32.const 200)))
     (drop (call $get_ffi_result (i32.const 65536) (local.get $ident)))
     (if (i32.lt_s (local.get $n) (i32.const 0))
       (then (call $return_error (i32.const 502) (i32.const 65536)
         (i32.sub (i32.const 0) (local.get $n)) (local.get $ident)))
       (else (call $return_result (i32.const 65536) (local.get $n) (local.get $ident))))`,
    { data: 'body' },
  );

export const ofPayload = '(local.get $payload) (local.get $size)';
export const ofBody = '(i32.const 16) (i32.const 4)';

/** Fetches what the payload says, with a body. */
export const fetching = (method) =>
  asking(`$fetch_url (i32.const ${method}) ${ofPayload} ${ofBody}`);

/** Replies the i32s of several expressions, little-endian: see `integers`. */
export const replyIntegers = (...expressions) => `
  ${expressions
    .map((each, index) => `(i32.store (i32.const ${2048 + 4 * index}) ${each})`)
    .join(' ')}
  (call $return_result (i32.const 2048) (i32.const ${4 * expressions.length}) (local.get $ident))`;

export function integers({ output_base64: encoded }) {
  const bytes = Buffer.from(encoded, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readInt32LE(4 * index));
}

let files = 0;
export function save(bytes, name = `${(files += 1)}.wasm`) {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

/** Runs the command: `{ status, stdout, stderr }`, as text. */
export function command(words, { input = '', env = {}, encoding = 'utf8' } = {}) {
  const { FORCE_COLOR, NO_COLOR, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [se2Run, ...words], {
    input, encoding, env: { ...inherited, ...env }, maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** Runs a plugin's bytes with --json: the object of each run. */
export function runs(bytes, ...words) {
  const { status, stdout, stderr } = command([save(bytes), '--json', ...words]);
  const lines = stdout.trimEnd().split('\n');
  try {
    return lines.map((line) => ({ ...JSON.parse(line), status }));
  } catch {
    throw new Error(`no JSON on standard output (exit code ${status}): ${stdout}${stderr}`);
  }
}

/** As `runs`, of one run. */
export const run = (bytes, ...words) => runs(bytes, ...words)[0];

/** A server of a plugin's bytes; `words` are further options. */
export async function serve(bytes, ...words) {
  const server = new Serving(se2Run, [save(bytes), '--serve', '0', ...words]);
  await server.begins();
  return server;
}
