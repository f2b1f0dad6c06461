// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/corpus.mjs: the inputs that a target starts from
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const features = {
  bulk_memory: true, exceptions: true, multi_value: true, reference_types: true, simd: true,
};

/** The folder of a target's inputs. */
export const corpusFolder = (target) => fileURLToPath(new URL(`corpus/${target}`, import.meta.url));

/** `assemble(text)` makes a module of WAT, by the npm package that the build has for its tests. */
export async function openAssembler(build) {
  const wabt = await createRequire(join(build, 'npm/package.json'))('wabt')();
  return (text) => {
    const parsed = wabt.parseWat('corpus.wat', text, features);
    try {
      return Buffer.from(parsed.toBinary({ write_debug_names: true }).buffer);
    } finally {
      parsed.destroy();
    }
  };
}

/** The modules of a target, of which some are texts, in the order of their names. */
export function readModules(target, assemble) {
  const folder = corpusFolder(target);
  return readdirSync(folder).sort().map((name) => {
    const bytes = readFileSync(join(folder, name));
    return name.endsWith('.wat') ? assemble(bytes.toString('utf8')) : bytes;
  });
}
