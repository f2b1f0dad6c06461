// SPDX-License-Identifier: Apache-2.0
// tests/conformance/engines/native.mjs: C++ plugins as native programs on se2::testing, sanitized

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { need } from '../place.mjs';

const maxBuffer = 2 ** 30;

export const carries = (row) => row.plugin !== undefined;

export function run(rows, places) {
  return rows.map((row) => {
    const program = join(places.build, `tests/conformance/plugins/${row.plugin}_native`);
    const words = row.ident === undefined ? [] : ['--ident', String(row.ident)];
    const child = spawnSync(need(program), [...words, ...places.payloadFiles(row)], { maxBuffer });
    if (child.status !== 0) {
      const said = String(child.stderr).split('\n').find((line) => /error/i.test(line)) ?? '';
      return [{ outcome: `exit code ${child.status ?? child.signal}`, message: said }];
    }
    return String(child.stdout).trim().split('\n').map(reportOf);
  });
}

function reportOf(line) {
  const { output_hex: hex, ...report } = JSON.parse(line);
  if (hex === undefined) return report;
  return { ...report, output_base64: Buffer.from(hex, 'hex').toString('base64') };
}
