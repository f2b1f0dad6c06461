// SPDX-License-Identifier: Apache-2.0
// src/exceptions/module.mjs: the parts of a linked module that the pass needs, read and written
import { kind, Reader, section, Writer } from './binary.mjs';
import { Failure } from './failure.mjs';
import { readValueType, skipConstantExpression, unsupported, valueType } from './instructions.mjs';

export { kind, section };

/** Custom sections that describe the code by offsets, which the pass changes. */
const offsetSections =
  /^(\.debug_|linking$|reloc\.|sourceMappingURL$|external_debug_info$|metadata\.code\.)/;

function refuseUnlinked(sign) {
  throw new Failure(
    `not a linked program: ${sign}`,
    'give the file that the linker wrote, without -r and -shared',
  );
}

function readSections(bytes) {
  if (bytes.length < 8 || Buffer.compare(bytes.subarray(0, 4), Buffer.from('\0asm')) !== 0) {
    throw new Failure('not a WebAssembly module', 'give the file that the linker wrote');
  }
  if (bytes[4] !== 1 || bytes[6] !== 0) {
    throw new Failure('not a core module of version 1', 'give the file that the linker wrote');
  }
  const reader = new Reader(bytes, 8);
  const sections = [];
  while (!reader.done) {
    const id = reader.byte();
    const body = reader.inner(reader.u32());
    const entry = { id, body, name: '' };
    if (id === section.custom) {
      entry.name = body.name();
      if (entry.name.startsWith('dylink')) refuseUnlinked(`it has a section "${entry.name}"`);
    }
    sections.push(entry);
  }
  return sections;
}

function readFunctionType(reader) {
  if (reader.byte() !== 0x60) unsupported('a type that is not a function (GC)', reader);
  const parameters = reader.list(() => readValueType(reader));
  const results = reader.list(() => readValueType(reader));
  return { parameters, results, key: `${parameters}:${results}` };
}

function skipLimits(reader) {
  const flags = reader.byte();
  reader.skipNumber();
  if ((flags & 1) !== 0) reader.skipNumber();
}

function readImport(reader) {
  const start = reader.position;
  const module = reader.name();
  const name = reader.name();
  const entry = { module, name, kind: reader.byte(), type: -1 };
  if (entry.kind === kind.function) entry.type = reader.u32();
  else if (entry.kind === kind.table) {
    readValueType(reader);
    skipLimits(reader);
  } else if (entry.kind === kind.memory) skipLimits(reader);
  else if (entry.kind === kind.global) {
    readValueType(reader);
    reader.skip(1);
  } else if (entry.kind === kind.tag) {
    reader.skip(1);
    entry.type = reader.u32();
  } else reader.fail(`unknown kind of import ${entry.kind}`);
  entry.bytes = reader.bytes.subarray(start, reader.position);
  return entry;
}

/** A program has a section "linking" too, after --emit-relocs, but imports no memory or table. */
function checkLinked({ sections, imports }) {
  if (!sections.some((entry) => entry.name === 'linking')) return;
  const provided = /^__(linear_memory|indirect_function_table)$/;
  const left = imports.find((entry) => entry.module === 'env' && provided.test(entry.name));
  if (left !== undefined) refuseUnlinked(`it imports ${left.name}`);
}

/** Functions that tables hold, or may: those are the targets of indirect calls. */
function readElements(reader, onFunction) {
  reader.list(() => {
    const flags = reader.u32();
    const passive = (flags & 1) !== 0;
    const expressions = (flags & 4) !== 0;
    if (!passive) {
      if ((flags & 2) !== 0) reader.u32();
      skipConstantExpression(reader, onFunction);
    }
    if ((flags & 3) !== 0) {
      if (expressions) readValueType(reader);
      else reader.skip(1);
    }
    reader.list(() => {
      if (expressions) skipConstantExpression(reader, onFunction);
      else onFunction(reader.u32());
    });
  });
}

function checkTags(tags, types) {
  if (tags.length > 1) {
    throw new Failure(
      'unsupported: several tags; only that of C++ exceptions is known',
      'do without setjmp, longjmp and other languages that throw',
    );
  }
  const type = tags.length === 1 ? types[tags[0]] : undefined;
  if (type !== undefined && type.key !== `${valueType.i32}:`) {
    throw new Failure('unsupported: a tag that does not carry one i32', 'compile for wasm32');
  }
}

/** Reads a linked module; `bodies` are readers of the functions it defines, in their order. */
export function readModule(bytes) {
  const module = {
    bytes,
    sections: readSections(bytes),
    types: [],
    imports: [],
    functionTypes: [], // of each function, imported ones first
    importedFunctions: 0,
    globals: 0,
    tags: [],
    exports: [],
    start: -1,
    indirect: new Set(),
    bodies: [],
    bodySizes: [], // with the size in front
  };
  const onFunction = (index) => module.indirect.add(index);
  for (const { id, body: whole } of module.sections) {
    const body = new Reader(bytes, whole.position, whole.end);
    if (id === section.type) module.types = body.list(() => readFunctionType(body));
    else if (id === section.import) {
      module.imports = body.list(() => readImport(body));
      checkLinked(module);
      const ofKind = (wanted) => module.imports.filter((entry) => entry.kind === wanted);
      module.functionTypes = ofKind(kind.function).map((entry) => entry.type);
      module.importedFunctions = module.functionTypes.length;
      module.globals = ofKind(kind.global).length;
      module.tags = ofKind(kind.tag).map((entry) => entry.type);
    } else if (id === section.function) {
      for (const type of body.list(() => body.u32())) module.functionTypes.push(type);
    } else if (id === section.tag) {
      const types = body.list(() => (body.skip(1), body.u32()));
      module.tags.push(...types);
    } else if (id === section.global) {
      module.globals += body.list(() => {
        readValueType(body);
        body.skip(1);
        skipConstantExpression(body, onFunction);
      }).length;
    } else if (id === section.export) {
      module.exports = body.list(() => ({
        name: body.name(),
        kind: body.byte(),
        index: body.u32(),
      }));
    } else if (id === section.start) module.start = body.u32();
    else if (id === section.element) readElements(body, onFunction);
    else if (id === section.code) {
      module.bodies = body.list(() => {
        const start = body.position;
        const inner = body.inner(body.u32());
        module.bodySizes.push(body.position - start);
        return inner;
      });
    }
  }
  checkTags(module.tags, module.types);
  checkIndices(module, bytes);
  return module;
}

/** Readers of the bodies of a module's functions. */
export function readBodies(bytes) {
  const code = readSections(bytes).find(({ id }) => id === section.code);
  if (code === undefined) return [];
  return code.body.list(() => code.body.inner(code.body.u32()));
}

function checkIndices(module, bytes) {
  const at = new Reader(bytes, bytes.length);
  const { functionTypes, types, importedFunctions, bodies } = module;
  if (functionTypes.length !== importedFunctions + bodies.length) {
    at.fail(`${functionTypes.length - importedFunctions} functions but ${bodies.length} bodies`);
  }
  if (functionTypes.some((type) => type >= types.length)) at.fail('a function without a type');
  const functions = functionTypes.length;
  const exported = module.exports.filter((entry) => entry.kind === kind.function);
  if (
    module.start >= functions ||
    exported.some((entry) => entry.index >= functions) ||
    [...module.indirect].some((index) => index >= functions)
  ) {
    at.fail('a reference to a function that does not exist');
  }
}

/** Functions called from outside: by name, or at the start. */
export function isExportedFunction(entry) {
  return entry.kind === kind.function;
}

function rewriteFeatures(body) {
  const features = body.list(() => ({ prefix: body.byte(), name: body.name() }));
  const kept = features.filter((feature) => feature.name !== 'exception-handling');
  const out = new Writer();
  out.name('target_features');
  out.list(kept, (feature) => out.byte(feature.prefix).name(feature.name));
  return out.finish();
}

/** The name section, with names for added functions and without those of labels and tags. */
function rewriteNames(body, added) {
  const out = new Writer(body.end - body.position + 64);
  out.name('name');
  while (!body.done) {
    const id = body.byte();
    const part = body.inner(body.u32());
    if (id === 3 || id === 11) continue; // labels, tags
    const start = part.position;
    if (id === 1 && added.length > 0) {
      const count = part.u32();
      const names = new Writer(part.end - part.position + 64);
      names.u32(count + added.length).bytes(part.bytes.subarray(part.position, part.end));
      for (const { index, name } of added) names.u32(index).name(name);
      out.byte(id).sized(names.finish());
    } else out.byte(id).sized(part.bytes.subarray(start, part.end));
  }
  return out.finish();
}

/**
 * Writes `module` with other bodies, without tags, and with one more global, an i32 that starts
 * as 0, where `addGlobal`. `added` functions follow those of the module.
 */
export function writeModule(module, { bodies, added, addGlobal }) {
  const out = new Writer(module.bytes.length + 64);
  out.bytes(module.bytes.subarray(0, 8));
  const write = (id, fill) => {
    const content = new Writer();
    fill(content);
    out.byte(id).sized(content.finish());
  };
  let hasGlobals = false;
  const writeGlobals = (rest) => {
    hasGlobals = true;
    write(section.global, (content) => {
      const count = rest === undefined ? 0 : rest.u32();
      content.u32(count + 1);
      if (rest !== undefined) content.bytes(rest.bytes.subarray(rest.position, rest.end));
      content.bytes([valueType.i32, 1, 0x41, 0, 0x0b]);
    });
  };
  for (const { id, body: whole, name } of module.sections) {
    const body = new Reader(whole.bytes, whole.position, whole.end);
    const raw = body.bytes.subarray(body.position, body.end);
    if (id === section.tag) continue;
    if (addGlobal && !hasGlobals && id >= section.export && id <= section.code) writeGlobals();
    if (id === section.import) {
      const kept = module.imports.filter((entry) => entry.kind !== kind.tag);
      write(id, (content) => content.list(kept, (entry) => content.bytes(entry.bytes)));
    } else if (id === section.function) {
      const own = module.functionTypes.slice(module.importedFunctions);
      const types = [...own, ...added.map((entry) => entry.type)];
      write(id, (content) => content.list(types, (type) => content.u32(type)));
    } else if (id === section.global && addGlobal) writeGlobals(body);
    else if (id === section.export) {
      const kept = module.exports.filter((entry) => entry.kind !== kind.tag);
      write(id, (content) =>
        content.list(kept, (entry) => content.name(entry.name).byte(entry.kind).u32(entry.index)),
      );
    } else if (id === section.start) write(id, (content) => content.u32(module.start));
    else if (id === section.code) {
      const all = [...bodies, ...added.map((entry) => entry.body)];
      write(id, (content) => content.list(all, (code) => content.sized(code)));
    } else if (id === section.custom && name === 'target_features') {
      out.byte(id).sized(rewriteFeatures(body));
    } else if (id === section.custom && name === 'name') {
      out.byte(id).sized(rewriteNames(body, added));
    } else if (id === section.custom && offsetSections.test(name)) continue;
    else if (id === section.custom) write(id, (content) => content.name(name).bytes(raw));
    else out.byte(id).sized(raw);
  }
  return out.finish();
}
