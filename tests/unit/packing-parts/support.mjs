// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-parts/support.mjs: what the tests of leaving out modules share
//
// Environment: SE2_CLANG and SE2_WASM_OPT, which make the modules; SE2_REACH, the reach.mjs to test
// (default: that of the sources).
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const sources = resolve(here, '../../../src/python/packing/reach.mjs');
export const reach = resolve(process.env.SE2_REACH ?? sources);
const part = (name) => import(pathToFileURL(resolve(dirname(reach), name)));
export const { LinkGraph } = await part('link-graph.mjs');
export const { findParts } = await part('parts.mjs');
export const { Failure } = await part('../../exceptions/failure.mjs');
export const { readModule, section, writeModule } = await part('../../exceptions/module.mjs');
const { Memory } = await part('image.mjs');

/** A folder for the files of one test file, gone when its tests are done. */
export const folder = mkdtempSync(join(tmpdir(), 'se2-reach-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const object = join(folder, 'program.o');
const clang = (...args) => {
  execFileSync(process.env.SE2_CLANG, ['--target=wasm32-wasip1', '-nostdlib', ...args]);
};
clang('-O1', '-c', join(here, 'program.c'), '-o', object);

/** Links program.c; answers the file. Without -O, clang runs no wasm-opt that it finds. */
export function link(name, ...flags) {
  const file = join(folder, name);
  clang(object, '-Wl,--no-entry', ...flags, '-o', file);
  return file;
}

/** Optimises as a build does, but keeps the names; answers the file. */
export function optimise(linked, name) {
  const file = join(folder, name);
  execFileSync(process.env.SE2_WASM_OPT, [linked, '-Oz', '-g', '-o', file]);
  return file;
}

/** Names of the functions of a module, by index. */
export function readNames(module) {
  const names = new Map();
  const { body } = module.sections.find((entry) => entry.name === 'name');
  while (!body.done) {
    const id = body.byte();
    const content = body.inner(body.u32());
    if (id === 1) content.list(() => names.set(content.u32(), content.name()));
  }
  return names;
}

/** The module without what only modules other than those of `kept` need. */
export function leaveOut(bytes, parts, kept) {
  const copy = Buffer.from(bytes);
  const module = readModule(copy);
  const { segments } = new Memory(module);
  const bodies = module.bodies.map(({ position, end }) => copy.subarray(position, end));
  for (const { modules, functions, data } of parts.groups) {
    if (modules.some((name) => kept.includes(name))) continue;
    for (const [first, count] of functions) {
      for (let index = first; index < first + count; ++index) {
        if (index >= parts.importCount) bodies[index - parts.importCount] = [0, 0, 0x0b];
      }
    }
    for (const [address, size] of data) {
      for (const segment of segments) {
        const start = Math.max(address, segment.address);
        const end = Math.min(address + size, segment.end);
        const shift = segment.position - segment.address;
        if (start < end) copy.fill(0, start + shift, end + shift);
      }
    }
  }
  return writeModule(module, { bodies, added: [], addGlobal: false });
}

/** Runs the command line; answers exit code and output. */
export function runReach(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [reach, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

export const read = (file) => readFileSync(file);
