// SPDX-License-Identifier: Apache-2.0
// src/exceptions/link-map.mjs: which file each function of a module was linked from
import { basename } from 'node:path';
import { Failure } from './failure.mjs';

const numbers = '\\s*(?:-|[0-9a-f]+)\\s+[0-9a-f]+\\s+([0-9a-f]+) ';
const sectionRow = new RegExp(`^${numbers}([A-Z]+|\\S+)$`);
const inputRow = new RegExp(`^${numbers} {8}(?! )(.*):\\((.*)\\)$`);

/** `libx.a(member.o)` or `object.o`, without the folder. */
function parseOrigin(file) {
  const archived = /^(.*)\(([^()]*)\)$/.exec(file);
  if (archived === null) return { archive: '', object: basename(file) };
  return { archive: basename(archived[1]), object: basename(archived[2]) };
}

/**
 * Reads what `wasm-ld -Map` wrote: for each function that the module defines, in its order, the
 * archive and the object it is from. `module` proves that the map is that of this very link.
 */
export function readLinkMap(text, module) {
  const origins = [];
  const sizes = [];
  let inCode = false;
  for (const line of text.split('\n')) {
    const input = inputRow.exec(line);
    if (input !== null) {
      if (!inCode) continue;
      sizes.push(Number.parseInt(input[1], 16));
      origins.push(parseOrigin(input[2]));
      continue;
    }
    const section = sectionRow.exec(line);
    if (section !== null) inCode = section[2] === 'CODE';
  }
  if (origins.length === 0) {
    throw new Failure('no link map of wasm-ld: it lists no function', 'link with -Wl,-Map=FILE');
  }
  const { bodySizes } = module;
  const differs = bodySizes.findIndex((size, position) => size !== sizes[position]);
  if (origins.length !== bodySizes.length || differs >= 0) {
    const difference =
      origins.length === bodySizes.length
        ? `function ${differs} has ${bodySizes[differs]} bytes, in the map ${sizes[differs]}`
        : `${bodySizes.length} functions, in the map ${origins.length}`;
    throw new Failure(
      `the link map is not that of this module: ${difference}`,
      'give the map of the same link, and a module that no tool has changed since',
    );
  }
  return origins;
}

/** Indices of the functions from any of the archives and objects that `names` names. */
export function functionsFrom(origins, module, { archives, objects }) {
  const found = new Set();
  origins.forEach(({ archive, object }, position) => {
    const named = archive === '' ? objects.has(object) : archives.has(archive);
    if (named) found.add(module.importedFunctions + position);
  });
  return found;
}
