// SPDX-License-Identifier: Apache-2.0
// src/python/packing/packing-part.mjs: the part of a runtime that is there for packing only

/** Its name, where the other parts have those of built-in modules. */
export const packingPart = 'se2_pack';

/** Whether an export of the runtime is for se2-pack and no packed module has it. */
export const isForPacking = ({ name }) => name.startsWith('se2_pack_');
