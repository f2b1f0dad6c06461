// SPDX-License-Identifier: Apache-2.0
// tests/unit/check/engines.test.mjs: the table of features agrees with the engines themselves

// Each sample is a plugin that uses one feature. The check names it and no other, and lets through
// what the oldest engine of a profile loads, no less and no more.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { engines as hosts } from '../../conformance/engines.mjs';
import { needOfEngine } from '../../conformance/place.mjs';
import { part, save, wabt } from './support.mjs';
import { samples } from './samples.mjs';

const { checkModule } = await part('check/check.mjs');
const { engines, feature } = await part('check/features.mjs');
const { invalidity } = await part('check/validate.mjs');

const here = (name) => new URL(name, import.meta.url).pathname;
const python = (engine, script, words, input) => JSON.parse(
  execFileSync(needOfEngine(`${engine}/bin/python`), [here(script), ...words], { input }),
);

/** `{ used, bytes, file }` of each sample. */
const modules = assembled();

function assembled() {
  const all = Object.entries(samples).flatMap(([key, texts]) =>
    texts.map((text) => ({ used: feature[key], text })));
  const modern = all.filter(({ text }) => typeof text === 'string');
  const hex = python('wasmtime-50', 'assemble.py', [], JSON.stringify(modern.map((m) => m.text)));
  modern.forEach((module, index) => (module.bytes = Buffer.from(hex[index], 'hex')));
  for (const module of all) {
    module.bytes ??= Buffer.from(
      wabt.parseWat('sample.wat', module.text.wabt, { exceptions: true }).toBinary({}).buffer,
    );
    module.file = save(module.bytes);
    module.text = module.text.wabt ?? module.text;
  }
  return all;
}

test('every feature has a sample', () => {
  assert.deepEqual(Object.keys(samples).sort(), Object.keys(feature).sort());
});

for (const { used, text, bytes } of modules) {
  test(`${used} is named, and nothing else: ${text.slice(-160).replace(/\s+/g, ' ')}`, () => {
    const { features } = checkModule(bytes, 'e2core');
    const implied = [feature.bulkMemory, feature.referenceTypes, feature.simd];
    assert.ok(features.includes(used), `${features} without ${used}`);
    assert.deepEqual(features.filter((each) => each !== used && !implied.includes(each)), []);
  });
}

const verdicts = {
  minimal: () => JSON.parse(execFileSync(needOfEngine('node-18/bin/node'), [
    '-e', `const { readFileSync } = require('node:fs');
      console.log(JSON.stringify(process.argv.slice(1).map((file) =>
        WebAssembly.validate(readFileSync(file)))));`,
    ...modules.map(({ file }) => file),
  ])),
  e2core: () => python('wasmtime-7.0.0', 'loads.py', modules.map(({ file }) => file)),
  'sat on e2core-0.5.1': () => answers('e2core-0.5.1'),
  'sat on reactr-0.15.1': () => answers('reactr-0.15.1'),
};

/** Which modules a real host gets an answer from. */
async function answers(name) {
  const payload = save(Buffer.from('payload'));
  const jobs = modules.map(({ file }) => ({
    module: file, profile: 'sat', lifetime: 'reuse', payloads: [payload],
  }));
  const reports = await hosts.get(name).answer(jobs, '', 60);
  return reports.map(([{ outcome }]) => outcome === 'result');
}

for (const [name, judge] of Object.entries(verdicts)) {
  test(`what ${name} loads`, async () => {
    const [profile] = name.split(' ');
    const loaded = await judge();
    const wrong = modules.filter(({ bytes }, index) => {
      const { findings } = checkModule(bytes, profile);
      return (findings.length === 0) !== loaded[index];
    });
    assert.deepEqual(wrong.map(({ used, text }) => `${used}: ${text}`), []);
  });
}

for (const profile of Object.keys(engines)) {
  test(`WABT agrees where nothing is found for ${profile}`, async () => {
    for (const { used, bytes } of modules) {
      if (checkModule(bytes, profile).findings.length > 0) continue;
      assert.equal(await invalidity(bytes, profile), null, used);
    }
  });
}
