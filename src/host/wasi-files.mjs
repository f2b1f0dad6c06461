// SPDX-License-Identifier: Apache-2.0
// src/host/wasi-files.mjs: pre-opened directories, through node:wasi

import { SetupError } from './errors.mjs';

const { WASI } = await quietly(() => import('node:wasi'));

// Node warns, on standard error, that its WASI is experimental; here that is not the user's matter.
async function quietly(action) {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return await action();
  } finally {
    process.emitWarning = emitWarning;
  }
}

const badDescriptor = 8;
const firstFile = 3;
const maxGap = 32;

/**
 * For one instance: node's `functions` of those `names`, `attach` for the instance's memory, and
 * `close` for when it is discarded.
 */
export function openFiles({ names, directories, environment }) {
  const wasi = construct({
    version: 'preview1',
    args: [],
    env: environment,
    preopens: directories,
    returnOnExit: false,
  });
  const functions = {};
  for (const name of names) {
    const native = wasi.wasiImport[name];
    if (native && /^(fd|path)_/.test(name)) {
      functions[name] = (...parameters) => native(...parameters);
    }
  }
  // node:wasi learns the memory from an instance it starts; the real start-up is the engine's.
  let isAttached = false;
  const attach = (memory) => {
    wasi.start({ exports: { memory, _start: () => {} } });
    isAttached = true;
  };
  // Left to the garbage collector, many instances use up the process's descriptors first. A
  // descriptor is always the lowest free one, so a guest leaves few gaps.
  const close = () => {
    if (!isAttached) return;
    let gap = 0;
    for (let fd = firstFile; gap < maxGap; fd += 1) {
      gap = wasi.wasiImport.fd_close(fd) === badDescriptor ? gap + 1 : 0;
    }
  };
  return { functions, attach, close };
}

function construct(options) {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return new WASI(options);
  } catch (error) {
    const listed = Object.entries(options.preopens).map((pair) => pair.join('=')).join(', ');
    throw new SetupError(
      `cannot pre-open a directory (${error.code ?? error.message}): ${listed}`,
      'Check that each exists and may be read.',
    );
  } finally {
    process.emitWarning = emitWarning;
  }
}
