// SPDX-License-Identifier: Apache-2.0
// src/tools/watch.mjs: runs or serves a plugin anew when what it is made of changes

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../host/errors.mjs';
import { loadPlugin } from '../host/module.mjs';
import { report, stderr } from './command-line.mjs';
import { FileChanges } from './file-changes.mjs';
import { interruption } from './interruption.mjs';
import { PackedScript } from './packed-script.mjs';
import { Server } from './serve.mjs';

const tool = fileURLToPath(new URL('./se2-run.mjs', import.meta.url));

/** Goes on until it is interrupted, and answers the exit code. */
export async function watchPlugin(options) {
  const packed = options.script ? new PackedScript(options) : null;
  const shown = options.serve ? new Served(options, packed) : new Repeated(options, packed);
  const changes = new FileChanges();
  let isOver = false;
  const over = interruption().then(() => (isOver = true));
  try {
    for (;;) {
      const begun = Date.now();
      const isRight = await showAnew(shown, packed);
      if (isOver) return 0;
      const files = [...(packed?.sources ?? [options.file]), ...filesOf(options)];
      changes.follow(files, begun, { anyFile: !isRight });
      const count = files.length === 1 ? '1 file' : `${files.length} files`;
      stderr.line(`se2-run: watching ${count}; Ctrl-C ends it`);
      await Promise.race([changes.next(), over, shown.failure]);
      if (isOver) return 0;
    }
  } finally {
    changes.close();
    await shown.close();
  }
}

/** Whether that went well; what did not, it says. */
async function showAnew(shown, packed) {
  try {
    await packed?.pack();
    await shown.show();
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    report('se2-run', error);
    return false;
  }
}

/** Files that the options name, and a run reads. */
function filesOf({ services: { httpMock, queries }, payloadFile, pluginRoot }) {
  const named = [httpMock, queries, payloadFile].filter((file) => file !== null);
  if (pluginRoot === null) return named;
  const scripts = readdirSync(pluginRoot, { recursive: true }).filter((name) => /\.py$/.test(name));
  return [...named, ...scripts.map((name) => join(pluginRoot, name))];
}

/** Runs it in a process of its own, which a change ends. */
class Repeated {
  failure = new Promise(() => {});
  #words;
  #child = null;

  constructor({ file, wordsOfRun }, packed) {
    this.#words = [packed?.file ?? file, ...wordsOfRun];
  }

  show() {
    this.close();
    const stdio = ['ignore', 'inherit', 'inherit'];
    this.#child = spawn(process.execPath, [tool, ...this.#words], { stdio });
  }

  close() {
    this.#child?.kill('SIGKILL');
  }
}

/** Serves it; requests that come after a change are to what it is then. */
class Served {
  failure = new Promise(() => {});
  #options;
  #file;
  #server = null;

  constructor(options, packed) {
    this.#options = options;
    this.#file = packed?.file ?? options.file;
  }

  async show() {
    const plugin = loadPlugin(this.#file, this.#options.profile);
    if (this.#server) {
      await this.#server.load(plugin);
      return;
    }
    this.#server = await Server.open(this.#options, plugin);
    this.failure = this.#server.failure;
  }

  close() {
    return this.#server?.close();
  }
}
