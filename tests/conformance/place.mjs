// SPDX-License-Identifier: Apache-2.0
// tests/conformance/place.mjs: the files a row runs with: module, payloads, a script's folder

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Something the tests need is not there: `message` says what, and what to do. */
export class MissingPart extends Error {}

export function need(file, advice = 'build se2 with its tests first: tests/run_me.sh') {
  if (existsSync(file)) return file;
  throw new MissingPart(`${file} is missing; ${advice}`);
}

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'se2');

/** The path of a file of an engine, below the folder that bootstrap.sh installs them in. */
export function needOfEngine(path) {
  return need(join(cache, 'engines', path), 'fetch it: cmake/setup/bootstrap.sh --tests');
}

/** The bytes of a payload of the table. */
export function bytesOf(payload) {
  if (typeof payload === 'string') return Buffer.from(payload);
  if (payload.hex !== undefined) return Buffer.from(payload.hex, 'hex');
  return Buffer.alloc(payload.count, payload.repeat);
}

/** Files made for rows, gone when the process ends; and those of a build tree. */
export class Places {
  #scratch = mkdtempSync(join(tmpdir(), 'se2-conformance-'));
  #made = 0;

  constructor(build) {
    this.build = build;
    process.on('exit', () => rmSync(this.#scratch, { recursive: true, force: true }));
  }

  #newPath() {
    return join(this.#scratch, String((this.#made += 1)));
  }

  payloadFiles(row) {
    return row.payloads.map((payload) => {
      const file = this.#newPath();
      writeFileSync(file, bytesOf(payload));
      return file;
    });
  }

  /** `{ module, directories, environment }`: the .wasm, and for a script what it is run with. */
  of(row) {
    const plugin = (name) => need(join(this.build, `wasm/tests/conformance/plugins/${name}.wasm`));
    if (row.plugin) return { module: plugin(row.plugin), directories: {}, environment: {} };
    const folder = this.#newPath();
    mkdirSync(folder);
    if (row.script !== null) writeFileSync(join(folder, 'plugin.py'), row.script);
    for (const [name, text] of Object.entries(row.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return {
      module: row.wrapper
        ? plugin(row.wrapper)
        : need(join(this.build, `stage/lib/se2/se2-python-${row.profile}.wasm`)),
      directories: { '/plugin': folder, '/usr': need(join(this.build, 'stage/lib/se2/usr')) },
      environment: { PYTHONPATH: '/plugin' },
    };
  }
}
