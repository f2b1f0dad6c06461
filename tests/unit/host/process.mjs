// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/process.mjs: a tool that goes on while a test talks with it

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';

const started = [];
after(() => started.forEach((child) => child.kill('SIGKILL')));

/** What it has written is in `stdout` and `stderr`. It ends with the tests. */
export class Process {
  stdout = '';
  stderr = '';
  #read = { stdout: 0, stderr: 0 };
  #changed = () => {};

  constructor(tool, words, options = {}) {
    this.child = spawn(process.execPath, [tool, ...words], options);
    started.push(this.child);
    for (const name of ['stdout', 'stderr']) {
      this.child[name].setEncoding('utf8').on('data', (text) => {
        this[name] += text;
        this.#changed();
      });
    }
    /** The exit code, or the signal that ended it. */
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.#changed();
      return code ?? signal;
    });
  }

  /** What matches first in what was written after the last match, as soon as something does. */
  async says(pattern, stream = 'stderr') {
    for (;;) {
      const found = pattern.exec(this[stream].slice(this.#read[stream]));
      if (found) {
        this.#read[stream] += found.index + found[0].length;
        return found;
      }
      const { exitCode, signalCode } = this.child;
      if ((exitCode ?? signalCode) !== null) throw new Error(`it ended: ${this.stderr}`);
      await new Promise((resolve) => (this.#changed = resolve));
    }
  }

  prints(pattern) {
    return this.says(pattern, 'stdout');
  }

  interrupt() {
    this.child.kill('SIGINT');
    return this.ended;
  }
}
