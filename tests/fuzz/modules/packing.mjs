// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/modules/packing.mjs: changed Python runtimes for se2-pack and reach.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openAssembler, readModules } from '../corpus.mjs';
import { call } from '../exceptions/traces.mjs';
import { pick, randomOf } from '../random.mjs';
import { attempt } from './decoder.mjs';
import { mutate, mutateModule } from './mutate.mjs';

export const summary = 'se2-pack: changed Python runtimes, and what the build finds in them';

const program = fileURLToPath(new URL('../../unit/packing-parts/program.c', import.meta.url));
const runtimes = 6000; // changed in a round
const links = 10_000;

/** The small program with built-in modules: as it is linked, with relocations, and without. */
function linkProgram({ compiler, target, link }, scratch) {
  const build = (name, ...flags) => {
    const file = join(scratch, name);
    call(compiler, `--target=${target}`, '-x', 'c', '-O1', '-nostdlib', ...link, program,
      '-Wl,--no-entry', ...flags, '-o', file);
    return readFileSync(file);
  };
  return { linked: build('linked.wasm', '-Wl,--emit-relocs'), plain: build('plain.wasm') };
}

/** A started runtime, of which no more is asked. */
const guest = () => ({ memory: new Uint8Array(2 * 65536).fill(1), global: () => 4096 });

export async function prepare({ build, lib, scratch }) {
  const part = (name) => import(pathToFileURL(join(lib, name)));
  const { Failure } = await part('exceptions/failure.mjs');
  const { readModule } = await part('exceptions/module.mjs');
  const { SetupError } = await part('host/errors.mjs');
  const { Runtime } = await part('python/packing/runtime.mjs');
  const { readCalls } = await part('python/packing/calls.mjs');
  const { readParts, partsFile } = await part('python/packing/left-out.mjs');
  const { LinkGraph } = await part('python/packing/link-graph.mjs');
  const { findParts } = await part('python/packing/parts.mjs');

  const modules = readModules('packing', await openAssembler(build));
  const places = JSON.parse(readFileSync(join(build, 'wasm/tests/fuzz/places.json'), 'utf8'));
  const { linked, plain } = linkProgram(places, scratch);
  const parts = JSON.stringify(findParts(new LinkGraph(readModule(linked)), readModule(plain)));
  const file = join(scratch, 'runtime.wasm');

  function openRuntime(bytes, random) {
    writeFileSync(file, bytes);
    const runtime = new Runtime(file);
    const { importCalls } = readCalls(readModule(bytes));
    const keeps = (name) => name === 'random_get';
    const options = { end: 65536, keeps, dropped: new Set([0, 5]), importCalls };
    if (!WebAssembly.validate(runtime.packed(guest(), options))) return 'packed, it is invalid';
    const text = parts.replace(/"functionCount":\d+/, `"functionCount":${runtime.functionCount}`);
    writeFileSync(partsFile(file), mutate(random, Buffer.from(text)));
    readParts(runtime).without([]);
    return undefined;
  }

  function findIn(bytes, random) {
    const [first, second] = random(2) === 0 ? [bytes, plain] : [linked, bytes];
    findParts(new LinkGraph(readModule(first)), readModule(second));
  }

  return {
    round(seed) {
      const random = randomOf(seed);
      for (let left = runtimes + links; left > 0; --left) {
        const isLink = left <= links;
        const bytes = isLink ? pick(random, [linked, plain]) : pick(random, modules);
        const work = (changed) => (isLink ? findIn : openRuntime)(changed, random);
        const found = attempt(mutateModule(random, bytes), work, {
          isExpected: (error) => error instanceof Failure || error instanceof SetupError, scratch,
        });
        if (found) return found;
      }
      return undefined;
    },
  };
}
