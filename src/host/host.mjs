// SPDX-License-Identifier: Apache-2.0
// src/host/host.mjs: what host functions share: the guest's memory, the current run, the FFI slot

import { GuestMemory } from './memory.mjs';
import { Services } from './services.mjs';

/** Go strings are bytes: here, too, a byte string holds one character, 0 to 255, for each byte. */
export const toByteString = (bytes) => asBuffer(bytes).toString('latin1');
export const fromByteString = (text) => Buffer.from(text, 'latin1');
export const byteString = (text) => Buffer.from(text, 'utf8').toString('latin1');
/** Text of bytes from a guest: invalid UTF-8 becomes U+FFFD. */
export const decode = (bytes) => asBuffer(bytes).toString('utf8');

const longestText = 256 << 20;

const asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

export class Host {
  memory = new GuestMemory();
  /** The run under way; null outside allocate, run_e and deallocate. */
  run = null;
  #early = [];

  /**
   * `profile`: one of abi.mjs; `newRequest()`: the request of a run, built when first asked for;
   * `onLog(level, message)`: called as messages arrive, besides being kept with the run;
   * `services`: what lies behind it.
   */
  constructor({ profile, newRequest = () => null, onLog = null, services = new Services() }) {
    this.profile = profile;
    this.services = services;
    this.newRequest = newRequest;
    this.onLog = onLog;
  }

  begin(run) {
    for (const text of this.#early) run.violation(text);
    this.#early = [];
    this.run = run;
  }

  end() {
    this.run = null;
  }

  get request() {
    this.run.request ??= this.newRequest();
    return this.run.request;
  }

  violation(text) {
    if (this.run) this.run.violation(text);
    else if (!this.#early.includes(text)) this.#early.push(text);
  }

  /** The run that `ident` names, or null: then the call is to be ignored or answered with -1. */
  identified(ident, subject) {
    const { run } = this;
    if (run?.stopped) run.stop();
    if (run && ident === run.ident) return run;
    this.violation(
      run
        ? `${subject} got ident ${ident}, not ${run.ident} of this run; the host ignores the call`
        : `${subject} was called outside a run; the host ignores the call`,
    );
    return null;
  }

  /** As `identified`, for a function whose answer needs the FFI slot. */
  ready(ident, subject) {
    const run = this.identified(ident, subject);
    if (!run?.pending) return run;
    run.violation(
      `${subject} was called while an answer of ${run.pending.length} bytes was pending; fetch ` +
        'each with get_ffi_result, also one of size 0',
    );
    return null;
  }

  /** Makes bytes the pending answer; what it returns is for the guest. */
  answer(bytes) {
    this.run.pending = bytes;
    return bytes.length;
  }

  /** Makes an error text the pending answer. */
  refuse(text) {
    return -this.answer(Buffer.from(text, 'utf8'));
  }

  /** Makes what a service gave, `{ bytes }` or `{ failure }`, the pending answer. */
  settle({ bytes, failure }) {
    return failure === undefined ? this.answer(bytes) : -this.answer(failure);
  }

  /** What the services answer to a request; what they have to report is a violation. */
  send(request) {
    const { violation, ...answer } = this.services.send(request);
    if (violation) this.violation(violation);
    return answer;
  }

  read(start, size, subject) {
    return this.memory.read(start, size, subject, this.run);
  }

  /** A byte string. */
  readText(start, size, subject) {
    return toByteString(this.#readShort(start, size, subject));
  }

  /** Text, as `decode` answers it. */
  readUtf8(start, size, subject) {
    return decode(this.#readShort(start, size, subject));
  }

  // Strings of the engine end at 512 MiB, and with them what can be said of a text.
  #readShort(start, size, subject) {
    if (size > longestText) {
      this.run.stop(`${subject} got a text of ${size} bytes; se2-run takes ${longestText} at most`);
    }
    return this.read(start, size, subject);
  }
}
