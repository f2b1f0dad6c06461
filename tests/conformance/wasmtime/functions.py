# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/functions.py: the host functions of each profile

import json
from urllib.parse import parse_qs, urlsplit

from run import HostStop
from services import NOT_ENABLED, graphql_outcome

MINIMAL = {"return_result": (3, 0), "return_error": (4, 0)}
E2CORE = {
    **MINIMAL,
    "log_msg": (4, 0),
    "fetch_url": (6, 1),
    "request_get_field": (4, 1),
    "request_set_field": (6, 1),
    "resp_set_header": (5, 0),
    "get_ffi_result": (2, 1),
    "add_ffi_var": (5, 1),
}
SAT = {
    **E2CORE,
    "graphql_query": (5, 1),
    "cache_set": (6, 1),
    "cache_get": (3, 1),
    "get_static_file": (3, 1),
    "db_exec": (4, 1),
    "get_secret_value": (3, 1),
    "return_abort": (7, 0),
}

# Import: parameters and results, all i32. A module that imports another one is not loaded.
FUNCTIONS = {"minimal": MINIMAL, "e2core": E2CORE, "sat": SAT}

LEVELS = {1: "error", 2: "warn", 3: "info", 4: "debug"}
META, BODY, HEADER, PARAMS, STATE, QUERY = range(6)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
QUERY_TYPES = range(4)


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
        address, *headers = self.text(url, url_size, "fetch_url").split("::")
        if method not in range(len(METHODS)) or any(one.count(":") != 1 for one in headers):
            return -2
        content = self.instance.read(body, body_size, "fetch_url")
        pairs = dict(header.split(":") for header in headers)
        status, answer = run.services.send(METHODS[method], address, pairs, content)
        if status == 0:
            return -self.pend(run, answer)
        if status > 299:
            return -self.pend(run, f"{status}: ".encode() + answer)
        return self.pend(run, answer)

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
        end = self.instance.memory.data_len(self.instance.store)  # there an answer is dropped
        if run is None or run.pending is None:
            if run is not None and destination != end:
                run.violate("get_ffi_result with nothing pending")
            return -1
        if destination != end:
            self.instance.memory.write(self.instance.store, run.pending, destination)
        run.pending = None
        return 0

    def add_ffi_var(self, name, name_size, value, value_size, ident):
        run = self.identified(ident, "add_ffi_var")
        if run is None:
            return -1
        self.instance.read(name, name_size, "add_ffi_var")
        self.instance.read(value, value_size, "add_ffi_var")
        run.variables += 1
        return 0

    def graphql_query(self, endpoint, endpoint_size, query, query_size, ident):
        run = self.ready(ident, "graphql_query")
        if run is None:
            return -1
        text = self.text(query, query_size, "graphql_query")
        content = json.dumps({"query": text}).encode()
        address = self.text(endpoint, endpoint_size, "graphql_query")
        succeeds, answer = graphql_outcome(*run.services.send("POST", address, {}, content))
        size = self.pend(run, answer)
        return size if succeeds else -size

    def cache_set(self, key, key_size, value, value_size, _seconds, ident):
        run = self.identified(ident, "cache_set")
        if run is None:
            return -1
        name = self.instance.read(key, key_size, "cache_set")
        content = self.instance.read(value, value_size, "cache_set")
        if not run.services.cache_enabled:
            return -2
        run.services.cache[name] = content
        return 0

    def cache_get(self, key, key_size, ident):
        run = self.ready(ident, "cache_get")
        if run is None:
            return -1
        name = self.instance.read(key, key_size, "cache_get")
        if not run.services.cache_enabled:
            return -self.pend(run, NOT_ENABLED)
        if name not in run.services.cache:
            return -self.pend(run, b"key not found")
        return self.pend(run, run.services.cache[name])

    def get_static_file(self, name, name_size, ident):
        run = self.ready(ident, "get_static_file")
        if run is None:
            return -1
        files = run.services.files
        if files is None:
            return -self.pend(run, NOT_ENABLED)
        content = files.get(self.text(name, name_size, "get_static_file"))
        if content is None:
            return -self.pend(run, b"file not found")
        return self.pend(run, content)

    def db_exec(self, kind, name, name_size, ident):
        run = self.identified(ident, "db_exec")
        if run is None:
            return -1
        text = self.text(name, name_size, "db_exec")
        variables, run.variables = run.variables, 0
        if run.pending is not None:
            told = "the real host dies: db_exec while an answer is pending"
            run.violate(told)
            raise HostStop(told)
        if kind not in QUERY_TYPES:
            return -self.pend(run, b"query type invalid")
        succeeds, answer = run.services.query(kind, text, variables)
        size = self.pend(run, answer)
        return size if succeeds else -size

    def get_secret_value(self, key, key_size, ident):
        run = self.ready(ident, "get_secret_value")
        if run is None:
            return -1
        name = self.text(key, key_size, "get_secret_value")
        return self.pend(run, run.services.secrets.get(name, "").encode())

    def return_abort(self, text, text_size, file, file_size, line, column, ident):
        run = self.identified(ident, "return_abort")
        if run is None:
            return
        message = self.text(text, text_size, "return_abort")
        place = self.text(file, file_size, "return_abort")
        told = f"runnable abort: {message}; file: {place}, line: {line}, col: {column}"
        run.reply("error", (-1, told))

    @staticmethod
    def pend(run, answer):
        run.pending = answer
        return len(answer)


def field_of(run, field, key):
    """The bytes of a field, empty where it is absent, or None where the real host fails."""
    if field == META:
        url_key = "parsedURL" if run.profile == "e2core" else "url"
        values = {
            "method": run.method.encode(),
            url_key: run.url.encode(),
            "id": run.id.encode(),
            "body": run.body,
        }
        return values.get(key, b"")
    if field == BODY:
        return member_of(run, key)
    if field == QUERY:
        return parse_qs(urlsplit(run.url).query).get(key, [""])[0].encode()
    kinds = {HEADER: run.headers, PARAMS: run.params, STATE: run.state}
    if field not in kinds:
        return None
    return kinds[field].get(key.lower() if field == HEADER else key, "").encode()


def member_of(run, key):
    """Of a body that is a JSON object, which the real host parses once."""
    if run.members is None:
        if not run.body:
            return b""
        try:
            members = json.loads(run.body)
        except ValueError:
            return None
        if not isinstance(members, dict):
            return None
        run.members = members
    value = run.members.get(key)
    return value.encode() if isinstance(value, str) else None
