// SPDX-License-Identifier: Apache-2.0
// tests/bench/seed.mjs: the C wrapper of the se2-bindings example, built from a folder of the user

import { readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { need } from '../conformance/place.mjs';
import { run } from './forms.mjs';

const advice = '--seed takes the folder python/examples/bindings/se2-bindings of a checkout';

/** `{ script, wrapper }` of the example in `folder`, the wrapper linked with our own libpython. */
export function buildSeed(folder, { library, scratch }) {
  const script = need(join(folder, 'py-plugin/plugin.py'), advice);
  const sources = join(folder, 'wasm-wrapper-c');
  need(join(sources, 'main.c'), advice);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'se2');
  const sdk = process.env.WASI_SDK_PATH || join(cache, 'wasi-sdk');
  const libpython = dirname(realpathSync(need(join(library, 'usr'))));
  const wrapper = join(scratch, 'seed-wrapper.wasm');
  const names = readdirSync(sources).filter((name) => name.endsWith('.c'));
  run(need(join(sdk, 'bin/clang'), 'set WASI_SDK_PATH'), [
    '--target=wasm32-wasip1', `--sysroot=${join(sdk, 'share/wasi-sysroot')}`, '-O2', '-w',
    `-I${join(libpython, 'include/python3.11')}`,
    ...names.map((name) => join(sources, name)),
    `-L${join(libpython, 'lib/wasm32-wasi')}`,
    ...['python3.11', 'expat', 'mpdec', 'z'].map((name) => `-l${name}`),
    ...['signal', 'getpid', 'process-clocks'].map((name) => `-lwasi-emulated-${name}`),
    '-Wl,-z,stack-size=524288', '-Wl,--initial-memory=10485760', '-Wl,--stack-first',
    '-Wl,--strip-all', '-o', wrapper,
  ]);
  return { script, wrapper };
}
