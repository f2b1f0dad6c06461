# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/instance.py: an instance of a plugin, and the host's calls into it

import os

import wasmtime

from functions import FUNCTIONS, HostFunctions
from run import HostStop

I32 = wasmtime.ValType.i32()
TRAPS = (wasmtime.Trap, wasmtime.WasmtimeError)


class Instance:
    def __init__(self, engine, module, job):
        self.run = None
        self.store = wasmtime.Store(engine)
        self.store.set_wasi(wasi_of(job))
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        functions = HostFunctions(self)
        for name, (parameters, results) in FUNCTIONS[job["profile"]].items():
            kind = wasmtime.FuncType([I32] * parameters, [I32] * results)
            linker.define_func("env", name, kind, getattr(functions, name))
        self.exports = linker.instantiate(self.store, module).exports(self.store)
        self.memory = self.exports["memory"]

    @staticmethod
    def start(engine, module, job):
        """The instance, started, and None; or None and why there is none."""
        try:
            instance = Instance(engine, module, job)
            # Asked of the module: in 7.0.0 no name is "in" an instance's exports.
            if any(export.name == "_start" for export in module.exports):
                instance.call("_start")
        except TRAPS as error:
            return None, "start-up failed: " + words_of(error)
        return instance, None

    def call(self, name, *arguments):
        return self.exports[name](self.store, *arguments)

    def read(self, start, size, subject):
        """What the guest passed, as the real host reads it."""
        end = self.memory.data_len(self.store)
        if start < 0 or size < 0 or start > end:
            raise HostStop(f"the real host dies: {subject} got {size} bytes at {start:#x}")
        if start + size > end:
            self.run.violate(f"{subject} read past the end of memory: zeros follow")
        return bytes(self.memory.read(self.store, start, start + size)).ljust(size, b"\0")

    def execute(self, run, payload):
        """One run, in the order of the real host: (trap or None, why the host is dead or None)."""
        if self.run is not None:
            for kind, value in self.run.late.items():
                setattr(run, kind, value)
        self.run = run
        try:
            address = self.store_payload(payload)
        except HostStop as error:
            return None, str(error)
        except TRAPS as error:
            return words_of(error), None
        trap = None
        try:
            self.call("run_e", address, len(payload), run.ident)
        except HostStop as error:
            return None, str(error)
        except TRAPS as error:
            trap = words_of(error)
        run.is_over = True
        try:
            self.call("deallocate", address, len(payload))
        except HostStop as error:
            run.violate(str(error))
        except TRAPS as error:
            run.violate("deallocate trapped: " + words_of(error))
        return trap, None

    def store_payload(self, payload):
        address = self.call("allocate", len(payload))
        room = self.memory.data_len(self.store) - address
        if address < 0 or room < 0:
            raise HostStop(f"the real host dies: allocate answered {address:#x}")
        if payload and (address == 0 or room < len(payload)):
            self.run.violate(f"allocate answered {address:#x}, {room} bytes before memory's end")
        self.memory.write(self.store, payload[:room], address)
        return address


def wasi_of(job):
    wasi = wasmtime.WasiConfig()
    for guest, host in job["directories"].items():
        wasi.preopen_dir(host, guest)
    wasi.env = list(job["environment"].items())
    wasi.stdout_file = wasi.stderr_file = os.devnull
    return wasi


def words_of(error):
    """The engine's words without its backtrace, which takes it longer than most runs."""
    code = getattr(error, "trap_code", None)
    if code is not None:
        return code.name.lower().replace("_", " ")
    try:
        lines = str(error).splitlines()
    except UnicodeDecodeError:
        return type(error).__name__
    traps = [line.strip() for line in lines if "wasm trap" in line]
    if traps:
        return traps[-1]
    return lines[0] if lines else type(error).__name__
