// SPDX-License-Identifier: Apache-2.0
// src/python/packing/repeatable.mjs: clocks and random numbers that every packing has alike
//
// What a plugin keeps of them while it is imported is in the bytes of the packed module.

import { createCipheriv } from 'node:crypto';
import { errno } from '../../host/wasi.mjs';
import { poll } from '../../host/wasi-clock.mjs';

const realtime = 0;
const epoch = 315532800_000_000_000n; // 1980-01-01, the age of carried files too (wasi_files.cpp)
const tick = 1000n; // a look at a clock takes a microsecond

/**
 * WASI's functions for them over `memory` (host/memory.mjs). `key`, 32 bytes, decides about the
 * numbers. Waiting takes no time.
 */
export function repeatable(memory, key) {
  let elapsed = 0n;
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const now = (id) => {
    elapsed += tick;
    return id === realtime ? epoch + elapsed : elapsed;
  };
  const wait = (milliseconds) => {
    elapsed += BigInt(Math.ceil(milliseconds * 1e6));
  };

  return {
    clock_time_get(id, precision, result) {
      memory.view.setBigUint64(result >>> 0, now(id), true);
      return errno.success;
    },
    random_get(start, size) {
      memory.bytes.set(stream.update(Buffer.alloc(size >>> 0)), start >>> 0);
      return errno.success;
    },
    poll_oneoff(subscriptions, events, count, result) {
      const { view } = memory;
      const clock = { now, wait };
      const answered = poll(view, subscriptions >>> 0, view, events >>> 0, count >>> 0, clock);
      view.setUint32(result >>> 0, answered, true);
      return errno.success;
    },
  };
}
