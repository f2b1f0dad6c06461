// SPDX-License-Identifier: Apache-2.0
// src/python/packing/pack.mjs: makes a Python plugin one module that needs no files and no start
//
// Two instances of the runtime do the work. The first has the plugin's folders before it, imports
// the plugin and finds what it can reach. The second has only the files that will be carried; it
// imports the plugin, and its memory is what the packed module starts with.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Request } from '../../host/request.mjs';
import { Guest, PackError } from './guest.mjs';
import { readParts } from './left-out.mjs';
import { library, libraryPath, scripts } from './places.mjs';
import { Runtime } from './runtime.mjs';

const script = (name) => readFileSync(new URL(`guest/${name}`, import.meta.url), 'utf8');

const usedByScripts = ['_weakref', 'gc', 'sys']; // guest/prepare.py and finish.py
const always = new Set(['random_get', 'clock_time_get']);

/**
 * Packs the plugin. `options`: `root` and `sites`, folders; `runtime`, a file; `profile`;
 * `optimize`, `include`, `exclude`, `data`, `wholeRoot`, `allowLarge` for explore.py; `warm`, a
 * payload or null; `hostFiles`. `progress(text)` is told each step, `console(bytes)` gets what the
 * plugin prints. Answers `{ module, report }`.
 */
export async function pack(options, { progress, console }) {
  progress('reading the runtime');
  const runtime = new Runtime(options.runtime);
  const parts = readParts(runtime);

  progress('importing the plugin to find what it needs');
  const found = await explore(runtime, options, console);

  progress('importing it from what is carried');
  const leftOut = parts.without([...found.report.builtins, ...usedByScripts]);
  const guest = await importCarried(runtime, options, { ...found, leftOut }, console);
  if (options.warm !== null) warmUp(guest, options.warm, progress);

  progress('writing the module');
  guest.evaluate(script('finish.py'), leftOut.forgotten.join('\n'));
  const end = guest.seal({ hostFiles: options.hostFiles });
  guest.clear(leftOut.lastData);
  const keeps = keptFunctions(options, found.report.sleeps);
  const { importCalls } = parts;
  const module = runtime.packed(guest, { end, keeps, dropped: leftOut.functions, importCalls });
  return { module, report: { ...found.report, left_out: leftOut.forgotten, memory: end } };
}

function keptFunctions({ hostFiles, profile }, sleeps) {
  return (name) =>
    hostFiles ||
    always.has(name) ||
    (name === 'poll_oneoff' && sleeps) ||
    (name === 'fd_write' && profile === 'minimal');
}

async function explore(runtime, options, console) {
  const printed = [];
  const directories = { [libraryPath]: library, '/plugin': options.root, '/se2': scripts };
  const sites = options.sites.map((folder, index) => {
    const path = index === 0 ? '/site' : `/site.${index}`;
    directories[path] = folder;
    return path;
  });
  const guest = await Guest.create({
    runtime, directories, key: Buffer.alloc(32),
    console: (fd, bytes) => printed.push(Buffer.from(bytes)),
  });
  try {
    guest.configure({ ...options, hashSeed: 0 });
    guest.start();
    refuseTakenName(guest, options);
    guest.importPlugin();
    const [report, kept, scaffold] = guest.evaluate(script('explore.py'), JSON.stringify({
      optimize: options.optimize,
      include: options.include,
      exclude: options.exclude,
      data: options.data,
      whole_root: options.wholeRoot,
      allow_large: options.allowLarge,
      roots: ['/plugin'],
      sites,
      stdlib: libraryPath,
    }));
    if (kept === undefined) throw new PackError(report.toString('utf8'));
    return { report: JSON.parse(report.toString('utf8')), kept, scaffold };
  } catch (error) {
    printed.forEach(console);
    throw error;
  }
}

/** A module that Python has already would be imported in the plugin's place. */
function refuseTakenName(guest, { script: file, module }) {
  if (guest.evaluate(script('taken.py'), module).length === 0) return;
  throw new PackError(
    `${file}: Python has a module ${module} of its own`,
    'Give the plugin another name, such as plugin.py.',
  );
}

async function importCarried(runtime, options, { report, kept, scaffold, leftOut }, console) {
  const payload = options.warm ?? Buffer.alloc(0);
  const request = new Request({ method: 'POST', url: '/' }, payload, 'e2core');
  const key = createHash('sha256').update(kept).update(scaffold).digest();
  const guest = await Guest.create({
    runtime, request, key, console: (fd, bytes) => console(bytes),
  });
  guest.configure({ ...options, hashSeed: (key.readUInt32LE() | 1) >>> 0 });
  if (!(options.hostFiles || report.imports_from_zips)) guest.forgetZips();
  guest.giveUp(leftOut);
  guest.mount(kept);
  guest.mount(scaffold, { borrow: true });
  guest.start();
  guest.evaluate(script('prepare.py'), '');
  try {
    guest.importPlugin();
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    throw new PackError(
      `${error.message}; from its folder it can be imported`,
      'It needs a file or module that was not carried: see --include and --data.',
    );
  }
  return guest;
}

function warmUp(guest, payload, progress) {
  progress('running it once');
  const { outcome, code, message } = guest.run(payload);
  if (outcome === 'result') return;
  const answer = outcome === 'error' ? `error ${code}: ${message}` : 'nothing';
  throw new PackError(
    `the plugin answered the payload of --warm with ${answer}`,
    'Give one that it answers with a result; nothing was written.',
  );
}
