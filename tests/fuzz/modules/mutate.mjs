// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/modules/mutate.mjs: bytes changed at random, WebAssembly modules part by part
//
// Sizes of sections and of function bodies are made right again most of the time, so that a change
// is met by what reads the part and not by what reads sizes. A general fuzzer does not know to.
import { pick } from '../random.mjs';

const codeSection = 10;

/** Opcodes, types, ids and ends; the edges of numbers, also written longer than need be. */
const words = [
  [0x00], [0x01], [0x02], [0x03], [0x04], [0x05], [0x06, 0x40], [0x07, 0x00], [0x08, 0x00],
  [0x09, 0x00], [0x0b], [0x0c, 0x00], [0x0e, 0x01, 0x00, 0x00], [0x0f], [0x10, 0x00], [0x11, 0x00],
  [0x12, 0x00], [0x18, 0x00], [0x19], [0x1a], [0x1c, 0x01, 0x7f], [0x1f], [0x20, 0x00], [0x23],
  [0x28, 0x40], [0x40], [0x41, 0x7f], [0x42, 0x7f], [0x60], [0x69], [0x6f], [0x70], [0x7b], [0x7f],
  [0xd0, 0x70], [0xd2, 0x00], [0xfc, 0x08], [0xfc, 0x12], [0xfd, 0x0c], [0xfd, 0x54], [0xfe, 0x03],
  [0xff], [0x80, 0x01], [0xff, 0xff, 0x03], [0xff, 0xff, 0xff, 0xff, 0x07],
  [0x80, 0x80, 0x80, 0x80, 0x08], [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x00], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
];

const joined = (bytes, from, to, between) =>
  Buffer.concat([bytes.subarray(0, from), Buffer.from(between), bytes.subarray(to)]);

function edit(random, bytes) {
  const at = random(bytes.length + 1);
  const length = Math.min(1 + random(6), bytes.length - at);
  switch (random(8)) {
    case 0:
      return joined(bytes, at, at, pick(random, words));
    case 1:
    case 2: {
      const word = pick(random, words);
      return joined(bytes, at, Math.min(at + word.length, bytes.length), word);
    }
    case 3:
      return joined(bytes, at, at + length, []);
    case 4:
      return joined(bytes, at, at, bytes.subarray(at, at + length));
    case 5: {
      const from = random(bytes.length + 1);
      return joined(bytes, at, at, bytes.subarray(from, from + random(40)));
    }
    case 6:
      return random(8) === 0 ? bytes.subarray(0, at) : joined(bytes, at, at, [random(256)]);
    default:
      if (at === bytes.length) return bytes;
      return joined(bytes, at, at + 1, [bytes[at] ^ (1 << random(8))]);
  }
}

/** `bytes` with one to three changes. */
export function mutate(random, bytes) {
  let changed = bytes;
  for (let left = 1 + random(3); left > 0; --left) changed = edit(random, changed);
  return Buffer.from(changed);
}

function readNumber(bytes, at) {
  let value = 0;
  let position = at;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[position++];
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, position };
  }
}

function number(value) {
  const bytes = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}

/** Parts of a valid module: `[id, content]` of each section. */
export function splitModule(bytes) {
  const sections = [];
  for (let at = 8; at < bytes.length; ) {
    const { value, position } = readNumber(bytes, at + 1);
    sections.push([bytes[at], bytes.subarray(position, position + value)]);
    at = position + value;
  }
  return sections;
}

const joinModule = (sections) =>
  Buffer.concat([
    Buffer.from('\0asm\x01\0\0\0', 'latin1'),
    ...sections.flatMap(([id, content]) => [Buffer.from([id, ...number(content.length)]), content]),
  ]);

function mutateBody(random, content) {
  const { value: count, position: first } = readNumber(content, 0);
  if (count === 0) return mutate(random, content);
  let at = first;
  let body = readNumber(content, at);
  for (let left = random(count); left > 0; --left) {
    at = body.position + body.value;
    body = readNumber(content, at);
  }
  const end = body.position + body.value;
  const changed = mutate(random, content.subarray(body.position, end));
  return joined(content, at, end, [...number(changed.length), ...changed]);
}

/** A valid module with one to three changes in one of its parts, or to their order, or anywhere. */
export function mutateModule(random, bytes) {
  const choice = random(16);
  if (choice < 2) return mutate(random, bytes);
  const sections = splitModule(bytes);
  const at = random(sections.length);
  const [id, content] = sections[at];
  if (choice === 2) sections.splice(at, 1);
  else if (choice === 3) sections.splice(random(sections.length), 0, sections[at]);
  else if (id === codeSection || choice > 11) {
    const code = sections.findIndex((section) => section[0] === codeSection);
    if (code >= 0) sections[code] = [codeSection, mutateBody(random, sections[code][1])];
  } else sections[at] = [id, mutate(random, content)];
  return joinModule(sections);
}
