// SPDX-License-Identifier: Apache-2.0
// tests/packed/parts.mjs: what bootstrap.sh fetches for these tests, and modules that are run

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { need, Places } from '../conformance/place.mjs';

const advice = 'fetch it: cmake/setup/bootstrap.sh --tests';
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'se2');

/** A step that the tests need has failed: `message` says which, and what it said. */
export class Failure extends Error {}

export const here = (name) => fileURLToPath(new URL(name, import.meta.url));
export const requirements = here('requirements.txt');

/** A folder of the packages that requirements.txt names: `site` or `wheels`. */
export function packages(name) {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  return need(join(cache, 'packages', hash.slice(0, 16), name), advice);
}

/** The source of CPython. */
export function cpythonTarball() {
  const { SE2_CPYTHON_TARBALL: named } = process.env;
  const names = ['python3.11_3.11.2.orig.tar.gz', 'Python-3.11.2.tgz'];
  const files = [...(named ? [named] : []), ...names.map((name) => join(cache, 'downloads', name))];
  return need(files.find((file) => existsSync(file)) ?? files[0], advice);
}

/** Places for rows of the engines of tests/conformance that say themselves where they are. */
export class ModulePlaces extends Places {
  of(row) {
    return { directories: {}, environment: {}, ...row.place };
  }
}
