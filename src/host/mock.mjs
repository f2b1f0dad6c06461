// SPDX-License-Identifier: Apache-2.0
// src/host/mock.mjs: answers for a plugin's requests, from a file

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { kinds, readEntries } from './entries.mjs';
import { goJson } from './go-json.mjs';
import { methods } from './http.mjs';
import { failureOf, redirected } from './redirects.mjs';

// An entry answers the requests of its `method`, any where it has none, and its `url`, in which a
// final * stands for any rest; of several the first does. `body` is text or JSON, `body_file` a
// path in the file's folder, `failure` the error text of a request that gets no answer. Of
// `headers` only a redirect's location has an effect: plugins see none.
const members = {
  method: kinds.oneOf(...methods),
  url: kinds.text,
  status: kinds.status,
  headers: kinds.texts,
  body: kinds.any,
  body_base64: kinds.base64,
  body_file: kinds.text,
  failure: kinds.text,
};
const bodies = ['body', 'body_base64', 'body_file', 'failure'];
const help = 'Such as [{"method": "GET", "url": "http://a.test/b", "status": 200, "body": "c"}].';

/** A `send` of services.mjs that has the answers in `file` and no others. */
export function readMock(file) {
  const make = (entry, fault) => answerOf(entry, dirname(file), fault);
  const answers = readEntries(file, { members, required: ['url'], make, help });
  return (request) => {
    try {
      const requests = redirected(request);
      let step = requests.next();
      while (!step.done) {
        const { method, url } = step.value;
        const answer = answers.find((each) => each.isFor(method, url.href));
        if (!answer) return unanswered(step.value, file);
        if (answer.failure !== undefined) return { failure: answer.failure };
        step = requests.next({ ...answer, body: hasBody(method, answer) ? answer.body : empty });
      }
      return step.value;
    } catch (error) {
      return failureOf(request, error);
    }
  };
}

const empty = Buffer.alloc(0);
const hasBody = (method, { status }) => method !== 'HEAD' && status !== 204 && status !== 304;

function unanswered({ method, url }, file) {
  const { failure } = failureOf({ method, url }, new Error(`${file} has no answer`));
  return { failure, violation: `${file} has no answer for ${method} ${url}` };
}

function answerOf(entry, folder, fault) {
  const { method = null, url, status = 200, headers = {}, failure } = entry;
  const given = bodies.filter((name) => entry[name] !== undefined);
  if (given.length > 1) fault(`${given.join(' and ')} exclude each other`);
  const location = Object.entries(headers).find(([name]) => /^location$/i.test(name))?.[1];
  const isUrl = matcherOf(url, fault);
  const isFor = (asked, href) => (method ?? asked) === asked && isUrl(href);
  return { isFor, status, location, failure, body: bodyOf(entry, folder, fault) };
}

function matcherOf(url, fault) {
  if (url.endsWith('*')) return (href) => href.startsWith(url.slice(0, -1));
  try {
    const { href } = new URL(url);
    return (asked) => asked === href;
  } catch {
    return fault('url must be a whole URL, or the start of some and *');
  }
}

function bodyOf({ body = '', body_base64: encoded, body_file: file }, folder, fault) {
  if (encoded !== undefined) return Buffer.from(encoded, 'base64');
  if (file === undefined) return Buffer.from(typeof body === 'string' ? body : goJson(body));
  try {
    return readFileSync(resolve(folder, file));
  } catch (error) {
    return fault(`body_file ${file} cannot be read (${error.code ?? error.message})`);
  }
}
