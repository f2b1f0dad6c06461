// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/target.mjs: generated C++ programs through the pass, and without it
//
// Each program runs with V8's own exceptions and with those that the pass makes of them, in new
// instances and in one that is reused, always with the same trace. So it does natively; there only
// what was not optimised is compared: clang 22 at -O1 and up gives a handler now and then another
// value of a variable than it has, as V8 and the pass then agree.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePrograms } from './program.mjs';
import { Guest, buildModule, call, runNatively } from './traces.mjs';

const sources = fileURLToPath(new URL('.', import.meta.url));
const programs = 24; // of one source
const argumentsOfEach = 12;

export const summary = 'generated C++ programs: the pass against V8 and native exceptions';

const spell = ({ ended, notes }) => `${notes.join(' ')}${ended === undefined ? '' : ` [${ended}]`}`;
const isPrefix = (part, whole) => part.every((value, index) => value === whole[index]);

/** What is thrown and not caught the engine carries out of the module; the pass ends the run. */
const isSame = (lowered, engine) =>
  spell({ ...lowered, ended: undefined }) === spell({ ...engine, ended: undefined }) &&
  (engine.ended === 'thrown' ? lowered.ended !== undefined : lowered.ended === engine.ended);

/** Natively std::terminate may be called before the destructors of the frames that are left. */
const isSameNatively = (lowered, native) =>
  native.ended === undefined
    ? spell(native) === spell(lowered)
    : lowered.ended !== undefined && isPrefix(native.notes, lowered.notes);

/** The first difference in what the programs do, in words. */
function findDifference({ lowered, engine, reused, native }, seeds) {
  for (const [program, seed] of seeds.entries()) {
    for (let argument = 0; argument < argumentsOfEach; ++argument) {
      for (const name of ['run', 'run_bare']) {
        const of = (guest) => guest.run(name, program, argument);
        lowered.restart();
        engine.restart();
        const made = of(lowered);
        const expected = of(engine);
        const again = of(reused);
        const about = (what, other) =>
          `program ${seed}, argument ${argument}, ${name}: ${what}\n` +
          `  lowered ${spell(made)}\n  other   ${spell(other)}`;
        if (!isSame(made, expected)) return about('not as with the exceptions of V8', expected);
        if (spell(again) !== spell(made)) return about('not as on a reused instance', again);
        if (name === 'run_bare' || native === undefined) continue;
        const other = native(program, argument);
        if (!isSameNatively(made, other)) return about('not as natively', other);
      }
    }
  }
  return undefined;
}

/** `round(seed)` checks one source; it answers what differs, in words, or undefined. */
export function prepare({ build, lib, scratch, node }) {
  const wasm = JSON.parse(readFileSync(join(build, 'wasm/tests/fuzz/places.json'), 'utf8'));
  const { clang } = JSON.parse(readFileSync(join(build, 'tests/fuzz/places.json'), 'utf8'));
  return {
    round(seed) {
      const folder = join(scratch, `exceptions-${seed}`);
      mkdirSync(folder, { recursive: true });
      const seeds = Array.from({ length: programs }, (_, index) => seed * 1000 + index);
      writeFileSync(join(folder, 'programs.cpp'), writePrograms(seeds));
      const native = runNatively(clang, folder, sources, argumentsOfEach);
      for (const level of [0, 2]) {
        const file = buildModule(wasm, folder, sources, level);
        const loweredFile = file.replace(/\.wasm$/, '.lowered.wasm');
        call(node, join(lib, 'exceptions/lower.mjs'), file, '-o', loweredFile);
        const difference = findDifference({
          engine: new Guest(file),
          lowered: new Guest(loweredFile),
          reused: new Guest(loweredFile),
          native: level === 0 ? native : undefined,
        }, seeds);
        if (difference) return `-O${level}, ${difference}\n  source in ${folder}`;
      }
      return undefined;
    },
  };
}
