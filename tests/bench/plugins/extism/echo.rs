// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/extism/echo.rs: echo on Extism's kit for Rust
use extism_pdk::*;

#[plugin_fn]
pub fn run(input: Vec<u8>) -> FnResult<Vec<u8>> {
    Ok(input)
}
