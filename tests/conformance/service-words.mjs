// SPDX-License-Identifier: Apache-2.0
// tests/conformance/service-words.mjs: a job's services as options of se2-run

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from './place.mjs';

const folder = mkdtempSync(join(tmpdir(), 'se2-services-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const newPath = () => join(folder, String((made += 1)));

const queryTypes = ['insert', 'select', 'update', 'delete'];

// Linux takes no longer one.
const argumentSize = 2 ** 17;

/**
 * Options have no word for a server that answers with what it got, a closed cache, an answer of a
 * database that is no JSON, nor for a secret that is longer than an argument may be.
 */
export function haveWords({ http = {}, cache = true, secrets = {}, queries = {} } = {}) {
  return cache && Object.values(http).every(({ echo }) => !echo) &&
    Object.values(queries).every(({ answer }) => bytesOf(answer).length > 0) &&
    Object.values(secrets).every((value) => bytesOf(value).length < argumentSize);
}

export function wordsOf({ http, files, secrets = {}, queries } = {}) {
  const words = Object.entries(secrets).flatMap(([key, value]) => ['--secret', `${key}=${value}`]);
  if (http) words.push('--http-mock', fileOf(Object.entries(http).map(answerOf)));
  if (files) words.push('--static-dir', folderOf(files));
  if (queries) words.push('--queries', fileOf(Object.entries(queries).map(queryOf)));
  return words;
}

const answerOf = ([url, { body: file, ...answer }]) => {
  return { url, ...answer, ...(file && { body_file: file }) };
};

const queryOf = ([name, { type, variables, answer }]) => {
  return { name, type: queryTypes[type], varCount: variables, answer: JSON.parse(answer) };
};

function fileOf(entries) {
  const file = newPath();
  writeFileSync(file, JSON.stringify(entries));
  return file;
}

function folderOf(files) {
  const path = newPath();
  mkdirSync(path);
  for (const [name, file] of Object.entries(files)) copyFileSync(file, join(path, name));
  return path;
}
