// SPDX-License-Identifier: Apache-2.0
// src/debug/dwarf-codes.mjs: numbers of DWARF, as its standard names them

export const tag = { compileUnit: 0x11, subprogram: 0x2e };
export const attribute = {
  location: 0x02, name: 0x03, stmtList: 0x10, lowPc: 0x11, highPc: 0x12, language: 0x13,
  producer: 0x25, frameBase: 0x40, ranges: 0x55,
};
export const form = {
  addr: 0x01, block2: 0x03, block4: 0x04, data2: 0x05, data4: 0x06, data8: 0x07, string: 0x08,
  block: 0x09, block1: 0x0a, data1: 0x0b, flag: 0x0c, sdata: 0x0d, strp: 0x0e, udata: 0x0f,
  refAddr: 0x10, ref1: 0x11, ref2: 0x12, ref4: 0x13, ref8: 0x14, refUdata: 0x15, secOffset: 0x17,
  exprloc: 0x18, flagPresent: 0x19, data16: 0x1e, lineStrp: 0x1f, refSig8: 0x20,
};

/** What an entry of a table of files has, in DWARF 5. */
export const content = { path: 1, directory: 2 };

/** Operations of line tables. */
export const standard = {
  copy: 1, advanceAddress: 2, advanceLine: 3, setFile: 4, setColumn: 5, negateStatement: 6,
  addConstant: 8, fixedAdvance: 9, prologueEnd: 10,
};
export const extended = { end: 1, setAddress: 2 };
