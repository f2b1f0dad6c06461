// SPDX-License-Identifier: Apache-2.0
// se2/testing/imports.hpp: the raw imports, answered by the active se2::testing::host
#pragma once

#include <se2/abi/imports.hpp>
#include <se2/testing/host.hpp>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace se2::testing::detail {

inline std::string_view view(const void* data, std::uint32_t size) {
  return {static_cast<const char*>(data), size};
}

/// Without a host there is nobody to answer: -1.
template <class... Parameters, class... Values>
std::int32_t ask(std::int32_t (host::*import)(Parameters...), Values... values) {
  auto* const active = host::active();
  return active == nullptr ? -1 : (active->*import)(values...);
}

/// The same for an import without an answer.
template <class... Parameters, class... Values>
void tell(void (host::*import)(Parameters...), Values... values) {
  if (auto* const active = host::active()) (active->*import)(values...);
}

}  // namespace se2::testing::detail

extern "C" {

// The exports of a plugin that SE2_PLUGIN made natively.
void se2_guest_start();
void* se2_guest_allocate(std::int32_t size);
void se2_guest_deallocate(void* block, std::int32_t size);
void se2_guest_run_e(const void* payload, std::int32_t size, std::int32_t ident);

// Weak, so that every source of a test may include the double.
#define SE2_DETAIL_WEAK __attribute__((weak))

SE2_DETAIL_WEAK void se2_host_return_result(const void* data, std::uint32_t size,
                                            std::int32_t ident) {
  using namespace se2::testing;
  detail::tell(&host::return_result, detail::view(data, size), ident);
}
SE2_DETAIL_WEAK void se2_host_return_error(std::int32_t code, const void* text, std::uint32_t size,
                                           std::int32_t ident) {
  using namespace se2::testing;
  detail::tell(&host::return_error, code, detail::view(text, size), ident);
}
SE2_DETAIL_WEAK void se2_host_return_abort(const void* text, std::uint32_t text_size,
                                           const void* file, std::uint32_t file_size,
                                           std::int32_t line, std::int32_t column,
                                           std::int32_t ident) {
  using namespace se2::testing;
  detail::tell(&host::return_abort, detail::view(text, text_size), detail::view(file, file_size),
               line, column, ident);
}
SE2_DETAIL_WEAK void se2_host_log_msg(const void* text, std::uint32_t size, std::int32_t level,
                                      std::int32_t ident) {
  using namespace se2::testing;
  detail::tell(&host::log_msg, detail::view(text, size), level, ident);
}
SE2_DETAIL_WEAK void se2_host_resp_set_header(const void* name, std::uint32_t name_size,
                                              const void* value, std::uint32_t value_size,
                                              std::int32_t ident) {
  using namespace se2::testing;
  detail::tell(&host::resp_set_header, detail::view(name, name_size),
               detail::view(value, value_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_fetch_url(std::int32_t method, const void* url,
                                                std::uint32_t url_size, const void* body,
                                                std::uint32_t body_size, std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::fetch_url, method, detail::view(url, url_size),
                     detail::view(body, body_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_request_get_field(std::int32_t field, const void* key,
                                                        std::uint32_t key_size,
                                                        std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::request_get_field, field, detail::view(key, key_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_request_set_field(std::int32_t field, const void* key,
                                                        std::uint32_t key_size, const void* value,
                                                        std::uint32_t value_size,
                                                        std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::request_set_field, field, detail::view(key, key_size),
                     detail::view(value, value_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_get_ffi_result(void* destination, std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::get_ffi_result, destination, ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_add_ffi_var(const void* name, std::uint32_t name_size,
                                                  const void* value, std::uint32_t value_size,
                                                  std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::add_ffi_var, detail::view(name, name_size),
                     detail::view(value, value_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_graphql_query(const void* endpoint,
                                                    std::uint32_t endpoint_size, const void* query,
                                                    std::uint32_t query_size, std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::graphql_query, detail::view(endpoint, endpoint_size),
                     detail::view(query, query_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_cache_set(const void* key, std::uint32_t key_size,
                                                const void* value, std::uint32_t value_size,
                                                std::int32_t seconds, std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::cache_set, detail::view(key, key_size), detail::view(value, value_size),
                     seconds, ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_cache_get(const void* key, std::uint32_t key_size,
                                                std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::cache_get, detail::view(key, key_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_get_static_file(const void* name, std::uint32_t name_size,
                                                      std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::get_static_file, detail::view(name, name_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_db_exec(std::int32_t type, const void* name,
                                              std::uint32_t name_size, std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::db_exec, type, detail::view(name, name_size), ident);
}
SE2_DETAIL_WEAK std::int32_t se2_host_get_secret_value(const void* key, std::uint32_t key_size,
                                                       std::int32_t ident) {
  using namespace se2::testing;
  return detail::ask(&host::get_secret_value, detail::view(key, key_size), ident);
}

#undef SE2_DETAIL_WEAK

}  // extern "C"

inline se2::testing::report se2::testing::host::run_plugin(std::string_view payload) {
  return record(payload, [&] {
    se2_guest_start();
    const auto size = static_cast<std::int32_t>(payload.size());
    void* const block = se2_guest_allocate(size);
    std::memcpy(block, payload.data(), payload.size());
    se2_guest_run_e(block, size, ident_);
    is_late_ = true;
    se2_guest_deallocate(block, size);
  });
}
