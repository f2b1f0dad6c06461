# SPDX-License-Identifier: Apache-2.0
# tests/packed/native.py: what a plugin answers when this Python runs it, without any wasm
"""usage: native.py FOLDER [SITE] <PAYLOADS

FOLDER holds plugin.py; SITE holds packages. Reads a JSON list of payloads, writes the JSON list of
what run_e answers to each. Exit code: 0, or 1 with a traceback where the plugin raises.
"""

import json
import sys
import types


def main():
    if len(sys.argv) < 2 or "--help" in sys.argv:
        print(__doc__)
        return 0 if "--help" in sys.argv else 2
    sys.modules["sdk"] = types.ModuleType("sdk")  # what is compared is what run_e returns
    sys.path[1:1] = sys.argv[1:]
    from plugin import run_e

    answers = [run_e(payload, 1) for payload in json.load(sys.stdin)]
    json.dump(answers, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
