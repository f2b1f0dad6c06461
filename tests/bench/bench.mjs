// SPDX-License-Identifier: Apache-2.0
// tests/bench/bench.mjs: what packing a Python plugin gains, against the same plugin in directories

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { need } from '../conformance/place.mjs';
import {
  compilation, Figures, inProcesses, instructions, onNode, onWasmtime, packing, sizes,
} from './figures.mjs';
import { Forms } from './forms.mjs';
import { buildSeed } from './seed.mjs';
import { short } from './statistics.mjs';
import { here, say } from './workshop.mjs';

const help = `usage: tests/bench/run [--quick] [--json] [--seed DIR] [--build DIR]

Measures packed Python plugins against the same in directories: size, packing, a new instance up
to its reply on Node and wasmtime 7.0.0, compilation, calls, memory. In each round all forms are
measured once, in a random order; a ratio is the median of the rounds' ratios, with its quartiles.
"The same twice" are the quartiles of the packed form against itself: the noise. A target is met by
the median, near where its lower quartile would meet it, else missed.

  --quick      few rounds and the shorter figures: whether it works, not how fast
  --json       one JSON object on standard output, and nothing else there
  --seed DIR   measures the C wrapper of the se2-bindings example too, built from its folder DIR
  --build DIR  the build tree (build, beside tests)
  --help       this text

Exit codes: 0 measured, 1 a target is missed that no load of the machine can make missed, 2 it could
not be measured.
`;

const options = readOptions();

function readOptions() {
  const known = {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    seed: { type: 'string' },
    build: { type: 'string', default: here('../../build') },
    help: { type: 'boolean', default: false },
  };
  try {
    return parseArgs({ options: known }).values;
  } catch (error) {
    console.error(`bench: ${error.message.split('. ')[0]}; see --help`);
    process.exit(2);
  }
}

const count = options.quick
  ? { packs: 1, fresh: 3, early: [1, 2], processes: 1, large: 1, batches: 1, calls: 20 }
  : {
    packs: 7, fresh: 50, early: [2, 6], processes: 15, large: 15, batches: 30, calls: 2000,
    compilations: 5,
  };

function pluginsOf(forms) {
  const example = here('../../examples/python-reversal/plugin/plugin.py');
  const makers = {
    reversal: () => forms.packed('reversal', example),
    whole: () => forms.whole('nothing left out', example),
  };
  const both = (name, script, packed) => ({
    packed: packed ?? forms.packed(name, script),
    directories: forms.inDirectories(`${name} in directories`, script),
  });
  const plugins = {
    makers,
    library: forms.library,
    payload: "It can't bite it's own tail. I'm done laughing.",
    reversal: both('reversal', example, makers.reversal()),
    echo: both('echo', here('plugins/echo/plugin.py')),
    stdlib: both('stdlib', here('plugins/stdlib/plugin.py')),
  };
  if (options.seed === undefined) return plugins;
  const { script, wrapper } = buildSeed(resolve(options.seed), forms);
  plugins.seed = {
    ...both('the seed\'s plugin', script),
    wrapper: forms.inDirectories('the seed\'s wrapper', script, wrapper),
  };
  return plugins;
}

async function measure(scratch) {
  const figures = new Figures();
  const forms = new Forms(resolve(options.build), scratch);
  need(forms.library);
  say('packing');
  const plugins = pluginsOf(forms);
  plugins.trivial = await forms.trivial(here('trivial.wat'));
  sizes(figures, plugins);
  await packing(figures, plugins, count);
  say('on Node');
  await onNode(figures, plugins, count);
  await inProcesses(figures, plugins, count);
  say('on wasmtime 7.0.0');
  await onWasmtime(figures, plugins, count, !options.quick);
  if (!options.quick) {
    await compilation(figures, plugins, count);
    await instructions(figures, plugins);
  }
  return figures.rows;
}


function line(row) {
  const { what, median, low, high, unit, target, verdict, isExact, note } = row;
  const judged = options.quick && !isExact ? '' : (verdict ?? '');
  const spread = low === high ? '' : `${short(low)}..${short(high)}`;
  const wanted = target === undefined ? '' : `at most ${short(target)}`;
  return [
    what.padEnd(47), `${short(median)} ${unit}`.padEnd(10), spread.padEnd(18),
    wanted.padEnd(13), judged.padEnd(6), note,
  ].join('  ').trimEnd();
}

async function main() {
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'se2-bench-'));
  try {
    const before = loadavg()[0];
    const rows = await measure(scratch);
    const machine = { node: process.version, cpus: cpus().length, load: [before, loadavg()[0]] };
    if (options.json) console.log(JSON.stringify({ ...machine, rows }));
    else {
      rows.forEach((row) => console.log(line(row)));
      const [from, to] = machine.load.map((load) => load.toFixed(1));
      console.log(`Node ${machine.node}, ${machine.cpus} processors, load ${from} to ${to}`);
    }
    return rows.some((row) => row.isExact && row.verdict === 'MISSED') ? 1 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch((error) => {
  say(`bench: ${error.message}`);
  return 2;
});
