// SPDX-License-Identifier: Apache-2.0
// tests/package/console.mjs: runs what a document shows: console.mjs FILE.md BIN FOLDER...
//
// In each console block, a line that starts with "$ " is a command, and the lines up to the next one
// are its standard output; "..." stands for any lines. Commands find BIN on the PATH, and in their
// folder the modules of the FOLDERs.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';

const [document, bin, ...folders] = process.argv.slice(2);

function* sessionsOf(text) {
  for (const [, indent, block] of text.matchAll(/^( *)```console\n(.*?)^ *```$/gms)) {
    const lines = block.split('\n').map((line) => line.slice(indent.length)).join('\n');
    for (const session of lines.split(/^\$ /m).slice(1)) {
      const [, command, output] = /^((?:.*\\\n)*.*)\n([^]*)$/.exec(session);
      yield { command, output };
    }
  }
}

function matches(output, shown) {
  const parts = shown.split(/^\.\.\.\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`).test(output);
}

const folder = mkdtempSync(join(tmpdir(), 'se2-console-'));
let [passed, failed] = [0, 0];
try {
  for (const from of folders) {
    for (const file of readdirSync(from)) {
      if (file.endsWith('.wasm')) symlinkSync(join(from, file), join(folder, file));
    }
  }
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  for (const { command, output } of sessionsOf(readFileSync(document, 'utf8'))) {
    const { stdout, stderr } = spawnSync('bash', ['-c', command], {
      cwd: folder, env, encoding: 'utf8',
    });
    if (matches(stdout, output)) {
      passed += 1;
      continue;
    }
    failed += 1;
    console.error(`$ ${command}\nshown:\n${output}answered:\n${stdout}${stderr}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
