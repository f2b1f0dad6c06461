# SPDX-License-Identifier: Apache-2.0
# examples/hosts/host.py: a host on wasmtime, of PyPI: python host.py PLUGIN.wasm PAYLOAD
import random
import sys
from wasmtime import Engine, Linker, Module, Store, Trap, WasiConfig


def run(engine, module, payload):
    """One run on an instance of its own: the HTTP status and the body that a client is to see."""
    ident, answer = random.randrange(2**31 - 1), {}
    store, linker = Store(engine), Linker(engine)
    store.set_wasi(WasiConfig())  # no files, no environment
    linker.define_wasi()

    def text(start, size):  # a copy: the bytes are the guest's again when the function returns
        return exports['memory'].read(store, start, start + size).decode(errors='replace')
    def call(function, *words):
        if function.name == 'log_msg':
            print(words[2], text(*words[:2]), file=sys.stderr)
        if function.name == 'return_result' and words[-1] == ident:
            answer['result'] = 200, text(*words[:2])
        if function.name == 'return_error' and words[-1] == ident:
            answer['error'] = words[0], text(*words[1:3])
        return -1 if function.type.results else None  # -1: there is nothing behind it here

    for function in filter(lambda each: each.module == 'env', module.imports):
        bound = lambda *words, function=function: call(function, *words)
        linker.define_func('env', function.name, function.type, bound)
    exports = linker.instantiate(store, module).exports(store)
    exports['_start'](store)
    address = exports['allocate'](store, len(payload))
    exports['memory'].write(store, payload, address)
    try:
        exports['run_e'](store, address, len(payload), ident)
    except Trap as trap:  # an error that was replied before stands, a result doesn't
        return answer.get('error', (500, f'trap: {trap}'))
    exports['deallocate'](store, address, len(payload))
    return answer.get('error') or answer.get('result', (200, ''))


engine = Engine()
print(*run(engine, Module.from_file(engine, sys.argv[1]), sys.argv[2].encode()))
