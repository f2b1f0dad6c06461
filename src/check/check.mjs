// SPDX-License-Identifier: Apache-2.0
// src/check/check.mjs: everything that keeps a module from the hosts of a profile

import { engines, remedies } from './features.mjs';
import { exportFault, importFault, missingExports } from './interface.mjs';
import { readFunctionNames, sectionAt } from './names.mjs';
import { scanModule } from './scan.mjs';

const pageSize = 65536;
const mostPages = 2 ** 31 / pageSize;
const mostListed = 3;
const hex = (offset) => `offset 0x${offset.toString(16)}`;

/**
 * Checks the bytes of a core module. Answers `findings`, `{ rule, where, what, remedy, offset }`
 * each, with rule one of import, export, memory, feature, and `features`, what of WebAssembly it
 * uses, by name. Throws a Failure for bytes that are cut off or damaged; that they are a valid
 * module is for validate.mjs to say. Without `code` functions are passed over.
 */
export function checkModule(bytes, profile, { code = true } = {}) {
  const { outline, features } = scanModule(bytes, { code });
  return {
    findings: [
      ...importFindings(outline, profile),
      ...exportFindings(outline, profile),
      ...memoryFindings(outline),
      ...featureFindings(outline, features, profile),
    ],
    features: [...features.keys()],
  };
}

/** A finding as one line. */
export const textOf = ({ where, what, remedy }) => `${where}: ${what}; ${remedy}`;

/** The first of the findings, each on a line, and how many more there are. */
export function listOf(findings) {
  const listed = findings.slice(0, mostListed).map((each) => `\n  ${textOf(each)}`).join('');
  const more = findings.length - mostListed;
  return more > 0 ? `${listed}, and ${more} more` : listed;
}

const finding = (rule, where, offset, { what, remedy }) => (
  { rule, where: printable(where), what, remedy, offset });

// Names are any text.
const printable = (text) => text.replace(/[\p{Cc}\u2028\u2029]/gu, '?');

function importFindings({ imports }, profile) {
  return imports.flatMap((entry) => {
    const fault = importFault(entry, profile) ?? reactrFault(entry, profile);
    const where = `import ${entry.module}.${entry.name}`;
    return fault ? [finding('import', `${where}, ${hex(entry.offset)}`, entry.offset, fault)] : [];
  });
}

function reactrFault({ name }, profile) {
  if (profile !== 'sat' || name !== 'sock_accept') return null;
  return {
    what: 'is not offered by reactr\'s wasmer',
    remedy: 'link without what accepts connections',
  };
}

function exportFindings({ exports }, profile) {
  const missing = missingExports(exports).map((name) => finding('export', 'exports', null, {
    what: `${name} is missing`,
    remedy: 'a C++ source needs SE2_PLUGIN(handler) once, and the build se2_add_plugin',
  }));
  const names = new Set(exports.map(({ name }) => name));
  return missing.concat(exports.flatMap((entry) => {
    const fault = exportFault(entry) ?? startFault(entry.name, names, profile);
    const { offset } = entry;
    return fault ? [finding('export', `export ${entry.name}, ${hex(offset)}`, offset, fault)] : [];
  }));
}

/** An export that a host may take for something to call at the start. */
function startFault(name, names, profile) {
  const remedy = 'link it with se2::guest, as se2_add_plugin does';
  if (name === '_initialize' && names.has('_start')) {
    return { what: 'stands beside _start, which Node\'s WASI refuses', remedy };
  }
  if (name === '_initialize' && profile !== 'minimal') {
    return { what: 'is called by no host, so static constructors do not run', remedy };
  }
  if (name === 'init' && profile === 'sat') {
    return { what: 'is called by reactr after _start', remedy: 'export it under another name' };
  }
  return null;
}

function memoryFindings({ exports, memories }) {
  const { index } = exports.find(({ name, kind }) => name === 'memory' && kind === 'memory') ?? {};
  if (memories[index] === undefined) return [];
  const { least, most, offset } = memories[index];
  const where = `memory ${index}, ${hex(offset)}`;
  if (least > mostPages) {
    return [finding('memory', where, offset, {
      what: `starts with ${least} pages: ${pastLimit}`, remedy: 'make its data smaller',
    })];
  }
  if (most === undefined || most > mostPages) {
    return [finding('memory', where, offset, {
      what: `may grow to ${most ?? 65536} pages: ${pastLimit}`,
      remedy: 'link it with -Wl,--max-memory=2147418112, as se2_add_plugin does',
    })];
  }
  return [];
}

const pastLimit = 'the host dies of an address past 2 GiB, which it takes for negative';

function featureFindings(outline, features, profile) {
  const engine = engines[profile];
  const lacking = [...features].filter(([feature]) => !engine.has.has(feature));
  if (lacking.length === 0) return [];
  const names = readFunctionNames(outline);
  return lacking.map(([feature, { offset, index }]) => {
    const name = names.has(index) ? ` <${names.get(index)}>` : '';
    const where = index === undefined ? sectionAt(outline, offset) : `function ${index}${name}`;
    return finding('feature', `${where}, ${hex(offset)}`, offset, {
      what: `uses ${feature}, which ${engine.name} lacks`, remedy: remedies[feature],
    });
  });
}
