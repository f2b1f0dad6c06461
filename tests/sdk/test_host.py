# SPDX-License-Identifier: Apache-2.0
# tests/sdk/test_host.py: what se2_testing's host scripts and reports
#
# What a plugin sees of it is in the table of behaviour (tests/conformance, engine python-double).

import pytest
import sdk
from se2_testing import CacheEntry, DatabaseQuery, Host, HttpAnswer, Report


def run(host, expression, payload=b""):
    """The report of a run_e that returns the repr of an expression."""
    return host.run(lambda payload: repr(eval(expression)), payload)


def value(host, expression, payload=b""):
    """What the expression is in a run."""
    out = run(host, expression, payload)
    assert out.outcome == "result", out
    return eval(out.text)


def error(host, expression):
    out = run(host, expression)
    assert out.outcome == "error"
    return out.error


def test_a_report_of_a_result(se2_host):
    out = se2_host.run(lambda payload: payload[::-1], "abc")
    assert (out.outcome, out.output, out.text, out.error) == ("result", b"cba", "cba", (0, ""))
    assert (out.log, out.response_headers, out.fetched, out.violations) == ([], {}, [], [])


def test_a_report_of_an_error_has_no_response_headers(se2_host):
    def run_e(payload):
        sdk.response.content_type("text/plain")
        raise sdk.Error(409, payload)

    out = se2_host.run(run_e, "conflict")
    assert (out.outcome, out.output, out.error) == ("error", b"", (409, "conflict"))
    assert out.response_headers == {}


def test_the_ident_is_as_scripted_or_random(se2_host):
    assert len({value(se2_host, "sdk.ident()") for _ in range(5)}) > 1
    se2_host.ident = 7
    assert value(se2_host, "sdk.ident()") == 7


def test_the_request_is_there_in_every_run_and_changes_only_in_the_report(se2_host):
    se2_host.request.url = "/words?first=a%20b&first=c"
    se2_host.request.headers["X-Word"] = "yes"
    for _ in range(2):
        assert value(se2_host, "sdk.request.query('first')") == "a b"
        assert value(se2_host, "sdk.request.header('x-word')") == "yes"
        out = run(se2_host, "sdk.request.set_header('X-Word', 'no') or sdk.request.set_body('b')")
        assert out.request.headers == {"x-word": "no"}
        assert out.request.body == b"b"


def test_the_body_is_the_payload_where_none_is_scripted(se2_host):
    assert value(se2_host, "sdk.request.body()", "payload") == b"payload"
    se2_host.request.body = '{"word": "apple"}'
    assert value(se2_host, "sdk.request.body_field('word')", "payload") == "apple"


def test_http_answers_by_url_then_by_serve(se2_host):
    se2_host.http["http://a"] = HttpAnswer(200, "apple")
    assert value(se2_host, "sdk.http.get('http://a')") == b"apple"
    told = "se2_testing: the test has no answer for GET http://b"
    assert error(se2_host, "sdk.http.get('http://b')").message == f"sdk.HostError: {told}"
    se2_host.serve = lambda sent: HttpAnswer(404, sent.method + sent.url)
    assert value(se2_host, "sdk.http.get('http://a')") == b"apple"
    assert error(se2_host, "sdk.http.put('http://b')").message.endswith("404: PUThttp://b")


def test_requests_are_reported_as_they_were_sent(se2_host):
    se2_host.serve = lambda sent: HttpAnswer()
    out = run(se2_host, "sdk.http.post('http://a', 'b', {'Accept': 'x', b'accept': b'y'})")
    (sent,) = out.fetched
    assert (sent.method, sent.url, sent.body) == ("POST", "http://a", b"b")
    assert sent.headers == {"accept": "x, y", "content-type": "application/octet-stream"}


def test_a_failure_is_the_text_of_the_host(se2_host):
    se2_host.http["http://a"] = HttpAnswer(failure="dial tcp: connection refused")
    assert "dial tcp: connection refused" in error(se2_host, "sdk.http.get('http://a')").message


def test_the_cache_lasts_from_run_to_run(se2_host):
    se2_host.profile = "sat"
    se2_host.cache["a"] = CacheEntry("apple")
    assert value(se2_host, "sdk.cache.get('a')") == b"apple"
    value(se2_host, "sdk.cache.set('b', b'bean', 60)")
    assert value(se2_host, "sdk.cache.get('b')") == b"bean"
    assert se2_host.cache["b"] == (b"bean", 60)
    se2_host.cache_enabled = False
    assert "not enabled" in error(se2_host, "sdk.cache.get('a')").message


def test_database_calls_are_kept(se2_host):
    se2_host.profile = "sat"
    assert "not enabled" in error(se2_host, "sdk.database.select('words')").message
    se2_host.database["words"] = DatabaseQuery("select", 1, "[]")
    assert value(se2_host, "sdk.database.select('words', {'letter': 'a'})") == b"[]"
    assert se2_host.database_calls == [("words", [("letter", "a")])]


def test_files_and_secrets(se2_host):
    se2_host.profile = "sat"
    se2_host.static_files["index.html"] = "<p>"
    se2_host.secrets["TOKEN"] = "t"
    assert value(se2_host, "sdk.static_file.get('index.html')") == b"<p>"
    assert value(se2_host, "sdk.secret.get('TOKEN') + sdk.secret.get('other')") == "t"


def test_graphql_is_a_function_of_the_test(se2_host):
    def graphql(endpoint, query):
        if query == "bad":
            raise sdk.HostError("graphQL error")
        return endpoint + query

    se2_host.profile = "sat"
    se2_host.graphql = graphql
    assert value(se2_host, "sdk.graphql.query('http://a', '{b}')") == b"http://a{b}"
    assert "graphQL error" in error(se2_host, "sdk.graphql.query('http://a', 'bad')").message


@pytest.mark.parametrize(
    ("profile", "call", "others"),
    [
        ("e2core", "sdk.cache.get('a')", "sat"),
        ("minimal", "sdk.request.url()", "e2core and sat"),
    ],
)
def test_what_a_profile_lacks_is_an_attribute_error(se2_host, profile, call, others):
    se2_host.profile = profile
    what = call.rpartition(".")[0]
    told = f"AttributeError: {what} is for hosts of profile {others}; this Python is for others"
    assert error(se2_host, call).message == told


def test_hosts_are_apart():
    first, second = Host(), Host()
    first.http["http://a"] = HttpAnswer(200, "apple")
    assert value(first, "sdk.http.get('http://a')") == b"apple"
    assert run(second, "sdk.http.get('http://a')").outcome == "error"


def test_a_function_of_sdk_outside_a_run():
    with pytest.raises(sdk.HostError, match=r"sdk.http.get\(\) is only possible inside run_e"):
        sdk.http.get("http://a")
    try:
        Host().run(lambda payload: sdk.http.get("http://a"))
        sdk.ident()
    except sdk.HostError as told:
        assert f"({__file__}, line " in str(told)


def test_a_report_can_be_made_for_a_comparison(se2_host):
    out = se2_host.run(lambda payload: "a")
    assert out == Report(outcome="result", output=b"a", request=out.request)
