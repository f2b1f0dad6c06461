#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# tests/unit/exceptions/run_cases.py: runs the cases of a module on wasmtime, as installed
"""usage: run_cases.py MODULE.wasm

The engine is that of the interpreter's wasmtime package. Exit code 1 if a case fails.
"""
import sys

import wasmtime

# What each way to end a run must report; the same as in run_cases.mjs.
ENDINGS = {
    "end_by_uncaught_int": "uncaught exception of type int",
    "end_by_uncaught_exception": "nothing at 9",
    "end_by_uncaught_text": "uncaught exception of type char const*",
    "end_by_uncaught_string": "uncaught exception of type std::basic_string<...>",
    "end_by_uncaught_group": "uncaught exception of type exception_cases::counted",
    "end_by_noexcept": "uncaught exception of type int",
    "end_by_terminate": "std::terminate was called",
    "end_by_rethrow_of_nothing": "std::terminate was called",
    "end_by_trap_in_handler": "",
}


class Guest:
    """One instance of the module, used for all cases."""

    def __init__(self, path):
        self.store = wasmtime.Store(wasmtime.Engine())
        self.store.set_wasi(wasmtime.WasiConfig())
        linker = wasmtime.Linker(self.store.engine)
        linker.define_wasi()
        pair = wasmtime.FuncType([wasmtime.ValType.i32(), wasmtime.ValType.i32()], [])
        linker.define(self.store, "env", "report", wasmtime.Func(self.store, pair, self.report))
        module = wasmtime.Module.from_file(self.store.engine, path)
        self.exports = linker.instantiate(self.store, module).exports(self.store)
        self.reported = ""
        self.call("_initialize")

    def call(self, name, *arguments):
        return self.exports[name](self.store, *arguments)

    def begin_run(self):
        self.reported = ""
        self.call("begin_run")

    def report(self, address, size):
        pointer = self.exports["memory"].data_ptr(self.store)
        self.reported = bytes(pointer[address : address + size]).decode()

    def text_at(self, address):
        pointer = self.exports["memory"].data_ptr(self.store)
        end = address
        while pointer[end] != 0:
            end += 1
        return bytes(pointer[address:end]).decode()

    def run_case(self, index):
        self.begin_run()
        try:
            return "" if self.call("run_case", index) == 1 else "does not hold"
        except wasmtime.Trap as trap:
            return f"{trap.message.splitlines()[0]} {self.reported}"

    def run_ending(self, name):
        """Ends a run, then asks the same instance again: it must answer as before."""
        self.begin_run()
        try:
            self.call(name)
            return "did not end the run"
        except wasmtime.Trap:
            pass
        if self.reported != ENDINGS[name]:
            return f'reported "{self.reported}"'
        problem = self.run_case(0)
        return f"afterwards case 0: {problem}" if problem else ""


def main(path):
    guest = Guest(path)
    problems = {}
    index = 0
    while (name := guest.call("case_name", index)) != 0:
        problems[guest.text_at(name)] = guest.run_case(index)
        index += 1
    for name in ENDINGS:
        problems[name] = guest.run_ending(name)
    failures = {name: problem for name, problem in problems.items() if problem}
    for name, problem in failures.items():
        print(f"FAILED {name}: {problem}")
    print(f"{len(problems) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or index == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
