// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-run.mjs: runs a plugin as its real hosts do; `--help` has the flags and exit codes

import { runTool } from './command-line.mjs';
import { help, parseOptions } from './run-options.mjs';

async function work(options) {
  if (options.serve) return (await import('./serve.mjs')).servePlugin(options);
  return (await import('./run.mjs')).runPlugin(options);
}

await runTool('se2-run', { help, parseOptions, work });
