// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-pack.mjs: packs a Python plugin into one module; `--help` has flags and exit codes

import { PackError } from '../python/packing/guest.mjs';
import { runTool, stderr, stdout } from './command-line.mjs';
import { help, parseOptions } from './pack-options.mjs';
import { Steps } from './progress.mjs';

async function work(options) {
  if (options.bundle) return bundle(options);
  if (options.stubs !== undefined) return stubs(options);
  const { isatty } = await import('node:tty');
  const progress = new Steps(stderr, isatty(stderr.fd));
  const { packInto } = await import('../python/packing/command.mjs');
  try {
    const answer = await packInto(options, {
      progress: (step) => progress.show(step),
      console: (bytes) => (progress.end(), stderr.write(bytes)),
    });
    progress.end();
    if (options.json) stdout.line(JSON.stringify(answer.object));
    else if (options.report) stdout.write(answer.text);
    if (!options.json) stderr.line(answer.line);
    return 0;
  } finally {
    progress.end();
  }
}

async function bundle({ bundle: parts, json }) {
  const { writeBundle } = await import('./bundle.mjs');
  const { output, size, modules } = writeBundle(parts);
  if (json) stdout.line(JSON.stringify({ output, size, modules }));
  else stderr.line(`${output}: ${(size / 1e6).toFixed(2)} MB, ${modules.length} modules`);
  return 0;
}

async function stubs({ stubs: folder, json }) {
  const { source, writeStubs } = await import('./stubs.mjs');
  const files = writeStubs(folder);
  if (json) stdout.line(JSON.stringify({ output: folder, files }));
  else {
    stderr.line(`${folder}: the types of sdk, and a double of it for pytest`);
    stderr.line(`  pip install ${source} installs the same`);
  }
  return 0;
}

await runTool('se2-pack', {
  help, parseOptions, work, exitCodeOf: (error) => (error instanceof PackError ? 1 : 2),
});
