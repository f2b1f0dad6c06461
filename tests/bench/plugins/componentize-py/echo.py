# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/componentize-py/echo.py: answers the payload
import wit_world


class WitWorld(wit_world.WitWorld):
    def run(self, payload: str) -> str:
        return payload
