// SPDX-License-Identifier: Apache-2.0
// src/host/imports-sat.mjs: the host functions that hosts of profile `sat` add

import { queryTypes } from './abi.mjs';
import { fromByteString } from './host.mjs';
import { graphqlOutcome, graphqlRequest } from './http.mjs';
import { notEnabled } from './services.mjs';

/** The seven functions, over one `Host` and its services. */
export function satFunctions(host) {
  const { services } = host;

  return {
    graphql_query(endpointStart, endpointSize, queryStart, querySize, ident) {
      if (!host.ready(ident, 'graphql_query')) return -1;
      const endpoint = host.readUtf8(endpointStart, endpointSize, 'graphql_query');
      const query = host.readUtf8(queryStart, querySize, 'graphql_query');
      return host.settle(graphqlOutcome(host.send(graphqlRequest(endpoint, query))));
    },

    cache_set(keyStart, keySize, valueStart, valueSize, seconds, ident) {
      if (!host.identified(ident, 'cache_set')) return -1;
      const key = host.readText(keyStart, keySize, 'cache_set');
      const value = host.readText(valueStart, valueSize, 'cache_set');
      if (!services.isCacheEnabled) return -2;
      const expires = seconds > 0 ? services.now() + seconds * 1000 : Infinity;
      services.cache.set(key, { value, expires });
      return 0;
    },

    cache_get(keyStart, keySize, ident) {
      if (!host.ready(ident, 'cache_get')) return -1;
      const key = host.readText(keyStart, keySize, 'cache_get');
      if (!services.isCacheEnabled) return host.refuse(notEnabled);
      const entry = services.cache.get(key);
      if (!entry || entry.expires <= services.now()) return host.refuse('key not found');
      return host.answer(fromByteString(entry.value));
    },

    get_static_file(nameStart, nameSize, ident) {
      if (!host.ready(ident, 'get_static_file')) return -1;
      const name = host.readUtf8(nameStart, nameSize, 'get_static_file');
      if (!services.files) return host.refuse(notEnabled);
      const content = services.files.get(name);
      return content === undefined
        ? host.refuse('file not found')
        : host.answer(Buffer.from(content));
    },

    db_exec(type, nameStart, nameSize, ident) {
      const run = host.identified(ident, 'db_exec');
      if (!run) return -1;
      const name = host.readUtf8(nameStart, nameSize, 'db_exec');
      const count = run.variables.length;
      run.variables = [];
      if (run.pending) {
        const told = 'the real host would die: db_exec was called while a result was pending';
        run.violation(told);
        run.stop(told);
      }
      if (!queryTypes[type]) return host.refuse('query type invalid');
      if (!services.queries) return host.refuse(notEnabled);
      const query = services.queries.get(name);
      if (!query) return host.refuse('query not found');
      if (query.type !== type) return host.refuse('query type incorrect');
      if (query.variables !== count) {
        return host.refuse(
          `expected ${query.variables} variables, got ${count}: number of variables incorrect`,
        );
      }
      return host.answer(Buffer.from(query.answer));
    },

    get_secret_value(keyStart, keySize, ident) {
      if (!host.ready(ident, 'get_secret_value')) return -1;
      const key = host.readUtf8(keyStart, keySize, 'get_secret_value');
      return host.answer(Buffer.from(services.secrets.get(key) ?? ''));
    },

    return_abort(textStart, textSize, fileStart, fileSize, line, column, ident) {
      const run = host.identified(ident, 'return_abort');
      if (!run) return;
      const text = host.readUtf8(textStart, textSize, 'return_abort');
      const file = host.readUtf8(fileStart, fileSize, 'return_abort');
      const place = `file: ${file}, line: ${line}, col: ${column}`;
      run.replyError(-1, `runnable abort: ${text}; ${place}`, 'return_abort');
    },
  };
}
