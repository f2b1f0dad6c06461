// SPDX-License-Identifier: Apache-2.0
// src/python/packing/left-out.mjs: what of a runtime goes with which built-in modules (reach.mjs)

import { readFileSync } from 'node:fs';
import { SetupError } from '../../host/errors.mjs';

export function readParts(runtimeFile) {
  const file = runtimeFile.replace(/\.wasm$/, '.parts.json');
  try {
    return new Parts(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new SetupError(
      `${file}: cannot be read (${error.code ?? error.message})`,
      'It is written beside the runtime when that is built; copy both.',
    );
  }
}

class Parts {
  #groups;

  constructor({ groups }) {
    this.#groups = groups;
  }

  /**
   * What goes where of the built-in modules only `kept` are: `forgotten`, the modules, and
   * `dropped`, functions by index and `[address, size]` of their data.
   */
  without(kept) {
    const isKept = new Set(kept);
    const groups = this.#groups.filter(({ modules }) => !modules.some((name) => isKept.has(name)));
    const modules = this.#groups.flatMap((group) => group.modules);
    return {
      forgotten: [...new Set(modules)].filter((name) => !isKept.has(name)).sort(),
      dropped: {
        functions: new Set(groups.flatMap(({ functions }) => functions)),
        data: groups.flatMap(({ data }) => data),
      },
    };
  }
}
