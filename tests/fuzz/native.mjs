// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native.mjs: the fuzzers of native code, run by libFuzzer
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder } from './corpus.mjs';

const longestInput = 2048;

/** A target for native/<name>.cpp, whose rounds are of `runs` inputs. */
export function nativeTarget(name, summary, runs) {
  function prepare({ build, scratch }) {
    const found = join(scratch, name); // later rounds go on from what earlier ones have found
    mkdirSync(found);
    return {
      round(seed) {
        const { status, signal, stderr, error } = spawnSync(
          join(build, 'tests/fuzz/native', name),
          [
            `-runs=${runs}`, `-seed=${seed + 1}`, `-max_len=${longestInput}`, '-verbosity=0',
            `-artifact_prefix=${scratch}/${name}-`, found, corpusFolder(name),
          ],
          { encoding: 'utf8', maxBuffer: 2 ** 26 },
        );
        if (error) throw error;
        if (status === 0) return undefined;
        const lines = stderr.split('\n');
        const said = lines.filter((line) =>
          /^(does not hold|SUMMARY|==\d+==ERROR|artifact_prefix)|runtime error/.test(line));
        return [signal ?? `exit code ${status}`, ...said].join('\n  ');
      },
    };
  }
  return { summary, prepare };
}
