// SPDX-License-Identifier: Apache-2.0
// examples/request-echo/request_echo.cpp: what the host tells of the request around the payload
#include <se2/host/request.hpp>
#include <se2/host/response.hpp>
#include <se2/plugin.hpp>

#include <string>

se2::result<std::string> request_echo(std::string_view payload) {
  SE2_TRY(se2::response::content_type("text/plain"));
  std::string text = SE2_TRY(se2::request::method()) + " " + SE2_TRY(se2::request::url());
  text += ", first=" + SE2_TRY(se2::request::query("first"));
  text += ", x-word=" + SE2_TRY(se2::request::header("X-Word"));
  text += ", lang=" + SE2_TRY(se2::request::param("lang"));
  text += ", seen=" + SE2_TRY(se2::request::state("seen"));
  return text + ": " + std::string(payload);
}
SE2_PLUGIN(request_echo)
