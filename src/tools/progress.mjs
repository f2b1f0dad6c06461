// SPDX-License-Identifier: Apache-2.0
// src/tools/progress.mjs: how far a tool has come, on a terminal

const firstAfter = 2000;
const every = 500;

/** How many runs are done, once they take a while. */
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

/** The step that a tool is at; nothing where `output` is no terminal. */
export class Steps {
  #isShown = false;

  constructor(output, isTerminal) {
    this.output = output;
    this.isTerminal = isTerminal;
  }

  show(step) {
    if (!this.isTerminal) return;
    this.output.write(`\r\x1b[K${step} ...`);
    this.#isShown = true;
  }

  end() {
    if (!this.#isShown) return;
    this.output.write('\r\x1b[K');
    this.output.atLineStart = true;
    this.#isShown = false;
  }
}
