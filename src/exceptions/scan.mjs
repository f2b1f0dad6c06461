// SPDX-License-Identifier: Apache-2.0
// src/exceptions/scan.mjs: finds in a function body what may throw, and where that would land
import { Reader } from './binary.mjs';
import { op, readBlockType, readValueType, skipImmediates, unsupported } from './instructions.mjs';

/** A try block. `live` once an exception is known to be able to reach its catch clauses. */
class Try {
  constructor(start) {
    this.start = start; // offset of the opcode
    this.clauses = []; // offsets of their opcodes
    this.end = 0; // offset of the end, or of the delegate
    this.delegate = undefined; // the frame that takes its exceptions instead of clauses
    this.rethrown = false;
    this.live = false;
    this.waiting = []; // sites in its clauses that would throw
  }
}

/** A block of the body that is open, or the function itself. */
class Frame {
  constructor(parent, attempt, part) {
    this.parent = parent;
    this.attempt = attempt; // the Try that this is a part of
    this.part = part; // 'body', 'clause' or 'dead': a clause after one that takes everything
  }
}

/** The try whose clauses take what is thrown in `frame`; undefined where it leaves the function. */
function landing(frame) {
  let at = frame;
  while (at !== undefined) {
    const { attempt, parent } = at;
    const isBody = at.part === 'body';
    if (isBody && attempt.clauses.length > 0) return attempt;
    at = isBody && attempt.delegate !== undefined ? attempt.delegate : parent;
  }
  return undefined;
}

/** The try in whose clause `frame` is; what is there runs only if that try catches something. */
function guard(frame) {
  for (let at = frame; at !== undefined; at = at.parent) {
    if (at.part === 'clause') return at.attempt;
  }
  return undefined;
}

function isDead(frame) {
  for (let at = frame; at !== undefined; at = at.parent) {
    if (at.part === 'dead') return true;
  }
  return false;
}

/**
 * Reads the body of one function. The answer has the offset of its first instruction, its try
 * blocks, and its sites: the calls and throws that an exception may come from, each with the
 * `position` of its opcode.
 */
export function scanBody(module, body) {
  const reader = new Reader(body.bytes, body.position, body.end);
  let locals = 0;
  reader.list(() => {
    locals += reader.u32();
    readValueType(reader);
  });
  const code = reader.position;
  const tries = [];
  const sites = [];
  const unresolved = [];
  const functionFrame = new Frame();
  let frame = functionFrame;

  const addSite = (kind, position, target) => {
    const site = { kind, position, target, landing: undefined, guard: undefined };
    if (tries.length === 0) sites.push(site);
    else unresolved.push({ site, frame });
  };
  const outer = (depth) => {
    let found = frame;
    for (let left = depth; left > 0 && found !== undefined; --left) found = found.parent;
    if (found === undefined) reader.fail('branch out of the function');
    return found;
  };
  const current = () => {
    if (frame.attempt === undefined) reader.fail('clause outside of try');
    return frame.attempt;
  };

  while (frame !== undefined) {
    const start = reader.position;
    const opcode = reader.byte();
    switch (opcode) {
      case op.block:
      case op.loop:
      case op.if:
        readBlockType(reader);
        frame = new Frame(frame);
        break;
      case op.try: {
        const type = readBlockType(reader);
        if (type >= 0 && module.types[type]?.parameters.length !== 0) {
          unsupported('a try block with parameters', reader);
        }
        const attempt = new Try(start);
        tries.push(attempt);
        frame = new Frame(frame, attempt, 'body');
        break;
      }
      case op.catch:
      case op.catchAll: {
        const attempt = current();
        if (opcode === op.catch) reader.u32();
        attempt.clauses.push(start);
        // There is one tag: nothing is left for a clause after the first.
        frame = new Frame(frame.parent, attempt, attempt.clauses.length > 1 ? 'dead' : 'clause');
        break;
      }
      case op.delegate: {
        const attempt = current();
        const depth = reader.u32();
        frame = frame.parent;
        attempt.delegate = outer(depth);
        attempt.end = start;
        break;
      }
      case op.end:
        if (frame.attempt !== undefined) frame.attempt.end = start;
        frame = frame.parent;
        break;
      case op.throw:
        reader.u32();
        addSite('throw', start);
        break;
      case op.rethrow: {
        const target = outer(reader.u32());
        if (target.part !== 'clause' && target.part !== 'dead') reader.fail('rethrow of no clause');
        target.attempt.rethrown = true;
        addSite('throw', start);
        break;
      }
      case op.br:
      case op.brIf:
        reader.u32();
        break;
      case op.brTable:
        reader.list(() => reader.u32());
        reader.u32();
        break;
      case op.call:
        addSite('call', start, reader.u32());
        break;
      case op.callIndirect:
        addSite('indirect', start, reader.u32());
        reader.u32();
        break;
      case op.refFunc:
        module.indirect.add(reader.u32());
        break;
      default:
        skipImmediates(reader, opcode);
    }
  }
  if (!reader.done) reader.fail('instructions after the end of a function');

  for (const { site, frame: at } of unresolved) {
    if (isDead(at)) continue;
    site.landing = landing(at);
    site.guard = guard(at);
    sites.push(site);
  }
  return { code, locals, tries, sites, throwsItself: sites.some((site) => site.kind === 'throw') };
}
