// SPDX-License-Identifier: Apache-2.0
// tests/conformance/native.cpp: runs the linked plugin on the host double, a line of JSON a payload
//
// usage: NAME_native <JOB
//
// A job as README.md has them. The lines are those of its answers, the output as "output_hex". Exit
// code 0, or what a sanitizer or the plugin ended the process with.
#include <se2/testing/host.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace {

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::string content_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

using texts = std::map<std::string, std::string>;

se2::testing::request request_of(const nlohmann::json& job) {
  const auto fields = job.value("request", nlohmann::json::object());
  se2::testing::request made;
  made.method = fields.value("method", made.method);
  made.url = fields.value("url", made.url);
  made.id = fields.value("id", made.id);
  made.headers = fields.value("headers", texts());
  made.params = fields.value("params", texts());
  made.state = fields.value("state", texts());
  return made;
}

se2::testing::http_answer answer_of(const nlohmann::json& page,
                                    const se2::testing::fetched_request& sent) {
  if (page.contains("failure")) return {0, {}, page["failure"]};
  se2::testing::http_answer answer{page.value("status", 200)};
  if (page.contains("body")) answer.body = content_of(page["body"]);
  if (page.contains("echo")) {
    answer.body = sent.method + " ";
    for (const std::string name : page["echo"]) {
      const auto found = sent.headers.find(name);
      answer.body += name + "=" + (found == sent.headers.end() ? "" : found->second) + " ";
    }
    answer.body += sent.body;
  }
  return answer;
}

// The double asks a test for its answer to a query; here it comes from the row's web.
se2::result<std::string> graphql_answer(const nlohmann::json& web, const std::string& endpoint) {
  const auto refuse = [](std::string text) {
    return std::unexpected(se2::error{500, std::move(text)});
  };
  const auto answer = answer_of(web.at(endpoint), {});
  const auto members = nlohmann::json::parse(answer.body);
  if (answer.status > 299) return refuse("non-200 HTTP response code; " + answer.body);
  if (members.contains("errors")) {
    const auto& first = members["errors"][0];
    return refuse("graphQL error; path: " + first.value("path", "") +
                  ", message: " + first.value("message", ""));
  }
  return nlohmann::json{{"data", members.value("data", nlohmann::json())}}.dump();
}

void script(se2::testing::host& host, const nlohmann::json& job) {
  const std::string profile = job["profile"];
  host.profile = profile == "sat"      ? se2::testing::profile::sat
                 : profile == "e2core" ? se2::testing::profile::e2core
                                       : se2::testing::profile::minimal;
  if (job.contains("ident")) host.ident = job["ident"];
  host.request = request_of(job);
  const auto services = job.value("services", nlohmann::json::object());
  const auto web = services.value("http", nlohmann::json::object());
  host.serve = [web](const auto& sent) {
    if (web.contains(sent.url)) return answer_of(web[sent.url], sent);
    return se2::testing::http_answer{0, {}, "no answer for " + sent.url};
  };
  host.graphql = [web](const auto& endpoint, const auto&) { return graphql_answer(web, endpoint); };
  host.secrets = services.value("secrets", texts());
  host.cache_enabled = services.value("cache", true);
  for (const auto& [name, file] : services.value("files", texts())) {
    host.static_files[name] = content_of(file);
  }
  const auto queries = services.value("queries", nlohmann::json::object());
  for (const auto& [name, query] : queries.items()) {
    host.database[name] = {query["type"], query["variables"], query["answer"]};
  }
}

nlohmann::json line_of(const se2::testing::report& out) {
  using se2::testing::kind;
  nlohmann::json line{{"violations", out.violations},
                      {"response_headers", out.response_headers},
                      {"log", nlohmann::json::array()}};
  for (const auto& entry : out.log) {
    constexpr const char* levels[] = {"error", "warn", "info", "debug"};
    line["log"].push_back(
        {{"level", levels[static_cast<int>(entry.level) - 1]}, {"message", entry.message}});
  }
  switch (out.outcome) {
    case kind::result:
      line["outcome"] = "result";
      line["output_hex"] = hex(out.output);
      break;
    case kind::error:
      line["outcome"] = "error";
      line["code"] = out.error.code;
      line["message"] = out.error.message;
      break;
    case kind::none:
      line["outcome"] = "none";
      break;
    case kind::violation:
      line["outcome"] = "host_error";
      break;
  }
  return line;
}

}  // namespace

int main() {
  const auto job = nlohmann::json::parse(std::cin);
  se2::testing::host host;
  script(host, job);
  for (const std::string file : job["payloads"]) {
    const auto line = line_of(host.run_plugin(content_of(file)));
    // A message that is not UTF-8 arrives with U+FFFD, as on every other engine.
    std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  }
}
