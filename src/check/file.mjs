// SPDX-License-Identifier: Apache-2.0
// src/check/file.mjs: checks a module's file, its validity too

import { Failure } from '../exceptions/failure.mjs';
import { compile, damaged, readModuleFile } from '../host/module.mjs';
import { checkModule } from './check.mjs';
import { engines } from './features.mjs';
import { invalidity } from './validate.mjs';

/** What checkModule answers for `file`; a SetupError where it is no whole, valid module. */
export async function checkFile(file, profile) {
  const bytes = readModuleFile(file);
  const { findings, features } = scan(file, bytes, profile);
  if (!findings.some(({ rule }) => rule === 'feature')) {
    const reason = await invalidity(bytes, profile);
    if (reason !== null) {
      compile(file, bytes); // which refuses what no engine takes
      findings.push({
        rule: 'feature',
        where: 'module',
        what: `is beyond ${engines[profile].name}: ${reason}`,
        remedy: 'compile it for WebAssembly 1.0 and the features of clang\'s generic CPU',
        offset: null,
      });
    }
  }
  return { findings, features };
}

function scan(file, bytes, profile) {
  try {
    return checkModule(bytes, profile);
  } catch (error) {
    if (error instanceof Failure) throw damaged(file, error.message);
    throw error;
  }
}
