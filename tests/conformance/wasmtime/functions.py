# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/functions.py: the host functions of profiles minimal and e2core

import json
from urllib.parse import parse_qs, urlsplit

MINIMAL = {"return_result": (3, 0), "return_error": (4, 0)}

# Import: parameters and results, all i32. A module that imports another one is not loaded.
FUNCTIONS = {
    "minimal": MINIMAL,
    "e2core": {
        **MINIMAL,
        "log_msg": (4, 0),
        "fetch_url": (6, 1),
        "request_get_field": (4, 1),
        "request_set_field": (6, 1),
        "resp_set_header": (5, 0),
        "get_ffi_result": (2, 1),
        "add_ffi_var": (5, 1),
    },
}

LEVELS = {1: "error", 2: "warn", 3: "info", 4: "debug"}
META, BODY, HEADER, PARAMS, STATE, QUERY = range(6)
METHODS = 7


class HostFunctions:
    """One method an import; parameters as the guest passes them."""

    def __init__(self, instance):
        self.instance = instance

    def identified(self, ident, subject):
        """The run under way, or None: then the call is ignored or answered with -1."""
        run = self.instance.run
        if run is not None and run.ident == ident:
            return run
        if run is not None:
            run.violate(f"{subject} with ident {ident}, not {run.ident}")
        return None

    def ready(self, ident, subject):
        """The same for a function whose answer needs the one FFI slot."""
        run = self.identified(ident, subject)
        if run is not None and run.pending is not None:
            run.violate(f"{subject} while an answer is pending")
            return None
        return run

    def text(self, start, size, subject):
        return self.instance.read(start, size, subject).decode("utf-8", "replace")

    def return_result(self, start, size, ident):
        run = self.identified(ident, "return_result")
        if run is not None:
            run.reply("result", self.instance.read(start, size, "return_result"))

    def return_error(self, code, start, size, ident):
        run = self.identified(ident, "return_error")
        if run is None:
            return
        message = self.text(start, size, "return_error")
        run.reply("error", (code, message))
        if message.encode() != self.instance.read(start, size, "return_error"):
            run.violate("return_error with a message that is not UTF-8")
        if not 400 <= code <= 599:
            run.violate(f"return_error with code {code}")

    def log_msg(self, start, size, level, ident):
        run = self.identified(ident, "log_msg")
        if run is not None:
            message = self.text(start, size, "log_msg")
            run.log.append({"level": LEVELS.get(level, "info"), "message": message})

    def fetch_url(self, method, url, url_size, body, body_size, ident):
        run = self.ready(ident, "fetch_url")
        if run is None:
            return -1
        _, *headers = self.text(url, url_size, "fetch_url").split("::")
        if not 0 <= method < METHODS or any(header.count(":") != 1 for header in headers):
            return -2
        self.instance.read(body, body_size, "fetch_url")
        return -self.pend(run, b"this host sends nothing")

    def request_get_field(self, field, key, key_size, ident):
        run = self.ready(ident, "request_get_field")
        if run is None:
            return -1
        value = field_of(run, field, self.text(key, key_size, "request_get_field"))
        return -1 if value is None else self.pend(run, value)

    # What cannot be set is swallowed, with an empty answer.
    def request_set_field(self, field, key, key_size, value, value_size, ident):
        run = self.ready(ident, "request_set_field")
        if run is None:
            return -1
        name = self.text(key, key_size, "request_set_field")
        text = self.text(value, value_size, "request_set_field")
        if field == META and name in ("method", "url"):
            setattr(run, name, text)
        elif field == META and name == "body":
            run.body = text.encode()
        elif field in (HEADER, PARAMS, STATE):
            {HEADER: run.headers, PARAMS: run.params, STATE: run.state}[field][name] = text
            if field == HEADER and name != name.lower():
                run.violate("a header set in capitals is not found")
        else:
            run.violate(f"request_set_field of field {field}, {name}")
        return self.pend(run, b"")

    def resp_set_header(self, key, key_size, value, value_size, ident):
        run = self.identified(ident, "resp_set_header")
        if run is not None:
            name = self.text(key, key_size, "resp_set_header")
            run.response_headers[name] = self.text(value, value_size, "resp_set_header")

    def get_ffi_result(self, destination, ident):
        run = self.identified(ident, "get_ffi_result")
        if run is None or run.pending is None:
            if run is not None:
                run.violate("get_ffi_result with nothing pending")
            return -1
        self.instance.memory.write(self.instance.store, run.pending, destination)
        run.pending = None
        return 0

    def add_ffi_var(self, name, name_size, value, value_size, ident):
        run = self.identified(ident, "add_ffi_var")
        if run is None:
            return -1
        self.instance.read(name, name_size, "add_ffi_var")
        self.instance.read(value, value_size, "add_ffi_var")
        return 0

    @staticmethod
    def pend(run, answer):
        run.pending = answer
        return len(answer)


def field_of(run, field, key):
    """The bytes of a field, empty where it is absent, or None where the real host fails."""
    if field == META:
        url_key = "parsedURL" if run.profile == "e2core" else "url"
        values = {"method": run.method.encode(), url_key: run.url.encode(), "body": run.body}
        return values.get(key, b"")
    if field == BODY:
        return member_of(run.body, key)
    if field == QUERY:
        return parse_qs(urlsplit(run.url).query).get(key, [""])[0].encode()
    kinds = {HEADER: run.headers, PARAMS: run.params, STATE: run.state}
    if field not in kinds:
        return None
    return kinds[field].get(key.lower() if field == HEADER else key, "").encode()


def member_of(body, key):
    try:
        value = json.loads(body).get(key)
    except (ValueError, AttributeError):
        return None
    return value.encode() if isinstance(value, str) else None
