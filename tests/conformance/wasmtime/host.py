# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/host.py: a host on PyPI's wasmtime, written apart from se2-run to judge it
"""Reads one job a line on stdin, {"plugin", "payload" (base64) or "payloads", "ident", "lifetime",
"dirs", "env"}, and answers each with a line: the list of its runs, in the shape of se2-run --json."""

import base64
import json
import os
import sys

import wasmtime

I32 = wasmtime.ValType.i32()


class Run:
    """What the host knows of one run."""

    def __init__(self, ident):
        self.ident = ident
        self.replies = []
        self.violations = []

    def accept(self, ident, reply):
        if ident != self.ident:
            self.violations.append(f"reply with ident {ident}, not {self.ident}")
            return
        if any(kind == reply[0] for kind, *_ in self.replies):
            self.violations.append("second reply: the real host blocks for ever")
        self.replies.append(reply)


class Instance:
    """A plugin on one store, started."""

    def __init__(self, engine, module, job):
        self.run = None
        self.store = wasmtime.Store(engine)
        wasi = wasmtime.WasiConfig()
        for guest, host in job.get("dirs", {}).items():
            wasi.preopen_dir(host, guest)
        wasi.env = list(job.get("env", {}).items())
        wasi.stderr_file = wasi.stdout_file = os.devnull
        self.store.set_wasi(wasi)
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        self.define(linker, "return_result", 3, self.return_result)
        self.define(linker, "return_error", 4, self.return_error)
        self.exports = linker.instantiate(self.store, module).exports(self.store)
        self.memory = self.exports["memory"]
        if "_start" in self.exports:
            self.exports["_start"](self.store)

    @staticmethod
    def define(linker, name, parameters, function):
        linker.define_func("env", name, wasmtime.FuncType([I32] * parameters, []), function)

    def bytes_at(self, pointer, size):
        if pointer < 0 or size < 0 or pointer > self.memory.data_len(self.store):
            self.run.violations.append("reply outside memory: the real host dies")
            return b""
        return bytes(self.memory.read(self.store, pointer, pointer + size)).ljust(size, b"\0")

    def return_result(self, pointer, size, ident):
        if self.run:
            self.run.accept(ident, ("result", self.bytes_at(pointer, size)))

    def return_error(self, code, pointer, size, ident):
        if self.run:
            message = self.bytes_at(pointer, size).decode("utf-8", "replace")
            self.run.accept(ident, ("error", code, message))

    def call(self, payload, ident):
        run = self.run = Run(ident)
        trap = None
        pointer = None
        try:
            pointer = self.exports["allocate"](self.store, len(payload))
            if pointer < 0:
                run.violations.append("allocate answered a negative address: the real host dies")
            self.memory.write(self.store, payload, pointer)
            self.exports["run_e"](self.store, pointer, len(payload), ident)
        except (wasmtime.Trap, wasmtime.WasmtimeError, wasmtime.ExitTrap) as error:
            trap = first_lines(error)
        if pointer is not None:
            try:
                self.exports["deallocate"](self.store, pointer, len(payload))
            except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
                run.violations.append("deallocate: " + first_lines(error))
        self.run = None
        return report(run, trap)


def first_lines(error):
    try:
        return str(error)[-200:]
    except UnicodeDecodeError:
        return type(error).__name__


def report(run, trap):
    """An error before a trap stands; a result before one is dropped."""
    out = dict.fromkeys(("output", "output_base64", "code", "message"))
    out.update(ident=run.ident, log=[], response_headers={}, violations=run.violations)
    reply = run.replies[0] if len(run.replies) == 1 else None
    if len(run.replies) > 1:
        out["outcome"] = "host_error"
    elif trap is not None and (reply is None or reply[0] == "result"):
        out.update(outcome="trap", message=trap)
    elif reply is None:
        out["outcome"] = "none"
    elif reply[0] == "result":
        out.update(outcome="result", output_base64=base64.b64encode(reply[1]).decode())
    else:
        out.update(outcome="error", code=reply[1], message=reply[2])
    return out


def main():
    config = wasmtime.Config()
    config.cache = True
    engine = wasmtime.Engine(config)
    modules = {}
    for line in sys.stdin:
        job = json.loads(line)
        path = job["plugin"]
        if path not in modules:
            modules[path] = wasmtime.Module.from_file(engine, path)
        reports = []
        instance = None
        try:
            for number, payload in enumerate(job["payloads"]):
                if instance is None or job["lifetime"] == "fresh":
                    instance = Instance(engine, modules[path], job)
                ident = job.get("ident", 1000 + number)
                reports.append(instance.call(base64.b64decode(payload), ident))
        except (wasmtime.Trap, wasmtime.WasmtimeError, wasmtime.ExitTrap) as error:
            reports.append({"outcome": "host_error", "message": first_lines(error)})
        print(json.dumps(reports), flush=True)


if __name__ == "__main__":
    main()
