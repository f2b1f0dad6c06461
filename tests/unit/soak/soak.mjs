// SPDX-License-Identifier: Apache-2.0
// tests/unit/soak/soak.mjs: the small allocator's memory after a million calls, against the C library's
import { readFileSync } from 'node:fs';

const [, , small, large] = process.argv;
const steps = 1_000_000;
const mostOfOther = 1.35; // as a multiple of the C library's memory
const mostCreep = 1.1; // from half of the calls to the end
// The shapes of soak.cpp, and how many blocks there are, half of them in use.
const shapes = [
  { name: 'mixed sizes', slots: 4000 },
  { name: 'texts that grow', slots: 20000 },
  { name: 'nodes of changing size', slots: 20000 },
  { name: 'payloads', slots: 60 },
];

/** What the plugin in `file` answers to four numbers: four numbers, and the time that it took. */
function run(file, order) {
  let answer;
  const { memory, ...plugin } = new WebAssembly.Instance(
    new WebAssembly.Module(readFileSync(file)),
    {
      env: {
        return_result: (start, size) => (answer = memory.buffer.slice(start, start + size)),
        return_error: (code, start, size) => {
          throw new Error(Buffer.from(memory.buffer, start, size).toString());
        },
      },
    },
  ).exports;
  const payload = new Uint8Array(Uint32Array.from(order).buffer);
  const place = plugin.allocate(payload.length);
  new Uint8Array(memory.buffer).set(payload, place);
  const begun = performance.now();
  plugin.run_e(place, payload.length, 1);
  const milliseconds = performance.now() - begun;
  const [most, halfWay, pages, damaged] = new Uint32Array(answer);
  return { most, halfWay, pages, damaged, milliseconds };
}

let failed = 0;
function expect(holds, what) {
  if (holds) return;
  console.log(`  FAILED: ${what}`);
  failed += 1;
}

for (const [shape, { name, slots }] of shapes.entries()) {
  const order = [shape, 1, steps, slots];
  const [own, other] = [small, large].map((file) => run(file, order));
  const ratio = own.pages / other.pages;
  const times = [own, other].map((of) => `${Math.round(of.milliseconds)} ms`).join(' and ');
  const inUse = (own.most / 65536).toFixed(1);
  console.log(`${name}: ${own.pages} pages, ${ratio.toFixed(2)} times the C library's ` +
    `${other.pages}, at most ${inUse} in use; ${times}`);
  expect(own.damaged === 0 && other.damaged === 0, 'blocks keep their content');
  expect(own.pages <= own.halfWay * mostCreep, `memory does not creep: ${own.halfWay} pages half way`);
  expect(ratio <= mostOfOther, `at most ${mostOfOther} times the C library's`);
}
process.exitCode = failed > 0 ? 1 : 0;
