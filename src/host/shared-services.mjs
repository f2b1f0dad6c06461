// SPDX-License-Identifier: Apache-2.0
// src/host/shared-services.mjs: services that one thread has for several

/** For a thread with `call` (blocking-call.mjs): `send` and `cache` of services.mjs, and `wait`. */
export const servicesOver = (call) => ({
  send: (request) => call('send', request),
  cache: {
    get: (key) => call('cacheGet', key),
    set: (key, entry) => call('cacheSet', key, entry),
  },
  wait: (milliseconds) => call('wait', milliseconds),
});

/** What answers these calls; `send` and `wait` may answer later. */
export const answersOf = ({ send, cache, wait }) => ({
  send,
  cacheGet: (key) => cache.get(key),
  cacheSet: (key, entry) => void cache.set(key, entry),
  wait,
});
