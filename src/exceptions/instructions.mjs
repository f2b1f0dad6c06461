// SPDX-License-Identifier: Apache-2.0
// src/exceptions/instructions.mjs: opcodes, and how long each instruction is
//
// The npm package wasmparser cannot stand in for this file: its 5.11.1 reads the table of a
// call_indirect as one byte, where wasm-ld writes five, takes the other four for instructions, and
// does not notice a body that ends too early.
import { Failure } from './failure.mjs';

export const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  catch: 0x07,
  throw: 0x08,
  rethrow: 0x09,
  throwRef: 0x0a,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  delegate: 0x18,
  catchAll: 0x19,
  tryTable: 0x1f,
  localGet: 0x20,
  localSet: 0x21,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  refNull: 0xd0,
  refFunc: 0xd2,
  simd: 0xfd,
};

export const valueType = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
};
export const emptyBlock = 0x40;
const valueTypes = new Set(Object.values(valueType));

/** What a module may use beyond what the hosts' engines have. */
export const feature = {
  exnref: 'the standard encoding of exceptions (exnref)',
  functionReferences: 'typed function references',
  garbageCollection: 'garbage collection',
  multipleMemories: 'multiple memories',
  relaxedSimd: 'relaxed SIMD',
  stackSwitching: 'stack switching',
  tailCalls: 'tail calls',
  threads: 'threads',
  wideArithmetic: 'wide arithmetic',
};

const recompile = 'compile for the engines of the hosts: without -mtail-call, -mgc and the like';

/** Refuses what no host's engine has and the pass therefore does not know. */
export function unsupported(what, reader) {
  const offset = `0x${reader.position.toString(16)}`;
  throw new Failure(`unsupported: ${what} at offset ${offset}`, recompile);
}

// What follows passes whatever there is today. `beyond(feature, reader)` is told what no host's
// engine has; by default it refuses.

/** A heap type: the index of a type, or an abstract one. */
function skipHeapType(reader, beyond) {
  const first = reader.bytes[reader.position];
  if (first < 0x40 || first >= 0x80) reader.skipNumber();
  else if (first === 0x70 || first === 0x6f) reader.skip(1);
  else readValueType(reader, beyond);
}

/** One value type; the two bytes or more of a typed reference answer the first. */
export function readValueType(reader, beyond = unsupported) {
  const type = reader.byte();
  if (valueTypes.has(type)) return type;
  if (type === 0x69 || type === 0x74) beyond(feature.exnref, reader);
  else if (type === 0x68 || type === 0x75) beyond(feature.stackSwitching, reader);
  else if (type >= 0x6a && type <= 0x73) beyond(feature.garbageCollection, reader);
  else if (type === 0x63 || type === 0x64) {
    beyond(feature.functionReferences, reader);
    skipHeapType(reader, beyond);
  } else reader.fail(`unknown value type 0x${type.toString(16)}`);
  return type;
}

/** A block's type: index of a function type, or -1 for one that is written out. */
export function readBlockType(reader, beyond = unsupported) {
  const first = reader.bytes[reader.position];
  if (first === emptyBlock) {
    reader.skip(1);
    return -1;
  }
  if (first >= 0x40 && first < 0x80) {
    readValueType(reader, beyond);
    return -1;
  }
  return reader.u32();
}

function skipMemoryArgument(reader, beyond) {
  const alignment = reader.u32();
  if ((alignment & 0x40) !== 0) skipMemory(reader, beyond);
  reader.skipNumber();
}

function skipMemory(reader, beyond) {
  if (reader.u32() !== 0) beyond(feature.multipleMemories, reader);
}

function skipMiscellaneous(reader, beyond) {
  const code = reader.u32();
  if (code < 8) return; // saturating conversions
  if (code >= 19 && code <= 22) beyond(feature.wideArithmetic, reader);
  else if (code > 17) reader.fail(`unknown instruction 0xfc ${code}`);
  else if (code === 8 || code === 10) { // memory.init, memory.copy
    if (code === 8) reader.u32();
    else skipMemory(reader, beyond);
    skipMemory(reader, beyond);
  } else if (code === 11) skipMemory(reader, beyond); // memory.fill
  else {
    reader.u32();
    if (code === 12 || code === 14) reader.u32();
  }
}

function skipVector(reader, beyond) {
  const code = reader.u32();
  if (code >= 0x100) beyond(feature.relaxedSimd, reader);
  else if (code <= 11 || code === 92 || code === 93) skipMemoryArgument(reader, beyond);
  else if (code === 12 || code === 13) reader.skip(16);
  else if (code >= 21 && code <= 34) reader.skip(1);
  else if (code >= 84 && code <= 91) {
    skipMemoryArgument(reader, beyond);
    reader.skip(1);
  }
}

function skipAtomic(reader, beyond) {
  beyond(feature.threads, reader);
  if (reader.u32() === 3) reader.skip(1);
  else skipMemoryArgument(reader, beyond);
}

/** How many indices follow an instruction of garbage collection, by its code. */
const gcIndices = [1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1, 1, 0, 1, 2, 2, 2];

function skipCollected(reader, beyond) {
  beyond(feature.garbageCollection, reader);
  const code = reader.u32();
  if (code < gcIndices.length) for (let left = gcIndices[code]; left > 0; --left) reader.u32();
  else if (code <= 23) skipHeapType(reader, beyond); // ref.test, ref.cast
  else if (code <= 25) { // br_on_cast
    reader.skip(1);
    reader.u32();
    skipHeapType(reader, beyond);
    skipHeapType(reader, beyond);
  } else if (code > 30) reader.fail(`unknown instruction 0xfb ${code}`);
}

function skipCatches(reader) {
  reader.list(() => {
    if (reader.byte() < 2) reader.u32(); // catch, catch_ref: a tag
    reader.u32();
  });
}

/** Passes what follows `opcode`. */
export function skipImmediates(reader, opcode, beyond = unsupported) {
  if (opcode >= 0x45 && opcode <= 0xc4) return;
  if (opcode >= 0x20 && opcode <= 0x26) return void reader.u32();
  if (opcode >= 0x28 && opcode <= 0x3e) return skipMemoryArgument(reader, beyond);
  switch (opcode) {
    case op.unreachable:
    case 0x01: // nop
    case op.else:
    case op.end:
    case op.return:
    case op.catchAll:
    case 0x1a: // drop
    case 0x1b: // select
    case 0xd1: // ref.is_null
      return;
    case op.block:
    case op.loop:
    case op.if:
    case op.try:
      return void readBlockType(reader, beyond);
    case op.catch:
    case op.throw:
    case op.rethrow:
    case op.delegate:
    case op.br:
    case op.brIf:
    case op.call:
    case op.refFunc:
      return void reader.u32();
    case op.brTable:
      reader.list(() => reader.u32());
      return void reader.u32();
    case op.callIndirect:
      reader.u32();
      return void reader.u32();
    case 0x3f: // memory.size
    case 0x40: // memory.grow
      return skipMemory(reader, beyond);
    case op.i32Const:
    case op.i64Const:
      return reader.skipNumber();
    case op.f32Const:
      return reader.skip(4);
    case op.f64Const:
      return reader.skip(8);
    case 0x1c: // select of given types
      return void reader.list(() => readValueType(reader, beyond));
    case op.refNull:
      return skipHeapType(reader, beyond);
    case 0xfb:
      return skipCollected(reader, beyond);
    case 0xfc:
      return skipMiscellaneous(reader, beyond);
    case op.simd:
      return skipVector(reader, beyond);
    case 0xfe:
      return skipAtomic(reader, beyond);
    case op.returnCall:
    case op.returnCallIndirect:
      beyond(feature.tailCalls, reader);
      reader.u32();
      if (opcode === op.returnCallIndirect) reader.u32();
      return;
    case op.throwRef:
      return void beyond(feature.exnref, reader);
    case op.tryTable:
      beyond(feature.exnref, reader);
      readBlockType(reader, beyond);
      return skipCatches(reader);
    case 0x14: // call_ref
    case 0x15: // return_call_ref
    case 0xd5: // br_on_null
    case 0xd6: // br_on_non_null
      beyond(feature.functionReferences, reader);
      return void reader.u32();
    case 0xd4: // ref.as_non_null
      return void beyond(feature.functionReferences, reader);
    case 0xd3: // ref.eq
      return void beyond(feature.garbageCollection, reader);
    default:
      reader.fail(`unknown instruction 0x${opcode.toString(16)}`);
  }
}

/** Passes a constant expression, naming each function it refers to. */
export function skipConstantExpression(reader, onFunction) {
  for (;;) {
    const opcode = reader.byte();
    if (opcode === op.end) return;
    if (opcode === op.refFunc) onFunction(reader.u32());
    else skipImmediates(reader, opcode);
  }
}
