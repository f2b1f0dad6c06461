// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-new.mjs: writes a project to start from; `--help` has flags and exit codes

import { CommandLine, runTool, stdout } from './command-line.mjs';
import { writeProject } from './new-project.mjs';

const help = `Usage: se2-new DIR [--python]

Writes a project to start from into DIR: a plugin, its build, a unit test, CI, and an editor's
settings. It is called as DIR is.

  --python   a plugin in Python; else it is in C++
  --help, --version

Exit code: 0 written, 2 a command or folder that is wrong; nothing is written then.
`;

const flag = { type: 'boolean', default: false };
const line = new CommandLine('se2-new', { python: flag, help: flag, version: flag });

function parseOptions(words) {
  const { values, positionals } = line.parse(words);
  if (values.help) return { help: true };
  if (values.version) return { version: true };
  if (positionals.length !== 1) {
    throw line.usage(positionals.length === 0 ? 'no folder is named' : 'one folder at a time');
  }
  return { folder: positionals[0], language: values.python ? 'python' : 'cpp' };
}

async function work({ folder, language }) {
  stdout.write(writeProject(folder, language));
  return 0;
}

await runTool('se2-new', { help, parseOptions, work });
