// SPDX-License-Identifier: Apache-2.0
// src/python/packing/output.mjs: files that are written whole or not at all

import {
  closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { SetupError } from '../../host/errors.mjs';

const reasons = {
  ENOSPC: 'no space left on device', ENOENT: 'no such folder', EACCES: 'permission denied',
  EISDIR: 'it is a folder', EROFS: 'read-only file system', ENOTDIR: 'not in a folder',
  EPERM: 'not permitted', EFBIG: 'the file would be too large', ELOOP: 'a loop of links',
  ENAMETOOLONG: 'its name is too long',
};

/** Writes all of `files`, a list of `[file, content]`, or none. */
export function writeWhole(files) {
  const parts = [];
  try {
    for (const [file, content] of files) attempt(file, () => write(file, content, parts));
    for (const { part, target } of parts) attempt(target, () => renameSync(part, target));
  } catch (error) {
    for (const { part } of parts) rmSync(part, { force: true });
    throw error;
  }
}

function write(file, content, parts) {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status && !status.isFile()) {
    writeFileSync(file, content); // a device or a pipe must stay what it is
    return;
  }
  const target = status ? realpathSync(file) : file;
  const part = `${target}.part${process.pid}`;
  closeSync(openSync(part, 'w'));
  parts.push({ part, target });
  writeFileSync(part, content);
}

/** What `action` answers; where the file system refuses it, that `file` cannot be written. */
export function attempt(file, action) {
  try {
    return action();
  } catch (error) {
    throw new SetupError(
      `${file}: cannot be written: ${reasons[error.code] ?? error.message}`,
      'Name a place that can be written.',
    );
  }
}
