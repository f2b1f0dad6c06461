// SPDX-License-Identifier: Apache-2.0
// src/host/open-runs.mjs: runs of a plugin as a command line describes them

import { hasSymbols } from '../debug/debug-file.mjs';
import { openEngine } from './engine.mjs';
import { Host } from './host.mjs';
import { openServices } from './open-services.mjs';
import { servicesOver } from './shared-services.mjs';

/**
 * `run({ payload, request, ident })` and `prepare()`, which do as those of an `Engine`. `options`
 * are `profile`, `lifetime`, `environment`, `directories` and `services` (open-services.mjs);
 * `stdio` is that of wasi.mjs, `onLog` that of host.mjs. With `call` (blocking-call.mjs) another
 * thread sends, waits and has the cache.
 */
export async function openRuns(plugin, options, { stdio, trace, onLog, call = null }) {
  const { profile, lifetime, environment, directories } = options;
  const uses = (...names) => names.some((name) => plugin.imports.get('env')?.has(name));
  let current;
  let newRequest;
  if (uses('request_get_field', 'request_set_field')) {
    const { Request } = await import('./request.mjs');
    newRequest = () => new Request(current.request, current.payload, profile);
  }
  const { wait, ...others } = call ? servicesOver(call) : await ownServices(uses);
  const services = await openServices(options.services, others);
  const host = new Host({ profile, newRequest, onLog, services });
  const engine = await openEngine({
    plugin, host, lifetime, stdio, environment, directories, trace, wait,
    symbols: await symbolsOf(plugin),
  });
  return {
    run: (job) => {
      current = job;
      return engine.run(job.payload, job.ident);
    },
    prepare: () => engine.prepare(),
  };
}

// A plugin without a debug file beside it does not pay for what reads one.
async function symbolsOf({ file }) {
  if (!hasSymbols(file)) return null;
  const { Symbols } = await import('../debug/symbols.mjs');
  return new Symbols(file);
}

async function ownServices(uses) {
  if (!uses('fetch_url', 'graphql_query')) return {};
  const { openSend } = await import('./send.mjs');
  return { send: openSend() };
}
