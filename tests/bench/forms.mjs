// SPDX-License-Identifier: Apache-2.0
// tests/bench/forms.mjs: what is measured: plugins packed, and in directories on our own runtime
//
// A form is `{ name, file, profile, directories }`.
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { need } from '../conformance/place.mjs';

/** Runs a command, with an `input` or in a folder `cwd`, and answers its standard output. */
export function run(command, words, { input, cwd } = {}) {
  const options = { encoding: 'utf8', input, cwd, maxBuffer: 1 << 28 };
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, options);
  if (status === 0) return stdout;
  const end = error?.message ?? signal ?? `exit code ${status}`;
  throw new Error(`${command} ${words.join(' ')}: ${end}\n${stderr}`);
}

/** The forms that a build tree makes, in the folder `scratch`. */
export class Forms {
  constructor(build, scratch) {
    this.build = build;
    this.library = join(build, 'stage/lib/se2');
    this.scratch = scratch;
  }

  /** The packed form; `report` is what `se2-pack --json` says, `seconds` what all of it took. */
  packed(name, script, words = []) {
    const file = join(this.scratch, `${name.replaceAll(' ', '-')}.wasm`);
    const tool = need(join(this.library, 'tools/se2-pack.mjs'));
    const started = performance.now();
    const out = run(process.execPath, [tool, script, '-o', file, '--json', ...words]);
    const seconds = (performance.now() - started) / 1000;
    return { name, file, profile: 'e2core', directories: {}, report: JSON.parse(out), seconds };
  }

  /** Packed on a runtime of whose parts none may be left out. */
  whole(name, script) {
    const runtime = join(this.library, 'se2-python-e2core');
    const copy = join(this.scratch, 'whole');
    symlinkSync(`${runtime}.wasm`, `${copy}.wasm`);
    const parts = JSON.parse(readFileSync(`${runtime}.parts.json`, 'utf8'));
    writeFileSync(`${copy}.parts.json`, JSON.stringify({ ...parts, groups: [] }));
    return this.packed(name, script, ['--runtime', `${copy}.wasm`]);
  }

  /** Started from the plugin's folder and Python's library: `se2-run --wrapper` and its options. */
  inDirectories(name, script, file = join(this.library, 'se2-python-minimal.wasm')) {
    const directories = { '/plugin': dirname(script), '/usr': need(join(this.library, 'usr')) };
    return { name, file: need(file), profile: 'minimal', directories };
  }

  /** The floor: a module that answers its payload and has nothing else. */
  async trivial(source) {
    const wabt = need(join(this.build, 'npm/node_modules/wabt/index.js'));
    const { default: open } = await import(pathToFileURL(wabt));
    const module = (await open()).parseWat(source, readFileSync(source, 'utf8'));
    const file = join(this.scratch, 'trivial.wasm');
    writeFileSync(file, module.toBinary({}).buffer);
    return { name: 'trivial', file, profile: 'e2core', directories: {} };
  }
}
