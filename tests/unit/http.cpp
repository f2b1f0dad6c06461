// SPDX-License-Identifier: Apache-2.0
// tests/unit/http.cpp: se2::http sends what the host can carry, refuses the rest, and tells
// statuses
#include <se2/host/http.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace {

using se2::testing::kind;

// One fetch in a run; its error is the run's.
template <class Fetch>
se2::testing::report fetching(Fetch fetch,
                              const se2::testing::http_answer& answer = {200, "page"}) {
  se2::testing::host host;
  host.serve = [&](const auto&) { return answer; };
  return host.run([&](std::string_view) { return fetch(); }, "");
}

std::string refusal_of(std::string_view url, const se2::http::headers& headers) {
  const auto out = fetching([&] { return se2::http::get(url, headers); });
  CHECK(out.fetched.empty());
  CHECK(out.violations.empty());
  return out.error.message;
}

constexpr std::string_view with_nul("a\0b", 3);

}  // namespace

TEST_CASE("each method is the one of its name, with url, body and headers") {
  using namespace se2::http;
  const std::vector<header> list{{"Accept", "text/plain"}, {"x-b", "2"}};
  const auto sent = [&](auto call, const std::string& name, const std::string& content) {
    const auto out = fetching(call);
    REQUIRE(out.fetched.size() == 1);
    const auto& request = out.fetched[0];
    CHECK(request.method == name);
    CHECK(request.url == "http://host:80/a?b=c");
    CHECK(request.body == content);
    CHECK(request.headers.at("accept") == "text/plain");
    CHECK(request.headers.at("x-b") == "2");
    CHECK(request.headers.count("content-type") == (content.empty() ? 0 : 1));
    CHECK(out.violations.empty());
    CHECK(out.output == (name == "HEAD" ? "" : "page"));
  };
  const std::string url = "http://host:80/a?b=c";
  sent([&] { return get(url, list); }, "GET", "");
  sent([&] { return head(url, list); }, "HEAD", "");
  sent([&] { return options(url, {{"accept", "text/plain"}, {"x-b", "2"}}); }, "OPTIONS", "");
  sent([&] { return post(url, "body", list); }, "POST", "body");
  sent([&] { return put(url, std::string("body"), list); }, "PUT", "body");
  sent([&] { return patch(url, std::array{'b', 'o'}, list); }, "PATCH", "bo");
  sent([&] { return del(url, list); }, "DELETE", "");
  sent([&] { return fetch(method::del, url, "body", list); }, "DELETE", "body");
}

TEST_CASE("no headers, and a last one without a value") {
  using se2::http::get;
  CHECK(fetching([] { return get("u"); }).fetched.at(0).headers.empty());
  CHECK(fetching([] { return get("u", {}); }).fetched.at(0).headers.empty());
  const auto out = fetching([] { return get("u", {{"a", "1"}, {"empty", std::string_view()}}); });
  CHECK(out.fetched.at(0).headers.at("empty").empty());
}

TEST_CASE("a status of 300 and more is an error with the status and the body") {
  for (const int status : {300, 404, 500, 503, 999}) {
    const auto got = fetching(
        [=] {
          const auto answer = se2::http::get("u");
          CHECK(answer.error().code == status);
          CHECK(answer.error().message == "the: body");
          return answer.error().message;
        },
        {status, "the: body"});
    CHECK(got.outcome == kind::result);
  }
  CHECK(fetching([] { return se2::http::get("u"); }, {404, ""}).error.code == 404);
  CHECK(fetching([] { return se2::http::get("u"); }, {299, "fine"}).output == "fine");
  CHECK(fetching([] { return se2::http::get("u"); }, {204, ""}).outcome == kind::result);
}

TEST_CASE("no answer is an error 500 with the host's text, also where that looks like a status") {
  for (const auto* text : {"dial tcp: refused", "404 x", "40: x", "4a4: x", "404:x", "404"}) {
    const auto out = fetching([] { return se2::http::get("u"); }, {0, "", text});
    CHECK(out.error.code == 500);
    CHECK(out.error.message == text);
  }
}

TEST_CASE("-2, the host's answer to a method it doesn't know, has nothing to fetch") {
  const auto out =
      fetching([] { return se2::http::fetch(static_cast<se2::http::method>(7), "u"); });
  CHECK(out.error.message == "fetch_url: refused by the host");
  CHECK(out.violations.empty());
}

TEST_CASE("what the host can't carry is refused, naming the offender and no value") {
  CHECK(refusal_of("http://[::1]/", {}) ==
        "http: http://[::1]/: a URL has '::' or a last ':', CR, LF or NUL");
  CHECK(refusal_of("u::", {}).starts_with("http: u::: a URL"));
  CHECK(refusal_of("u:", {{"a", "b"}}).starts_with("http: u:: a URL"));
  CHECK(refusal_of("u\r", {}).starts_with("http: u\r: a URL"));
  CHECK(refusal_of("u\n", {}).starts_with("http: u\n: a URL"));
  CHECK(refusal_of(with_nul, {}).starts_with("http: a"));
  for (const auto bad :
       {std::string_view("12:30"), std::string_view("a\rb"), std::string_view("a\nb"), with_nul}) {
    CHECK(refusal_of("u", {{"good", "1"}, {"x-time", bad}}) ==
          "http: x-time: a header's value has ':', CR, LF or NUL");
    CHECK(refusal_of("u", {{bad, "value"}}) ==
          "http: " + std::string(bad) + ": a header's name is empty or has ':', CR, LF or NUL");
  }
  CHECK(refusal_of("u", {{"", "value"}}).starts_with("http: : a header's name is empty"));
  CHECK(refusal_of("u", {{"empty", ""}, {"a", "1"}}) ==
        "http: empty: only the last value may be empty");
}

TEST_CASE("a URL may end in a colon where no header follows it") {
  CHECK(fetching([] { return se2::http::get("u?q=a:"); }).fetched.at(0).url == "u?q=a:");
}

TEST_CASE("a temporary body lives through the call") {
  const auto out =
      fetching([] { return se2::http::post(std::string(100, 'u'), std::string(100, 'b')); });
  CHECK(out.fetched.at(0).body == std::string(100, 'b'));
}
