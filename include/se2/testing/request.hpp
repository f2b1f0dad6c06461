// SPDX-License-Identifier: Apache-2.0
// se2/testing/request.hpp: the request of one run, with the lookups of the real host
#pragma once

#include <se2/testing/json.hpp>
#include <se2/testing/url.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace se2::testing {

/// What the host offers. `minimal`: replies; `e2core`, E2 Core since v0.6: log, HTTP, request and
/// response as well; `sat`, the hosts before it: everything.
enum class profile { minimal, e2core, sat };

/// The HTTP request in front of a run. Header names may be in any case.
struct request {
  std::string method = "POST";
  std::string url = "/";  ///< path and query, from which se2::request::query reads
  std::string id;
  std::optional<std::string> body;  ///< where it is empty, the payload
  std::map<std::string, std::string> headers;
  std::map<std::string, std::string> params;
  std::map<std::string, std::string> state;
};

namespace detail {

inline std::string lower_case(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

/// The request of the run in progress, by the numbers and keys of the ABI.
class live_request {
 public:
  live_request() = default;
  live_request(request scripted, std::string_view payload, profile profile)
      : request_(std::move(scripted)), profile_(profile) {
    body_ = request_.body.value_or(std::string(payload));
    std::map<std::string, std::string> headers;
    for (auto& [name, value] : request_.headers) headers[lower_case(name)] = std::move(value);
    request_.headers = std::move(headers);
  }

  [[nodiscard]] request state() const {
    request changed = request_;
    changed.body = body_;
    return changed;
  }

  /// A value, empty where there is none, or nothing where the real host fails.
  [[nodiscard]] std::optional<std::string> get(int field, const std::string& key) {
    switch (field) {
      case meta:
        return get_meta(key);
      case body:
        return get_member(key);
      case header:
        return find(request_.headers, lower_case(key));
      case params:
        return find(request_.params, key);
      case state_values:
        return find(request_.state, key);
      case query:
        return query_value(request_.url, key);
      default:
        return std::nullopt;
    }
  }

  /// Empty, or what went wrong, which the real host keeps to itself.
  std::string set(int field, const std::string& key, std::string value) {
    switch (field) {
      case meta:
        return set_meta(key, std::move(value));
      case header:
        request_.headers[key] = std::move(value);
        if (key == lower_case(key)) return {};
        return "header \"" + key + "\" is not in lower case, so no lookup finds it";
      case params:
        request_.params[key] = std::move(value);
        return {};
      case state_values:
        request_.state[key] = std::move(value);
        return {};
      case body:
        return "a member of the body can't be set here; set the body as a whole";
      default:
        return "field type " + std::to_string(field) + " can't be set";
    }
  }

 private:
  enum part : int { meta, body, header, params, state_values, query };

  static std::string find(const std::map<std::string, std::string>& values,
                          const std::string& key) {
    const auto found = values.find(key);
    return found == values.end() ? std::string() : found->second;
  }

  // An empty body is never parsed, another once: a body set later is not.
  [[nodiscard]] std::optional<std::string> get_member(const std::string& key) {
    if (!parsed_) {
      if (body_.empty()) return "";
      if (!json_reader(body_, "").is_object()) return std::nullopt;
      parsed_ = body_;
    }
    return json_string_member(*parsed_, key);
  }

  [[nodiscard]] std::string get_meta(const std::string& key) const {
    // Newer hosts renamed the key of the URL for reading, and for reading alone.
    const auto* const url_key = profile_ == profile::e2core ? "parsedURL" : "url";
    if (key == "method") return request_.method;
    if (key == url_key) return request_.url;
    if (key == "id") return request_.id;
    if (key == "body") return body_;
    return {};
  }

  std::string set_meta(const std::string& key, std::string value) {
    if (key == "method") {
      request_.method = std::move(value);
    } else if (key == "url") {
      request_.url = std::move(value);
    } else if (key == "body") {
      body_ = std::move(value);
    } else if (key != "id") {
      return "no meta field \"" + key + "\" to set";
    }
    return {};
  }

  request request_;
  std::string body_;
  std::optional<std::string> parsed_;
  profile profile_ = profile::e2core;
};

}  // namespace detail

}  // namespace se2::testing
