// SPDX-License-Identifier: Apache-2.0
// src/python/packing/command.mjs: packs as the command line says, and writes what comes of it

import { setFlagsFromString } from 'node:v8';
import { gzipSync } from 'node:zlib';
import { checkModule, listOf } from '../../check/check.mjs';
import { dependencies } from './dependencies.mjs';
import { PackError } from './guest.mjs';
import { writeWhole } from './output.mjs';
import { pack } from './pack.mjs';
import { describe, megabytes } from './report.mjs';
import { installRequirements } from './requirements.mjs';

/**
 * Writes the module, and the depfile where one is wanted. Answers `{ object, text, line }`: the
 * report as an object and as text, where one of them is wanted, and one line that says what was
 * written.
 */
export async function packInto(options, { progress, console }) {
  // The runtime runs too shortly for better code to be worth the time that it takes to make.
  setFlagsFromString('--liftoff-only');
  const installed = installRequirements(options.requirements, progress);
  try {
    const sites = [...options.sites, ...installed.folders];
    const started = performance.now();
    const { module, report } = await pack({ ...options, sites }, { progress, console });
    refuseUnfit(module, options);
    const outputs = [[options.output, module]];
    if (options.depfile !== undefined) {
      outputs.push([options.depfile, rule(options.output, dependencies(report.files, options))]);
    }
    writeWhole(outputs);
    const milliseconds = Math.round(performance.now() - started);
    const line = `${options.output}: ${megabytes(module.length)} MB, ` +
      `${report.files.length} files carried, packed in ${milliseconds} ms`;
    if (!options.json && !options.report) return { line };
    const object = {
      output: options.output,
      bytes: module.length,
      gzip_bytes: gzipSync(module).length,
      milliseconds,
      ...report,
    };
    return { object, text: describe(object), line };
  } finally {
    installed.remove();
  }
}

// Its functions are those of the runtime, which se2_add_plugin has checked.
function refuseUnfit(module, { output, profile, runtime }) {
  const { findings } = checkModule(module, profile, { code: false });
  if (findings.length === 0) return;
  throw new PackError(
    `${output} would not load on the hosts of profile ${profile}:${listOf(findings)}`,
    `It is what ${runtime} brings: name another --profile or --runtime.`,
  );
}

const escaped = (file) => file.replace(/(\\*)([ \t#:])/g, '$1$1\\$2').replace(/\$/g, '$$$$');

const rule = (output, files) =>
  `${escaped(output)}:${files.map((file) => ` \\\n  ${escaped(file)}`).join('')}\n`;
