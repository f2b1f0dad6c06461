// SPDX-License-Identifier: Apache-2.0
// src/python/packing/requirements.mjs: has pip fetch the packages that requirement files name

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SetupError } from '../../host/errors.mjs';
import { PackError } from './guest.mjs';

const lastLines = 3;
// Another Python than 3.11 has to be told for which one it fetches.
const pythons = [
  { command: 'python3.11', options: [] },
  { command: 'python3', options: ['--python-version', '3.11', '--only-binary', ':all:'] },
];

/** `{ folders, remove() }`: the folder that has them, none where no file is named. */
export function installRequirements(files, progress) {
  if (files.length === 0) return { folders: [], remove() {} };
  progress('fetching packages');
  const python = findPip();
  const folder = mkdtempSync(path.join(tmpdir(), 'se2-pack-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const named = files.flatMap((file) => ['--requirement', file]);
  const run = spawnSync(
    python.command,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile',
      '--no-warn-script-location', '--target', folder, ...python.options, ...named],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (run.status === 0) return { folders: [folder], remove };
  remove();
  const said = run.stderr.split('\n').filter((line) => /^\s*ERROR|error/i.test(line));
  throw new PackError(
    `pip could not install ${files.join(', ')}:\n${said.slice(0, lastLines).join('\n')}`,
    'Correct the file, or fetch the packages yourself and name their folder with --site.',
  );
}

function findPip() {
  const found = pythons.find(({ command }) =>
    spawnSync(command, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  throw new SetupError(
    'there is no pip, which --requirement needs (python3 -m pip)',
    'Install it (Debian: apt install python3-pip), or name a folder of packages with --site.',
  );
}
