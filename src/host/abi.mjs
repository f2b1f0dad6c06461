// SPDX-License-Identifier: Apache-2.0
// src/host/abi.mjs: the SE2 guest ABI as tables: host functions by profile, WASI, exports

/** The profiles, each offering what those before it offer. */
export const profiles = ['minimal', 'e2core', 'sat'];

export const defaultLifetime = { minimal: 'reuse', e2core: 'fresh', sat: 'reuse' };

/** True for the error codes that reach the client as what they are. */
export const isErrorStatus = (code) => code >= 400 && code <= 599;

export const logLevels = { 1: 'error', 2: 'warn', 3: 'info', 4: 'debug' };

/** By their numbers in db_exec. */
export const queryTypes = ['insert', 'select', 'update', 'delete'];

// `text` stands for two parameters, an address and a byte count; every parameter is an i32.
const host = (profile, parameters, returns) => ({
  profile,
  parameters: parameters.split(' '),
  returns,
  signature: `${parameters.split(' ').map((p) => (p === 'text' ? 'ii' : 'i')).join('')}:${
    returns ? 'i' : ''
  }`,
});

/** The functions of import module `env`: the first profile that has each, parameters, result. */
export const hostFunctions = {
  return_result: host('minimal', 'text ident', false),
  return_error: host('minimal', 'code text ident', false),
  log_msg: host('e2core', 'text level ident', false),
  fetch_url: host('e2core', 'method text text ident', true),
  request_get_field: host('e2core', 'field text ident', true),
  request_set_field: host('e2core', 'field text text ident', true),
  resp_set_header: host('e2core', 'text text ident', false),
  get_ffi_result: host('e2core', 'address ident', true),
  add_ffi_var: host('e2core', 'text text ident', true),
  graphql_query: host('sat', 'text text ident', true),
  cache_set: host('sat', 'text text ttl ident', true),
  cache_get: host('sat', 'text ident', true),
  get_static_file: host('sat', 'text ident', true),
  db_exec: host('sat', 'type text ident', true),
  get_secret_value: host('sat', 'text ident', true),
  return_abort: host('sat', 'text text line column ident', false),
};

/** What a plugin exports besides `memory`; `_start` may be missing. */
export const exportSignatures = {
  allocate: 'i:i',
  run_e: 'iii:',
  deallocate: 'ii:',
  _start: ':',
  _initialize: ':',
};

export const requiredExports = ['memory', 'allocate', 'run_e', 'deallocate'];

export const wasiModule = 'wasi_snapshot_preview1';

/** WASI preview 1, parameters only: `i` is an i32, `I` an i64; all but proc_exit answer an i32. */
export const wasiParameters = {
  args_get: 'ii', args_sizes_get: 'ii', environ_get: 'ii', environ_sizes_get: 'ii',
  clock_res_get: 'ii', clock_time_get: 'iIi', random_get: 'ii', sched_yield: '',
  poll_oneoff: 'iiii', proc_exit: 'i', proc_raise: 'i',
  fd_advise: 'iIIi', fd_allocate: 'iII', fd_close: 'i', fd_datasync: 'i', fd_fdstat_get: 'ii',
  fd_fdstat_set_flags: 'ii', fd_fdstat_set_rights: 'iII', fd_filestat_get: 'ii',
  fd_filestat_set_size: 'iI', fd_filestat_set_times: 'iIIi', fd_pread: 'iiiIi',
  fd_prestat_get: 'ii', fd_prestat_dir_name: 'iii', fd_pwrite: 'iiiIi', fd_read: 'iiii',
  fd_readdir: 'iiiIi', fd_renumber: 'ii', fd_seek: 'iIii', fd_sync: 'i', fd_tell: 'ii',
  fd_write: 'iiii',
  path_create_directory: 'iii', path_filestat_get: 'iiiii', path_filestat_set_times: 'iiiiIIi',
  path_link: 'iiiiiii', path_open: 'iiiiiIIii', path_readlink: 'iiiiii',
  path_remove_directory: 'iii', path_rename: 'iiiiii', path_symlink: 'iiiii',
  path_unlink_file: 'iii',
  sock_accept: 'iii', sock_recv: 'iiiiii', sock_send: 'iiiii', sock_shutdown: 'ii',
};

export const wasiSignature = (name) =>
  Object.hasOwn(wasiParameters, name)
    ? `${wasiParameters[name]}:${name === 'proc_exit' ? '' : 'i'}`
    : null;
