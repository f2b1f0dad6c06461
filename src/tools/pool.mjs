// SPDX-License-Identifier: Apache-2.0
// src/tools/pool.mjs: threads that run a plugin, so that many requests run at once

import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { answerCall } from '../host/blocking-call.mjs';
import { send } from '../host/exchange.mjs';
import { answersOf } from '../host/shared-services.mjs';

const workerFile = new URL('./pool-worker.mjs', import.meta.url);
const mostThreads = 24; // E2 Core's
const stackSizeMb = 1; // about that of the thread that se2-run runs a plugin on
const longestPause = 2 ** 31 - 1; // milliseconds; no run may take as long
const startLimit = 10000; // milliseconds that a thread may take besides

/**
 * Runs `load`, `{ plugin, options }`, as often at once as there are processors, or `atOnce`: runs
 * that wait for an answer or sleep don't count. One that takes longer than `limit` milliseconds is
 * stopped with its thread, and another thread takes its place.
 */
export class Pool {
  #load;
  #limit;
  #idle = [];
  #threads = new Set();
  #tasks = [];

  constructor({ load, limit, atOnce = availableParallelism() }) {
    this.#load = load;
    this.#limit = limit;
    this.atOnce = Math.min(atOnce, mostThreads);
    while (this.#threads.size < this.atOnce) this.#start();
  }

  /**
   * A run, later: what `Engine.run` answers. `job` is that of open-runs.mjs, with a number; its
   * payload, which has a buffer of its own, goes over to the thread.
   */
  run(job) {
    return new Promise((resolve) => {
      this.#tasks.push({ job, resolve, log: [] });
      this.#dispatch();
    });
  }

  /** Runs that begin from now on are of this plugin. */
  load(load) {
    this.#load = load;
    for (const { worker } of this.#threads) worker.postMessage({ load });
  }

  close() {
    return Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #start() {
    const worker = new Worker(workerFile, { resourceLimits: { stackSizeMb } });
    const thread = { worker, task: null, isReady: false, isWaiting: false, failure: null };
    worker.postMessage({ load: this.#load });
    worker.on('message', (message) => {
      if (!thread.failure) this.#hear(thread, message); // not when it is being stopped
    });
    worker.on('error', (error) => (thread.failure = `its thread failed: ${error.message}`));
    worker.on('exit', () => this.#lose(thread));
    this.#time(thread, this.#limit + startLimit);
    this.#threads.add(thread);
    this.#idle.unshift(thread); // the last to be asked: it is not ready
  }

  #time(thread, limit) {
    clearTimeout(thread.timer);
    thread.timer = setTimeout(() => {
      thread.failure = `it took longer than ${this.#limit / 1000} s and was stopped`;
      thread.worker.terminate();
    }, limit);
  }

  get #running() {
    return [...this.#threads].filter(({ task, isWaiting }) => task && !isWaiting).length;
  }

  #dispatch() {
    while (this.#tasks.length > 0 && this.#running < this.atOnce) {
      if (this.#idle.length === 0 && this.#threads.size < mostThreads) this.#start();
      const thread = this.#idle.pop();
      if (!thread) return;
      thread.task = this.#tasks.shift();
      if (thread.isReady) this.#time(thread, this.#limit);
      const { job } = thread.task;
      thread.worker.postMessage({ job }, [job.payload.buffer]);
    }
  }

  #hear(thread, { isReady, entry, call, answer }) {
    if (isReady) this.#beReady(thread);
    if (entry) thread.task.log.push(entry);
    if (call) this.#serve(thread, call);
    if (answer) {
      this.#settle(thread, answer);
      this.#idle.push(thread);
      this.#dispatch();
    }
  }

  // What a thread needs to start is not a run's.
  #beReady(thread) {
    if (thread.isReady) return; // for another plugin
    thread.isReady = true;
    clearTimeout(thread.timer);
    if (thread.task) this.#time(thread, this.#limit);
  }

  async #serve(thread, call) {
    thread.isWaiting = true;
    this.#dispatch();
    await answerCall(call, this.#services);
    thread.isWaiting = false;
  }

  #services = answersOf({
    send,
    cache: new Map(),
    wait: (milliseconds) => pause(Math.min(Math.ceil(milliseconds), longestPause)),
  });

  #settle(thread, { run, ...ending }) {
    const { job, resolve, log } = thread.task;
    clearTimeout(thread.timer);
    thread.task = null;
    resolve({ ...ending, run: { ...run, number: job.number, log } });
  }

  #lose(thread) {
    clearTimeout(thread.timer);
    this.#threads.delete(thread);
    this.#idle = this.#idle.filter((each) => each !== thread);
    if (!thread.task) return;
    const { ident } = thread.task.job;
    this.#settle(thread, {
      run: { ident, violations: [], responseHeaders: new Map() },
      outcome: 'host_error',
      output: null,
      code: null,
      message: thread.failure ?? 'its thread ended',
      startTime: 0,
      runTime: this.#limit,
    });
    while (this.#threads.size < this.atOnce) this.#start();
    this.#dispatch();
  }
}
