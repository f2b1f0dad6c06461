// SPDX-License-Identifier: Apache-2.0
// src/tools/packed-script.mjs: the plugin.py that se2-run is given, as a module

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../host/errors.mjs';

const tool = fileURLToPath(new URL('./se2-pack.mjs', import.meta.url));

export class PackedScript {
  #folder = mkdtempSync(join(tmpdir(), 'se2-run-'));
  #words;
  #depfile = join(this.#folder, 'plugin.d');
  /** The module, which is gone when the process is. */
  file = join(this.#folder, 'plugin.wasm');
  /** What it is made of, as far as that is known; the script is the first. */
  sources;

  /** `packWords`: further options of se2-pack. */
  constructor({ script, profile, packWords }) {
    this.sources = [script];
    this.#words = [script, '-o', this.file, '--depfile', this.#depfile, '--profile', profile];
    this.#words.push(...packWords);
    process.on('exit', () => this.remove());
  }

  /** Writes the module; se2-pack says what there is to say of it. */
  async pack() {
    const stdio = ['ignore', 'inherit', 'inherit'];
    const child = spawn(process.execPath, [tool, ...this.#words], { stdio });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new SetupError(`${this.sources[0]} was not packed`);
    this.sources = filesIn(readFileSync(this.#depfile, 'utf8'));
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What a rule of make, as se2-pack writes it, depends on. */
function filesIn(rule) {
  const [, ...files] = rule.trimEnd().split(' \\\n  ');
  return files.map((file) =>
    file
      .replace(/(\\+)(?=[ \t#:])/g, (slashes) => slashes.slice((slashes.length + 1) / 2))
      .replace(/\$\$/g, '$'));
}
