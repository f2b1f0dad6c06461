// SPDX-License-Identifier: Apache-2.0
// src/tools/check-options.mjs: the command line of se2-check

import { profiles } from '../host/abi.mjs';
import { CommandLine } from './command-line.mjs';

export const help = `Usage: se2-check PLUGIN.wasm [options]

Says what keeps a module from the hosts of a profile: its imports, exports and their types, its
memory, and what of WebAssembly it uses that their engine lacks. Each finding is one line: where,
what, and what to do about it.

  --profile P      minimal, e2core (default) or sat: the hosts it is for
  --quiet          nothing where there is nothing to say
  --json           one JSON object on standard output, and nothing else there
  --help, --version

Exit code: 0 nothing found, 1 something found, 2 a command or file that is wrong.
`;

const flag = { type: 'boolean', default: false };
const options = {
  profile: { type: 'string', default: 'e2core' }, quiet: flag, json: flag, help: flag,
  version: flag,
};
const line = new CommandLine('se2-check', options);

/** `{ help }`, `{ version }`, or `{ file, profile, quiet, json }`. */
export function parseOptions(words) {
  const { values, positionals } = line.parse(words);
  if (values.help) return { help: true };
  if (values.version) return { version: true };
  if (positionals.length !== 1) {
    throw line.usage(positionals.length === 0 ? 'no module is named' : 'one module at a time');
  }
  const profile = line.oneOf('profile', values.profile, profiles);
  return { file: positionals[0], profile, quiet: values.quiet, json: values.json };
}
