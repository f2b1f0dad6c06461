// SPDX-License-Identifier: Apache-2.0
// src/exceptions/rewrite.mjs: function bodies with branches where they had try, catch and throw
//
// One global holds the exception in flight, 0 without one. After each call that may throw, a branch
// is taken if it is set: to the catch clause, else to the end of the function, whose result no one
// then looks at.
//
//   try (T)            block (T)
//     body               block
//   catch                  body            calls are followed by: global.get, br_if to the clause
//     clause             br 1
//   end                  end
//                        global.get; clear the global; clause
//                      end
import { Reader, Writer } from './binary.mjs';
import {
  emptyBlock,
  op,
  readBlockType,
  skipImmediates,
  unsupported,
  valueType,
} from './instructions.mjs';

const zero = new Map([
  [valueType.i32, [op.i32Const, 0]],
  [valueType.i64, [op.i64Const, 0]],
  [valueType.f32, [op.f32Const, 0, 0, 0, 0]],
  [valueType.f64, [op.f64Const, 0, 0, 0, 0, 0, 0, 0, 0]],
  [valueType.v128, [op.simd, 12, ...new Array(16).fill(0)]],
  [valueType.funcref, [op.refNull, valueType.funcref]],
  [valueType.externref, [op.refNull, valueType.externref]],
]);

/** Instructions on the global that holds the exception in flight. */
export class ExceptionGlobal {
  constructor(index) {
    const number = new Writer().u32(index).finish();
    this.get = [op.globalGet, ...number];
    this.set = [op.globalSet, ...number];
    this.clear = [op.i32Const, 0, op.globalSet, ...number];
  }
}

/** Writes one body anew. Labels are counted from the outermost, which is the function. */
class BodyRewriter {
  constructor(module, analysis, exception, index, escape) {
    this.module = module;
    this.analysis = analysis;
    this.exception = exception;
    this.escape = escape; // what to do with an exception that leaves: undefined, 'return', 'stop'
    this.type = module.types[module.functionTypes[index]];
    const position = index - module.importedFunctions;
    const body = module.bodies[position];
    this.scanned = analysis.functions[position];
    this.triesByStart = new Map(this.scanned.tries.map((attempt) => [attempt.start, attempt]));
    this.localsStart = body.position;
    this.reader = new Reader(body.bytes, this.scanned.code, body.end);
    this.copied = this.scanned.code; // what is before this offset has been written
    this.out = new Writer(body.end - body.position + 64);
    this.labels = escape === undefined ? 1 : 2;
    this.frames = [{ label: 0 }];
    this.moves = []; // see Moves
    this.saved = 0; // locals in use for exceptions that a clause throws again
    this.savedMost = 0;
  }

  copyTo(offset) {
    this.moves.push({ from: this.copied, to: this.out.length, size: offset - this.copied });
    this.out.bytes(this.reader.bytes.subarray(this.copied, offset));
    this.copied = offset;
  }

  /** Leaves out what is up to where the reader is. */
  drop() {
    this.copied = this.reader.position;
  }

  branch(opcode, label) {
    this.out.byte(opcode).u32(this.labels - 1 - label);
  }

  /** The label of what is `depth` blocks out. */
  labelAt(depth) {
    const frame = this.frames[this.frames.length - 1 - depth];
    return frame === undefined ? this.reader.fail('branch out of the function') : frame.label;
  }

  /** The label to branch to with an exception; that of the escape block if no clause takes it. */
  landing() {
    let at = this.frames.length - 1;
    while (at > 0) {
      const { attempt, inBody, landing } = this.frames[at];
      if (inBody && landing !== undefined) return landing;
      at = inBody && attempt.delegate !== undefined ? this.delegateTarget(at) : at - 1;
    }
    return 1;
  }

  delegateTarget(at) {
    const reader = new Reader(this.reader.bytes, this.frames[at].attempt.end + 1, this.reader.end);
    return at - 1 - reader.u32();
  }

  checkCall() {
    this.copyTo(this.reader.position);
    this.out.bytes(this.exception.get);
    this.branch(op.brIf, this.landing());
  }

  openTry(start) {
    const attempt = this.triesByStart.get(start);
    this.copyTo(start);
    readBlockType(this.reader);
    this.out.byte(op.block);
    this.copied = start + 1;
    this.copyTo(this.reader.position);
    const frame = { label: this.labels++, attempt, inBody: true };
    if (attempt.live) {
      this.out.bytes([op.block, emptyBlock]);
      frame.landing = this.labels++;
      if (attempt.rethrown) {
        frame.saved = this.type.parameters.length + this.scanned.locals + this.saved++;
        this.savedMost = Math.max(this.savedMost, this.saved);
      }
    }
    this.frames.push(frame);
  }

  /** The first clause becomes the code behind the inner block; a clause that cannot run goes. */
  openClause(start, opcode) {
    const frame = this.frames[this.frames.length - 1];
    const { attempt } = frame;
    this.copyTo(start);
    if (!frame.inBody || !attempt.live) {
      this.reader.position = attempt.end;
      this.drop();
      return;
    }
    if (opcode === op.catch) this.reader.u32();
    this.drop();
    this.branch(op.br, frame.label);
    this.out.byte(op.end);
    --this.labels;
    frame.inBody = false;
    if (frame.saved !== undefined) {
      this.out.bytes(this.exception.get).byte(op.localSet).u32(frame.saved);
    }
    if (opcode === op.catch) this.out.bytes(this.exception.get);
    this.out.bytes(this.exception.clear);
  }

  /** An end or a delegate. */
  close(start, opcode) {
    const frame = this.frames.pop();
    if (opcode === op.delegate) {
      this.copyTo(start);
      this.reader.u32();
      this.drop();
      this.out.byte(op.end);
    }
    if (frame.saved !== undefined) --this.saved;
    if (this.frames.length > 0) --this.labels;
  }

  throwAgain(start) {
    const depth = this.reader.u32();
    const { saved } = this.frames[this.frames.length - 1 - depth];
    this.copyTo(start);
    this.drop();
    this.out.byte(op.localGet).u32(saved).bytes(this.exception.set);
    this.branch(op.br, this.landing());
  }

  instruction() {
    const { reader, analysis, frames } = this;
    const start = reader.position;
    const opcode = reader.byte();
    switch (opcode) {
      case op.block:
      case op.loop:
      case op.if:
        readBlockType(reader);
        frames.push({ label: this.labels++ });
        break;
      case op.try:
        this.openTry(start);
        break;
      case op.catch:
      case op.catchAll:
        this.openClause(start, opcode);
        break;
      case op.delegate:
      case op.end:
        this.close(start, opcode);
        break;
      case op.throw:
        this.copyTo(start);
        reader.u32();
        this.drop();
        this.out.bytes(this.exception.set);
        this.branch(op.br, this.landing());
        break;
      case op.rethrow:
        this.throwAgain(start);
        break;
      case op.br:
      case op.brIf:
        this.copyTo(start);
        this.branch(opcode, this.labelAt(reader.u32()));
        this.drop();
        break;
      case op.brTable: {
        this.copyTo(start);
        const targets = reader.list(() => reader.u32());
        targets.push(reader.u32());
        this.drop();
        this.out.byte(opcode).u32(targets.length - 1);
        for (const depth of targets) this.out.u32(this.labels - 1 - this.labelAt(depth));
        break;
      }
      case op.call:
        if (analysis.throws(reader.u32())) this.checkCall();
        break;
      case op.callIndirect: {
        const type = reader.u32();
        reader.u32();
        if (analysis.throwsIndirectly(type)) this.checkCall();
        break;
      }
      case op.refFunc:
        reader.u32();
        break;
      default:
        skipImmediates(reader, opcode);
    }
  }

  locals() {
    const reader = new Reader(this.reader.bytes, this.localsStart, this.scanned.code);
    const groups = reader.u32();
    const out = new Writer(this.scanned.code - this.localsStart + 16);
    out.u32(groups + (this.savedMost > 0 ? 1 : 0));
    out.bytes(reader.bytes.subarray(reader.position, this.scanned.code));
    if (this.savedMost > 0) out.u32(this.savedMost).byte(valueType.i32);
    return out.finish();
  }

  rewrite(barrier) {
    while (this.frames.length > 0) this.instruction();
    this.copyTo(this.reader.position - 1); // all but the end of the function
    const whole = new Writer(this.out.length + 64);
    whole.bytes(this.locals());
    if (this.escape !== undefined) whole.bytes([op.block, emptyBlock]);
    for (const move of this.moves) move.to += whole.length;
    whole.bytes(this.out.finish());
    if (this.escape !== undefined) whole.bytes([op.return, op.end]);
    if (this.escape === 'stop') whole.bytes(endWith(this.exception, barrier));
    if (this.escape === 'return') {
      for (const type of this.type.results) {
        whole.bytes(zero.get(type) ?? unsupported('result type', this.reader));
      }
    }
    return { bytes: whole.byte(op.end).finish(), moves: this.moves };
  }
}

/** Hands the exception to the runtime, which ends the run. */
function endWith(exception, end) {
  const out = new Writer();
  out.bytes(exception.get).bytes(exception.clear);
  return out.byte(op.call).u32(end).byte(op.unreachable).finish();
}

/**
 * The body of function `index` without exceptions, `{ bytes, moves }`; as it was where it deals
 * with none. `moves` say what of the body is where in `bytes` (moves.mjs). Where the function is
 * excluded, `barrier` is the one that ends the run for an exception that comes to it.
 */
export function rewriteBody(module, analysis, exception, index, { barrier }) {
  const position = index - module.importedFunctions;
  const excluded = analysis.excluded.has(index);
  const { tries, throwsItself } = analysis.functions[position];
  let escape;
  if (analysis.throws(index)) escape = 'return';
  else if (excluded && barrier !== undefined && analysis.callsThrowing(index)) escape = 'stop';
  if (escape === undefined && tries.length === 0 && !throwsItself) {
    const { bytes, position: from, end } = module.bodies[position];
    return { bytes: bytes.subarray(from, end), moves: [{ from, to: 0, size: end - from }] };
  }
  return new BodyRewriter(module, analysis, exception, index, escape).rewrite(barrier);
}

/** A function of the type of `index` that calls it and ends the run where that throws. */
export function guardedBody(module, exception, index, uncaught) {
  const { parameters } = module.types[module.functionTypes[index]];
  const out = new Writer();
  out.u32(0);
  parameters.forEach((_, parameter) => out.byte(op.localGet).u32(parameter));
  out.byte(op.call).u32(index);
  out.bytes(exception.get).bytes([op.if, emptyBlock]);
  out.bytes(endWith(exception, uncaught));
  return out.bytes([op.end, op.end]).finish();
}
