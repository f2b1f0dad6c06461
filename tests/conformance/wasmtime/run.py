# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/run.py: what a host knows of one run, and what it makes of it

import base64


class HostStop(Exception):
    """The real host would be dead or blocked at this point."""


class Run:
    def __init__(self, ident, job, payload, services):
        self.ident = ident
        self.profile = job["profile"]
        request = job.get("request") or {}
        self.method = request.get("method", "POST")
        self.url = request.get("url", "/")
        self.id = request.get("id", "")
        self.headers = {key.lower(): text for key, text in request.get("headers", {}).items()}
        self.params = dict(request.get("params", {}))
        self.state = dict(request.get("state", {}))
        self.body = payload
        self.members = None
        self.services = services
        self.pending = None
        self.variables = 0
        self.result = None
        self.error = None
        self.log = []
        self.response_headers = {}
        self.violations = []
        self.is_over = False
        self.late = {}
        self.start_us = self.run_us = 0

    def violate(self, text):
        if text not in self.violations:
            self.violations.append(text)

    def reply(self, kind, value):
        if self.is_over:
            self.violate(f"return_{kind} in deallocate: the instance's next run has it")
            self.late[kind] = value
            return
        if getattr(self, kind) is not None:
            text = f"second return_{kind}: the real host blocks for ever"
            self.violate(text)
            raise HostStop(text)
        setattr(self, kind, value)

    def report(self, trap=None, stop=None):
        if self.result is not None and self.error is not None and stop is None:
            stop = "a result and an error: the real host answers one of them at random"
            self.violate(stop)
        out = {"output_base64": None, "code": None, "message": None}
        if stop is not None:
            out.update(outcome="host_error", message=stop)
        elif self.error is not None:
            out.update(outcome="error", code=self.error[0], message=self.error[1])
        elif trap is not None:
            out.update(outcome="trap", message=trap)
        elif self.result is not None:
            output = base64.b64encode(self.result).decode("ascii")
            out.update(outcome="result", output_base64=output)
        else:
            out.update(outcome="none")
        arrives = out["outcome"] in ("result", "none")
        return {
            **out,
            "ident": self.ident,
            "log": self.log,
            "response_headers": self.response_headers if arrives else {},
            "violations": self.violations,
            "start_us": self.start_us,
            "run_us": self.run_us,
        }
