// SPDX-License-Identifier: Apache-2.0
// src/host/send.mjs: real HTTP for a plugin, which waits for the answer

import { Worker } from 'node:worker_threads';
import { callsOver } from './blocking-call.mjs';

/** A `send` of services.mjs: a worker thread, started with the first request, sends. */
export function openSend() {
  let call = null;
  return (request) => {
    if (!call) {
      const worker = new Worker(new URL('./send-worker.mjs', import.meta.url));
      worker.unref();
      call = callsOver(worker);
    }
    return call('send', request);
  };
}
