// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/extism/hello.rs: hello on Extism's kit for Rust
use extism_pdk::*;

#[plugin_fn]
pub fn run(name: String) -> FnResult<String> {
    Ok(format!("Hello, {}!", name))
}
