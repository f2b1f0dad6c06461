// SPDX-License-Identifier: Apache-2.0
// tests/conformance/place.mjs: the files a row runs with: module, payloads, a script's folder

import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something the tests need is not there: `message` says what, and what to do. */
export class MissingPart extends Error {}

export function need(file, advice = 'build se2 with its tests first: tests/run_me.sh') {
  if (existsSync(file)) return file;
  throw new MissingPart(`${file} is missing; ${advice}`);
}

const scripts = fileURLToPath(new URL('scripts', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'se2');

/** The path of a file of an engine, below the folder that bootstrap.sh installs them in. */
export function needOfEngine(path) {
  return need(join(cache, 'engines', path), 'fetch it: cmake/setup/bootstrap.sh --tests');
}

/** The bytes of a payload of the table. */
export function bytesOf(payload) {
  if (Array.isArray(payload)) return Buffer.concat(payload.map(bytesOf));
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

  #folderWith(files) {
    const folder = this.#newPath();
    mkdirSync(folder);
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    return folder;
  }

  payloadFiles(row) {
    return row.payloads.map((payload) => this.#fileWith(payload));
  }

  #fileWith(content) {
    const file = this.#newPath();
    writeFileSync(file, bytesOf(content));
    return file;
  }

  /** A row's services as a job has them. */
  servicesOf({ services }) {
    if (!services) return undefined;
    const made = { ...services };
    const convert = (key, own) => {
      if (!services[key]) return;
      const entries = Object.entries(services[key]).map(([name, value]) => [name, own(value)]);
      made[key] = Object.fromEntries(entries);
    };
    convert('files', (content) => this.#fileWith(content));
    convert('http', ({ body, ...answer }) => {
      return body === undefined ? answer : { ...answer, body: this.#fileWith(body) };
    });
    convert('secrets', (value) => bytesOf(value).toString());
    convert('queries', ({ answer, ...query }) => {
      return { ...query, answer: bytesOf(answer).toString() };
    });
    return made;
  }

  /** The files of a script's folder, `[name, bytes]` each. */
  scriptFiles(row) {
    const further = Object.entries(row.files ?? {}).map(([name, text]) => [name, bytesOf(text)]);
    if (row.folder) return [...filesIn(need(join(scripts, row.folder))), ...further];
    return row.script === null ? further : [['plugin.py', bytesOf(row.script)], ...further];
  }

  scriptFolder(row) {
    return this.#folderWith(this.scriptFiles(row));
  }

  #plugin(name) {
    return need(join(this.build, `wasm/tests/conformance/plugins/${name}.wasm`));
  }

  /** What a script runs on. */
  runtime(row) {
    if (row.wrapper) return this.#plugin(row.wrapper);
    return need(join(this.build, `stage/lib/se2/se2-python-${row.profile}.wasm`));
  }

  /** `{ module, directories, environment }`: the .wasm, and what the host lets it see. */
  of(row) {
    const directories = {};
    for (const [path, files] of Object.entries(row.directories ?? {})) {
      directories[path] = this.#folderWith(
        Object.entries(files).map(([name, text]) => [name, bytesOf(text)]),
      );
    }
    const module = row.plugin ? this.#plugin(row.plugin) : row.packed;
    if (module) return { module, directories, environment: {} };
    directories['/plugin'] = this.scriptFolder(row);
    directories['/usr'] = need(join(this.build, 'stage/lib/se2/usr'));
    return { module: this.runtime(row), directories, environment: { PYTHONPATH: '/plugin' } };
  }
}

/** All files below a folder, in an order that does not depend on the file system. */
function filesIn(folder, prefix = '') {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const place = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(place, `${prefix}${entry.name}/`);
    return [[prefix + entry.name, readFileSync(place)]];
  });
}
