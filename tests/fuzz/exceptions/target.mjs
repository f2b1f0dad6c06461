// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/target.mjs: generated C++ programs through the pass, and without it
//
// Each program runs with V8's own exceptions and with those that the pass makes of them: always
// with the same trace. So it does natively, and in an instance that is reused. These two compare
// only what was not optimised: from -O1 on clang 22 now and then gives a handler another value of a
// variable than it has, an address for one. V8 and the pass then agree on it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePrograms } from './program.mjs';
import { Guest, buildModule, call, runNatively } from './traces.mjs';

const sources = fileURLToPath(new URL('.', import.meta.url));
const programs = 24; // of one source
const argumentsOfEach = 12;
const levels = [0, 2];

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
function findDifference({ lowered, engine, reused, native, isOptimised }, seeds) {
  for (const [program, seed] of seeds.entries()) {
    for (let argument = 0; argument < argumentsOfEach; ++argument) {
      for (const name of ['run', 'run_bare']) {
        const of = (guest) => guest.run(name, program, argument);
        lowered.restart();
        engine.restart();
        const made = of(lowered);
        const expected = of(engine);
        const about = (what, other) =>
          `program ${seed}, argument ${argument}, ${name}: ${what}\n` +
          `  lowered ${spell(made)}\n  other   ${spell(other)}`;
        if (!isSame(made, expected)) return about('not as with the exceptions of V8', expected);
        if (isOptimised) continue;
        const again = of(reused);
        if (spell(again) !== spell(made)) return about('not as on a reused instance', again);
        if (name === 'run_bare') continue;
        const other = native(program, argument);
        if (!isSameNatively(made, other)) return about('not as natively', other);
      }
    }
  }
  return undefined;
}

/** A module of the programs at each level of optimisation; undefined where the compiler fails. */
function buildModules(wasm, folder) {
  const files = new Map();
  for (const level of levels) {
    try {
      files.set(level, buildModule(wasm, folder, sources, level));
    } catch (error) {
      if (!/PLEASE submit a bug report/.test(error.message)) throw error;
      return undefined;
    }
    if (!WebAssembly.validate(readFileSync(files.get(level)))) return undefined;
  }
  return files;
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
      const write = (options) =>
        writeFileSync(join(folder, 'programs.cpp'), writePrograms(seeds, options));
      write({ hasCoroutines: true });
      let files = buildModules(wasm, folder);
      if (files === undefined) {
        process.stdout.write(`exceptions, seed ${seed}: without coroutines, of which the ` +
          'compiler makes no valid module\n');
        write({ hasCoroutines: false });
        files = buildModules(wasm, folder);
        if (files === undefined) return 'the compiler fails without coroutines too';
      }
      const native = runNatively(clang, folder, sources, argumentsOfEach);
      for (const [level, file] of files) {
        const loweredFile = file.replace(/\.wasm$/, '.lowered.wasm');
        call(node, join(lib, 'exceptions/lower.mjs'), file, '-o', loweredFile);
        const difference = findDifference({
          engine: new Guest(file),
          lowered: new Guest(loweredFile),
          reused: new Guest(loweredFile),
          native,
          isOptimised: level > 0,
        }, seeds);
        if (difference) return `-O${level}, ${difference}\n  source in ${folder}`;
      }
      return undefined;
    },
  };
}
