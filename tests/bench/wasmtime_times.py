# SPDX-License-Identifier: Apache-2.0
# tests/bench/wasmtime_times.py: one instance, one call or one compilation on PyPI's wasmtime, timed
"""usage: wasmtime_times.py <REQUESTS

The first line is {"payloads", "optimised", "fuel", "forms": [{"name", "file", "abi",
"directories"}]}. Each line after it asks for one measurement, [what, name, count, payload], the
latter an index, and is answered with a line: "reply" is what a new instance answers, "fresh" the
time up to its reply, "calls" the mean of so many calls on one instance, which stays, "compile" one
compilation, and "memory" what each of so many instances has for itself, in bytes. Milliseconds;
with "fuel", instructions instead.
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


def private_bytes():
    """Of memory that only this process has and that it wrote."""
    with open("/proc/self/smaps_rollup") as rollup:
        sizes = dict(line.split(":") for line in rollup if line.startswith("Private_Dirty"))
    return 1024 * int(sizes["Private_Dirty"].split()[0])


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
        self.reply = None
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
        if not self.has_fuel:
            return perf_counter() * 1000
        return FUEL - store.get_fuel() if hasattr(store, "get_fuel") else store.fuel_consumed()

    def return_result(self, start, size, _):
        self.reply = start, start + size

    def return_error(self, *_):
        raise SystemExit("a plugin answered with an error")

    def log_msg(self, *_):
        pass


class Form:
    def __init__(self, host, form):
        self.host, self.name, self.file = host, form["name"], form["file"]
        self.directories = form.get("directories", {})
        self.kept = None

    def open(self):
        """A store, and the exports of an instance in it; not started."""
        store = wasmtime.Store(self.host.engine)
        if self.host.has_fuel:
            give = store.set_fuel if hasattr(store, "set_fuel") else store.add_fuel
            give(FUEL)
        wasi = wasmtime.WasiConfig()
        wasi.env = [["PYTHONPATH", "/plugin"]] if self.directories else []
        for guest, host in self.directories.items():
            wasi.preopen_dir(host, guest)
        store.set_wasi(wasi)
        instance = self.host.linker.instantiate(store, self.host.module(self.file))
        return store, instance.exports(store)

    def call(self, store, exports, payload, is_read=False):
        place = exports["allocate"](store, len(payload))
        exports["memory"].write(store, payload, place)
        self.host.reply = None
        exports["run_e"](store, place, len(payload), 1)
        if self.host.reply is None:
            raise SystemExit(f"{self.name} did not reply")
        reply = exports["memory"].read(store, *self.host.reply) if is_read else None
        exports["deallocate"](store, place, len(payload))
        return reply

    def answered(self, payload):
        """An instance that has answered once."""
        store, exports = self.open()
        exports["_start"](store)
        self.call(store, exports, payload)
        return store, exports

    def reply(self, payload, _):
        reply = self.call(*self.answered(payload), payload, is_read=True)
        return {"reply": reply.decode(errors="replace")}

    def memory(self, payload, count):
        before = private_bytes()
        instances = [self.answered(payload) for _ in range(count)]
        return {"bytes": (private_bytes() - before) / len(instances)}

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
            self.kept = self.answered(payload)
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
    payloads = [payload.encode() for payload in job["payloads"]]
    host = Host(job["optimised"], job["fuel"])
    forms = {form["name"]: Form(host, form) for form in job["forms"]}
    for line in sys.stdin:
        what, name, count, payload = json.loads(line)
        print(json.dumps(getattr(forms[name], what)(payloads[payload], count)), flush=True)


if __name__ == "__main__":
    main()
