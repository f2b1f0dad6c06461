// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/throws.cpp: an exception of each kind, chosen by the payload
#include <se2/plugin.hpp>

#include <cstdlib>
#include <exception>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

struct local {
  int value;
};
struct missing : se2::error {
  missing() : error{410, "gone"} {}
};

/// Takes all of the heap, to the last block.
class whole_heap {
 public:
  whole_heap() {
    for (std::size_t size = std::size_t{1} << 26; size >= sizeof(block);) {
      if (void* const taken = std::malloc(size)) {
        last_ = new (taken) block{last_};
      } else {
        size /= 2;
      }
    }
  }
  ~whole_heap() {
    while (last_ != nullptr) std::free(std::exchange(last_, last_->previous));
  }
  whole_heap(const whole_heap&) = delete;
  whole_heap& operator=(const whole_heap&) = delete;

 private:
  struct block {
    block* previous;
  };
  block* last_ = nullptr;
};

std::string throws(std::string_view payload, se2::execution& run) {
  if (payload == "se2::error") throw se2::error{404, "not here"};
  if (payload == "std::exception") throw std::runtime_error("went wrong");
  if (payload == "int") throw 42;
  if (payload == "class") throw local{1};
  if (payload == "text") throw "text";
  if (payload == "derived from se2::error") throw missing();
  if (payload == "se2::error with code 200") throw se2::error{200, "odd"};
  if (payload == "no text") throw std::runtime_error("");
  if (payload == "nested") {
    try {
      throw std::logic_error("inner");
    } catch (...) {
      std::throw_with_nested(std::runtime_error("outer"));
    }
  }
  if (payload == "rethrown") {
    try {
      throw std::logic_error("inner");
    } catch (const std::exception&) {
      throw;
    }
  }
  if (payload == "optional") return std::string(1, std::optional<char>().value());
  if (payload == "out_of_range") return std::string(1, std::string("abc").at(payload.size()));
  if (payload == "bad_alloc") static_cast<void>(::operator new(std::size_t{1} << 31));
  if (payload == "no heap to return") {
    const whole_heap taken;
    return std::string(1000, 'x');
  }
  if (payload == "no heap to throw") {
    const whole_heap taken;
    throw std::runtime_error("longer than any buffer inside a string");
  }
  if (payload == "no heap to reply") {
    const whole_heap taken;
    run.reply("replied");
  }
  if (payload == "keep the heap") {
    static std::optional<whole_heap> kept;
    kept.emplace();
    return "kept";
  }
  if (payload == "after reply") run.reply("first"), throw std::runtime_error("late");
  if (payload == "after fail") run.fail(404, "first"), throw se2::error{500, "late"};
  if (payload == "trap in a catch clause") {
    try {
      throw std::logic_error("inner");
    } catch (const std::exception&) {
      __builtin_trap();
    }
  }
  if (payload == "state") return std::current_exception() ? "one is being handled" : "none";
  try {
    throw std::logic_error("inner");
  } catch (const std::exception& error) {
    return std::string("caught ") + error.what();
  }
}
SE2_PLUGIN(throws)
