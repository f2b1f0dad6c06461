// SPDX-License-Identifier: Apache-2.0
// tests/conformance/node.mjs: the engine behind se2-run, as one of the table's engines
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const plugins = new Map();

/** Runs a row's payloads on one engine and answers the reports, in the shape of se2-run --json. */
export async function runRow(build, row, { wasm, root }, usr, bytesOf) {
  const part = (name) => import(pathToFileURL(join(build, `stage/lib/se2/host/${name}.mjs`)));
  const [{ openEngine }, { Host }, { loadPlugin }, { toObject }] = await Promise.all(
    ['engine', 'host', 'module', 'report'].map(part),
  );
  const profile = 'minimal';
  if (!plugins.has(wasm)) plugins.set(wasm, loadPlugin(wasm, profile));
  const engine = await openEngine({
    plugin: plugins.get(wasm),
    host: new Host({ profile, onLog: null }),
    lifetime: row.lifetime,
    stdio: { isTerminal: false, write: () => {} },
    environment: root ? { PYTHONPATH: '/plugin' } : {},
    directories: root ? { '/plugin': root, '/usr': join(usr, 'usr') } : {},
    trace: null,
  });
  return row.payloads.map((payload) => toObject(engine.run(bytesOf(payload))));
}
