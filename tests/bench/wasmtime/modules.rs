// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/modules.rs: core modules: plugins of SE2 and of Extism
use crate::requests::Form;
use crate::version::{self, Wasi};
use crate::{Instance, Program};
use wasmtime::{
    Caller, Engine, Extern, InstancePre, Linker, Memory, Module, Result, Store, TypedFunc,
};

pub struct State {
    pub wasi: Wasi,
    reply: Option<Vec<u8>>,
}

pub fn new_store(engine: &Engine, fuel: bool) -> Result<Store<State>> {
    let mut store = Store::new(engine, State { wasi: version::wasi(), reply: None });
    if fuel {
        version::give_fuel(&mut store)?;
    }
    Ok(store)
}

fn memory_of(instance: wasmtime::Instance, store: &mut Store<State>) -> Memory {
    instance.get_memory(store, "memory").expect("an exported memory")
}

fn memory_of_caller<'a>(caller: &'a mut Caller<State>, from: i32, size: i32) -> Vec<u8> {
    let Some(Extern::Memory(memory)) = caller.get_export("memory") else {
        return Vec::new();
    };
    memory.data(&caller)[from as usize..][..size as usize].to_vec()
}

pub struct Se2 {
    engine: Engine,
    template: InstancePre<State>,
    fuel: bool,
}

impl Se2 {
    pub fn compile(engine: &Engine, form: &Form, fuel: bool) -> Result<Se2> {
        let mut linker = Linker::new(engine);
        version::add_wasi(&mut linker)?;
        linker.func_wrap(
            "env",
            "return_result",
            |mut caller: Caller<State>, from: i32, size: i32, _: i32| {
                let reply = memory_of_caller(&mut caller, from, size);
                caller.data_mut().reply = Some(reply);
            },
        )?;
        linker.func_wrap("env", "return_error", |_: i32, _: i32, _: i32, _: i32| {})?;
        linker.func_wrap("env", "log_msg", |_: i32, _: i32, _: i32, _: i32| {})?;
        let module = Module::from_file(engine, &form.file)?;
        Ok(Se2 { engine: engine.clone(), template: linker.instantiate_pre(&module)?, fuel })
    }
}

impl Program for Se2 {
    fn open(&self) -> Result<Box<dyn Instance>> {
        let mut store = new_store(&self.engine, self.fuel)?;
        let instance = self.template.instantiate(&mut store)?;
        if let Some(start) = instance.get_func(&mut store, "_start") {
            start.typed::<(), ()>(&store)?.call(&mut store, ())?;
        }
        Ok(Box::new(Se2Instance {
            memory: memory_of(instance, &mut store),
            allocate: instance.get_typed_func(&mut store, "allocate")?,
            run: instance.get_typed_func(&mut store, "run_e")?,
            deallocate: instance.get_typed_func(&mut store, "deallocate")?,
            store,
        }))
    }
}

struct Se2Instance {
    store: Store<State>,
    memory: Memory,
    allocate: TypedFunc<i32, i32>,
    run: TypedFunc<(i32, i32, i32), ()>,
    deallocate: TypedFunc<(i32, i32), ()>,
}

impl Instance for Se2Instance {
    fn call(&mut self, payload: &'static str) -> Result<Vec<u8>> {
        let size = payload.len() as i32;
        let place = self.allocate.call(&mut self.store, size)?;
        self.memory.write(&mut self.store, place as usize, payload.as_bytes())?;
        self.run.call(&mut self.store, (place, size, 1))?;
        self.deallocate.call(&mut self.store, (place, size))?;
        Ok(self.store.data_mut().reply.take().expect("a result"))
    }

    fn fuel_used(&self) -> u64 {
        version::fuel_used(&self.store)
    }
}

/// A plugin beside Extism's kernel, a module that holds what goes in and out.
pub struct Extism {
    engine: Engine,
    linker: Linker<State>,
    kernel: InstancePre<State>,
    plugin: Module,
    fuel: bool,
}

const KERNEL: &str = "extism:host/env";

impl Extism {
    pub fn compile(engine: &Engine, form: &Form, fuel: bool) -> Result<Extism> {
        let mut linker = Linker::new(engine);
        version::add_wasi(&mut linker)?;
        let kernel = Module::from_file(engine, form.kernel.as_ref().expect("Extism's kernel"))?;
        let kernel = linker.instantiate_pre(&kernel)?;
        let plugin = Module::from_file(engine, &form.file)?;
        Ok(Extism { engine: engine.clone(), linker, kernel, plugin, fuel })
    }

    fn imports(&self, store: &mut Store<State>, kernel: wasmtime::Instance) -> Vec<Extern> {
        let imports = self.plugin.imports().map(|import| match import.module() {
            KERNEL => kernel.get_export(&mut *store, import.name()),
            from => version::definition(&self.linker, &mut *store, from, import.name()),
        });
        imports.map(|found| found.expect("what the plugin imports")).collect()
    }
}

impl Program for Extism {
    fn open(&self) -> Result<Box<dyn Instance>> {
        let mut store = new_store(&self.engine, self.fuel)?;
        let kernel = self.kernel.instantiate(&mut store)?;
        let imports = self.imports(&mut store, kernel);
        let plugin = wasmtime::Instance::new(&mut store, &self.plugin, &imports)?;
        Ok(Box::new(ExtismInstance {
            memory: memory_of(kernel, &mut store),
            reset: kernel.get_typed_func(&mut store, "reset")?,
            alloc: kernel.get_typed_func(&mut store, "alloc")?,
            set_input: kernel.get_typed_func(&mut store, "input_set")?,
            output: kernel.get_typed_func(&mut store, "output_offset")?,
            output_size: kernel.get_typed_func(&mut store, "output_length")?,
            run: plugin.get_typed_func(&mut store, "run")?,
            store,
        }))
    }
}

struct ExtismInstance {
    store: Store<State>,
    memory: Memory,
    reset: TypedFunc<(), ()>,
    alloc: TypedFunc<i64, i64>,
    set_input: TypedFunc<(i64, i64), ()>,
    output: TypedFunc<(), i64>,
    output_size: TypedFunc<(), i64>,
    run: TypedFunc<(), i32>,
}

impl Instance for ExtismInstance {
    fn call(&mut self, payload: &'static str) -> Result<Vec<u8>> {
        let store = &mut self.store;
        self.reset.call(&mut *store, ())?;
        let size = payload.len() as i64;
        let place = self.alloc.call(&mut *store, size)?;
        self.memory.write(&mut *store, place as usize, payload.as_bytes())?;
        self.set_input.call(&mut *store, (place, size))?;
        assert_eq!(self.run.call(&mut *store, ())?, 0, "an Extism plugin failed");
        let from = self.output.call(&mut *store, ())? as usize;
        let size = self.output_size.call(&mut *store, ())? as usize;
        Ok(self.memory.data(&*store)[from..][..size].to_vec())
    }

    fn fuel_used(&self) -> u64 {
        version::fuel_used(&self.store)
    }
}
