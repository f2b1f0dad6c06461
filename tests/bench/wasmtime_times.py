# SPDX-License-Identifier: Apache-2.0
# tests/bench/wasmtime_times.py: times modules on PyPI's wasmtime, round by round
#
# Reads {"rounds": n, "calls": n, "payload": text, "compiled": {"times": n, "names": [name]},
# "modules": [{"name", "file", "directories"}]} and answers {name: {"compile": [s], "fresh": [s],
# "call": [s]}}: the time to compile those named; of each round that of a new instance up to its first
# reply; and that of a call on one instance, the mean of `calls`.
import json
import sys
from time import perf_counter

import wasmtime

I32 = wasmtime.ValType.i32()
REPLIES = {"return_result": 3, "return_error": 4, "log_msg": 4}


class Plugin:
    def __init__(self, engine, name, file, directories):
        self.engine, self.name, self.directories = engine, name, directories
        with open(file, "rb") as source:
            self.code = source.read()
        self.module = wasmtime.Module(engine, self.code)
        self.times = {"compile": [], "fresh": [], "call": []}
        self.linker = wasmtime.Linker(engine)
        self.linker.define_wasi()
        for function, parameters in REPLIES.items():
            kind = wasmtime.FuncType([I32] * parameters, [])
            self.linker.define_func("env", function, kind, getattr(self, function))
        self.replies = 0

    def return_result(self, *_):
        self.replies += 1

    def return_error(self, *_):
        raise SystemExit(f"{self.name} answered with an error")

    def log_msg(self, *_):
        pass

    def compile(self):
        started = perf_counter()
        wasmtime.Module(self.engine, self.code)
        self.times["compile"].append(perf_counter() - started)

    def open(self):
        store = wasmtime.Store(self.engine)
        wasi = wasmtime.WasiConfig()
        wasi.env = [["PYTHONPATH", "/plugin"]] if self.directories else []
        for guest, host in self.directories.items():
            wasi.preopen_dir(host, guest)
        store.set_wasi(wasi)
        exports = self.linker.instantiate(store, self.module).exports(store)
        exports["_start"](store)
        return store, exports

    def call(self, store, exports, payload):
        place = exports["allocate"](store, len(payload))
        exports["memory"].write(store, payload, place)
        before = self.replies
        exports["run_e"](store, place, len(payload), 1)
        if self.replies != before + 1:
            raise SystemExit(f"{self.name} did not reply")
        exports["deallocate"](store, place, len(payload))


def main():
    job = json.load(sys.stdin)
    payload = job["payload"].encode()
    engine = wasmtime.Engine()
    plugins = [Plugin(engine, **module) for module in job["modules"]]
    for _ in range(job["compiled"]["times"]):
        for plugin in plugins:
            if plugin.name in job["compiled"]["names"]:
                plugin.compile()
    for _ in range(job["rounds"]):
        for plugin in plugins:
            started = perf_counter()
            instance = plugin.open()
            plugin.call(*instance, payload)
            plugin.times["fresh"].append(perf_counter() - started)
            started = perf_counter()
            for _ in range(job["calls"]):
                plugin.call(*instance, payload)
            plugin.times["call"].append((perf_counter() - started) / job["calls"])
    json.dump({plugin.name: plugin.times for plugin in plugins}, sys.stdout)


main()
