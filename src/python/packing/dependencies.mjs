// SPDX-License-Identifier: Apache-2.0
// src/python/packing/dependencies.mjs: the files of this machine that a packed module was made of

import { existsSync } from 'node:fs';
import path from 'node:path';
import { partsFile } from './left-out.mjs';
import { library, libraryPath } from './places.mjs';

/** `files` of a report, in the folders they came from, the script and the runtime first. */
export function dependencies(files, { script, root, sites, runtime, requirements }) {
  const folders = new Map([
    ['/plugin', [root]],
    ['/site', sites],
    [libraryPath, [library]],
  ]);
  const found = files.map(({ path: guestPath }) => {
    if (isMade(guestPath)) return undefined;
    const [mount, candidates] = [...folders].find(([place]) => guestPath.startsWith(`${place}/`));
    const inside = guestPath.slice(mount.length + 1);
    return candidates.map((folder) => path.join(folder, inside)).find((file) => existsSync(file));
  });
  const named = [script, runtime, partsFile(runtime), ...requirements, ...found].filter(Boolean);
  return [...new Set(named)].filter((file) => !file.includes('\n')); // which no depfile can name
}

// Compiled forms are made by packing, whatever lies in the folder.
const isMade = (guestPath) => guestPath.includes('/__pycache__/');
