// SPDX-License-Identifier: Apache-2.0
// tests/bench/contenders.mjs: what peers.mjs measures: plugins of ours, and the same of others
//
// A contender has `echoes` and `hellos`, lists of `{ name, file, abi, isOurs }`, and perhaps a
// `loop`: a hello whose source can be changed and built anew.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run } from './forms.mjs';
import { extismKernel, RustPlugins } from './rust.mjs';
import { copyFiles, fromNpm, fromPyPI, here, versions, workshop } from './workshop.mjs';

const plugins = (name) => here(`plugins/${name}`);
const packed = 'Python, packed';
const others = { abi: 'se2', isOurs: false };
const component = { abi: 'component', isOurs: false };

/** What contenders that scores are about are called. */
export const names = {
  wat: 'bare WAT',
  pages: 'C++, page_memory',
  smallPlain: 'C++, ALLOCATOR small NO_EXCEPTIONS',
  small: 'C++, ALLOCATOR small',
  cpp: 'C++',
  python: packed,
  reversal: `${packed}: word reversal`,
  rustSdk: `Rust SDK ${versions.suborbital}`,
  extism: `Extism's Rust PDK ${versions['extism-pdk']}`,
  assemblyScript: `AssemblyScript ${versions.assemblyscript}`,
  byHand: `AssemblyScript ${versions.assemblyscript}, by hand`,
  componentizePy: `componentize-py ${versions['componentize-py']}`,
};

/** `source` is the file of the hello `form`, and `build()` builds it where it is. */
class Loop {
  #source;
  #text;

  constructor(form, source, build) {
    this.form = form;
    this.#source = source;
    this.#text = readFileSync(source, 'utf8');
    this.build = build;
  }

  /** It greets with another word once it is built again. */
  edit(word) {
    writeFileSync(this.#source, this.#text.replace('"Hello, ', `"${word}, `));
  }

  restore() {
    writeFileSync(this.#source, this.#text);
  }
}

/** C++ with what `prefix`, an installed se2, has; the least of it where it is to be quick. */
export function cpp({ prefix, scratch, isQuick }) {
  const [sources, build] = ['cpp', 'cpp/build'].map((name) => join(scratch, name));
  mkdirSync(sources);
  copyFiles(plugins('cpp'), sources);
  run('cmake', [
    '-S', sources, '-B', build, `-DCMAKE_PREFIX_PATH=${prefix}`,
    `-DCMAKE_TOOLCHAIN_FILE=${join(prefix, 'lib/cmake/se2/wasi-toolchain.cmake')}`,
  ]);
  const targets = isQuick ? ['echo-pages', 'hello'] : ['all'];
  const words = ['--parallel', String(cpus().length), '--target', ...targets];
  run('cmake', ['--build', build, ...words]);
  const form = (name, program) => {
    return { name, file: join(build, `${program}.wasm`), abi: 'se2', isOurs: true };
  };
  const hello = form(names.cpp, 'hello');
  const again = () => run('cmake', ['--build', build, '--target', 'hello']);
  const loop = new Loop(hello, join(sources, 'hello.cpp'), again);
  if (isQuick) return { echoes: [form(names.pages, 'echo-pages')], hellos: [hello], loop };
  return {
    echoes: [
      form(names.pages, 'echo-pages'), form(names.smallPlain, 'echo-small-plain'),
      form(names.small, 'echo-small'), form(names.cpp, 'echo'),
    ],
    hellos: [
      form(names.smallPlain, 'hello-small-plain'), form(names.small, 'hello-small'), hello,
    ],
    loop,
  };
}

/** Python, packed. */
export function python({ forms, scratch, isQuick }) {
  const sources = join(scratch, 'python');
  mkdirSync(sources);
  copyFiles(plugins('python'), sources);
  const pack = (name, script) => ({ ...forms.packed(name, script), abi: 'se2', isOurs: true });
  const reversal = here('../../examples/python-reversal/plugin/plugin.py');
  const script = join(sources, 'hello.py');
  const hello = { ...pack('hello', script), name: names.python };
  const words = isQuick ? [] : [{ ...pack(names.reversal, reversal), isEcho: false }];
  return {
    echoes: [{ ...pack('echo', join(sources, 'echo.py')), name: names.python }, ...words],
    hellos: [hello],
    loop: new Loop(hello, script, () => pack('hello', script)),
  };
}

function rust(sources, dependency, form) {
  const crates = new RustPlugins(plugins(sources), dependency);
  const build = () => crates.build('hello');
  const hello = { ...form, file: build() };
  return {
    echoes: [{ ...form, file: crates.build('echo') }],
    hellos: [hello],
    loop: new Loop(hello, crates.source('hello'), build),
  };
}

/** The Rust SDK of the same hosts. */
export const rustSdk = () => rust('rust', 'suborbital', { name: names.rustSdk, ...others });

export function extism() {
  const form = { name: names.extism, ...others, abi: 'extism', kernel: extismKernel() };
  return rust('extism', 'extism-pdk', form);
}

/** Of the same ABI, which an author has to write out; with `by hand` the payload is the reply. */
export function assemblyScript() {
  const compiler = join(fromNpm('assemblyscript'), 'bin/asc.js');
  const folder = workshop('assemblyscript-plugins', { version: versions.assemblyscript });
  copyFiles(plugins('assemblyscript'), folder);
  const build = (program) => {
    const words = ['-Oz', '--use', 'abort=', '--outFile', `${program}.wasm`];
    run(process.execPath, [compiler, `${program}.ts`, ...words], { cwd: folder });
    return join(folder, `${program}.wasm`);
  };
  const form = (name, program) => ({ name, file: build(program), ...others });
  const hello = form(names.assemblyScript, 'hello');
  return {
    echoes: [form(names.byHand, 'echo-raw'), form(names.assemblyScript, 'echo')],
    hellos: [hello],
    loop: new Loop(hello, join(folder, 'hello.ts'), () => build('hello')),
  };
}

export function componentizePy() {
  const tool = join(fromPyPI('componentize-py'), 'componentize-py');
  const folder = workshop('componentize-py-plugins', { version: versions['componentize-py'] });
  copyFiles(plugins('componentize-py'), folder);
  const build = (program) => {
    const world = ['--wit-path', 'plugin.wit', '--world', 'plugin', '--quiet'];
    run(tool, [...world, 'componentize', program, '-o', `${program}.wasm`], { cwd: folder });
    return join(folder, `${program}.wasm`);
  };
  const form = (program) => ({ name: names.componentizePy, file: build(program), ...component });
  const hello = form('hello');
  return {
    echoes: [form('echo')],
    hellos: [hello],
    loop: new Loop(hello, join(folder, 'hello.py'), () => build('hello')),
  };
}

/** The floor. */
export async function bareWat({ forms }) {
  const floor = await forms.trivial(here('trivial.wat'));
  return { echoes: [{ ...floor, ...others, name: names.wat }], hellos: [] };
}
