// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/host/calls.mjs: plugins that call se2-run's host with whatever numbers they like
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openAssembler } from '../corpus.mjs';
import { pick, randomOf } from '../random.mjs';

export const summary = "se2-run: plugins that misuse the host's functions";

const plugins = 2500; // in a round
const size = 65536;
const read = 1024; // what is here is text, or zeroes
const written = 32768; // what WASI writes goes here, or nowhere
const edges = [
  0, 1, 2, 3, 8, 16, 64, size - 8, size - 1, size, size + 1, 0x1000_0001, 0x2000_0000, 0x5555_5556,
  0x7fff_ffff, 0x8000_0000, 0xffff_fff8, 0xffff_ffff,
];
const texts = [
  'method', 'url', 'body', 'id', 'Accept', '__proto__', 'http://a::b:c', '%zz=1', '\\ff\\fe', '',
];
const outcomes = new Set(['result', 'error', 'none', 'trap', 'host_error']);
const writers = new Set([
  'random_get', 'clock_time_get', 'clock_res_get', 'environ_sizes_get', 'environ_get',
  'args_sizes_get', 'args_get', 'fd_fdstat_get', 'fd_filestat_get', 'fd_read', 'fd_tell', 'fd_seek',
]);

const types = { i: 'i32', I: 'i64' };

/** The text of a plugin; `functions` maps a module and a name to a signature such as "iii:i". */
function writePlugin(random, functions) {
  const used = new Map();
  const place = (base) => (random(3) > 0 ? base + random(64) : pick(random, edges));
  const argument = (module, name, type, isLast, index) => {
    if (module === 'env' && isLast && random(8) > 0) return '(local.get 2)'; // the ident
    const base = writers.has(name) ? written : read;
    const value = index % 2 === 0 ? place(base) : pick(random, [...edges, random(40)]);
    return `(${types[type]}.const ${value})`;
  };
  const calls = Array.from({ length: 1 + random(12) }, () => {
    const [module, name, signature] = pick(random, functions);
    used.set(name, { module, signature });
    const [parameters, result] = signature.split(':');
    const last = parameters.length - 1;
    const words = [...parameters].map((type, index) =>
      argument(module, name, type, index === last, index));
    const text = `(call $${name} ${words.join(' ')})`;
    return result === '' ? text : `(drop ${text})`;
  });
  const imports = [...used].map(([name, { module, signature }]) => {
    const [parameters, result] = signature.split(':');
    const list = [...parameters].map((type) => types[type]).join(' ');
    return `(import "${module}" "${name}"
      (func $${name} (param ${list}) ${result ? '(result i32)' : ''}))`;
  });
  const body = calls.join('\n');
  return `(module ${imports.join('\n')}
    (memory (export "memory") 1)
    (data (i32.const ${read}) "${pick(random, texts)}\\00${pick(random, texts)}")
    (func (export "allocate") (param i32) (result i32)
      (i32.const ${random(8) === 0 ? pick(random, edges) : 4096}))
    (func (export "run_e") (param i32 i32 i32) ${body})
    (func (export "deallocate") (param i32 i32) (local i32)
      ${random(6) === 0 ? body : ''}))`;
}

export async function prepare({ build, lib, scratch }) {
  const part = (name) => import(pathToFileURL(join(lib, 'host', name)));
  const { hostFunctions, profiles, wasiModule, wasiParameters, wasiSignature } =
    await part('abi.mjs');
  const { Host } = await part('host.mjs');
  const { Request } = await part('request.mjs');
  const { loadPlugin } = await part('module.mjs');
  const { openEngine } = await part('engine.mjs');
  const { SetupError } = await part('errors.mjs');
  const { toLine } = await part('report.mjs');
  const assemble = await openAssembler(build);
  const file = join(scratch, 'plugin.wasm');
  const functions = [
    ...Object.entries(hostFunctions).map(([name, { signature }]) => ['env', name, signature]),
    ...Object.keys(wasiParameters).map((name) => [wasiModule, name, wasiSignature(name)]),
  ];

  async function runPlugin(random, profile, lifetime) {
    const offered = functions.filter(([module, name]) =>
      module !== 'env' ||
      profiles.indexOf(hostFunctions[name].profile) <= profiles.indexOf(profile));
    writeFileSync(file, assemble(writePlugin(random, offered)));
    const payload = Buffer.from(pick(random, ['', '{"a":1,"__proto__":"x"}', '[1]', '{', '\xff']));
    const request = { method: 'POST', url: pick(random, ['/', '/a?b=%zz&c=d;e', '\x01']) };
    const host = new Host({ profile, newRequest: () => new Request(request, payload, profile) });
    const engine = await openEngine({
      plugin: loadPlugin(file, profile), host, lifetime, trace: null, environment: { A: 'b' },
      directories: {}, stdio: { isTerminal: false, write: () => {} },
    });
    for (let left = 2; left > 0; --left) {
      const result = engine.run(payload);
      if (!outcomes.has(result.outcome)) return `outcome ${result.outcome}`;
      JSON.parse(toLine(result));
    }
    return undefined;
  }

  return {
    async round(seed) {
      const random = randomOf(seed);
      for (let left = plugins; left > 0; --left) {
        const lifetime = random(2) === 0 ? 'fresh' : 'reuse';
        try {
          const found = await runPlugin(random, pick(random, profiles), lifetime);
          if (found) return `${found}\n  the plugin is ${file}`;
        } catch (error) {
          if (error instanceof SetupError) continue; // such as an output too long for JSON
          return `${error.stack}\n  the plugin is ${file}`;
        }
      }
      return undefined;
    },
  };
}
