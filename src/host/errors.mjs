// SPDX-License-Identifier: Apache-2.0
// src/host/errors.mjs: what ends a run or a command, each with one meaning

/** The command or its files are wrong: `message` says what and where, `advice` what to do. */
export class SetupError extends Error {
  constructor(message, advice = '') {
    super(message);
    this.advice = advice;
  }
}

/** Thrown into the guest where the real host would die or block; Run.stop has the reason. */
export class HostStop extends Error {}

/** Thrown out of `proc_exit`: the guest ended itself. */
export class GuestExit extends Error {
  constructor(status) {
    super(`proc_exit(${status}) called`);
    this.status = status;
  }
}

/** True for what the engine throws when the guest itself goes wrong. */
export function isTrap(error) {
  return (
    error instanceof WebAssembly.RuntimeError ||
    error instanceof GuestExit ||
    error instanceof WebAssembly.Exception ||
    (error instanceof RangeError && /call stack/.test(error.message))
  );
}

/**
 * One line for a trap: the engine's words and the innermost wasm function, with its line where
 * `symbols` (../debug/symbols.mjs) are given; else by the name section where there is one, else by
 * index and the export it ran under.
 */
export function describeTrap(error, exported, symbols = null) {
  if (error instanceof GuestExit) return `${error.message} in ${exported}`;
  if (error instanceof WebAssembly.Exception) {
    return `uncaught wasm exception in ${exported}; the real hosts have no wasm exceptions`;
  }
  const words =
    error instanceof RangeError
      ? 'stack overflow'
      : error.message === 'unreachable'
        ? 'unreachable executed'
        : error.message;
  const [innermost] = describeStack(error, symbols);
  return `${words} in ${innermost ?? innermostFunction(error.stack, exported)}`;
}

/** The wasm functions that were running, innermost first, as far as `symbols` know them. */
export function describeStack({ stack = '' }, symbols) {
  if (!symbols) return [];
  const frames = stack.matchAll(/wasm:\/\/[^\s)]*wasm-function\[(\d+)\]:0x([0-9a-f]+)/g);
  return [...frames].flatMap(([, index, offset]) =>
    symbols.describe({ index: Number(index), offset: Number.parseInt(offset, 16) }) ?? []);
}

function innermostFunction(stack = '', exported) {
  const named = /^ *at (.+?) \(wasm:\/\//m.exec(stack);
  const indexed = /wasm:\/\/[^\s)]*wasm-function\[(\d+)\]/.exec(stack);
  if (named && (!indexed || named.index <= indexed.index)) return named[1];
  return indexed ? `${exported} (wasm function ${indexed[1]})` : exported;
}
