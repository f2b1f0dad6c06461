// SPDX-License-Identifier: Apache-2.0
// src/check/validate.mjs: whether a module is valid for the engine of a profile, by WABT

import { createRequire } from 'node:module';
import { engines, feature } from './features.mjs';

const options = { [feature.exceptions]: 'exceptions', [feature.threads]: 'threads' };

/** Null, or why `bytes` are no valid module with the features that the profile's engine has. */
export async function invalidity(bytes, profile) {
  const wabt = await createRequire(import.meta.url)('wabt')();
  const { has } = engines[profile];
  const features = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [option, has.has(name)]),
  );
  try {
    // A copy, since WABT takes all of the buffer that a view is of.
    const module = wabt.readWasm(new Uint8Array(bytes), features);
    module.validate(features);
    module.destroy();
    return null;
  } catch (error) {
    const [, reason] = /error: (.*)/.exec(error.message) ?? [];
    if (reason === undefined) throw error;
    return error.message.split('\n').find((line) => line.includes('error: '));
  }
}
