// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-run.mjs: runs a plugin as its real hosts do; `--help` has the flags and exit codes

import { loadPlugin } from '../host/module.mjs';
import { runTool, stdout } from './command-line.mjs';
import { runPlugin } from './run.mjs';
import { help, parseOptions } from './run-options.mjs';

async function work(options) {
  if (options.debug) return sayHowToDebug(options);
  if (options.watch) return (await import('./watch.mjs')).watchPlugin(options);
  const plugin = await pluginOf(options);
  if (options.serve) return (await import('./serve.mjs')).servePlugin(options, plugin);
  return runPlugin(options, plugin);
}

async function sayHowToDebug({ file, profile, payload }) {
  loadPlugin(file, profile);
  const { openSession } = await import('../debug/session.mjs');
  stdout.write(openSession(file, payload));
  return 0;
}

async function pluginOf(options) {
  const { file, script, profile } = options;
  if (script === null) return loadPlugin(file, profile);
  const { interruptible } = await import('./interruption.mjs');
  const { PackedScript } = await import('./packed-script.mjs');
  const packed = new PackedScript(options);
  await interruptible(() => packed.pack());
  const plugin = loadPlugin(packed.file, profile);
  packed.remove();
  return plugin;
}

await runTool('se2-run', { help, parseOptions, work });
