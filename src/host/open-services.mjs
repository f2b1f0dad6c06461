// SPDX-License-Identifier: Apache-2.0
// src/host/open-services.mjs: the services that a command line names

import { Services } from './services.mjs';

/**
 * `httpMock` and `queries`: JSON files (mock.mjs, queries.mjs); `staticFiles`: a folder; null where
 * there is none; `secrets`: an object of texts. `others` are further members of the services, such
 * as the `send` of what no mock answers.
 */
export async function openServices({ httpMock, staticFiles, queries, secrets }, others = {}) {
  const members = { ...others, secrets: new Map(Object.entries(secrets)) };
  if (httpMock !== null) {
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
