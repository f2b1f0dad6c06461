// SPDX-License-Identifier: Apache-2.0
// tests/bench/contest.mjs: measures contenders in turn on each engine
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { send, Server } from '../conformance/e2core-server/server.mjs';
import { needOfGo } from '../conformance/engines.mjs';
import { run } from './forms.mjs';
import { WasmtimeHost } from './hosts.mjs';
import { inTurn, summary } from './statistics.mjs';

export const small = 0;
export const large = 1;
const words = 'It can\'t bite its own tail. ';
export const payloads = [words.repeat(3).slice(0, 64), 'x'.repeat(2 ** 20)];

/** Each form's bytes, and gzip's. */
export function sizesOf({ file }) {
  const bytes = readFileSync(file);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

async function verify(host, echoes) {
  for (const echo of echoes) {
    const [reply, wanted] = [await host.reply(echo), payloads[small]];
    if (reply !== wanted) throw new Error(`${echo.name} answered "${reply}", not "${wanted}"`);
  }
}

/** Of one engine, by form and figure: `compile`, `fresh`, `small`, `large` and `memory`. */
export async function onEngine(host, forms, count) {
  const echoes = forms.filter(({ isEcho = true }) => isEcho);
  await verify(host, echoes);
  const figures = {
    compile: { rounds: count.compilations, measure: (form) => host.compile(form) },
    fresh: { rounds: count.fresh, warmUp: 2, measure: (form) => host.fresh(form) },
    small: {
      forms: echoes, rounds: count.batches, warmUp: 2,
      measure: (form) => host.calls(form, count.calls, small),
    },
    large: {
      forms: echoes, rounds: count.batches, warmUp: 1,
      measure: (form) => host.calls(form, count.large, large),
    },
    memory: {
      rounds: host.memory ? count.memory : 0,
      measure: (form) => memoryOf(host, form, count.instances),
    },
  };
  const found = {};
  for (const [figure, options] of Object.entries(figures)) {
    found[figure] = await inTurn({ forms, ...options });
  }
  return found;
}

// What the first instances share with no other counts as theirs, until there are more.
async function memoryOf(host, form, count) {
  const [some, twice] = [await host.memory(form, count), await host.memory(form, 2 * count)];
  return { bytes: 2 * twice.bytes - some.bytes };
}

/** Instructions: of a new instance up to its reply, and of a call. */
export async function fuelOf(forms, command) {
  const options = { forms, payloads, command, fuel: true, optimised: false };
  return WasmtimeHost.use(options, async (host) => {
    const fresh = await inTurn({ forms, rounds: 1, measure: (form) => host.fresh(form) });
    const calls = await inTurn({
      forms, rounds: 1, warmUp: 1, measure: (form) => host.calls(form, 100, small),
    });
    return { fresh, small: calls };
  });
}

/** Requests to E2 Core v0.5.1's server of each form, in milliseconds. */
export async function onServer(forms, { rounds, requests }) {
  const program = needOfGo('e2core-0.5.1', 'e2core');
  const servers = new Map();
  try {
    for (const { name, file } of forms) servers.set(name, await Server.start(program, file));
    const ask = async ({ name }) => {
      const options = { port: servers.get(name).port, path: '/', headers: {}, limit: 60 };
      const { status, failure, time } = await send({ ...options, payload: payloads[small] });
      if (status !== 200) throw new Error(`E2 Core's server of ${name}: ${failure ?? status}`);
      return time;
    };
    const measure = async (form) => {
      const times = [];
      for (let i = 0; i < requests; i += 1) times.push(await ask(form));
      return { total: summary(times).median };
    };
    return await inTurn({ forms, rounds, warmUp: 1, measure });
  } finally {
    for (const server of servers.values()) await server.stop();
  }
}

/**
 * A hello's source is changed, built and asked for an answer in a new process: `build` and `total`,
 * in seconds. `ask(form, payload)` answers it.
 */
export async function fromEditToAnswer(loops, rounds, ask) {
  let edits = 0;
  const forms = loops.map((loop) => ({ name: loop.form.name, loop }));
  const measure = async ({ name, loop }) => {
    const word = `Hello ${(edits += 1)}`;
    const begun = performance.now();
    loop.edit(word);
    loop.build();
    const built = performance.now();
    const reply = await ask(loop.form, 'world');
    const [build, total] = [built, performance.now()].map((time) => (time - begun) / 1000);
    if (reply !== `${word}, world!`) throw new Error(`${name} answered "${reply}"`);
    return { build, total };
  };
  try {
    return await inTurn({ forms, rounds, measure });
  } finally {
    loops.forEach((loop) => loop.restore());
  }
}
