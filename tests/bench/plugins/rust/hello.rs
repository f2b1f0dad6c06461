// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/rust/hello.rs: hello on the Rust SDK of the same hosts
use suborbital::plugin::*;

struct Hello {}

impl Plugin for Hello {
    fn run(&self, input: Vec<u8>) -> Result<Vec<u8>, RunErr> {
        let name = String::from_utf8_lossy(&input);
        Ok(format!("Hello, {}!", name).into_bytes())
    }
}

static HELLO: &Hello = &Hello {};

#[no_mangle]
pub extern "C" fn _start() {
    use_plugin(HELLO);
}
