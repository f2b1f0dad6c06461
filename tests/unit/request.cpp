// SPDX-License-Identifier: Apache-2.0
// tests/unit/request.cpp: se2::request reads and changes the run's request
#include <se2/host/request.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace {

namespace request = se2::request;
using se2::testing::profile;

template <class Body>
se2::testing::report with(se2::testing::host& host, Body body) {
  return host.run(
      [&](std::string_view) {
        body();
        return "";
      },
      "payload");
}

}  // namespace

TEST_CASE("every field is read, on either kind of host") {
  for (const auto kind : {profile::e2core, profile::sat}) {
    se2::testing::host host;
    host.profile = kind;
    host.request = {"PUT",
                    "/a?word=x%20y&word=z",
                    "id-1",
                    R"({"member": "m\u00e9"})",
                    {{"X-Word", "h"}},
                    {{"p", "1"}},
                    {{"s", "2"}}};
    const auto out = with(host, [] {
      CHECK(request::method() == "PUT");
      CHECK(request::url() == "/a?word=x%20y&word=z");
      CHECK(request::id() == "id-1");
      CHECK(request::body()->text() == R"({"member": "m\u00e9"})");
      CHECK(request::header("x-wORD") == "h");
      CHECK(request::param("p") == "1");
      CHECK(request::state("s") == "2");
      CHECK(request::query("word") == "x y");
      CHECK(request::body_field("member") == "m\xc3\xa9");
      for (const auto& absent : {request::header("none"), request::param("none"),
                                 request::state("none"), request::query("none")}) {
        CHECK(absent == "");
      }
    });
    CHECK(out.violations.empty());
  }
}

TEST_CASE("the body is the payload until it is set") {
  se2::testing::host host;
  const auto out = with(host, [] {
    CHECK(request::body()->text() == "payload");
    CHECK(request::set_body("other"));
    CHECK(request::body()->text() == "other");
  });
  CHECK(out.request.body == "other");
  CHECK(out.violations.empty());
}

TEST_CASE("what is set is read again, and gone in the next run") {
  se2::testing::host host;
  const auto out = with(host, [] {
    CHECK(request::set_method("PATCH"));
    CHECK(request::set_url("/new?a=1"));
    CHECK(request::set_header("X-New", "h"));
    CHECK(request::set_param("p", "1"));
    CHECK(request::set_state("s", std::string_view("\0", 1)));
    CHECK(request::method() == "PATCH");
    CHECK(request::url() == "/new?a=1");
    CHECK(request::query("a") == "1");
    CHECK(request::header("x-new") == "h");
    CHECK(request::param("p") == "1");
    CHECK(request::state("s") == std::string(1, '\0'));
  });
  CHECK(out.violations.empty());
  CHECK(out.request.headers.count("x-new") == 1);
  with(host, [] { CHECK(request::header("x-new") == ""); });
}

TEST_CASE("a query parameter is set in front of the URL's own, escaped") {
  const auto url_after = [](const std::string& url) {
    se2::testing::host host;
    host.request.url = url;
    return with(host,
                [] {
                  CHECK(request::set_query("a b", "1&2=\xc3\xa9~"));
                  CHECK(request::query("a b") == "1&2=\xc3\xa9~");
                })
        .request.url;
  };
  CHECK(url_after("/") == "/?a%20b=1%262%3D%C3%A9~");
  CHECK(url_after("/x?") == "/x?a%20b=1%262%3D%C3%A9~&");
  CHECK(url_after("/x?a%20b=0&c=d#f") == "/x?a%20b=1%262%3D%C3%A9~&a%20b=0&c=d#f");
  CHECK(url_after("/x#f?") == "/x?a%20b=1%262%3D%C3%A9~#f?");
}

TEST_CASE("a member of a body that has none is an error") {
  for (const auto* body : {"[]", "{", "text", R"({"a": 1})", R"({"b": "x"})", R"({"a": "x"} y)",
                           R"({"a": "\q"})", R"({"a": "x", "a": 1})"}) {
    se2::testing::host host;
    host.request.body = body;
    CHECK(with(host, [] { CHECK_FALSE(request::body_field("a")); }).violations.empty());
  }
  for (const auto* body :
       {R"({"a": "x"})", R"( { "b" : [1, {"a": -1.5e3}], "a" : "x" } )", R"({"a": 1, "a": "x"})"}) {
    se2::testing::host host;
    host.request.body = body;
    with(host, [] { CHECK(request::body_field("a") == "x"); });
  }
}
