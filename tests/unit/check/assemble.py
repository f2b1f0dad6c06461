# SPDX-License-Identifier: Apache-2.0
# tests/unit/check/assemble.py: modules from a JSON list of texts, as a list of hexadecimal digits
import json
import sys

import wasmtime

texts = json.load(sys.stdin)
json.dump([bytes(wasmtime.wat2wasm(text)).hex() for text in texts], sys.stdout)
