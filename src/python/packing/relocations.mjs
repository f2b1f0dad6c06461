// SPDX-License-Identifier: Apache-2.0
// src/python/packing/relocations.mjs: what wasm-ld wrote for --emit-relocs: symbols and their uses
import { Reader } from '../../exceptions/binary.mjs';
import { Failure } from '../../exceptions/failure.mjs';
import { section } from '../../exceptions/module.mjs';

const kinds = ['function', 'data', 'global', 'section', 'tag', 'table'];
const flag = {
  undefined: 0x10,
  exported: 0x20,
  explicitName: 0x40,
  noStrip: 0x80,
  absolute: 0x200,
};
const symbolTable = 8;

/** Relocations that refer to a symbol: those that a static link for wasm32 knows. */
const withoutAddend = new Set([0, 1, 2, 7, 10, 13, 20, 26]);
const withAddend = new Set([3, 4, 5]);
const typeIndex = 6; // refers to a function type instead
const functionIndex = 0; // the operand of a call

function readSymbol(reader, segments) {
  const kind = kinds[reader.byte()] ?? reader.fail('unknown kind of symbol');
  const flags = reader.u32();
  const symbol = { kind, kept: (flags & (flag.exported | flag.noStrip)) !== 0 };
  const defined = (flags & flag.undefined) === 0;
  if (kind === 'section') reader.u32();
  else if (kind !== 'data') {
    symbol.index = reader.u32();
    if (defined || (flags & flag.explicitName) !== 0) symbol.name = reader.name();
  } else {
    symbol.name = reader.name();
    symbol.size = 0; // of what has no bytes of its own: absolute or undefined
    if (defined) {
      const segment = segments[reader.u32()] ?? reader.fail(`no segment has ${symbol.name}`);
      symbol.address = segment.address + reader.u32();
      const size = reader.u32();
      if ((flags & flag.absolute) === 0) symbol.size = size;
    }
  }
  return symbol;
}

function readSymbols(reader, segments) {
  if (reader.u32() !== 2) reader.fail('unknown version of the section "linking"');
  while (!reader.done) {
    const id = reader.byte();
    const part = reader.inner(reader.u32());
    if (id === symbolTable) return part.list(() => readSymbol(part, segments));
  }
  return reader.fail('no symbol table');
}

function readUses(reader, sectionStart, symbols) {
  const uses = [];
  for (let count = reader.u32(); count > 0; --count) {
    const type = reader.byte();
    const offset = reader.u32();
    const index = reader.u32();
    if (withAddend.has(type)) reader.s32();
    else if (type === typeIndex) continue;
    else if (!withoutAddend.has(type)) reader.fail(`unsupported relocation of type ${type}`);
    const symbol = symbols[index] ?? reader.fail(`relocation of symbol ${index}, which is none`);
    uses.push({ position: sectionStart + offset, symbol, isCall: type === functionIndex });
  }
  return uses;
}

/**
 * The symbols of a linked module, and where its code and its data use them, in order: `position`
 * is an offset in the file, `isCall` says of a function that it is called and not held. `segments`
 * are those of its memory.
 */
export function readRelocations(module, segments) {
  const find = (name) => {
    const found = module.sections.find((entry) => entry.id === 0 && entry.name === name);
    return found && new Reader(module.bytes, found.body.position, found.body.end);
  };
  const linking = find('linking');
  if (linking === undefined) {
    throw new Failure('no relocations: it has no section "linking"', 'link with -Wl,--emit-relocs');
  }
  const symbols = readSymbols(linking, segments);
  const uses = (name, id) => {
    const reader = find(name);
    if (reader === undefined) return [];
    const target = module.sections[reader.u32()];
    if (target?.id !== id) reader.fail(`${name} is for another section`);
    const found = readUses(reader, target.body.position, symbols);
    return found.sort((left, right) => left.position - right.position);
  };
  return {
    symbols,
    code: uses('reloc.CODE', section.code),
    data: uses('reloc.DATA', section.data),
  };
}
