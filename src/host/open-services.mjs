// SPDX-License-Identifier: Apache-2.0
// src/host/open-services.mjs: the services that a command line names

import { Services } from './services.mjs';

/**
 * `httpMock` and `queries`: JSON files (mock.mjs, queries.mjs); `staticFiles`: a folder; `secrets`:
 * an object of texts. Null is what there is none of. `openSend()`, or a promise of it, makes the
 * `send` of requests where no mock answers them.
 */
export async function openServices({ httpMock, staticFiles, queries, secrets }, openSend) {
  const members = { secrets: new Map(Object.entries(secrets)) };
  if (httpMock === null) {
    members.send = await openSend();
  } else {
    const { readMock } = await import('./mock.mjs');
    members.send = readMock(httpMock);
  }
  if (staticFiles !== null) {
    const { StaticFiles } = await import('./static-files.mjs');
    members.files = new StaticFiles(staticFiles);
  }
  if (queries !== null) {
    const { readQueries } = await import('./queries.mjs');
    members.queries = readQueries(queries);
  }
  return new Services(members);
}
