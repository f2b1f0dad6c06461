# SPDX-License-Identifier: Apache-2.0
# tests/unit/check/loads.py: which of the modules named are valid for wasmtime, a JSON list
import json
import sys

import wasmtime

engine = wasmtime.Engine()


def loads(file):
    with open(file, "rb") as module:
        try:
            wasmtime.Module.validate(engine, module.read())
        except wasmtime.WasmtimeError:
            return False
    return True


json.dump([loads(file) for file in sys.argv[1:]], sys.stdout)
