# SPDX-License-Identifier: Apache-2.0
# tests/package/sizes/calls.py: a call takes at most so many instructions more than one by hand does
"""usage: calls.py PLUGIN MOST BARE

Runs on PyPI's wasmtime, whose fuel is the instructions executed: allocate, run_e and deallocate of
64 bytes, the second time on an instance. BARE is the module by hand.
"""

import sys

import wasmtime

PAYLOAD = bytes(64)
REPLIES = {"return_result": 3, "return_error": 4}
FULL = 1 << 50


def instructions(file):
    config = wasmtime.Config()
    config.consume_fuel = True
    engine = wasmtime.Engine(config)
    store = wasmtime.Store(engine)
    if hasattr(store, "set_fuel"):
        store.set_fuel(FULL)
    else:  # wasmtime 7
        store.add_fuel(FULL)

    def used():
        return FULL - store.get_fuel() if hasattr(store, "get_fuel") else store.fuel_consumed()

    replies = []
    linker = wasmtime.Linker(engine)
    for name, parameters in REPLIES.items():
        kind = wasmtime.FuncType([wasmtime.ValType.i32()] * parameters, [])
        linker.define_func("env", name, kind, lambda *words, name=name: replies.append(name))
    plugin = linker.instantiate(store, wasmtime.Module.from_file(engine, file)).exports(store)
    plugin["_start"](store)
    for _ in range(2):
        begun = used()
        place = plugin["allocate"](store, len(PAYLOAD))
        plugin["memory"].write(store, PAYLOAD, place)
        plugin["run_e"](store, place, len(PAYLOAD), 5)
        plugin["deallocate"](store, place, len(PAYLOAD))
    assert replies == ["return_result"] * 2, replies
    return used() - begun


def main():
    file, most, bare = sys.argv[1:]
    more = instructions(file) - instructions(bare)
    print(f"{file}: {more} of {most} instructions more than bare WAT")
    sys.exit(more > int(most))


main()
