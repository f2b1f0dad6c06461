# SPDX-License-Identifier: Apache-2.0
# tests/conformance/python-double/host.py: the host of scripts on se2_testing, in this Python
"""usage: host.py SDK <JOBS (../README.md)

SDK is the folder with the packages sdk and se2_testing. Each job has a process of its own.
"""

import base64
import json
import os
import resource
import sys
from pathlib import Path

sys.path[1:1] = [sys.argv[1], str(Path(__file__).parents[1] / "wasmtime")]

from sdk import HostError
from se2_testing import DatabaseQuery, Host, HttpAnswer, Plugin, Request
from services import Services, graphql_outcome

QUERY_TYPES = ("insert", "select", "update", "delete")
MEMORY = 2**31  # as a guest has at most


def host_of(job):
    host = Host()
    host.profile = job["profile"]
    host.ident = job.get("ident")
    host.request = Request(**job.get("request") or {})
    scripted = job.get("services") or {}
    services = Services(scripted)

    def serve(sent):
        status, body = services.send(sent.method, sent.url, sent.headers, sent.body)
        return HttpAnswer(status, body) if status else HttpAnswer(failure=body.decode())

    def graphql(endpoint, query):
        succeeds, answer = graphql_outcome(*services.send("POST", endpoint, {}, b""))
        if succeeds:
            return answer
        raise HostError(answer.decode())

    host.serve = serve
    host.graphql = graphql
    host.cache_enabled = services.cache_enabled
    host.static_files = services.files or {}
    host.secrets = services.secrets
    for name, query in (services.queries or {}).items():
        kind = QUERY_TYPES[query["type"]]
        host.database[name] = DatabaseQuery(kind, query["variables"], query["answer"])
    return host


def report_of(out, folder):
    def as_guest(text):
        return text.replace(folder, "/plugin")

    report = {
        "outcome": out.outcome,
        "log": [{"level": level, "message": as_guest(text)} for level, text in out.log],
        "response_headers": out.response_headers,
        "violations": None if out.violations else [],  # those of a host of its own
    }
    if out.outcome == "result":
        report["output_base64"] = base64.b64encode(out.output).decode()
    elif out.outcome == "error":
        report |= {"code": out.error.code, "message": as_guest(out.error.message)}
    else:
        is_started = not out.violations[0].startswith("start-up")
        report |= {"outcome": "trap" if is_started else "host_error", "message": out.violations[0]}
    return report


def answers(job):
    folder = job["directories"]["/plugin"]
    script = os.path.join(folder, script_in(folder))
    host = host_of(job)
    instance = Plugin(script)
    for file in job["payloads"]:
        plugin = instance if job["lifetime"] == "reuse" else script
        yield report_of(host.run(plugin, Path(file).read_bytes()), folder)


def script_in(folder):
    return "plugin" if os.path.isdir(os.path.join(folder, "plugin")) else "plugin.py"


def in_child(job):
    """The reports of a job, from a process of its own."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # where there is no log
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with open(writable, "w", encoding="utf-8") as out:
            for report in answers(job):
                print(json.dumps(report), file=out, flush=True)
        os._exit(0)
    os.close(writable)
    with open(readable, encoding="utf-8") as out:
        reports = out.read().splitlines()
    _, status = os.waitpid(child, 0)
    ended = {"outcome": f"exit code {os.waitstatus_to_exitcode(status)}", "message": ""}
    return reports + [json.dumps(ended)] * (len(job["payloads"]) - len(reports))


def main():
    for line in sys.stdin:
        for report in in_child(json.loads(line)):
            print(report, flush=True)


if __name__ == "__main__":
    main()
