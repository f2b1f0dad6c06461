// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/modules/checking.mjs: changed modules for se2-check and for what reads names and lines
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openAssembler, readModules } from '../corpus.mjs';
import { pick, randomOf } from '../random.mjs';
import { attempt } from './decoder.mjs';
import { mutateModule } from './mutate.mjs';

export const summary = 'se2-check, names and lines: changed modules';

const small = 4000; // changes in a round
const large = 200; // of a module with DWARF
const profiles = ['minimal', 'e2core', 'sat'];

export async function prepare({ build, lib, scratch }) {
  const part = (name) => import(pathToFileURL(join(lib, name)));
  const { checkModule } = await part('check/check.mjs');
  const { readDebugSections } = await part('debug/debug-sections.mjs');
  const { moveDwarf } = await part('debug/moved-dwarf.mjs');
  const { Failure } = await part('exceptions/failure.mjs');
  const assemble = await openAssembler(build);
  const modules = ['loading', 'lowering'].flatMap((name) => readModules(name, assemble))
    .filter((bytes) => WebAssembly.validate(bytes));
  const withLines = readFileSync(join(build, 'wasm/tests/unit/debug/traps_unoptimized.wasm'));
  const isExpected = (error) => error instanceof Failure;

  function check(bytes, profile) {
    const isValid = WebAssembly.validate(bytes);
    try {
      const { findings } = checkModule(bytes, profile);
      const isLine = ({ where, what, remedy }) => [where, what, remedy].every(
        (text) => typeof text === 'string' && text !== '' && !/[\n\r]|undefined/.test(text));
      const odd = findings.find((each) => !isLine(each));
      return odd && `a finding that is no line: ${JSON.stringify(odd)}`;
    } catch (error) {
      if (isExpected(error) && isValid) return `a module that engines take: ${error.message}`;
      throw error;
    }
  }

  return {
    round(seed) {
      const random = randomOf(seed);
      for (let left = small + large; left > 0; --left) {
        const profile = pick(random, profiles);
        const isChecked = left > large;
        const bytes = mutateModule(random, isChecked ? pick(random, modules) : withLines);
        const work = isChecked
          ? (changed) => check(changed, profile)
          : (changed) => void moveDwarf(readDebugSections(changed).sections, (at) => at);
        const found = attempt(bytes, work, { isExpected, scratch });
        if (found) return found;
      }
      return undefined;
    },
  };
}
