# SPDX-License-Identifier: Apache-2.0
# tests/sdk/wasm_host.py: the fixture se2_host twice: the double, and the packed plugin in wasm
#
# Environment: SE2_NODE, SE2_BUILD: node, and the build tree.

import base64
import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest
from se2_testing import Error, Host, LogEntry, Report

NODE = os.environ["SE2_NODE"]
BUILD = Path(os.environ["SE2_BUILD"])
ENGINE = [NODE, Path(__file__).parents[1] / "conformance/node/host.mjs", BUILD]


class WasmHost(Host):
    """Packs the plugin and runs it on an engine. What the plugin sent and left is not seen."""

    def __init__(self, folder):
        super().__init__()
        self._folder = folder

    def run(self, plugin, payload=b""):
        module = self._folder / "plugin.wasm"
        words = [plugin, "-o", module, "--profile", self.profile]
        subprocess.run([BUILD / "stage/bin/se2-pack", *words], check=True, capture_output=True)
        request = asdict(self.request)
        job = {
            "module": str(module),
            "profile": self.profile,
            "lifetime": "fresh",
            "payloads": [self._file("payload", payload)],
            "request": {name: value for name, value in request.items() if value is not None},
            "services": {"http": self._pages()},
            "directories": {},
            "environment": {},
        }
        line = f"{json.dumps(job)}\n"
        run = subprocess.run(ENGINE, input=line, text=True, check=True, stdout=subprocess.PIPE)
        return report_of(json.loads(run.stdout))

    def _pages(self):
        return {
            url: {"status": answer.status, "body": self._file(f"page{number}", answer.body)}
            for number, (url, answer) in enumerate(self.http.items())
        }

    def _file(self, name, content):
        file = self._folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(file)


def report_of(told):
    report = Report(outcome=told["outcome"], response_headers=told["response_headers"])
    report.log = [LogEntry(**entry) for entry in told["log"]]
    if told["outcome"] == "result":
        report.output = base64.b64decode(told["output_base64"])
    else:
        report.error = Error(told["code"], told["message"])
    return report


@pytest.fixture(params=["double", "wasm"])
def se2_host(request, tmp_path):
    return Host() if request.param == "double" else WasmHost(tmp_path)
