// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/current.rs: what the current wasmtime names in its own way
use crate::modules::State;
use wasmtime::{Extern, Linker, Result, Store};
use wasmtime_wasi::{p1, WasiCtx};

pub type Wasi = p1::WasiP1Ctx;

pub fn wasi() -> Wasi {
    WasiCtx::builder().build_p1()
}

pub fn add_wasi(linker: &mut Linker<State>) -> Result<()> {
    p1::add_to_linker_sync(linker, |state| &mut state.wasi)
}

pub fn definition(
    linker: &Linker<State>,
    store: &mut Store<State>,
    module: &str,
    name: &str,
) -> Option<Extern> {
    linker.get(store, module, name).ok()
}

pub fn give_fuel(store: &mut Store<State>) -> Result<()> {
    store.set_fuel(u64::MAX)
}

/// 0 where fuel is not counted.
pub fn fuel_used(store: &Store<State>) -> u64 {
    store.get_fuel().map_or(0, |left| u64::MAX - left)
}
