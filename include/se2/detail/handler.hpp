// SPDX-License-Identifier: Apache-2.0
// se2/detail/handler.hpp: what a handler is, and how one is called and answered for
#pragma once

#include <se2/abi/exceptions.hpp>
#include <se2/codec.hpp>
#include <se2/execution.hpp>

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace se2 {

namespace detail {

template <class Input, class Output>
struct signature {
  using input = std::remove_cvref_t<Input>;
  using output = Output;
};

template <class Output, class Input>
signature<Input, Output> signature_of(Output (*)(Input));
template <class Output, class Input>
signature<Input, Output> signature_of(Output (*)(Input, execution&));
template <class Class, class Output, class Input>
signature<Input, Output> signature_of(Output (Class::*)(Input));
template <class Class, class Output, class Input>
signature<Input, Output> signature_of(Output (Class::*)(Input, execution&));
template <class Class, class Output, class Input>
signature<Input, Output> signature_of(Output (Class::*)(Input) const);
template <class Class, class Output, class Input>
signature<Input, Output> signature_of(Output (Class::*)(Input, execution&) const);

template <class Handler>
struct traits {
  using type = void;
};
template <class Handler>
  requires requires(Handler* function) { signature_of(function); }
struct traits<Handler> {
  using type = decltype(signature_of(static_cast<Handler*>(nullptr)));
};
template <class Handler>
  requires requires { signature_of(&Handler::operator()); }
struct traits<Handler> {
  using type = decltype(signature_of(&Handler::operator()));
};
template <class Handler>
using traits_t = typename traits<std::remove_pointer_t<std::remove_cvref_t<Handler>>>::type;

template <class Output>
concept returnable = std::is_void_v<success_t<Output>> || encodable<success_t<Output>>;

template <class Handler, class Input>
concept wants_execution = std::is_invocable_v<Handler, Input, execution&>;

}  // namespace detail

/// What SE2_PLUGIN accepts: something with one call operator that takes a decodable input by value,
/// `const&` or `&&`, then optionally `se2::execution&`, and returns void (it replied through the
/// execution), an encodable output, or a `se2::result` of either.
template <class Handler>
concept handler = requires {
  typename detail::traits_t<Handler>::input;
  requires decodable<typename detail::traits_t<Handler>::input>;
  requires detail::returnable<typename detail::traits_t<Handler>::output>;
  requires std::is_invocable_v<Handler, typename detail::traits_t<Handler>::input> ||
               detail::wants_execution<Handler, typename detail::traits_t<Handler>::input>;
};

namespace detail {

// Each of these is called from one place in a plugin; in line they cost less than a frame.

template <class Output>
[[gnu::always_inline]] inline void reply_with(const Output& output, execution& run) {
  if constexpr (is_result<Output>) {
    if (!output) {
      run.fail(output.error());
    } else if constexpr (!std::is_void_v<success_t<Output>>) {
      reply_with(*output, run);
    }
  } else if constexpr (has_encode<Output>) {
    run.reply(codec<Output>::encode(output));
  } else {
    run.reply(output);
  }
}

template <class Handler, class Input>
[[gnu::always_inline]] inline void invoke(Handler& handler, Input&& input, execution& run) {
  const auto output = [&]() -> decltype(auto) {
    if constexpr (wants_execution<Handler&, Input>) {
      return handler(std::forward<Input>(input), run);
    } else {
      return handler(std::forward<Input>(input));
    }
  };
  if constexpr (std::is_void_v<decltype(output())>) {
    output();
  } else {
    reply_with(output(), run);
  }
}

template <class Handler>
[[gnu::always_inline]] inline void call(Handler& handler, std::span<const std::byte> payload,
                                        execution& run) {
  auto&& input = codec<typename traits_t<Handler>::input>::decode(payload);
  if constexpr (is_result<std::remove_cvref_t<decltype(input)>>) {
    if (!input) {
      run.fail(input.error());
    } else {
      invoke(handler, *std::move(input), run);
    }
  } else {
    invoke(handler, std::forward<decltype(input)>(input), run);
  }
}

/// One run of `handler`, whatever it does: afterwards the host has its one reply.
template <class Handler>
[[gnu::always_inline]] inline void answer(Handler&& handler, std::span<const std::byte> payload,
                                          const class run& run) {
#if defined(__cpp_exceptions)
  try {
    call(handler, payload, run.current());
  } catch (...) {
    abi::fail_with_exception(run.current());
  }
#else
  call(handler, payload, run.current());
#endif
  if constexpr (std::is_void_v<success_t<typename traits_t<Handler>::output>>) {
    run.fail(500, "the handler returned without a reply");
  }
}

}  // namespace detail

}  // namespace se2
