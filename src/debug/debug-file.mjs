// SPDX-License-Identifier: Apache-2.0
// src/debug/debug-file.mjs: where the names and lines of a plugin are: beside it

import { existsSync } from 'node:fs';

const suffix = '.debug.wasm';

/** The file of a plugin's names and lines. */
export const debugFile = (file) => `${file.replace(/\.wasm$/, '')}${suffix}`;

/** Whether a plugin's file may have names and lines, its own or beside it. */
export const hasSymbols = (file) => file.endsWith(suffix) || existsSync(debugFile(file));
