// SPDX-License-Identifier: Apache-2.0
// src/host/blocking-call.mjs: calls to another thread that answer before they return

// A host function answers before it returns, and much of Node only later: another thread does that,
// and the one that called sleeps meanwhile.
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

/** A function that passes `(name, ...words)` over a port or worker, and answers what comes back. */
export function callsOver(port) {
  return (name, ...words) => {
    const isDone = new Int32Array(new SharedArrayBuffer(4));
    const { port1: own, port2: other } = new MessageChannel();
    port.postMessage({ call: { name, words, isDone, port: other } }, [other]);
    Atomics.wait(isDone, 0, 0);
    const { answer } = receiveMessageOnPort(own).message;
    own.close();
    return answer;
  };
}

/** Answers a `call` of `callsOver`, by the function of its name among `functions`. */
export async function answerCall({ name, words, isDone, port }, functions) {
  port.postMessage({ answer: await functions[name](...words) });
  Atomics.store(isDone, 0, 1);
  Atomics.notify(isDone, 0);
}
