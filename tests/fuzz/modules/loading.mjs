// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/modules/loading.mjs: changed modules for what se2-run reads of a plugin
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openAssembler, readModules } from '../corpus.mjs';
import { pick, randomOf } from '../random.mjs';
import { attempt } from './decoder.mjs';
import { mutateModule } from './mutate.mjs';

export const summary = 'se2-run: changed plugins to load';

const changes = 4000; // in a round
const profiles = ['minimal', 'e2core', 'sat'];

export async function prepare({ build, lib, scratch }) {
  const part = (name) => import(pathToFileURL(join(lib, 'host', name)));
  const { loadPlugin } = await part('module.mjs');
  const { SetupError } = await part('errors.mjs');
  const built = (name) => readFileSync(join(build, `wasm/tests/conformance/plugins/${name}.wasm`));
  const modules = [
    ...readModules('loading', await openAssembler(build)), built('echo_pages'), built('raw'),
  ];
  const file = join(scratch, 'plugin.wasm');
  return {
    round(seed) {
      const random = randomOf(seed);
      for (let left = changes; left > 0; --left) {
        const profile = pick(random, profiles);
        const load = (bytes) => {
          writeFileSync(file, bytes);
          const { imports, exports } = loadPlugin(file, profile);
          const isWhole = exports.has('run_e') && [...imports.keys()].every((name) => name !== '');
          return isWhole ? undefined : 'a plugin without run_e was loaded';
        };
        const found = attempt(mutateModule(random, pick(random, modules)), load, {
          isExpected: (error) => error instanceof SetupError, scratch,
        });
        if (found) return found;
      }
      return undefined;
    },
  };
}
