// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-parts/command.test.mjs: the command line: bad input, bad output, usage
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  Failure,
  LinkGraph,
  findParts,
  folder,
  link,
  optimise,
  read,
  readModule,
  runReach,
  section,
} from './support.mjs';

const linked = link('linked.wasm', '-Wl,--emit-relocs');
const plain = link('plain.wasm');
const optimised = optimise(plain, 'optimised.wasm');
const output = join(folder, 'out.parts.json');

/** Fails with `message`, in at most five lines, and writes nothing. */
function assertRefused(linkedFile, file, message, out = output) {
  const { status, stdout, stderr } = runReach('--linked', linkedFile, file, '-o', out);
  assert.equal(status, 1, stderr);
  assert.match(stderr, message);
  assert.ok(stderr.trim().split('\n').length <= 5, stderr);
  assert.equal(stdout, '');
  assert.ok(!existsSync(out));
}

function changed(name, file, change) {
  const bytes = Buffer.from(read(file));
  const result = join(folder, name);
  writeFileSync(result, change(bytes) ?? bytes);
  return result;
}

/** The section's place in the file, without its header. */
function sectionOf(bytes, name) {
  const { body } = readModule(bytes).sections.find((entry) => entry.name === name);
  return { start: body.position, end: body.end };
}

test('no relocations', () => {
  assertRefused(plain, optimised, /plain\.wasm: no relocations.*\n.*--emit-relocs/);
});

test('no built-in modules', () => {
  const other = changed('no-table.wasm', linked, (bytes) => {
    for (;;) {
      const at = bytes.indexOf('_PyImport_Inittab');
      if (at < 0) return;
      bytes.write('_PyImport_Nothing', at);
    }
  });
  assertRefused(other, optimised, /no-table\.wasm: no table of built-in modules/);
});

test('two modules of different links', () => {
  const message = /other-[a-z]+\.wasm: not the optimised form of the linked module/;
  const data = changed('other-data.wasm', optimised, (bytes) => {
    bytes.write('ONLY', bytes.indexOf('only alpha reads this'));
  });
  assertRefused(linked, data, message);
  const table = changed('other-table.wasm', optimised, (bytes) => {
    const { body } = readModule(bytes).sections.find(({ id }) => id === section.element);
    assert.deepEqual([...bytes.subarray(body.position, body.position + 5)], [1, 0, 0x41, 1, 0x0b]);
    bytes[body.position + 3] = 2; // the first slot
  });
  assertRefused(linked, table, message);
});

test('a relocation that no static link for wasm32 writes', () => {
  const other = changed('relocation.wasm', linked, (bytes) => {
    const { start } = sectionOf(bytes, 'reloc.CODE');
    const count = bytes[start + 1] < 0x80 ? 1 : 2;
    bytes[start + 1 + count] = 24;
  });
  assertRefused(other, optimised, /malformed module: unsupported relocation of type 24/);
});

test('broken symbols and relocations are refused with a message, whatever they are', () => {
  const module = readModule(read(optimised));
  const bytes = read(linked);
  for (const name of ['linking', 'reloc.CODE', 'reloc.DATA']) {
    const { start, end } = sectionOf(bytes, name);
    for (let at = start; at < end; ++at) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const broken = Buffer.from(bytes);
        broken[at] = value;
        try {
          findParts(new LinkGraph(readModule(broken)), module);
        } catch (error) {
          assert.ok(error instanceof Failure, `${name} ${at - start} = ${value}: ${error.stack}`);
        }
      }
    }
  }
});

test('a symbol of a function that does not exist: its number, for it may have no name', () => {
  const other = changed('symbol.wasm', linked, (bytes) => {
    const name = 'target_of_uncovered';
    const at = bytes.indexOf(name, sectionOf(bytes, 'linking').start);
    bytes[at - 2] = 0x7f; // its index, before the size of the name
  });
  assertRefused(other, optimised, /malformed module: a symbol of function 127, which does not/);
});

test('an output that cannot be written', () => {
  const out = join(folder, 'nowhere', 'out.json');
  assertRefused(linked, optimised, /nowhere.*: cannot be written: no such file or folder/, out);
});

test('the answer is one file, the figures one object', () => {
  const { status, stdout, stderr } = runReach(
    '--linked',
    linked,
    optimised,
    '-o',
    output,
    '--json',
  );
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  const parts = JSON.parse(readFileSync(output, 'utf8'));
  const figures = JSON.parse(stdout);
  assert.equal(figures.groups, parts.groups.length);
  assert.equal(figures.functions, 9);
  assert.equal(
    figures.code_bytes,
    parts.groups.reduce((sum, { code }) => sum + code, 0),
  );
  assert.ok(figures.data_bytes > 0);
});

test('wrong usage', () => {
  for (const args of [[], ['a.wasm'], ['--linked', 'a.wasm', 'b.wasm'], ['--what']]) {
    const { status, stderr } = runReach(...args);
    assert.equal(status, 2);
    assert.match(stderr, /^reach: .*\nreach: --help lists the options\n$/);
  }
  assert.equal(runReach('--help').status, 0);
});
