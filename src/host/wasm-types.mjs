// SPDX-License-Identifier: Apache-2.0
// src/host/wasm-types.mjs: the function types of a module's imports and exports, from its bytes

// The engine calls a JavaScript import whatever its wasm type, and its reflection names no types:
// a mistyped import, which no real host loads, shows in the bytes alone. Only sections before the
// code are read, of a module that the engine has already validated.

const letters = { 0x7f: 'i', 0x7e: 'I', 0x7d: 'f', 0x7c: 'F', 0x7b: 'v', 0x70: 'r', 0x6f: 'r' };
const section = { type: 1, import: 2, function: 3, export: 7 };
const kinds = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

/**
 * Answers `{ imports, exports }`: maps of "module.name" and of name to a signature such as "iii:i"
 * (i, I, f, F: i32, i64, f32, f64). Where the module uses an encoding unknown here, what follows it
 * has no entry.
 */
export function functionTypes(bytes) {
  const found = { imports: new Map(), exports: new Map() };
  const types = [];
  const functions = [];
  const readers = {
    [section.type]: (reader) => readTypes(reader, types),
    [section.import]: (reader) => readImports(reader, types, functions, found.imports),
    [section.function]: (reader) => {
      for (let count = reader.number(); count > 0; count -= 1) {
        functions.push(types[reader.number()]);
      }
    },
    [section.export]: (reader) => readExports(reader, functions, found.exports),
  };
  const file = new Reader(bytes, 8);
  try {
    while (!file.done()) {
      const id = file.byte();
      const size = file.number();
      readers[id]?.(new Reader(bytes, file.position));
      file.position += size;
      if (id === section.export) break;
    }
  } catch (error) {
    if (!(error instanceof UnknownEncoding)) throw error;
  }
  return found;
}

/** "iI:i" as "(i32, i64) -> (i32)". */
export function spell(signature) {
  const words = { i: 'i32', I: 'i64', f: 'f32', F: 'f64', v: 'v128', r: 'reference' };
  const [parameters, results] = signature
    .split(':')
    .map((part) => `(${[...part].map((letter) => words[letter]).join(', ')})`);
  return `${parameters} -> ${results}`;
}

class UnknownEncoding extends Error {}

class Reader {
  constructor(bytes, position) {
    this.bytes = bytes;
    this.position = position;
  }

  done() {
    return this.position >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.position++];
  }

  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  name() {
    const size = this.number();
    this.position += size;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.position - size, size)
      .toString('utf8');
  }

  valueTypes() {
    let text = '';
    for (let count = this.number(); count > 0; count -= 1) {
      const letter = letters[this.byte()];
      if (!letter) throw new UnknownEncoding();
      text += letter;
    }
    return text;
  }

  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }
}

function readTypes(reader, types) {
  for (let count = reader.number(); count > 0; count -= 1) {
    if (reader.byte() !== 0x60) throw new UnknownEncoding();
    types.push(`${reader.valueTypes()}:${reader.valueTypes()}`);
  }
}

function readImports(reader, types, functions, imports) {
  for (let count = reader.number(); count > 0; count -= 1) {
    const name = `${reader.name()}.${reader.name()}`;
    const kind = reader.byte();
    if (kind === kinds.function) {
      const type = types[reader.number()];
      functions.push(type);
      imports.set(name, type);
    } else if (kind === kinds.table) {
      if (!letters[reader.byte()]) throw new UnknownEncoding();
      reader.limits();
    } else if (kind === kinds.memory) {
      reader.limits();
    } else if (kind === kinds.global) {
      if (!letters[reader.byte()]) throw new UnknownEncoding();
      reader.byte();
    } else if (kind === kinds.tag) {
      reader.byte();
      reader.number();
    } else {
      throw new UnknownEncoding();
    }
  }
}

function readExports(reader, functions, exports) {
  for (let count = reader.number(); count > 0; count -= 1) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.number();
    if (kind === kinds.function) exports.set(name, functions[index]);
  }
}
