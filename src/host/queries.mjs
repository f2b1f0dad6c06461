// SPDX-License-Identifier: Apache-2.0
// src/host/queries.mjs: a database's queries and what they answer, from a file

import { queryTypes } from './abi.mjs';
import { kinds, readEntries } from './entries.mjs';
import { goJson } from './go-json.mjs';

// An entry is a query as a tenant's configuration has it, with `answer`, its JSON, in place of SQL.
const members = {
  name: kinds.text,
  type: kinds.oneOf(...queryTypes),
  varCount: kinds.count,
  answer: kinds.any,
};
const help = 'Such as [{"name": "all", "type": "select", "varCount": 0, "answer": [{"a": 1}]}].';

/** `queries` of services.mjs. */
export function readQueries(file) {
  const queries = new Map();
  readEntries(file, {
    members,
    required: ['name', 'type', 'answer'],
    make: ({ name, type, varCount: variables = 0, answer }, fault) => {
      if (queries.has(name)) fault('its name is taken');
      queries.set(name, { type: queryTypes.indexOf(type), variables, answer: goJson(answer) });
    },
    help,
  });
  return queries;
}
