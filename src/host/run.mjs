// SPDX-License-Identifier: Apache-2.0
// src/host/run.mjs: one run of a plugin: what it replied and did, and which outcome that makes

import { isErrorStatus } from './abi.mjs';
import { HostStop } from './errors.mjs';

// What the guest does                     What the real host does             Outcome here
// ---------------------------------------------------------------------------------------------
// one result                              answers it                          result
// one error                               answers it                          error
//   its code outside 400..599             a misleading or no HTTP answer      error, violation
// no reply                                200 with an empty body              none
// a second reply of the same kind         blocks for ever                     host_error
// a result and an error                   one of them at random; reused, the  host_error
//                                         next request gets the other
// a trap or proc_exit in run_e, no reply  500 "unknown error"                 trap
//   after a result                        the same, the result is dropped     trap
//   after an error                        the error stands                    error
// a trap in allocate                      500; run_e and deallocate are not   trap
//                                         called
// a trap in deallocate                    nothing                             as before, violation
// a reply in deallocate                   lost; reused, it is the first       as before, violation
//                                         reply of the next run
// a reply with another ident              ignores it                          as before, violation
// bytes that start outside memory, or     dies                                host_error
//   a negative address or size
// bytes that end outside memory           reads zeros                         as before, violation
// allocate answers a negative number or   dies                                host_error
//   what is outside memory
//   0                                     overwrites address 0                as before, violation
//   too little room                       cuts the payload off                as before, violation
// _start traps or calls proc_exit         cannot load, or dies                host_error
//
// Where the real host blocks, dies or cannot load, the run stops there: deallocate is not called
// and the instance is discarded. After a trap it stays: lifetime `reuse` calls it again, as the
// hosts of that lifetime do.

const maxViolations = 100;

export class Run {
  output = null;
  error = null;
  log = [];
  violations = [];
  responseHeaders = new Map();
  /** The one pending answer of a host function, empty ones included; null when there is none. */
  pending = null;
  variables = [];
  request = null;
  phase = 'allocate';
  /** Why the real host would not have gone on, or null. */
  stopped = null;

  /** Replies made in deallocate, `{ output, error }`, or null: the instance's next run has them. */
  late = null;

  constructor(number, ident, earlier = null) {
    this.number = number;
    this.ident = ident;
    this.output = earlier?.output ?? null;
    this.error = earlier?.error ?? null;
  }

  /** Notes, once each, what a real host tolerates or answers badly. */
  violation = (text) => {
    const { violations } = this;
    if (violations.length >= maxViolations || violations.includes(text)) return;
    violations.push(
      violations.length + 1 < maxViolations ? text : 'more violations followed, not listed here',
    );
  };

  /**
   * Ends the run; does not return. A guest with wasm exceptions can catch what is thrown here and
   * go on, so the reason is kept.
   */
  stop(reason) {
    this.stopped ??= reason;
    throw new HostStop(this.stopped);
  }

  replyResult(bytes) {
    if (this.#isLate('return_result', { output: bytes })) return;
    if (this.output) this.#block('return_result');
    this.output = bytes;
  }

  replyError(code, message, subject = 'return_error') {
    if (this.#isLate(subject, { error: { code, message } })) return;
    if (this.error) this.#block(subject);
    this.error = { code, message };
    if (!isErrorStatus(code)) this.violation(`${subject} got code ${code}: ${codeHazard(code)}`);
  }

  #isLate(subject, reply) {
    if (this.phase !== 'deallocate') return false;
    this.late = { ...this.late, ...reply };
    this.violation(
      `${subject} was called in deallocate: this request never sees it, and on a reused instance ` +
        'the next one does',
    );
    return true;
  }

  #block(subject) {
    const text = `the real host would block for ever: second ${subject} in one run`;
    this.violation(text);
    this.stop(text);
  }

  /** The outcome by the table above; `trap` says how the guest went wrong, or is null. */
  outcome(trap) {
    if (this.stopped) return { outcome: 'host_error', message: this.stopped };
    if (this.output && this.error) {
      const message =
        'the plugin replied a result and an error: the real host answers one of them at random, ' +
        'and on a reused instance the next request with the other';
      this.violation(message);
      return { outcome: 'host_error', message };
    }
    if (this.error) return { outcome: 'error', code: this.error.code, message: this.error.message };
    if (trap) {
      const dropped = this.output ? '; the result it had returned is dropped' : '';
      return { outcome: 'trap', message: trap + dropped };
    }
    if (this.output) return { outcome: 'result', output: this.output };
    return { outcome: 'none' };
  }
}

function codeHazard(code) {
  if (code === 0) return 'E2 Core answers HTTP 500 or 200, depending on the way to the plugin';
  if (code === 101) return 'E2 Core answers HTTP 101 and the client hangs';
  if (code < 100 || code > 999) return 'E2 Core closes the connection without an answer';
  if (code < 200) return 'E2 Core answers HTTP 200';
  if (code < 300) return 'the client takes it for a success';
  return 'it is no HTTP error; use 400 to 599';
}
