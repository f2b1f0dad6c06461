// SPDX-License-Identifier: Apache-2.0
// src/python/packing/places.mjs: where the guest has its standard library, and where that is here

import { fileURLToPath } from 'node:url';

export const libraryPath = '/usr/local/lib/python3.11';
export const library = fileURLToPath(new URL(`../..${libraryPath}`, import.meta.url));
export const scripts = fileURLToPath(new URL('guest', import.meta.url));
