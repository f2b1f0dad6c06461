# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/componentize-py/hello.py: greets whoever the payload names
import wit_world


class WitWorld(wit_world.WitWorld):
    def run(self, payload: str) -> str:
        return f"Hello, {payload}!"
