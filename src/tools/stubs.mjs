// SPDX-License-Identifier: Apache-2.0
// src/tools/stubs.mjs: what Python on an author's machine is to know of the module sdk, written

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../host/errors.mjs';
import { attempt, writeWhole } from '../python/packing/output.mjs';

/** The folder that pip installs. */
export const source = fileURLToPath(new URL('../../../share/se2/sdk', import.meta.url));
const packages = ['sdk', 'se2_testing'];

/** Writes the packages into a folder, made where it is not there; answers the files' names. */
export function writeStubs(folder) {
  const files = packages.flatMap((name) => filesOf(name));
  const wanted = files.map((file) => {
    return [path.join(folder, file), readFileSync(path.join(source, file))];
  });
  for (const [file, content] of wanted) refuseChanging(file, content);
  for (const place of [folder, ...packages.map((name) => path.join(folder, name))]) {
    if (!existsSync(place)) attempt(place, () => mkdirSync(place));
  }
  writeWhole(wanted);
  return files;
}

const filesOf = (name) =>
  readdirSync(path.join(source, name), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${name}/${entry.name}`)
    .sort();

// It may be the author's, or of another version.
function refuseChanging(file, content) {
  const isOther = existsSync(file) && !attempt(file, () => readFileSync(file)).equals(content);
  if (!isOther) return;
  throw new SetupError(
    `${file}: a file that differs is there`,
    'Remove it, if it is of another version of se2; or name another folder.',
  );
}
