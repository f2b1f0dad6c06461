// SPDX-License-Identifier: Apache-2.0
// src/tools/pack-options.mjs: the command line of se2-pack

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { profiles } from '../host/abi.mjs';
import { SetupError } from '../host/errors.mjs';
import { CommandLine } from './command-line.mjs';

export const help = `Usage: se2-pack PLUGIN.py -o PLUGIN.wasm [options]
       se2-pack --bundle APP.wasm.zip --tenant NAME MODULE.wasm... [--json]
       se2-pack --stubs DIR [--json]

Packs a Python plugin and all it can reach into one module, which needs no files and no start-up.

What is carried
  --root DIR             the plugin's folder, carried whole (default: the folder PLUGIN.py is in, of
                         which the modules that it reaches are carried)
  --data PATH            a file or folder in there; may be repeated, as may the next five
  --include NAME         a module, or a package with all its modules
  --exclude NAME         a module, a package, or files by a pattern such as '*/locale/*'
  --site DIR             a folder of packages, as pip --target makes it
  --requirement FILE     packages for pip to fetch (-r)
  --allow-large          more than 32 MiB
The module
  -o, --output FILE      where to write it
  --profile P            minimal, e2core (default) or sat: the hosts it is for
  --optimize N           Python's -O level: 0 (default), 1 without asserts, 2 without docstrings
  --warm PAYLOAD         runs it once before packing, so that the first call is as fast as others
  --host-files           keeps the host's files within reach
  --runtime FILE         packs on a runtime of your own (se2_add_plugin(... PYTHON))
A bundle, what E2 Core 0.5 deploys, of modules that are called as their files are
  --bundle FILE          where to write it
  --tenant NAME          whose modules they are, such as com.example
For your editor, mypy and pytest
  --stubs DIR            writes the types of the module sdk, and a double of it for tests: into the
                         plugin's folder, where all of them look, or as types alone into typings
Output
  --report               what is carried and why, and what is left out
  --json                 one JSON object on standard output, and nothing else there
  --depfile FILE         what the module depends on, for make and ninja
  --help, --version

Exit code: 0 packed, 1 the plugin cannot be packed, 2 a command or file that is wrong. Where it is
not 0 nothing is written.
`;

const one = { type: 'string' };
const many = { type: 'string', multiple: true, default: [] };
const flag = { type: 'boolean', default: false };
const options = {
  root: one, data: many, include: many, exclude: many, site: many,
  requirement: { ...many, short: 'r' }, 'allow-large': flag,
  output: { ...one, short: 'o' }, profile: { ...one, default: 'e2core' },
  optimize: { ...one, default: '0' }, warm: one, 'host-files': flag, runtime: one,
  bundle: one, tenant: one, stubs: one,
  report: flag, json: flag, depfile: one, help: flag, version: flag,
};

const line = new CommandLine('se2-pack', options);
const usage = (message) => line.usage(message);
const oneOf = (name, value, choices) => line.oneOf(name, value, choices);

/** `{ help }`, `{ version }`, `{ bundle }`, `{ stubs }`, or everything packing needs, checked. */
export function parseOptions(words) {
  const { values, positionals } = line.parse(words);
  if (values.help) return { help: true };
  if (values.version) return { version: true };
  if (values.stubs !== undefined) return stubsOptions(values, positionals);
  if (values.bundle !== undefined) return bundleOptions(values, positionals);
  if (values.tenant !== undefined) throw usage('--tenant goes with --bundle');
  if (positionals.length !== 1) {
    throw usage(positionals.length === 0 ? 'no plugin is named' : 'one plugin at a time');
  }
  if (values.output === undefined) throw usage('-o FILE is missing: where to write the module');
  const script = existing(positionals[0], 'isFile', 'no such file');
  refuseOverwriting(script, values);
  const root = values.root === undefined ? path.dirname(script) : folder(values.root, '--root');
  return {
    script,
    root,
    module: moduleName(script, root),
    wholeRoot: values.root !== undefined,
    data: values.data.map((place) => guestPath(place, root)),
    include: values.include,
    exclude: values.exclude,
    sites: values.site.map((place) => folder(place, '--site')),
    requirements: values.requirement.map((file) => existing(file, 'isFile', 'no such file')),
    allowLarge: values['allow-large'],
    output: values.output,
    profile: oneOf('profile', values.profile, profiles),
    optimize: Number(oneOf('optimize', values.optimize, ['0', '1', '2'])),
    warm: values.warm === undefined ? null : Buffer.from(values.warm, 'utf8'),
    hostFiles: values['host-files'],
    runtime: values.runtime ?? runtimeOf(values.profile),
    report: values.report,
    json: values.json,
    depfile: values.depfile,
  };
}

/** `{ bundle: { output, tenant, modules }, json }`, where modules maps a name to its file. */
function bundleOptions({ bundle, tenant, json, ...others }, files) {
  const other = givenOf(others);
  if (other) throw usage(`--${other} does not go with --bundle: pack the modules first`);
  if (!/\.wasm\.zip$/.test(bundle)) throw usage(`--bundle ${bundle}: its name ends in .wasm.zip`);
  if (tenant === undefined) throw usage('--tenant NAME is missing: whose modules they are');
  if (!isName(tenant)) throw usage(`--tenant ${tenant}: ${whatNamesAre}`);
  if (files.length === 0) throw usage('a bundle has modules: name their .wasm files');
  const modules = new Map();
  for (const file of files) {
    const name = path.basename(file, '.wasm');
    if (!file.endsWith('.wasm')) throw usage(`${file}: a bundle has modules, .wasm files`);
    if (!isName(name)) throw usage(`${file}: a module is called as its file is: ${whatNamesAre}`);
    if (modules.has(name)) throw usage(`two modules are called ${name}`);
    modules.set(name, file);
  }
  return { bundle: { output: bundle, tenant, modules }, json };
}

/** `{ stubs, json }`: the folder to write to. */
function stubsOptions({ stubs, json, ...others }, files) {
  const other = givenOf(others);
  if (other) throw usage(`--${other} does not go with --stubs`);
  if (files.length > 0) throw usage(`--stubs goes with no file: ${files[0]}`);
  return { stubs, json };
}

/** One of the options that was given, undefined where none was. */
function givenOf(values) {
  const defaults = line.parse([]).values;
  return Object.keys(values).find((name) => `${values[name]}` !== `${defaults[name]}`);
}

// They stand in URLs and between the separators of full names.
const isName = (text) => /^[A-Za-z0-9][\w.-]*$/.test(text);
const whatNamesAre = 'names have letters, digits, dots, - and _, and begin with one of the former';

function existing(place, is, problem) {
  const status = statSync(place, { throwIfNoEntry: false });
  if (status?.[is]()) return path.resolve(place);
  throw new SetupError(`${place}: ${problem}`, 'Check the path.');
}

function refuseOverwriting(script, { output, depfile }) {
  const files = [output, depfile].filter((file) => file !== undefined);
  const lost = files.find((file, index) => {
    const place = path.resolve(file);
    return place === script || files.some((each, at) => at < index && path.resolve(each) === place);
  });
  if (lost !== undefined) throw usage(`${lost} would be overwritten`);
}

const folder = (place, option) => existing(place, 'isDirectory', `no such folder, for ${option}`);

function moduleName(script, root) {
  const inside = path.relative(root, script);
  if (inside.startsWith('..')) {
    throw new SetupError(`${script} is not in --root ${root}`, 'Name a folder that it is in.');
  }
  const name = inside.replace(/\.py$/, '').split(path.sep).join('.');
  if (inside.endsWith('.py') && /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)) {
    return name;
  }
  throw new SetupError(
    `${script} cannot be imported: its name makes no module`,
    'Give it a name like plugin.py.',
  );
}

/** A path of --data as the guest has it; it may be relative to the root. */
function guestPath(place, root) {
  const found = [path.resolve(place), path.resolve(root, place)].find((candidate) => {
    const inside = path.relative(root, candidate);
    return !inside.startsWith('..') && existsSync(candidate);
  });
  if (found) return ['/plugin', ...path.relative(root, found).split(path.sep)].join('/');
  throw new SetupError(
    `--data ${place}: no such file or folder in ${root}`,
    'Data lies in the plugin\'s folder; --root names another one.',
  );
}

const runtimeOf = (profile) =>
  fileURLToPath(new URL(`../se2-python-${profile}.wasm`, import.meta.url));
