// SPDX-License-Identifier: Apache-2.0
// src/tools/bundle.mjs: writes what E2 Core 0.5 deploys: modules, and whose and which they are

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
// Zip files of the same bytes wherever they are written; MIT, without dependencies.
import { zipSync } from 'fflate';
import { checkModule, listOf } from '../check/check.mjs';
import { SetupError } from '../host/errors.mjs';
import { loadPlugin } from '../host/module.mjs';
import { writeWhole } from '../python/packing/output.mjs';

const namespace = 'default'; // the only one that bundles can have
// fflate writes the fields of a local time: these are the same everywhere, and zip's first.
const mtime = new Date(1980, 0, 1);

/** `{ output, size, modules }`, the latter as tenant.json has them. */
export function writeBundle({ output, tenant, modules: files }) {
  const modules = [];
  const contents = {};
  for (const [name, file] of files) {
    loadPlugin(file, 'sat');
    const bytes = readFileSync(file);
    refuseUnfit(file, bytes);
    const ref = createHash('sha256').update(bytes).digest('hex');
    const fqmn = `fqmn://${tenant}/${namespace}/${name}@${ref}`;
    modules.push({ name, namespace, ref, fqmn });
    contents[`${name}.wasm`] = [bytes, { level: 6, mtime }];
  }
  const description = {
    identifier: tenant,
    specVersion: 1,
    tenantVersion: 1,
    defaultNamespace: { name: namespace, modules: [] },
    namespaces: [],
    modules,
  };
  const json = Buffer.from(`${JSON.stringify(description, null, 2)}\n`);
  const bytes = zipSync({ 'tenant.json': [json, { level: 6, mtime }], ...contents });
  writeWhole([[output, bytes]]);
  return { output, size: bytes.length, modules };
}

// loadPlugin knows what a plugin is, this what the engine of E2 Core 0.5 has.
function refuseUnfit(file, bytes) {
  const { findings } = checkModule(bytes, 'sat');
  if (findings.length === 0) return;
  throw new SetupError(`${file} would not load on E2 Core 0.5:${listOf(findings)}`);
}
