// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/components.rs: a component that exports `run: func(string) -> string`
use crate::modules::{new_store, State};
use crate::requests::Form;
use crate::{version, Instance, Program};
use wasmtime::component::{Component, InstancePre, Linker, TypedFunc};
use wasmtime::{Engine, Result, Store};
use wasmtime_wasi::{WasiCtxView, WasiView};

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        self.wasi.ctx()
    }
}

pub struct Echo {
    engine: Engine,
    template: InstancePre<State>,
    fuel: bool,
}

impl Echo {
    pub fn compile(engine: &Engine, form: &Form, fuel: bool) -> Result<Echo> {
        let mut linker = Linker::new(engine);
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker)?;
        let component = Component::from_file(engine, &form.file)?;
        Ok(Echo { engine: engine.clone(), template: linker.instantiate_pre(&component)?, fuel })
    }
}

impl Program for Echo {
    fn open(&self) -> Result<Box<dyn Instance>> {
        let mut store = new_store(&self.engine, self.fuel)?;
        let instance = self.template.instantiate(&mut store)?;
        let run = instance.get_typed_func(&mut store, "run")?;
        Ok(Box::new(EchoInstance { store, run }))
    }
}

struct EchoInstance {
    store: Store<State>,
    run: TypedFunc<(&'static str,), (String,)>,
}

impl Instance for EchoInstance {
    fn call(&mut self, payload: &'static str) -> Result<Vec<u8>> {
        let (reply,) = self.run.call(&mut self.store, (payload,))?;
        Ok(reply.into_bytes())
    }

    fn fuel_used(&self) -> u64 {
        version::fuel_used(&self.store)
    }
}
