// SPDX-License-Identifier: Apache-2.0
// src/host/output.mjs: a standard stream, written at once and in order

import { writeSync } from 'node:fs';
import { SetupError } from './errors.mjs';

const newline = 0x0a;
const queueLimit = 1 << 16;

/** Two streams can be one terminal or pipe, so what is written goes out before the call returns. */
export class Output {
  #queue = '';

  constructor(fd, name) {
    this.fd = fd;
    this.name = name;
    this.atLineStart = true;
    /** The reader is gone: nothing more is written, and nothing fails. */
    this.closed = false;
  }

  /** Text or bytes. */
  write(data) {
    this.flush();
    this.#send(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
  }

  /** A whole line, begun on a line of its own. */
  line(text) {
    this.write(this.atLineStart ? `${text}\n` : `\n${text}\n`);
  }

  /** A line that may wait for others, until `flush` or the next `write`. */
  queueLine(text) {
    this.#queue += `${text}\n`;
    if (this.#queue.length >= queueLimit) this.flush();
  }

  flush() {
    if (this.#queue === '') return;
    const text = this.#queue;
    this.#queue = '';
    this.#send(Buffer.from(text, 'utf8'));
  }

  finishLine() {
    if (!this.atLineStart) this.write('\n');
  }

  #send(bytes) {
    if (bytes.length === 0) return;
    this.atLineStart = bytes[bytes.length - 1] === newline;
    for (let sent = 0; sent < bytes.length && !this.closed; ) {
      try {
        sent += writeSync(this.fd, bytes, sent, bytes.length - sent);
      } catch (error) {
        if (error.code === 'EAGAIN') pause();
        else if (error.code === 'EPIPE') this.closed = true;
        else throw this.#failure(error);
      }
    }
  }

  #failure(error) {
    this.closed = true;
    const reason = error.code === 'ENOSPC' ? 'no space left on device' : error.message;
    return new SetupError(
      `cannot write to ${this.name}: ${reason}`,
      'Direct it to a file or terminal that can be written.',
    );
  }
}

// The reader of a non-blocking pipe is behind.
function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
