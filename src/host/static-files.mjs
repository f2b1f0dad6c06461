// SPDX-License-Identifier: Apache-2.0
// src/host/static-files.mjs: the files of a folder as static files

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** `files` of services.mjs: those in `folder`, and nothing outside it, by any path or link. */
export class StaticFiles {
  #root;

  constructor(folder) {
    this.#root = realpathSync(folder);
  }

  get(name) {
    if (isAbsolute(name)) return undefined;
    try {
      const file = realpathSync(join(this.#root, name));
      return this.#has(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
    } catch {
      return undefined;
    }
  }

  #has(file) {
    const inside = relative(this.#root, file);
    return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  }
}
