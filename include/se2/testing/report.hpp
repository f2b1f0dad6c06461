// SPDX-License-Identifier: Apache-2.0
// se2/testing/report.hpp: what a host knows after one run
#pragma once

#include <se2/error.hpp>
#include <se2/host/log.hpp>
#include <se2/testing/request.hpp>

#include <map>
#include <string>
#include <vector>

namespace se2::testing {

/// How a run ended. `none`: no reply, which the real host answers with an empty success.
/// `violation`: the guest did what hangs or kills the real host.
enum class kind { result, error, none, violation };

/// An entry of the log.
struct log_entry {
  log::level level;
  std::string message;
};

/// A request that the plugin made with se2::http.
struct fetched_request {
  std::string method;
  std::string url;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

/// What a host knows after one run.
struct report {
  kind outcome = kind::none;
  std::string output;                                   ///< the result's bytes
  se2::error error{0, {}};                              ///< the error, as it reached the host
  std::vector<log_entry> log;                           ///< in the order of writing
  std::map<std::string, std::string> response_headers;  ///< none with an error: hosts drop them
  std::vector<fetched_request> fetched;                 ///< in the order of sending
  testing::request request;                             ///< as the plugin left it
  std::vector<std::string> violations;  ///< each rule broken: what happened and what it would do
};

}  // namespace se2::testing
