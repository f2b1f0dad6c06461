// SPDX-License-Identifier: Apache-2.0
// src/exceptions/failure.mjs: an error meant for the person who ran the pass

/** What happened and what to do about it; everything else that is thrown is a bug of the pass. */
export class Failure extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}
