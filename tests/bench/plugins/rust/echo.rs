// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/rust/echo.rs: echo on the Rust SDK of the same hosts
use suborbital::plugin::*;

struct Echo {}

impl Plugin for Echo {
    fn run(&self, input: Vec<u8>) -> Result<Vec<u8>, RunErr> {
        Ok(input)
    }
}

static ECHO: &Echo = &Echo {};

#[no_mangle]
pub extern "C" fn _start() {
    use_plugin(ECHO);
}
