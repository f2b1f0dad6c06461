// SPDX-License-Identifier: Apache-2.0
// src/check/outline.mjs: what a module has around its code: types, imports, memories, exports

// The engine's reflection names no types and calls a JavaScript import whatever its wasm type: a
// mistyped import, which no real host loads, shows in the bytes alone.

import { kind, Reader, section } from '../exceptions/binary.mjs';
import { readValueType, valueType } from '../exceptions/instructions.mjs';
import { feature } from './features.mjs';

const letters = new Map([
  [valueType.i32, 'i'], [valueType.i64, 'I'], [valueType.f32, 'f'], [valueType.f64, 'F'],
  [valueType.v128, 'v'],
]);
const kinds = Object.keys(kind);
const packedTypes = [0x77, 0x78];

/** "iI:i" as "(i32, i64) -> (i32)". */
export function spell(signature) {
  const words = { i: 'i32', I: 'i64', f: 'f32', F: 'f64', v: 'v128', r: 'reference' };
  const [parameters, results] = signature
    .split(':')
    .map((part) => `(${[...part].map((letter) => words[letter]).join(', ')})`);
  return `${parameters} -> ${results}`;
}

/**
 * Reads `bytes`, whose first eight are those of a module. Answers
 * - `sections`: `{ id, name, body }`, where body is a Reader and only custom ones have a name;
 * - `types`: a signature such as "iii:i" (i, I, f, F: i32, i64, f32, f64), or null for what is no
 *   function;
 * - `functions`: the type of each, by index; `importedFunctions`, `importedGlobals`: how many are
 *   imported;
 * - `imports` and `exports`: `{ module, name, kind, signature, offset }`, with kind as the engine
 *   spells it and a signature where that is function; an export has `index` and no `module`;
 * - `memories`: `{ least, most, offset }` in pages, most undefined where there is no limit.
 *
 * `beyond(feature, reader)` is told what a host's engine may lack. Throws a Failure where the bytes
 * end too early or have what is unknown here.
 */
export function readOutline(bytes, beyond = () => {}) {
  const outline = {
    sections: [], types: [], functions: [], importedFunctions: 0, importedGlobals: 0, imports: [],
    exports: [], memories: [],
  };
  const file = new Reader(bytes, 8);
  while (!file.done) {
    const id = file.byte();
    const body = file.inner(file.u32());
    const name = id === section.custom ? body.name() : '';
    outline.sections.push({ id, name, body });
    readers[id]?.(new Reader(bytes, body.position, body.end), outline, beyond);
  }
  return outline;
}

const readers = {
  [section.type]: (reader, { types }, beyond) => {
    reader.list(() => readRecursiveTypes(reader, types, beyond));
  },
  [section.import]: readImports,
  [section.function]: (reader, { functions }) => {
    reader.list(() => functions.push(reader.u32()));
  },
  [section.memory]: (reader, { memories }, beyond) => {
    reader.list(() => addMemory(reader, memories, beyond));
  },
  [section.export]: (reader, outline) => {
    reader.list(() => {
      const offset = reader.position;
      const name = reader.name();
      const form = kinds[reader.byte()] ?? reader.fail('unknown kind of export');
      const entry = { name, kind: form, index: reader.u32(), offset };
      if (form === 'function') {
        entry.signature = signatureAt(reader, outline.types, outline.functions[entry.index]);
      }
      outline.exports.push(entry);
    });
  },
};

const signatureAt = (reader, types, index) =>
  types[index] ?? reader.fail('a function that has no type');

function readRecursiveTypes(reader, types, beyond) {
  if (reader.bytes[reader.position] !== 0x4e) return void readSubtype(reader, types, beyond);
  reader.skip(1);
  beyond(feature.garbageCollection, reader);
  reader.list(() => readSubtype(reader, types, beyond));
}

function readSubtype(reader, types, beyond) {
  const form = reader.byte();
  if (form === 0x60) {
    const read = () => letters.get(readValueType(reader, beyond)) ?? 'r';
    const [parameters, results] = [reader.list(read), reader.list(read)];
    if (results.length > 1) beyond(feature.multiValue, reader);
    types.push(`${parameters.join('')}:${results.join('')}`);
    return;
  }
  if (form === 0x4f || form === 0x50) {
    beyond(feature.garbageCollection, reader);
    reader.list(() => reader.u32());
    readSubtype(reader, types, beyond);
    return;
  }
  if (form === 0x5d) {
    beyond(feature.stackSwitching, reader);
    reader.skipNumber();
  } else if (form === 0x5e || form === 0x5f) {
    beyond(feature.garbageCollection, reader);
    if (form === 0x5e) skipField(reader, beyond);
    else reader.list(() => skipField(reader, beyond));
  } else reader.fail(`unknown type 0x${form.toString(16)}`);
  types.push(null);
}

function skipField(reader, beyond) {
  if (packedTypes.includes(reader.bytes[reader.position])) reader.skip(1);
  else readValueType(reader, beyond);
  reader.skip(1);
}

function readImports(reader, outline, beyond) {
  const add = (module, name, type, offset) => {
    const entry = { module, name, kind: kinds[type.kind], offset };
    if (entry.kind === 'function') {
      entry.signature = signatureAt(reader, outline.types, type.index);
      outline.functions.push(type.index);
      outline.importedFunctions += 1;
    } else if (entry.kind === 'global') outline.importedGlobals += 1;
    outline.imports.push(entry);
  };
  reader.list(() => {
    const offset = reader.position;
    const [module, name] = [reader.name(), reader.name()];
    const form = reader.bytes[reader.position];
    if (form !== 0x7e && form !== 0x7f) {
      add(module, name, readImportType(reader, outline, beyond), offset);
      return;
    }
    reader.skip(1);
    beyond(feature.compactImports, reader);
    const common = form === 0x7e ? readImportType(reader, outline, beyond) : null;
    reader.list(() => {
      const place = reader.position;
      const field = reader.name();
      add(module, field, common ?? readImportType(reader, outline, beyond), place);
    });
  });
}

function readImportType(reader, { memories }, beyond) {
  const type = { kind: reader.byte(), index: -1 };
  if (type.kind === kind.function) type.index = reader.u32();
  else if (type.kind === kind.table) skipTableType(reader, beyond);
  else if (type.kind === kind.memory) addMemory(reader, memories, beyond);
  else if (type.kind === kind.global) {
    readValueType(reader, beyond);
    if (reader.byte() === 1) beyond(feature.mutableGlobals, reader);
  } else if (type.kind === kind.tag) {
    beyond(feature.exceptions, reader);
    reader.skip(1);
    reader.u32();
  } else reader.fail(`unknown kind of import 0x${type.kind.toString(16)}`);
  return type;
}

/** The type of a table's elements, and its size. */
export function skipTableType(reader, beyond) {
  readValueType(reader, beyond);
  readLimits(reader, beyond);
}

function addMemory(reader, memories, beyond) {
  const offset = reader.position;
  memories.push({ ...readLimits(reader, beyond), offset });
  if (memories.length === 2) beyond(feature.multipleMemories, reader);
}

const limit = { most: 1, shared: 2, wide: 4, pageSize: 8 };

function readLimits(reader, beyond) {
  const flags = reader.byte();
  const isWide = (flags & limit.wide) !== 0;
  if (flags > 15) reader.fail(`unknown limits 0x${flags.toString(16)}`);
  if (isWide) beyond(feature.memory64, reader);
  if ((flags & limit.shared) !== 0) beyond(feature.threads, reader);
  const number = () => (isWide ? reader.u64() : reader.u32());
  const limits = { least: number(), most: (flags & limit.most) !== 0 ? number() : undefined };
  if ((flags & limit.pageSize) !== 0) {
    beyond(feature.customPageSizes, reader);
    reader.u32();
  }
  return limits;
}
