// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/check.mjs: a plugin has at most so many bytes
import { statSync } from 'node:fs';

const [, , file, most] = process.argv;
const { size } = statSync(file);

console.log(`${file}: ${size} of ${most} bytes`);
process.exitCode = size <= Number(most) ? 0 : 1;
