// SPDX-License-Identifier: Apache-2.0
// tests/bench/rust.mjs: plugins in Rust, and wasmtime's own crate, built by cargo
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MissingPart } from '../conformance/place.mjs';
import { run } from './forms.mjs';
import { copyFiles, here, made, say, versions, workshop } from './workshop.mjs';

const target = 'wasm32-wasip1';

const manifestOf = ({ name, source, kind, dependencies, more = '' }) => `
[package]
name = "${name}"
version = "0.1.0"
edition = "2021"

[${kind}]
name = "${name}"
path = "${source}"
${kind === 'lib' ? 'crate-type = ["cdylib"]\n' : ''}
[dependencies]
${dependencies.join('\n')}
${more}`;

const exactly = (name, version = versions[name]) => `${name} = "=${version}"`;

/** A folder for `cargo`, which is of the version that is pinned. */
function crates(name, version) {
  const { rust } = versions;
  made('rust', { version: rust }, () => {
    rustup(['toolchain', 'install', rust, '--profile', 'minimal', '--target', target]);
  });
  return workshop(name, { rust, version });
}

const cargo = (folder, words) => rustup(['run', versions.rust, 'cargo', ...words], folder);

function rustup(words, cwd) {
  try {
    return run('rustup', words, { cwd });
  } catch (error) {
    if (error.message.includes('ENOENT')) throw new MissingPart('there is no rustup; install it');
    const [reason = error.message] = error.message.match(/^error.*$/m) ?? [];
    throw new Error(`rustup ${words.join(' ')}: ${reason}`);
  }
}

// The Rust SDK doesn't say that its imports are some; they are those of `env` then.
const linking = `target.${target}.rustflags = ["-Clink-arg=--allow-undefined"]`;

/** The plugins in a folder, one for each NAME.rs of it. */
export class RustPlugins {
  constructor(sources, dependency) {
    this.folder = crates(dependency, versions[dependency]);
    copyFiles(sources, this.folder);
    const names = readdirSync(sources).map((file) => file.replace(/\.rs$/, ''));
    const profile = '[profile.release]\nopt-level = "z"\nlto = true\nstrip = true\n';
    const workspace = `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(names)}\n`;
    this.#write('Cargo.toml', workspace + profile);
    for (const name of names) {
      mkdirSync(join(this.folder, name), { recursive: true });
      const dependencies = [exactly(dependency)];
      const manifest = { name, source: `../${name}.rs`, kind: 'lib', dependencies };
      this.#write(`${name}/Cargo.toml`, manifestOf(manifest));
    }
  }

  #write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }

  source(name) {
    return join(this.folder, `${name}.rs`);
  }

  /** Answers the module. */
  build(name) {
    const words = ['build', '--release', '--quiet', '--target', target, '--package', name];
    cargo(this.folder, [...words, '--config', linking]);
    return join(this.folder, `target/${target}/release/${name}.wasm`);
  }
}

/** The module that Extism's plugins import, which its host has in it. */
export function extismKernel() {
  const version = versions.extism;
  const folder = made('extism', { version }, (place) => {
    mkdirSync(join(place, 'src'), { recursive: true });
    writeFileSync(join(place, 'src/main.rs'), 'fn main() {}\n');
    const dependencies = [exactly('extism')];
    const manifest = { name: 'kernel', source: 'src/main.rs', kind: '[bin]', dependencies };
    writeFileSync(join(place, 'Cargo.toml'), manifestOf(manifest));
    cargo(place, ['vendor', '--quiet']);
  });
  return join(folder, 'vendor/extism/src/extism-runtime.wasm');
}

const further = [
  'serde = { version = "1", features = ["derive"] }', 'serde_json = "1"', 'libc = "0.2"',
];
const engine = (version, features) => {
  const list = JSON.stringify(['cranelift', 'parallel-compilation', ...features]);
  return `wasmtime = { version = "=${version}", default-features = false, features = ${list} }`;
};

const harnesses = {
  'wasmtime-7': (version) => ({
    dependencies: [engine(version, []), exactly('wasmtime-wasi', version)],
    more: '[features]\ncomponents = []\n',
  }),
  wasmtime: (version) => ({
    dependencies: [
      engine(version, ['runtime', 'std', 'component-model', 'gc', 'gc-null']),
      `wasmtime-wasi = { version = "=${version}", default-features = false, `
        + 'features = ["p1", "p2"] }',
    ],
    more: '[features]\ndefault = ["components"]\ncomponents = []\n',
  }),
};

/** The program that answers the requests of wasmtime_times.py on wasmtime's own crate. */
export function nativeTimes(name) {
  const version = versions[name];
  const folder = crates(name, version);
  const { dependencies, more } = harnesses[name](version);
  const manifest = { name: 'times', source: here('wasmtime/main.rs'), kind: '[bin]', more };
  const text = manifestOf({ ...manifest, dependencies: [...dependencies, ...further] });
  writeFileSync(join(folder, 'Cargo.toml'), text);
  const program = join(folder, 'target/release/times');
  if (!existsSync(program)) say(`building wasmtime ${version}: some minutes, once`);
  cargo(folder, ['build', '--release', '--quiet']);
  return program;
}
