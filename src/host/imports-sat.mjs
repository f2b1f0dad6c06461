// SPDX-License-Identifier: Apache-2.0
// src/host/imports-sat.mjs: the host functions that hosts of profile `sat` add

import { fromByteString } from './host.mjs';

// The texts are those of the real host where the service is on and nothing is configured.
const notEnabled = 'capability is not enabled';
const queryTypes = [0, 1, 2, 3];

/** The seven functions, over one `Host`; the cache lives as long as they do. */
export function satFunctions(host, now = Date.now) {
  const cache = new Map();

  return {
    graphql_query(endpointStart, endpointSize, queryStart, querySize, ident) {
      if (!host.ready(ident, 'graphql_query')) return -1;
      const endpoint = host.readUtf8(endpointStart, endpointSize, 'graphql_query');
      host.read(queryStart, querySize, 'graphql_query');
      return host.refuse(`se2-run: HTTP is not available; the query to ${endpoint} was not sent`);
    },

    cache_set(keyStart, keySize, valueStart, valueSize, seconds, ident) {
      if (!host.identified(ident, 'cache_set')) return -1;
      const key = host.readText(keyStart, keySize, 'cache_set');
      const value = host.readText(valueStart, valueSize, 'cache_set');
      cache.set(key, { value, expires: seconds > 0 ? now() + seconds * 1000 : Infinity });
      return 0;
    },

    cache_get(keyStart, keySize, ident) {
      if (!host.ready(ident, 'cache_get')) return -1;
      const entry = cache.get(host.readText(keyStart, keySize, 'cache_get'));
      if (!entry || entry.expires <= now()) return host.refuse('key not found');
      return host.answer(fromByteString(entry.value));
    },

    get_static_file(nameStart, nameSize, ident) {
      if (!host.ready(ident, 'get_static_file')) return -1;
      host.read(nameStart, nameSize, 'get_static_file');
      return host.refuse(notEnabled);
    },

    db_exec(type, nameStart, nameSize, ident) {
      const run = host.identified(ident, 'db_exec');
      if (!run) return -1;
      host.read(nameStart, nameSize, 'db_exec');
      run.variables = [];
      if (run.pending) {
        run.stop('the real host would die: db_exec was called while a result was pending');
      }
      return host.refuse(queryTypes.includes(type) ? 'query not found' : 'query type invalid');
    },

    get_secret_value(keyStart, keySize, ident) {
      if (!host.ready(ident, 'get_secret_value')) return -1;
      host.read(keyStart, keySize, 'get_secret_value');
      return host.answer(new Uint8Array(0));
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
