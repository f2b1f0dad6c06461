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

const recompile = 'compile for the engines of the hosts: without -mtail-call, -mgc and the like';

/** Refuses what no host's engine has and the pass therefore does not know. */
export function unsupported(feature, reader) {
  const offset = `0x${reader.position.toString(16)}`;
  throw new Failure(`unsupported: ${feature} at offset ${offset}`, recompile);
}

/** One value type, numeric, vector or plain reference. */
export function readValueType(reader) {
  const type = reader.byte();
  if (valueTypes.has(type)) return type;
  if (type === 0x69 || type === 0x68) return unsupported('exception references (exnref)', reader);
  return unsupported(`value type 0x${type.toString(16)} (typed references, GC)`, reader);
}

/** A block's type: index of a function type, or -1 for one that is written out. */
export function readBlockType(reader) {
  const first = reader.bytes[reader.position];
  if (first === emptyBlock) {
    reader.skip(1);
    return -1;
  }
  if (first >= 0x40 && first < 0x80) {
    readValueType(reader);
    return -1;
  }
  return reader.u32();
}

function skipMemoryArgument(reader) {
  const alignment = reader.u32();
  if ((alignment & 0x40) !== 0) reader.u32(); // index of one of several memories
  reader.skipNumber();
}

function skipBulk(reader) {
  const code = reader.u32();
  if (code < 8) return; // saturating conversions
  if (code > 17) reader.fail(`unknown instruction 0xfc ${code}`);
  reader.u32();
  if (code === 8 || code === 10 || code === 12 || code === 14) reader.u32();
}

function skipVector(reader) {
  const code = reader.u32();
  if (code <= 11 || code === 92 || code === 93) skipMemoryArgument(reader);
  else if (code === 12 || code === 13) reader.skip(16);
  else if (code >= 21 && code <= 34) reader.skip(1);
  else if (code >= 84 && code <= 91) {
    skipMemoryArgument(reader);
    reader.skip(1);
  }
}

function skipAtomic(reader) {
  if (reader.u32() === 3) reader.skip(1);
  else skipMemoryArgument(reader);
}

/** Passes what follows `opcode`, one that is neither control flow nor a call. */
export function skipImmediates(reader, opcode) {
  if (opcode >= 0x45 && opcode <= 0xc4) return;
  if (opcode >= 0x20 && opcode <= 0x26) return void reader.u32();
  if (opcode >= 0x28 && opcode <= 0x3e) return skipMemoryArgument(reader);
  switch (opcode) {
    case 0x00: // unreachable
    case 0x01: // nop
    case 0x05: // else
    case 0x0f: // return
    case 0x1a: // drop
    case 0x1b: // select
    case 0xd1: // ref.is_null
      return;
    case 0x3f: // memory.size
    case 0x40: // memory.grow
      return void reader.u32();
    case 0x41: // i32.const
    case 0x42: // i64.const
      return reader.skipNumber();
    case 0x43: // f32.const
      return reader.skip(4);
    case 0x44: // f64.const
      return reader.skip(8);
    case 0x1c: // select of given types
      return void reader.list(() => readValueType(reader));
    case 0xd0: // ref.null
      return void readValueType(reader);
    case 0xfc:
      return skipBulk(reader);
    case 0xfd:
      return skipVector(reader);
    case 0xfe:
      return skipAtomic(reader);
    case op.returnCall:
    case op.returnCallIndirect:
      return unsupported('tail calls', reader);
    case op.throwRef:
    case op.tryTable:
      return unsupported('the standard encoding of exceptions (exnref)', reader);
    default:
      return unsupported(`instruction 0x${opcode.toString(16)}`, reader);
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
