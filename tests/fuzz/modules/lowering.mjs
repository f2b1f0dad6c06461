// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/modules/lowering.mjs: changed modules and link maps for the exceptions pass
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomProgram } from '../../unit/exceptions/random-program.mjs';
import { openAssembler, readModules } from '../corpus.mjs';
import { pick, randomOf } from '../random.mjs';
import { attempt } from './decoder.mjs';
import { mutate, mutateModule } from './mutate.mjs';

export const summary = 'the exceptions pass: changed modules and link maps';

const runtime = `
  (import "env" "note" (func $note (param i32)))
  (tag $cpp (param i32))
  (func (export "se2_exception_uncaught") (param i32) unreachable)
  (func (export "se2_exception_barrier") (param i32) unreachable)`;

const small = 6000; // changes of small modules in a round
const large = 60;

export async function prepare({ build, lib, scratch }) {
  const part = (name) => import(pathToFileURL(join(lib, 'exceptions', name)));
  const { lowerModule } = await part('lowering.mjs');
  const { Failure } = await part('failure.mjs');
  const assemble = await openAssembler(build);
  const corpus = readModules('lowering', assemble);
  const real = readFileSync(join(build, 'wasm/tests/conformance/plugins/throws.debug.wasm'));
  const check = { isExpected: (error) => error instanceof Failure, scratch };

  function lower(bytes, options) {
    const { bytes: lowered } = lowerModule(bytes, options);
    if (!WebAssembly.validate(lowered)) return 'an invalid module was written';
    const left = WebAssembly.Module.imports(new WebAssembly.Module(lowered));
    return left.some(({ kind }) => kind === 'tag') ? 'a tag was left' : undefined;
  }

  return {
    round(seed) {
      const random = randomOf(seed);
      const programs = [1, 2, 3, 4].map((index) =>
        assemble(`(module ${runtime} ${randomProgram(4 * seed + index)})`));
      const modules = [...corpus, ...programs];
      for (let left = small + large; left > 0; --left) {
        const bytes = mutateModule(random, left > large ? pick(random, modules) : real);
        const found = attempt(bytes, (changed) => lower(changed, {}), check);
        if (found) return found;
      }
      return undefined;
    },
  };
}
