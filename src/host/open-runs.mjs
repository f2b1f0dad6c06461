// SPDX-License-Identifier: Apache-2.0
// src/host/open-runs.mjs: runs of a plugin as a command line describes them

import { openEngine } from './engine.mjs';
import { Host } from './host.mjs';
import { openServices } from './open-services.mjs';

const openOwnSend = () => import('./send.mjs').then(({ openSend }) => openSend());

/**
 * `run({ payload, request, ident })`, which answers as `Engine.run` does. `options` are `profile`,
 * `lifetime`, `environment`, `directories` and `services` (open-services.mjs); `surroundings` what
 * can't be in words: `stdio` (wasi.mjs), `trace`, `onLog` (host.mjs).
 */
export async function openRuns(plugin, options, { stdio, trace = null, onLog = null }) {
  const { profile, lifetime, environment, directories } = options;
  const uses = (...names) => names.some((name) => plugin.imports.get('env')?.has(name));
  let current;
  let newRequest;
  if (uses('request_get_field', 'request_set_field')) {
    const { Request } = await import('./request.mjs');
    newRequest = () => new Request(current.request, current.payload, profile);
  }
  const openSend = uses('fetch_url', 'graphql_query') ? openOwnSend : () => undefined;
  const services = await openServices(options.services, openSend);
  const host = new Host({ profile, newRequest, onLog, services });
  const engine = await openEngine({
    plugin, host, lifetime, stdio, environment, directories, trace,
  });
  return (job) => {
    current = job;
    return engine.run(job.payload, job.ident);
  };
}
