// SPDX-License-Identifier: Apache-2.0
// src/host/imports.mjs: the host functions that E2 Core offers to a plugin

import { isUtf8 } from 'node:buffer';
import { logLevels } from './abi.mjs';
import { fromByteString } from './host.mjs';
import { fetchOutcome, parseFetch } from './http.mjs';

/** The functions of profiles `minimal` and `e2core`, over one `Host`. */
export function coreFunctions(host) {
  return {
    return_result(start, size, ident) {
      const run = host.identified(ident, 'return_result');
      run?.replyResult(host.read(start, size, 'return_result'));
    },

    return_error(code, start, size, ident) {
      const run = host.identified(ident, 'return_error');
      if (!run) return;
      run.replyError(code, host.readUtf8(start, size, 'return_error'));
      if (!isUtf8(host.read(start, size, 'return_error'))) {
        run.violation('return_error got a message that is not UTF-8; the client gets U+FFFD');
      }
    },

    log_msg(start, size, level, ident) {
      const run = host.identified(ident, 'log_msg');
      if (!run) return;
      const message = host.readUtf8(start, size, 'log_msg');
      if (!logLevels[level]) {
        run.violation(`log_msg got level ${level}, none of 1 to 4; the host logs it as info`);
      }
      const entry = { level: logLevels[level] ?? 'info', message };
      run.log.push(entry);
      host.onLog?.(entry.level, message);
    },

    fetch_url(method, urlStart, urlSize, bodyStart, bodySize, ident) {
      if (!host.ready(ident, 'fetch_url')) return -1;
      const url = host.readText(urlStart, urlSize, 'fetch_url');
      const body = host.read(bodyStart, bodySize, 'fetch_url');
      const request = parseFetch(method, url, body);
      return request ? host.settle(fetchOutcome(host.send(request))) : -2;
    },

    request_get_field(field, keyStart, keySize, ident) {
      if (!host.ready(ident, 'request_get_field')) return -1;
      const key = host.readText(keyStart, keySize, 'request_get_field');
      const value = host.request.get(field, key);
      return value === null ? -1 : host.answer(fromByteString(value));
    },

    // Failing or not, E2 Core answers size 0 with a result pending: it swallows the error.
    request_set_field(field, keyStart, keySize, valueStart, valueSize, ident) {
      const run = host.ready(ident, 'request_set_field');
      if (!run) return -1;
      const key = host.readText(keyStart, keySize, 'request_set_field');
      const value = host.readText(valueStart, valueSize, 'request_set_field');
      const failure = host.request.set(field, key, value);
      if (failure) run.violation(`request_set_field: ${failure}; the host says nothing of it`);
      return host.answer(new Uint8Array(0));
    },

    resp_set_header(keyStart, keySize, valueStart, valueSize, ident) {
      const run = host.identified(ident, 'resp_set_header');
      if (!run) return;
      const key = host.readUtf8(keyStart, keySize, 'resp_set_header');
      run.responseHeaders.set(key, host.readUtf8(valueStart, valueSize, 'resp_set_header'));
    },

    get_ffi_result(destination, ident) {
      const run = host.identified(ident, 'get_ffi_result');
      if (!run) return -1;
      if (!run.pending) {
        // Asking for an answer at the end of memory, which drops it, is the way to make sure.
        if (destination !== host.memory.bytes.length) {
          run.violation('get_ffi_result was called with no result pending');
        }
        return -1;
      }
      const bytes = run.pending;
      run.pending = null;
      host.memory.write(destination, bytes, 'get_ffi_result', run);
      return 0;
    },

    add_ffi_var(nameStart, nameSize, valueStart, valueSize, ident) {
      const run = host.identified(ident, 'add_ffi_var');
      if (!run) return -1;
      const name = host.readText(nameStart, nameSize, 'add_ffi_var');
      const value = host.readText(valueStart, valueSize, 'add_ffi_var');
      run.variables.push({ name, value });
      return 0;
    },
  };
}
