// SPDX-License-Identifier: Apache-2.0
// src/host/entries.mjs: JSON files that say what lies behind a host: a list of objects each

import { readFileSync } from 'node:fs';
import { SetupError } from './errors.mjs';

const isText = (value) => typeof value === 'string';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const isBase64 = (value) => Buffer.from(value, 'base64').toString('base64') === value;
const isWithin = (value, least, most) =>
  Number.isInteger(value) && value >= least && value <= most;

/** What a member may be: in words, and whether a value is that. */
export const kinds = {
  any: ['any JSON', () => true],
  text: ['a text', isText],
  texts: ['an object of texts', (value) => isObject(value) && Object.values(value).every(isText)],
  base64: ['base64', (value) => isText(value) && isBase64(value)],
  count: ['an integer from 0 on', (value) => isWithin(value, 0, Infinity)],
  status: ['an integer from 200 to 599', (value) => isWithin(value, 200, 599)],
  oneOf: (...values) => [`one of ${values.join(', ')}`, (value) => values.includes(value)],
};

/**
 * The entries of `file`. `members` are those an entry may have, a kind each, and `required` those
 * it must have; `make(entry, fault)` is what becomes of one, where `fault(text)` throws. `help`
 * shows an entry.
 */
export function readEntries(file, { members, required, make, help }) {
  const list = parse(file, help);
  return list.map((entry, index) => {
    const fault = (text) => {
      throw new SetupError(`${file}: entry ${index + 1}${named(entry, required)}: ${text}`, help);
    };
    if (!isObject(entry)) fault('is no object');
    for (const [name, value] of Object.entries(entry)) {
      if (!Object.hasOwn(members, name)) {
        fault(`no member is called ${name}; there are ${Object.keys(members).join(', ')}`);
      }
      const [words, isKind] = members[name];
      if (!isKind(value)) fault(`${name} must be ${words}`);
    }
    const missing = required.find((name) => entry[name] === undefined);
    if (missing) fault(`${missing} is missing`);
    return make(entry, fault);
  });
}

function parse(file, help) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SetupError(`${file}: cannot be read (${error.code ?? error.message})`, help);
  }
  let list;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${file}: is not JSON: ${error.message}`, help);
  }
  if (!Array.isArray(list)) throw new SetupError(`${file}: is no list of entries`, help);
  return list;
}

function named(entry, required) {
  const name = required.map((member) => entry?.[member]).find(isText);
  return name === undefined ? '' : ` (${name})`;
}
