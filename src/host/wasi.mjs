// SPDX-License-Identifier: Apache-2.0
// src/host/wasi.mjs: WASI preview 1 in plain functions: stdio, clocks, random, environment

import { GuestExit } from './errors.mjs';
import { now, poll, resolution } from './wasi-clock.mjs';

// The engine builds a wrapper for each import of each instance, and for node:wasi's native
// functions that costs 0.1 ms apiece. So everything is an ordinary function here, made only where
// the module imports it; node:wasi is behind those for files, and loaded only if there are any.

export const errno = { success: 0, badf: 8, fault: 21, nosys: 52, notsock: 57, spipe: 70 };

const fault = Symbol('an address outside memory');
const fileType = { unknown: 0, characterDevice: 2 };
const right = { read: 1n << 1n, write: 1n << 6n, poll: 1n << 27n };
const isStdio = (fd) => fd >= 0 && fd <= 2;

/**
 * `names`: the functions the module imports. `stdio`: `{ isTerminal, write(fd, bytes) }`.
 * `environment`: an object of text. `directories`: guest paths to host paths; files exist only
 * where it has any. `wait(milliseconds)` stands in for sleeping. Answers a function to call for
 * each instance: `{ imports, attach(memory), close() }`.
 */
export async function createWasi({ host, names, stdio, environment, directories, wait }) {
  const usesFiles = Object.keys(directories).length > 0;
  const own = ownFunctions(host.memory, stdio, environment, wait);
  if (names.has('random_get')) {
    const { randomFillSync } = await import('node:crypto');
    own.random_get = (start, size) => {
      randomFillSync(span(host.memory, start, size));
      return errno.success;
    };
  }
  const openFiles = usesFiles ? (await import('./wasi-files.mjs')).openFiles : null;

  const build = () => {
    const files = openFiles?.({ names, directories, environment });
    const imports = {};
    for (const name of names) {
      imports[name] = guarded(select(name, own[name], files?.functions[name]));
    }
    return { imports, attach: (memory) => files?.attach(memory), close: () => files?.close() };
  };
  if (usesFiles) return build;
  const shared = build();
  return () => shared;
}

// Standard streams are ours and files node's, told apart by the descriptor.
function select(name, own, file) {
  if (!file || (own && !name.startsWith('fd_'))) {
    return own ?? (() => (name.startsWith('sock_') ? errno.notsock : errno.badf));
  }
  if (!name.startsWith('fd_')) return file;
  const standard = own ?? (() => errno.badf);
  return (fd, ...rest) => (isStdio(fd) ? standard(fd, ...rest) : file(fd, ...rest));
}

function guarded(call) {
  return (...parameters) => {
    try {
      return call(...parameters);
    } catch (error) {
      if (error === fault) return errno.fault;
      throw error;
    }
  };
}

/**
 * The bytes at an address, as a view; outside memory the call answers EFAULT. `size` is a number of
 * the guest's, signed, or a multiple of one, of more than 32 bits.
 */
function span(memory, start, size) {
  const { bytes } = memory;
  const [from, length] = [start >>> 0, size < 0 ? size >>> 0 : size];
  if (from + length > bytes.length) throw fault;
  return bytes.subarray(from, from + length);
}

function ownFunctions(memory, stdio, environment, wait) {
  const variables = Object.entries(environment).map(([key, value]) =>
    Buffer.from(`${key}=${value}\0`),
  );
  const at = (start, size) => {
    span(memory, start, size);
    return memory.view;
  };
  const store32 = (start, value) => at(start, 4).setUint32(start >>> 0, value, true);
  const store64 = (start, value) => at(start, 8).setBigUint64(start >>> 0, value, true);

  return {
    args_get: () => errno.success,
    args_sizes_get: (count, size) => sizes(count, size, []),
    environ_sizes_get: (count, size) => sizes(count, size, variables),
    environ_get(pointers, text) {
      let place = text >>> 0;
      variables.forEach((variable, index) => {
        store32((pointers >>> 0) + 4 * index, place);
        span(memory, place, variable.length).set(variable);
        place += variable.length;
      });
      return errno.success;
    },

    clock_res_get(id, result) {
      store64(result, resolution);
      return errno.success;
    },
    clock_time_get(id, precision, result) {
      store64(result, now(id));
      return errno.success;
    },
    poll_oneoff: (subscriptions, events, count, result) => {
      const answered = poll(
        at(subscriptions, 48 * (count >>> 0)),
        subscriptions >>> 0,
        at(events, 32 * (count >>> 0)),
        events >>> 0,
        count >>> 0,
        wait && { now, wait },
      );
      store32(result, answered);
      return errno.success;
    },
    sched_yield: () => errno.success,
    proc_raise: () => errno.nosys,
    proc_exit(status) {
      throw new GuestExit(status);
    },

    fd_write(fd, vectors, count, result) {
      if (fd !== 1 && fd !== 2) return errno.badf;
      let written = 0;
      const view = at(vectors, 8 * (count >>> 0));
      for (let vector = vectors >>> 0, left = count >>> 0; left > 0; vector += 8, left -= 1) {
        const part = span(
          memory, view.getUint32(vector, true), view.getUint32(vector + 4, true),
        );
        if (part.length > 0) stdio.write(fd, part);
        written += part.length;
      }
      store32(result, written);
      return errno.success;
    },
    // Standard input is empty: the payload is a plugin's input.
    fd_read(fd, vectors, count, result) {
      if (fd !== 0) return errno.badf;
      store32(result, 0);
      return errno.success;
    },
    fd_fdstat_get(fd, result) {
      if (!isStdio(fd)) return errno.badf;
      span(memory, result, 24).fill(0);
      // A terminal, for the guest's libc, is a stream to flush at each line.
      memory.view.setUint8(result >>> 0, streamType(fd));
      store64((result >>> 0) + 8, (fd === 0 ? right.read : right.write) | right.poll);
      return errno.success;
    },
    fd_filestat_get(fd, result) {
      if (!isStdio(fd)) return errno.badf;
      span(memory, result, 64).fill(0);
      memory.view.setUint8((result >>> 0) + 16, streamType(fd));
      return errno.success;
    },
    fd_seek: (fd) => (isStdio(fd) ? errno.spipe : errno.badf),
    fd_tell: (fd) => (isStdio(fd) ? errno.spipe : errno.badf),
    fd_close: (fd) => (isStdio(fd) ? errno.success : errno.badf),
    fd_sync: (fd) => (isStdio(fd) ? errno.success : errno.badf),
    fd_datasync: (fd) => (isStdio(fd) ? errno.success : errno.badf),
    fd_fdstat_set_flags: (fd) => (isStdio(fd) ? errno.success : errno.badf),
  };

  function streamType(fd) {
    return fd > 0 && stdio.isTerminal ? fileType.characterDevice : fileType.unknown;
  }

  function sizes(count, size, list) {
    store32(count, list.length);
    store32(size, list.reduce((total, entry) => total + entry.length, 0));
    return errno.success;
  }
}
