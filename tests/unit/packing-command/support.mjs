// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/support.mjs: makes folders with plugins, and runs se2-pack on them
//
// Environment: SE2_PACK, the se2-pack.mjs to test, which has its runtimes beside it (default: that
// of the build tree).

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const built = new URL('../../../build/stage/lib/se2/tools/se2-pack.mjs', import.meta.url);
export const sePack = resolve(process.env.SE2_PACK ?? fileURLToPath(built));
export const library = dirname(dirname(sePack));

/** A folder for the files of one test file, gone when its tests are done. */
export const folder = mkdtempSync(join(tmpdir(), 'se2-pack-test-'));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

export const echo = 'def run_e(payload):\n    return payload\n';

let folders = 0;

/** A new folder with these files, names to contents; answers its path. */
export function place(files = {}) {
  const path = join(folder, String((folders += 1)));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Runs se2-pack: `{ status, stdout, stderr }`. */
export function pack(words, options = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [sePack, ...words], {
    encoding: 'utf8', maxBuffer: 1 << 28, ...options,
  });
  return { status, stdout, stderr };
}

/** Packs `plugin.py` of a folder; answers the module's file, and what was printed. */
export function packed(path, ...words) {
  const output = join(place(), 'plugin.wasm');
  const { status, stdout, stderr } = pack([join(path, 'plugin.py'), '-o', output, ...words]);
  assert.equal(status, 0, stderr);
  return { file: output, stdout, stderr };
}

/**
 * Fails to pack: exit code `status`, nothing on standard output, no file left behind, and as the
 * last thing on standard error at most five lines that `expected` matches. Answers what is in front
 * of them, which is Python's.
 */
export function assertRefused(status, words, expected, options) {
  const place_ = place();
  const found = pack([...words, '-o', join(place_, 'plugin.wasm')], options);
  const start = found.stderr.lastIndexOf('se2-pack: ');
  const message = found.stderr.slice(start);
  assert.deepEqual([found.status, found.stdout], [status, ''], found.stderr);
  assert.deepEqual(readdirSync(place_), []);
  assert.match(message, expected);
  assert.doesNotMatch(message, /internal error|PackingError|\n +at /);
  assert.ok(message.trimEnd().split('\n').length <= 5, message);
  return found.stderr.slice(0, start);
}

/** As assertRefused, for a plugin with this source, or these files: the plugin's fault. */
export function assertUnpackable(files, expected, ...words) {
  const isSource = typeof files === 'string' || Buffer.isBuffer(files);
  const path = place(isSource ? { 'plugin.py': files } : files);
  return assertRefused(1, [join(path, 'plugin.py'), ...words], expected);
}
