// SPDX-License-Identifier: Apache-2.0
// src/tools/streams.mjs: where se2-run shows what a plugin prints, and the trace

import { stderr, stdout } from './command-line.mjs';

/** `{ stdio, trace }` of wasi.mjs and trace.mjs. With `json`, standard output is not for them. */
export async function openStreams({ profile, trace: isTraced, json }) {
  const out = json ? stderr : stdout;
  if (!isTraced) return { stdio: await guestStreams(profile, out), trace: null };
  const { Trace } = await import('../host/trace.mjs');
  const trace = new Trace(out, await hasColour(out));
  const write = (fd, bytes) => (fd === 1 ? trace.guest(bytes) : stderr.write(bytes));
  return { stdio: { isTerminal: true, write }, trace };
}

async function hasColour({ fd }) {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = process.env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (refused) return false;
  const { isatty } = await import('node:tty');
  return isatty(fd);
}

// Real hosts discard what a plugin prints; the trace shows it all the same, as its inner layers.
async function guestStreams(profile, out) {
  if (profile !== 'minimal') return { isTerminal: false, write: () => {} };
  const { isatty } = await import('node:tty');
  const write = (fd, bytes) => (fd === 1 ? out : stderr).write(bytes);
  return { isTerminal: isatty(out.fd), write };
}
