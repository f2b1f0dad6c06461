// SPDX-License-Identifier: Apache-2.0
// src/python/packing/output.mjs: a file that is written whole or not at all

import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { SetupError } from '../../host/errors.mjs';

const reasons = {
  ENOSPC: 'no space left on device', ENOENT: 'no such folder', EACCES: 'permission denied',
  EISDIR: 'it is a folder', EROFS: 'read-only file system', ENOTDIR: 'not in a folder',
};

export function writeWhole(file, content) {
  const part = `${file}.part${process.pid}`;
  try {
    writeFileSync(part, content);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw new SetupError(
      `${file}: cannot be written: ${reasons[error.code] ?? error.message}`,
      'Name a file that can be written.',
    );
  }
}
