# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_facts.py: the tables name modules that exist, those in sdk aside

import importlib.util
import unittest

import support  # noqa: F401
from se2_packing import facts

# Not in every Python: of WASI's build, of other systems, from PyPI, in packages of their own.
_ELSEWHERE = {
    "_sysconfigdata__wasi_wasm32-wasi", "_winapi", "encodings.mbcs", "nt", "tzdata",
    "_bz2", "_ctypes", "_curses", "_dbm", "_gdbm", "_lzma", "_sqlite3", "_ssl", "_tkinter",
    "tkinter",
}  # fmt: skip
_NOT_FOUND_BY_IMPORTLIB = {"__main__", "builtins"}


class Facts(unittest.TestCase):
    def test_every_module_exists(self):
        tables = (facts.IMPORTED_BY_C, facts.IMPORTED_BY_COMPUTED_NAME)
        named = {name for table in tables for row in table.items() for name in (row[0], *row[1])}
        named |= {name for rule in facts.RARE_IMPORTS for name in (*rule[0], *rule[1])}
        named |= {name for row in facts.REPLACED_BY_C.items() for name in row}
        named |= {name for row in facts.USELESS_WITHOUT.items() for name in row}
        named |= {*facts.ALWAYS_LOADED, *facts.WAITING_C_MODULES, *facts.NEVER_SLEEPING}
        missing = {
            name
            for name in named - _ELSEWHERE - _NOT_FOUND_BY_IMPORTLIB
            if name.partition(".")[0] != "sdk" and importlib.util.find_spec(name) is None
        }
        self.assertEqual(missing, set())


if __name__ == "__main__":
    unittest.main()
