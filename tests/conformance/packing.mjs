// SPDX-License-Identifier: Apache-2.0
// tests/conformance/packing.mjs: packs the scripts of rows, each once; the build tree keeps them

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { need } from './place.mjs';

/** The rows, those of form "packed" with `packed`, a module, or with `refusal`, a text. */
export async function withPacked(rows, places) {
  const packing = new Packing(places);
  const packed = rows.filter(({ form }) => form === 'packed');
  const files = new Map(packed.map((row) => [row, packing.fileOf(row)]));
  const refusals = await packing.pack(new Map(packed.map((row) => [files.get(row), row])));
  return rows.map((row) => {
    const file = files.get(row);
    if (!file) return row;
    return refusals.has(file) ? { ...row, refusal: refusals.get(file) } : { ...row, packed: file };
  });
}

class Packing {
  #places;
  #tool;
  #folder;

  constructor(places) {
    this.#places = places;
    this.#tool = need(join(places.build, 'stage/bin/se2-pack'));
    this.#folder = folderIn(places.build);
  }

  /** Where the script of a row goes: a name that all that is packed has its part in. */
  fileOf(row) {
    const hash = createHash('sha256').update(JSON.stringify(this.#wordsOf(row)));
    if (row.wrapper) addStatus(hash, this.#places.runtime(row));
    for (const [name, bytes] of this.#places.scriptFiles(row)) {
      hash.update(JSON.stringify([name, bytes.length])).update(bytes);
    }
    return join(this.#folder, `${nameOf(hash)}.wasm`);
  }

  /** Packs what is not there, `[file, row]` each; answers those refused, `[file, message]`. */
  async pack(wanted) {
    const refusals = new Map();
    const queue = [...wanted].filter(([file]) => !existsSync(file)).values();
    const work = async () => {
      for (const [file, row] of queue) {
        const words = [...this.#wordsOf(row), '-o', file];
        const { code, said } = await runCommand(this.#tool, words, this.#places.scriptFolder(row));
        if (code !== 0) refusals.set(file, refusalOf(code, said));
      }
    };
    await Promise.all(cpus().map(work));
    return refusals;
  }

  #wordsOf(row) {
    const runtime = row.wrapper ? ['--runtime', this.#places.runtime(row)] : [];
    return ['plugin.py', '--profile', row.profile, ...runtime, ...(row.pack ?? [])];
  }
}

/** The folder of what these tools made; what other ones made goes. */
function folderIn(build) {
  const hash = createHash('sha256');
  for (const part of ['bin', 'lib']) addStatus(hash, join(build, 'stage', part));
  const all = join(build, 'tests/conformance/packed');
  const folder = join(all, nameOf(hash));
  if (!existsSync(folder)) rmSync(all, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

const nameOf = (hash) => hash.digest('hex').slice(0, 16);

// By size and time, as make does it.
function addStatus(hash, file) {
  const status = statSync(file);
  if (!status.isDirectory()) hash.update(`${file}\n${status.size} ${status.mtimeMs}\n`);
  else for (const name of readdirSync(file).sort()) addStatus(hash, join(file, name));
}

function runCommand(command, words, cwd) {
  const child = spawn(command, words, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, said }));
  });
}

/** The message where the plugin is at fault; all that was said where it is not. */
function refusalOf(code, said) {
  const message = said.match(/^se2-pack: (.*)$/m)?.[1];
  return code === 1 && message ? message : `exit code ${code}: ${said.trim()}`;
}
