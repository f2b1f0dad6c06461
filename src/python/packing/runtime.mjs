// SPDX-License-Identifier: Apache-2.0
// src/python/packing/runtime.mjs: a Python runtime, to be run for packing and to be made a plugin

import { readFileSync } from 'node:fs';
import { wasiModule } from '../../host/abi.mjs';
import { SetupError } from '../../host/errors.mjs';
import { Reader } from '../../exceptions/binary.mjs';
import { Failure } from '../../exceptions/failure.mjs';
import { readElements } from './image.mjs';
import { areImportCalls, Imports } from './imports.mjs';
import { isForPacking } from './packing-part.mjs';
import { segmentsOf } from './snapshot.mjs';
import {
  fill, kind, readExports, readGlobals, readImports, readMemory, readSections, section, writeData,
  writeElements, writeExports, writeGlobals, writeImports, writeMemory, writeModule,
} from './sections.mjs';
import { tableWithout } from './table.mjs';

const pageSize = 65536;
const globalExport = 'se2_global_';
const stackPointer = 0; // wasm-ld's first global
const unreachableBody = [0, 0x00, 0x0b];

export class Runtime {
  #sections;
  #imports;
  #exports;
  #globals;

  /** Reads and compiles `file`, a module that links the Python adapter. */
  constructor(file) {
    this.file = file;
    const bytes = read(file);
    try {
      this.#open(bytes);
    } catch (error) {
      const isBroken = error instanceof Failure || error instanceof WebAssembly.CompileError;
      if (!isBroken) throw error;
      throw noRuntime(file, error.message);
    }
  }

  #open(bytes) {
    this.#sections = readSections(bytes);
    this.#exports = readExports(this.#content(section.export));
    if (!this.#exports.some(isForPacking)) {
      throw noRuntime(this.file, 'it lacks the exports that packing needs');
    }
    this.#imports = readImports(this.#content(section.import));
    this.#globals = readGlobals(this.#content(section.global));
    this.module = new WebAssembly.Module(this.#withGlobalsExported());
  }

  // An empty list where there is none.
  #content(id) {
    return this.#sections.get(id) ?? Uint8Array.of(0);
  }

  /** How many functions it has, the imported ones included. */
  get functionCount() {
    return this.#imports.length + new Reader(this.#content(section.function)).u32();
  }

  /** Whether its code has calls of imported functions at these places. */
  callsImportsAt(places) {
    return areImportCalls(places, this.#content(section.code), this.#imports.length);
  }

  get wasiNames() {
    return new Set(
      this.#imports.filter(({ module }) => module === wasiModule).map(({ name }) => name),
    );
  }

  /**
   * The module that starts where `guest` is: its memory below `end`, the runtime's code, and of
   * the WASI functions those that `keeps(name)`. `dropped`: the indexes of functions, imported ones
   * too, that the plugin cannot reach; `importCalls` are those of Parts.
   */
  packed(guest, { end, keeps, dropped, importCalls }) {
    const imports = new Imports(this.#imports, ({ module, name }, index) =>
      module === wasiModule ? keeps(name) : !dropped.has(index));
    const sections = new Map(this.#sections);
    const segments = segmentsOf(this.#memoryOf(guest), end);

    sections.set(section.import, writeImports(imports.kept));
    sections.set(section.function, withTypes(sections.get(section.function), imports.severed));
    sections.set(section.code, this.#code(imports, dropped, importCalls));
    sections.set(section.element, writeElements(this.#table(imports, dropped)));
    const { most } = readMemory(sections.get(section.memory));
    sections.set(section.memory, writeMemory({ least: Math.ceil(end / pageSize), most }));
    sections.set(section.global, writeGlobals(this.#globals, this.#valuesIn(guest)));
    sections.set(
      section.export,
      writeExports(this.#exports.filter((entry) => !isForPacking(entry))),
    );
    sections.set(section.data, writeData(segments));
    if (sections.has(section.dataCount)) {
      sections.set(section.dataCount, fill((out) => out.u32(segments.length)));
    }
    return writeModule(sections);
  }

  #table(imports, dropped) {
    const slots = readElements(new Reader(this.#content(section.element)));
    return tableWithout(dropped, slots).map(({ start, functions }) => (
      { start, functions: functions.map((index) => imports.place(index)) }));
  }

  #withGlobalsExported() {
    const added = [...this.#globals.keys()]
      .filter((index) => this.#globals[index].isMutable)
      .map((index) => ({ name: globalExport + index, kind: kind.global, index }));
    const sections = new Map(this.#sections);
    sections.set(section.export, writeExports([...this.#exports, ...added]));
    return writeModule(sections);
  }

  #valuesIn(guest) {
    const values = new Map();
    this.#globals.forEach(({ isMutable }, index) => {
      if (isMutable) values.set(index, guest.global(globalExport + index));
    });
    return values;
  }

  // Between calls nothing on the shadow stack, which lies below all else, is in use.
  #memoryOf(guest) {
    guest.memory.fill(0, 0, guest.global(globalExport + stackPointer));
    return guest.memory;
  }

  #code(imports, dropped, importCalls) {
    const content = imports.renumber(this.#sections.get(section.code), importCalls);
    const reader = new Reader(content);
    const count = reader.u32();
    return fill((out) => {
      out.u32(imports.severed.length + count);
      imports.severed.forEach(() => out.sized(unreachableBody));
      for (let index = 0; index < count; index += 1) {
        const body = reader.take(reader.u32());
        out.sized(dropped.has(this.#imports.length + index) ? unreachableBody : body);
      }
    }, content.length + 64);
  }
}

function withTypes(content, severed) {
  const reader = new Reader(content);
  const types = reader.list(() => reader.u32());
  return fill((out) =>
    out.list([...severed.map(({ type }) => type), ...types], (type) => out.u32(type)));
}

function noRuntime(file, problem) {
  return new SetupError(
    `${file} is no Python runtime: ${problem}`,
    'Name one that se2_add_plugin(... PYTHON) built, or leave out --runtime.',
  );
}

function read(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SetupError(
      `${file}: the Python runtime cannot be read (${error.code ?? error.message})`,
      'Build it (SE2_PYTHON=ON), or name one with --runtime.',
    );
  }
}
