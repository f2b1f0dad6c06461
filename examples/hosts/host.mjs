// SPDX-License-Identifier: Apache-2.0
// examples/hosts/host.mjs: a host on Node: node host.mjs PLUGIN.wasm PAYLOAD
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [file, payload] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const answer = run(module, Buffer.from(payload));
console.log(answer.status, answer.body.toString());

/** One run on an instance of its own: the HTTP status and the body that a client is to see. */
function run(module, payload) {
  const ident = Math.floor(Math.random() * (2 ** 31 - 1));
  const answer = { status: 200, body: Buffer.alloc(0) };
  const levels = ['', 'error', 'warn', 'info', 'debug'];
  // What the guest names is copied: it is the guest's again when the function returns.
  const bytes = (start, size) => Buffer.from(new Uint8Array(memory.buffer, start, size));
  const offered = {
    return_result: (start, size, id) => id === ident && (answer.body = bytes(start, size)),
    return_error: (status, start, size, id) =>
      id === ident && Object.assign(answer, { status, body: bytes(start, size), isFinal: true }),
    log_msg: (start, size, level) => console.error(levels[level], bytes(start, size).toString()),
  };
  // A function of the profile that this host has nothing behind answers -1, "not to be had".
  const env = new Proxy(offered, { get: (functions, name) => functions[name] ?? (() => -1) });
  const wasi = new WASI({ version: 'preview1' }); // no files, no environment
  const imports = { env, wasi_snapshot_preview1: wasi.wasiImport };
  const instance = new WebAssembly.Instance(module, imports);
  const { memory, allocate, run_e, deallocate } = instance.exports;
  wasi.start(instance);
  const address = allocate(payload.length);
  new Uint8Array(memory.buffer).set(payload, address);
  try {
    run_e(address, payload.length, ident);
  } catch (trap) { // an error that was replied before stands, a result doesn't
    return answer.isFinal ? answer : { status: 500, body: Buffer.from(`trap: ${trap.message}`) };
  }
  deallocate(address, payload.length);
  return answer;
}
