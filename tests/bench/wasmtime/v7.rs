// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/v7.rs: what wasmtime 7.0.0, the engine of E2 Core, names in its own way
use crate::modules::State;
use wasmtime::{Extern, Linker, Result, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder};

pub type Wasi = WasiCtx;

pub fn wasi() -> Wasi {
    WasiCtxBuilder::new().build()
}

pub fn add_wasi(linker: &mut Linker<State>) -> Result<()> {
    wasmtime_wasi::add_to_linker(linker, |state: &mut State| &mut state.wasi)
}

pub fn definition(
    linker: &Linker<State>,
    store: &mut Store<State>,
    module: &str,
    name: &str,
) -> Option<Extern> {
    linker.get(store, module, name)
}

pub fn give_fuel(store: &mut Store<State>) -> Result<()> {
    store.add_fuel(1 << 50)
}

/// 0 where fuel is not counted.
pub fn fuel_used(store: &Store<State>) -> u64 {
    store.fuel_consumed().unwrap_or(0)
}
