// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/replies.cpp: every way to reply, chosen by the payload
#include <se2/plugin.hpp>

#include <string>

std::string replies(std::string_view payload, se2::execution& run) {
  if (payload == "reply") run.reply("replied");
  if (payload == "twice") run.reply("first"), run.reply("second");
  if (payload == "reply and fail") run.reply("first"), run.fail(500, "second");
  if (payload == "fail and reply") run.fail(404, "first"), run.reply("second");
  if (payload == "fail") run.fail(404, "no such thing");
  if (payload == "code 42") run.fail(42, "odd");
  if (payload == "code 200") run.fail(200, "odd");
  if (payload == "code 999") run.fail(999, "odd");
  if (payload == "no message") run.fail(503, "");
  if (payload == "bad message") run.fail(500, "a\xff\xe2\x82z");
  if (payload == "id") return std::to_string(run.id());
  if (payload == "ident") return run.id() == se2::execution::current()->id() ? "same" : "other";
  return "returned";
}
SE2_PLUGIN(replies)
