// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/resources.rs: what this process has used of the machine
use std::fs::read_to_string;
use std::io::{Error, Result};

/// Bytes of memory that only this process has and that it wrote.
pub fn private_bytes() -> Result<u64> {
    let rollup = read_to_string("/proc/self/smaps_rollup")?;
    let line = rollup.lines().find(|line| line.starts_with("Private_Dirty:"));
    let size = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    Ok(1024 * size.ok_or_else(|| Error::other("/proc/self/smaps_rollup has no Private_Dirty"))?)
}

/// Milliseconds of all threads.
pub fn processor_time() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock always exists, and `time` is the call's alone.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
