// SPDX-License-Identifier: Apache-2.0
// src/host/wasi-clock.mjs: WASI's clocks, and waiting for them

const clocks = { realtime: 0, monotonic: 1 };
const eventType = { clock: 0 };
const invalid = 28;
const absoluteFlag = 1;

/** In nanoseconds, of every clock. */
export const resolution = 1000n;

/** Nanoseconds of clock `id`: realtime, monotonic, else the process's processor time. */
export function now(id) {
  if (id === clocks.monotonic) return process.hrtime.bigint();
  if (id === clocks.realtime) {
    return BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
  }
  const { user, system } = process.cpuUsage();
  return BigInt(user + system) * 1000n;
}

/**
 * poll_oneoff over `count` subscriptions at `from` in `input`, writing events at `to` in `output`:
 * waits until the first is due and answers how many events it wrote. Streams and files are always
 * ready. Node's own never returns from an absolute clock. `clock` tells the time and waits.
 */
export function poll(input, from, output, to, count, clock = { now, wait }) {
  const subscriptions = [];
  for (let index = 0; index < count; index += 1) {
    subscriptions.push(subscription(input, from + 48 * index, clock.now));
  }
  const first = subscriptions.reduce((least, { left }) => Math.min(least, left), Infinity);
  if (Number.isFinite(first) && first > 0) clock.wait(first);
  const due = subscriptions.filter((each) => each.left <= first);
  due.forEach((each, index) => {
    const event = to + 32 * index;
    for (let offset = 0; offset < 32; offset += 8) output.setBigUint64(event + offset, 0n, true);
    output.setBigUint64(event, each.userdata, true);
    output.setUint16(event + 8, each.error, true);
    output.setUint8(event + 10, each.type);
  });
  return due.length;
}

// `left` is milliseconds; zero is at once.
function subscription(view, start, now) {
  const userdata = view.getBigUint64(start, true);
  const type = view.getUint8(start + 8);
  if (type !== eventType.clock) return { userdata, type, error: 0, left: 0 };
  const id = view.getUint32(start + 16, true);
  const isClock = id === clocks.realtime || id === clocks.monotonic;
  if (!isClock) return { userdata, type, error: invalid, left: 0 };
  const timeout = view.getBigUint64(start + 24, true);
  const isAbsolute = (view.getUint16(start + 40, true) & absoluteFlag) !== 0;
  const left = isAbsolute ? timeout - now(id) : timeout;
  return { userdata, type, error: 0, left: Math.max(0, Number(left) / 1e6) };
}

function wait(milliseconds) {
  const due = performance.now() + milliseconds;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const left = due - performance.now();
    if (left <= 0) return;
    Atomics.wait(cell, 0, 0, left);
  }
}
