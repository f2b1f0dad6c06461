// SPDX-License-Identifier: Apache-2.0
// src/python/older_libc.cpp: what libpython's wasi-libc had and later ones have not: so one
// libpython links with each
#include <cstdint>

// The clocks of WASI preview 1; engines may refuse them, and time.process_time() then raises
// OSError.
extern "C" {
[[gnu::weak]] extern const std::uint32_t se2_process_clock __asm__("_CLOCK_PROCESS_CPUTIME_ID");
[[gnu::weak]] extern const std::uint32_t se2_thread_clock __asm__("_CLOCK_THREAD_CPUTIME_ID");
const std::uint32_t se2_process_clock = 2;
const std::uint32_t se2_thread_clock = 3;
}
