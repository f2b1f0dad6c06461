// SPDX-License-Identifier: Apache-2.0
// tests/unit/debug/dwarf.test.mjs: DWARF of a module says the same of it after the exceptions pass

// Environment: SE2_LINKED, traps.cpp as it was linked, unoptimized and with DWARF 4; SE2_LOWER and
// SE2_RUN, the tools to test; SE2_DWARFDUMP, LLVM's reader of DWARF.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const {
  SE2_LINKED: linked, SE2_LOWER: lower, SE2_RUN: se2Run, SE2_DWARFDUMP: dwarfdump,
} = process.env;
const part = (path) => import(new URL(`../${path}`, pathToFileURL(se2Run)));
const { readDebugSections } = await part('debug/debug-sections.mjs');
const { readBodies } = await part('exceptions/module.mjs');

const folder = mkdtempSync(join(tmpdir(), 'se2-dwarf-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const lowered = join(folder, 'traps.wasm');
const debug = join(folder, 'traps.debug.wasm');
const call = (program, ...words) => {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8', maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
};
assert.equal(call(process.execPath, lower, linked, '-o', lowered, '--debug', debug).stderr, '');

test('LLVM finds nothing wrong with it', () => {
  const { status, stdout, stderr } = call(dwarfdump, '--verify', debug);
  assert.equal(status, 0, stdout + stderr);
});

test('it has the same entries, at other places', () => {
  const [before, moved] = [linked, debug].map((file) =>
    call(dwarfdump, '--debug-info', file).stdout.split('\n').slice(1));
  const withoutPlaces = (line) => line.replace(/0x[0-9a-f]+/g, '0x');
  // Lists of ranges and locations have their ranges on lines of their own.
  assert.deepEqual(moved.map(withoutPlaces), before.map(withoutPlaces));
  assert.notDeepEqual(moved, before);
});

test('functions lie where their code is', () => {
  const bytes = readFileSync(debug);
  const { start } = readDebugSections(bytes);
  const bodies = new Map(readBodies(bytes).map(({ position, end }) =>
    [position - start, end - start]));
  const { stdout } = call(dwarfdump, '--debug-info', debug);
  const entries = stdout.split('DW_TAG_').filter((entry) => entry.startsWith('subprogram'));
  let found = 0;
  for (const entry of entries) {
    const [, low] = /DW_AT_low_pc\t\((0x[0-9a-f]+)\)/.exec(entry) ?? [];
    const [, high] = /DW_AT_high_pc\t\((0x[0-9a-f]+)\)/.exec(entry) ?? [];
    if (low === undefined || !bodies.has(Number(low))) continue; // the linker took it out
    assert.equal(Number(high), bodies.get(Number(low)), entry);
    found += 1;
  }
  assert.ok(found > 20, `${found} functions of ${bodies.size}`);
});

test('lines are those of the code', () => {
  const source = readFileSync(new URL('traps.cpp', import.meta.url), 'utf8').split('\n');
  const lineOf = (kind) => source.findIndex((line) => line.endsWith(`line of: ${kind}`)) + 1;
  const run = (kind) => call(process.execPath, se2Run, lowered, '--payload', kind).stderr;
  for (const kind of ['divide', 'read', 'stop']) {
    assert.match(run(kind).split('\n')[0], new RegExp(`\\(int\\) at .*traps.cpp:${lineOf(kind)}$`));
  }
  const [message, caller] = run('caught').split('\n');
  assert.match(message, new RegExp(`divide\\(int\\) at .*traps.cpp:${lineOf('divide')}$`));
  assert.match(caller, new RegExp(`caught\\(int\\) at .*traps.cpp:${lineOf('caught')}$`));
});

test('prologues and statements are told, so that breakpoints are behind the former', () => {
  const flags = (file) => call(dwarfdump, '--debug-line', file).stdout
    .match(/^0x.*(is_stmt|prologue_end).*$/gm)
    .map((row) => row.replace(/^0x\w+ +/, ''));
  const before = new Set(flags(linked));
  const moved = flags(debug);
  assert.deepEqual(moved.filter((row) => !before.has(row)), []);
  assert.ok(moved.filter((row) => row.includes('prologue_end')).length > 20);
});
