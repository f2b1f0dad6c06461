# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/host.py: a host on PyPI's wasmtime, apart from se2-run to judge it
"""usage: host.py <JOBS (../README.md)
"""

import json
import random
import sys
from pathlib import Path
from time import perf_counter

import wasmtime

from instance import Instance
from run import Run
from services import Services


def runs_of(job, engine, module):
    instance = None
    services = Services(job.get("services", {}))
    for file in job["payloads"]:
        payload = Path(file).read_bytes()
        ident = job.get("ident")
        run = Run(random.randrange(2**31 - 1) if ident is None else ident, job, payload, services)
        if instance is None or job["lifetime"] == "fresh":
            begun = perf_counter()
            instance, failure = Instance.start(engine, module, job)
            run.start_us = (perf_counter() - begun) * 1e6
            if failure is not None:
                yield run.report(stop=failure)
                continue
        begun = perf_counter()
        trap, stop = instance.execute(run, payload)
        run.run_us = (perf_counter() - begun) * 1e6
        if stop is not None:
            instance = None
        yield run.report(trap, stop)


def main():
    engine = wasmtime.Engine()
    modules = {}
    for line in sys.stdin:
        job = json.loads(line)
        file = job["module"]
        if file not in modules:
            modules[file] = wasmtime.Module.from_file(engine, file)
        for report in runs_of(job, engine, modules[file]):
            print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
