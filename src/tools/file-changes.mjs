// SPDX-License-Identifier: Apache-2.0
// src/tools/file-changes.mjs: tells when one of some files has changed

import { statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { SetupError } from '../host/errors.mjs';

const quiet = 50; // milliseconds without an event, after which a burst of them is over

/** Folders are watched, not files: many editors write another file and rename it. */
export class FileChanges {
  #states = new Map();
  #watchers = [];
  #anyFile = false;
  #timer = null;
  #hasChanged = false;
  #tell = () => {};

  /**
   * From now on `files`; those that were followed before are compared with what they were then, and
   * others must not be newer than `since`, a time of Date.now(). With `anyFile`, so is every other
   * visible file beside them.
   */
  follow(files, since, { anyFile = false } = {}) {
    const before = this.#states;
    this.#anyFile = anyFile;
    this.#states = new Map(files.map((file) => [file, before.get(file) ?? stateOf(file, since)]));
    this.#watchers.splice(0).forEach((watcher) => watcher.close());
    for (const folder of new Set(files.map(dirname))) this.#watch(folder);
    this.#check(); // what happened while nobody watched
  }

  /** Resolves as soon as something has changed since this resolved last. */
  async next() {
    while (!this.#hasChanged) await new Promise((resolve) => (this.#tell = resolve));
    this.#hasChanged = false;
  }

  close() {
    clearTimeout(this.#timer);
    this.#watchers.forEach((watcher) => watcher.close());
  }

  #watch(folder) {
    try {
      const watcher = watch(folder, (_, name) => this.#hear(name));
      watcher.on('error', () => watcher.close()); // the folder is gone
      this.#watchers.push(watcher);
    } catch (error) {
      if (error.code === 'ENOENT') return;
      const advice = error.code === 'ENOSPC' ? 'Raise fs.inotify.max_user_watches.' : '';
      throw new SetupError(`${folder}: cannot be watched: ${error.message}`, advice);
    }
  }

  #hear(name) {
    if (this.#anyFile && isVisible(name ?? '')) this.#hasChanged = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), quiet);
  }

  #check() {
    for (const [file, state] of this.#states) {
      const now = stateOf(file);
      if (now === state) continue;
      this.#states.set(file, now);
      this.#hasChanged = true;
    }
    if (this.#hasChanged) this.#tell();
  }
}

const isVisible = (name) => !/^\.|~$|^__pycache__$/.test(basename(name));

function stateOf(file, since = Infinity) {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status) return 'missing';
  const { mtimeMs: time, size, ino } = status;
  return time > since ? 'newer' : `${time} ${size} ${ino}`;
}
