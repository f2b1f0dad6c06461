// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-check.mjs: what keeps a module from its hosts; `--help` has flags and exit codes

import { checkFile } from '../check/file.mjs';
import { textOf } from '../check/check.mjs';
import { help, parseOptions } from './check-options.mjs';
import { runTool, stdout } from './command-line.mjs';

async function work({ file, profile, quiet, json }) {
  const { findings, features } = await checkFile(file, profile);
  if (json) stdout.line(JSON.stringify({ file, profile, findings, features }));
  else if (findings.length > 0) {
    for (const finding of findings) stdout.line(`${file}: ${textOf(finding)}`);
  } else if (!quiet) stdout.line(`${file}: nothing keeps it from the hosts of profile ${profile}`);
  return findings.length > 0 ? 1 : 0;
}

await runTool('se2-check', { help, parseOptions, work });
