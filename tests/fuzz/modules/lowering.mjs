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

const small = 24_000; // changes of small modules in a round
const large = 200;
const maps = 4000;

/** What wasm-ld would write of a module, as if every third function were from an archive. */
function linkMapOf({ bodySizes }) {
  const hex = (value) => value.toString(16).padStart(8);
  const rows = bodySizes.map((size, index) => {
    const file = index % 3 === 0 ? 'lib/libc code.a(member.o)' : '/build (new)/plugin.o';
    return `       - ${hex(256 + index)} ${hex(size)}         ${file}:(function${index})\n`;
  });
  return `    Addr      Off     Size Out     In      Symbol\n       -       ff      200 CODE
${rows.join('')}       -      300       20 DATA\n`;
}

export async function prepare({ build, lib, scratch }) {
  const part = (name) => import(pathToFileURL(join(lib, 'exceptions', name)));
  const { lowerModule } = await part('lowering.mjs');
  const { readModule } = await part('module.mjs');
  const { Failure } = await part('failure.mjs');
  const assemble = await openAssembler(build);
  const corpus = readModules('lowering', assemble);
  const real = readFileSync(join(build, 'wasm/tests/conformance/plugins/throws.linked.wasm'));
  const isExpected = (error) => error instanceof Failure && !/a bug/.test(error.advice);
  const check = { isExpected, scratch };

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
      for (let left = maps; left > 0; --left) {
        const bytes = pick(random, modules);
        const linkMap = mutate(random, Buffer.from(linkMapOf(readModule(bytes)))).toString('utf8');
        const options = { linkMap, barrier: true, archives: new Set(['libc code.a']) };
        const found = attempt(bytes, (same) => lower(same, options), check);
        if (found) return `${found}\n  with the link map ${JSON.stringify(linkMap)}`;
      }
      return undefined;
    },
  };
}
