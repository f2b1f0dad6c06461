// SPDX-License-Identifier: Apache-2.0
// src/tools/version.mjs: the version of the library, from its one place, include/se2/version.hpp

import { readFileSync } from 'node:fs';

// From src/tools in the sources, and from lib/se2/tools where it is installed.
const places = ['../../include/se2/version.hpp', '../../../include/se2/version.hpp'];

export function version() {
  for (const place of places) {
    const found = /version = "([^"]+)"/.exec(read(new URL(place, import.meta.url)));
    if (found) return found[1];
  }
  return 'of unknown version: include/se2/version.hpp is not beside it';
}

function read(url) {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return '';
  }
}
