# SPDX-License-Identifier: Apache-2.0
# tests/bench/wasmtime_times.py: one instance, one call or one compilation on PyPI's wasmtime, timed
"""usage: wasmtime_times.py <REQUESTS

The first line is {"payload", "optimised", "fuel", "forms": [{"name", "file", "directories"}]}. Each
line after it asks for one measurement, [what, name, calls], and is answered with a line: "fresh" is
a new instance up to its reply, "calls" the mean of calls on one instance, which stays, and
"compile" one compilation. Milliseconds; with "fuel", instructions instead.
"""

import json
import resource
import sys
from time import perf_counter, process_time

import wasmtime

I32 = wasmtime.ValType.i32()
REPLIES = {"return_result": 3, "return_error": 4, "log_msg": 4}
FUEL = 1 << 50


def page_faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


class Host:
    """An engine, its modules by file, and what a reply is."""

    def __init__(self, optimised, fuel):
        config = wasmtime.Config()
        config.consume_fuel = fuel
        if not optimised:
            config.cranelift_opt_level = "none"
        self.has_fuel = fuel
        self.engine = wasmtime.Engine(config)
        self.modules = {}
        self.replies = 0
        self.linker = wasmtime.Linker(self.engine)
        self.linker.define_wasi()
        for function, parameters in REPLIES.items():
            kind = wasmtime.FuncType([I32] * parameters, [])
            self.linker.define_func("env", function, kind, getattr(self, function))

    def module(self, file):
        if file not in self.modules:
            self.modules[file] = wasmtime.Module.from_file(self.engine, file)
        return self.modules[file]

    def clock(self, store):
        """Milliseconds, or the instructions so far."""
        return store.fuel_consumed() if self.has_fuel else perf_counter() * 1000

    def return_result(self, *_):
        self.replies += 1

    def return_error(self, *_):
        raise SystemExit("a plugin answered with an error")

    def log_msg(self, *_):
        pass


class Form:
    def __init__(self, host, form):
        self.host, self.name, self.file = host, form["name"], form["file"]
        self.directories = form["directories"]
        self.kept = None

    def open(self):
        """A store, and the exports of an instance in it; not started."""
        store = wasmtime.Store(self.host.engine)
        if self.host.has_fuel:
            store.add_fuel(FUEL)
        wasi = wasmtime.WasiConfig()
        wasi.env = [["PYTHONPATH", "/plugin"]] if self.directories else []
        for guest, host in self.directories.items():
            wasi.preopen_dir(host, guest)
        store.set_wasi(wasi)
        instance = self.host.linker.instantiate(store, self.host.module(self.file))
        return store, instance.exports(store)

    def call(self, store, exports, payload):
        place = exports["allocate"](store, len(payload))
        exports["memory"].write(store, payload, place)
        before = self.host.replies
        exports["run_e"](store, place, len(payload), 1)
        if self.host.replies != before + 1:
            raise SystemExit(f"{self.name} did not reply")
        exports["deallocate"](store, place, len(payload))

    # The instance goes when this returns, after the clock was read.
    def fresh(self, payload, _):
        self.host.module(self.file)
        faults = page_faults()
        begun = 0 if self.host.has_fuel else perf_counter() * 1000
        store, exports = self.open()
        opened = self.host.clock(store)
        exports["_start"](store)
        started = self.host.clock(store)
        self.call(store, exports, payload)
        replied = self.host.clock(store)
        return {
            "total": replied - begun,
            "instantiation": opened - begun,
            "start": started - opened,
            "call": replied - started,
            "faults": page_faults() - faults,
            "memory": exports["memory"].data_len(store),
        }

    def calls(self, payload, count):
        if self.kept is None:
            self.kept = self.open()
            self.kept[1]["_start"](self.kept[0])
            self.call(*self.kept, payload)
        begun = self.host.clock(self.kept[0])
        for _ in range(count):
            self.call(*self.kept, payload)
        return {"total": (self.host.clock(self.kept[0]) - begun) / count}

    def compile(self, *_):
        with open(self.file, "rb") as source:
            code = source.read()
        begun, cpu = perf_counter(), process_time()
        wasmtime.Module(self.host.engine, code)
        return {"total": (perf_counter() - begun) * 1000, "cpu": (process_time() - cpu) * 1000}


def main():
    job = json.loads(sys.stdin.readline())
    payload = job["payload"].encode()
    host = Host(job["optimised"], job["fuel"])
    forms = {form["name"]: Form(host, form) for form in job["forms"]}
    for line in sys.stdin:
        what, name, calls = json.loads(line)
        print(json.dumps(getattr(forms[name], what)(payload, calls)), flush=True)


if __name__ == "__main__":
    main()
