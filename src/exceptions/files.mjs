// SPDX-License-Identifier: Apache-2.0
// src/exceptions/files.mjs: files read and written, with errors for the person at the command line
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Failure } from './failure.mjs';

function reason(error) {
  if (error.code === 'ENOENT') return 'no such file or folder';
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'permission denied';
  if (error.code === 'EISDIR') return 'is a folder';
  if (error.code === 'ENOSPC') return 'no space left';
  return error.code ?? error.message;
}

/** The bytes of a file, or its text. */
export function read(file, encoding) {
  try {
    return readFileSync(file, encoding);
  } catch (error) {
    throw new Failure(`${file}: cannot be read: ${reason(error)}`, 'check the path');
  }
}

/** Writes all of the file or nothing: no other step finds half a module. */
export function write(file, bytes) {
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, bytes);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new Failure(`${file}: cannot be written: ${reason(error)}`, 'check folder and space');
  }
}
