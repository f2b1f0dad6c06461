// SPDX-License-Identifier: Apache-2.0
// tests/packed/answers.mjs: a packed plugin answers what native CPython answers for its plugin.py

import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { engines } from '../conformance/engines.mjs';
import { needOfEngine } from '../conformance/place.mjs';
import { Failure, here, ModulePlaces } from './parts.mjs';

const secondsOfRun = 600;
export const engineNames = ['node-18', 'wasmtime-7.0.0', 'e2core-0.5.1'];

/** The answers of a plugin's folder natively, with the packages of the tests alone. */
export function nativeAnswers(folder, site, payloads) {
  const python = needOfEngine('wasmtime-7.0.0/bin/python3.11');
  const child = spawnSync(python, ['-I', '-S', '-B', here('native.py'), folder, site], {
    input: JSON.stringify(payloads), encoding: 'utf8', maxBuffer: 2 ** 30,
  });
  if (child.status !== 0) throw new Failure(`${folder} fails natively:\n${child.stderr}`);
  return JSON.parse(child.stdout);
}

/** The runs of a module on an engine, a fresh instance for each payload and no files. */
export async function runsOf(build, engine, place, payloads, profile = 'e2core') {
  const row = { plugin: place.module, place, profile, lifetime: 'fresh', payloads };
  const [runs] = await engines.get(engine).run([row], new ModulePlaces(build), secondsOfRun);
  return runs;
}

/** Runs on Node that do nothing besides starting an instance and replying. */
export const emptyRuns = (build, place) => runsOf(build, engineNames[0], place, Array(10).fill(''));

/** What is wrong with runs of a plugin whose answers are objects by subject: lines of text. */
export function differences(engine, runs, expected) {
  return expected.flatMap((answer, i) => {
    const { outcome, message, output_base64: output } = runs[i] ?? { outcome: 'no run' };
    if (outcome !== 'result') return [`${engine}: run ${i + 1}: ${outcome} ${message ?? ''}`];
    const text = Buffer.from(output, 'base64').toString('utf8');
    if (text === answer) return [];
    const [actual, wanted] = [JSON.parse(text), JSON.parse(answer)];
    const where = `${engine}: run ${i + 1}`;
    const lines = Object.keys(wanted)
      .filter((subject) => !isDeepStrictEqual(actual[subject], wanted[subject]))
      .map((subject) => `${where}: ${subject}: ${contrast(actual[subject], wanted[subject])}`);
    return lines.length > 0 ? lines : [`${where}: other text, the same JSON`];
  });
}

/** Where two answers part. */
function contrast(actual, wanted) {
  const [left, right] = [actual, wanted].map((value) => JSON.stringify(value) ?? 'nothing');
  const at = [...left].findIndex((character, i) => character !== right[i]);
  const cut = (text) => text.slice(Math.max(0, at - 30), at + 70);
  return `...${cut(left)}..., natively ...${cut(right)}...`;
}
