// SPDX-License-Identifier: Apache-2.0
// tests/packed/cpython.mjs: CPython's own tests, packed, fail at most where they fail from files

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { need } from '../conformance/place.mjs';
import { engineNames, runsOf } from './answers.mjs';
import { pack } from './pack.mjs';
import { cpythonTarball, Failure, here } from './parts.mjs';

export const tests = [
  'test_json', 'test_re', 'test_struct', 'test_datetime', 'test_csv', 'test_dataclasses',
  'test_urlparse',
];
const files = [
  '__init__.py', 'support', 'test_json', 'test_re.py', 're_tests.py', 'test_struct.py',
  'test_datetime.py', 'datetimetester.py', 'test_csv.py', 'test_dataclasses.py',
  'dataclass_module_1.py', 'dataclass_module_1_str.py', 'dataclass_module_2.py',
  'dataclass_module_2_str.py', 'dataclass_textanno.py', 'test_urlparse.py',
];
// Modules that the tests import by names that they put together.
const computed = ['test.datetimetester', 'sre_compile', 'sre_constants', 'sre_parse'];

/** A folder with the plugin and the tests, from CPython's source. */
function testFolder(build) {
  const folder = join(build, 'tests/packed/cpython');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(here('plugins/cpython/plugin.py'), join(folder, 'plugin.py'));
  const members = files.map((file) => `Python-3.11.2/Lib/test/${file}`);
  const child = spawnSync(
    'tar', ['-xzf', cpythonTarball(), '-C', folder, '--strip-components=2', ...members],
    { encoding: 'utf8' },
  );
  if (child.status === 0) return folder;
  throw new Failure(`CPython's tests could not be unpacked: ${child.error ?? child.stderr}`);
}

/**
 * `{ module, unpacked, packed }`: what was packed; the runs of the tests from files on Node; and of
 * those in the module, by engine.
 */
export async function runTests(build, engines) {
  const folder = testFolder(build);
  const words = ['--root', folder, ...computed.flatMap((name) => ['--include', name])];
  const module = pack(build, 'cpython', join(folder, 'plugin.py'), words);
  const place = {
    module: need(join(build, 'stage/lib/se2/se2-python-minimal.wasm')),
    directories: { '/plugin': folder, '/usr': need(join(build, 'stage/lib/se2/usr')) },
    environment: { PYTHONPATH: '/plugin' },
  };
  const unpacked = await runsOf(build, engineNames[0], place, tests, 'minimal');
  const packed = new Map();
  for (const engine of engines) {
    packed.set(engine, await runsOf(build, engine, module, tests));
  }
  return { module, unpacked, packed };
}

const counts = ({ run, skipped, bad }) =>
  `${run} run, ${skipped.length} skipped, ${Object.keys(bad).length} failed`;

/** For a test, a line about it and lines about what is wrong, from its run in either form. */
export function judge(test, packedRun, unpackedRun) {
  const [packed, unpacked] = [packedRun, unpackedRun].map(answerOf);
  const unfit = [packed, unpacked].find(({ problem }) => problem);
  if (unfit) return { line: `${test}: no result`, faults: [`${test}: ${unfit.problem}`] };
  const faults = Object.keys(packed.bad)
    .filter((id) => !Object.hasOwn(unpacked.bad, id))
    .map((id) => `${id}: ${packed.bad[id]}`);
  if (counts({ ...packed, bad: {} }) !== counts({ ...unpacked, bad: {} })) {
    faults.push(`${test}: not the same tests: ${counts(packed)}; from files ${counts(unpacked)}`);
  }
  return { line: `${test}: ${counts(packed)}; from files ${counts(unpacked)}`, faults };
}

function answerOf(run) {
  if (run?.outcome !== 'result') return { problem: `${run?.outcome}: ${run?.message}` };
  const answer = JSON.parse(Buffer.from(run.output_base64, 'base64').toString('utf8'));
  const missing = Object.keys(answer.bad).find((id) => id.includes('_FailedTest'));
  return missing ? { problem: `${missing}: ${answer.bad[missing]}` } : answer;
}
