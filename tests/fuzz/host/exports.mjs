// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/host/exports.mjs: hosts that call a plugin's exports in any order, with any numbers
//
// All but one thing: a block is given back at most once, and only where allocate has answered it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pick, randomOf } from '../random.mjs';

export const summary = "a plugin's exports, called in any order";

const hosts = 20_000; // in a round
const edges = [0, 1, 8, 65535, 65536, 0x100000, 0x7fffffff, -1, -8, -0x80000000];
const plugins = ['echo', 'echo_pages', 'echo_plain', 'echo_pages_plain'];

class Guest {
  replies = [];
  blocks = [];

  constructor(module) {
    const reply = (kind) => (...words) => this.replies.push({ kind, words });
    const env = { return_result: reply('result'), return_error: reply('error') };
    this.exports = new WebAssembly.Instance(module, { env }).exports;
  }

  get size() {
    return this.exports.memory.buffer.byteLength;
  }

  /** What the call answers, or 'trap'. */
  call(name, ...words) {
    try {
      return this.exports[name](...words);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return 'trap';
      throw error;
    }
  }
}

/** What is wrong with a run of the payload at `start`; undefined where nothing is. */
function checkRun(guest, start, size, ident) {
  const isInside = size >= 0 && start >= 0 && start + size <= guest.size;
  const isThere = isInside && (start > 0 || size === 0);
  guest.replies = [];
  if (guest.call('run_e', start, size, ident) === 'trap') return 'run_e trapped';
  const [reply] = guest.replies;
  if (guest.replies.length !== 1) return `${guest.replies.length} replies`;
  if (reply.words.at(-1) !== ident) return `a reply for ${reply.words.at(-1)}`;
  if (!isThere) return reply.words[0] === 400 ? undefined : 'no error 400';
  const [at, length] = reply.words;
  return reply.kind === 'result' && at === start && length === size ? undefined : 'no echo';
}

function allocate(guest, size) {
  const block = guest.call('allocate', size);
  if (block === 'trap') return undefined;
  if (size < 0 || block <= 0 || block + size > guest.size) return `allocate(${size}) -> ${block}`;
  guest.blocks.push([block, size]);
  return undefined;
}

/** One step, and what is wrong afterwards. */
function step(guest, random) {
  const number = () => (random(3) > 0 ? random(4096) : pick(random, edges));
  switch (random(8)) {
    case 0:
      return guest.call('_start') === 'trap' ? '_start trapped' : undefined;
    case 1:
    case 2:
      return allocate(guest, number());
    case 3:
    case 4: {
      if (guest.blocks.length === 0) return undefined;
      const [[block, size]] = guest.blocks.splice(random(guest.blocks.length), 1);
      return guest.call('deallocate', block, size) === 'trap' ? 'deallocate trapped' : undefined;
    }
    case 5:
      if (guest.blocks.length === 0) return undefined;
      return checkRun(guest, ...pick(random, guest.blocks), random(100));
    default:
      return checkRun(guest, number(), number(), pick(random, [0, 7, 0x7fffffff]));
  }
}

export function prepare({ build }) {
  const modules = plugins.map((name) => new WebAssembly.Module(
    readFileSync(join(build, `wasm/tests/conformance/plugins/${name}.wasm`))));
  return {
    round(seed) {
      const random = randomOf(seed);
      for (let left = hosts; left > 0; --left) {
        const which = random(modules.length);
        const guest = new Guest(modules[which]);
        for (let steps = 1 + random(40); steps > 0; --steps) {
          const found = step(guest, random);
          if (found) return `${plugins[which]}, host ${hosts - left}: ${found}`;
        }
      }
      return undefined;
    },
  };
}
