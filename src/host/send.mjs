// SPDX-License-Identifier: Apache-2.0
// src/host/send.mjs: real HTTP for a plugin, which waits for the answer

import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

/**
 * A `send` of services.mjs. A host function answers before it returns, and Node's HTTP only later:
 * a worker thread, started with the first request, sends, and this thread sleeps meanwhile.
 */
export function openSend() {
  let worker = null;
  return (request) => {
    if (!worker) {
      worker = new Worker(new URL('./send-worker.mjs', import.meta.url));
      worker.unref();
    }
    const isDone = new Int32Array(new SharedArrayBuffer(4));
    const { port1: own, port2: other } = new MessageChannel();
    worker.postMessage({ request, isDone, port: other }, [other]);
    Atomics.wait(isDone, 0, 0);
    const { status, body, failure } = receiveMessageOnPort(own).message;
    own.close();
    return failure === undefined ? { status, body: Buffer.from(body) } : { failure };
  };
}
