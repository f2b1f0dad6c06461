// SPDX-License-Identifier: Apache-2.0
// src/tools/progress.mjs: how far many runs have come, on a terminal, once they take a while

const firstAfter = 2000;
const every = 500;

export class Progress {
  #next = performance.now() + firstAfter;
  #isShown = false;

  constructor(output, total) {
    this.output = output;
    this.total = total;
  }

  step(done) {
    if (performance.now() < this.#next) return;
    this.#next = performance.now() + every;
    this.#isShown = true;
    this.output.write(`\r${done} of ${this.total} runs`);
  }

  end() {
    if (this.#isShown) this.output.write('\r\x1b[K');
    this.output.atLineStart = true;
  }
}
