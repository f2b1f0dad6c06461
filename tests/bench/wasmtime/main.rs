// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/main.rs: instances, calls and compilations on wasmtime's own crate, timed
//
// usage: wasmtime-times <REQUESTS (../wasmtime_times.py)
mod modules;
mod requests;
mod resources;

#[cfg(feature = "components")]
mod components;
#[cfg_attr(feature = "components", path = "current.rs")]
#[cfg_attr(not(feature = "components"), path = "v7.rs")]
mod version;

use requests::{Form, Job, Request};
use resources::{private_bytes, processor_time};
use serde_json::{json, Value};
use std::collections::HashMap;
use std::io::{stdin, Write};
use std::time::Instant;
use wasmtime::{Config, Engine, OptLevel, Result};

/// Something compiled, of which instances can be made.
pub trait Program {
    fn open(&self) -> Result<Box<dyn Instance>>;
}

pub trait Instance {
    /// The reply to a payload.
    fn call(&mut self, payload: &'static str) -> Result<Vec<u8>>;
    fn fuel_used(&self) -> u64;
}

struct Host {
    engine: Engine,
    job: Job,
    programs: HashMap<String, Box<dyn Program>>,
    kept: HashMap<String, Box<dyn Instance>>,
}

fn main() -> Result<()> {
    let mut lines = stdin().lines();
    let mut next = || lines.next().transpose().map(|line| line.filter(|text| !text.is_empty()));
    let job: Job = serde_json::from_str(&next()?.unwrap_or_default())?;
    let mut config = Config::new();
    config.consume_fuel(job.fuel);
    config.cranelift_opt_level(if job.optimised { OptLevel::Speed } else { OptLevel::None });
    let engine = Engine::new(&config)?;
    let mut host = Host { engine, job, programs: HashMap::new(), kept: HashMap::new() };
    while let Some(line) = next()? {
        let request: Request = serde_json::from_str(&line)?;
        let answer = host.answer(&request)?;
        println!("{answer}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

impl Host {
    fn answer(&mut self, Request(what, name, count, payload): &Request) -> Result<Value> {
        let form = self.job.forms.iter().find(|form| form.name == *name).expect("a form's name");
        if what == "compile" {
            return compilation(&self.engine, form);
        }
        if !self.programs.contains_key(name) {
            self.programs.insert(name.clone(), compile(&self.engine, form, self.job.fuel)?);
        }
        let program = &self.programs[name];
        let text = self.job.payloads[*payload];
        match what.as_str() {
            "reply" => {
                let reply = program.open()?.call(text)?;
                Ok(json!({ "reply": String::from_utf8_lossy(&reply) }))
            }
            "fresh" => {
                let begun = Instant::now();
                let mut instance = program.open()?;
                instance.call(text)?;
                let time = milliseconds(begun);
                Ok(
                    json!({ "total": if self.job.fuel { instance.fuel_used() as f64 } else { time } }),
                )
            }
            "calls" => {
                if !self.kept.contains_key(name) {
                    let mut instance = program.open()?;
                    instance.call(text)?;
                    self.kept.insert(name.clone(), instance);
                }
                let instance = self.kept.get_mut(name).expect("an instance that was kept");
                let (begun, fuel) = (Instant::now(), instance.fuel_used());
                for _ in 0..*count {
                    instance.call(text)?;
                }
                let time = milliseconds(begun);
                let used = (instance.fuel_used() - fuel) as f64;
                Ok(json!({ "total": if self.job.fuel { used } else { time } / *count as f64 }))
            }
            "memory" => {
                let before = private_bytes()?;
                let mut instances = Vec::new();
                for _ in 0..*count {
                    let mut instance = program.open()?;
                    instance.call(text)?;
                    instances.push(instance);
                }
                let bytes = private_bytes()?.saturating_sub(before);
                Ok(json!({ "bytes": bytes as f64 / *count as f64 }))
            }
            _ => Err(std::io::Error::other(format!("no request is called {what}")).into()),
        }
    }
}

fn compile(engine: &Engine, form: &Form, fuel: bool) -> Result<Box<dyn Program>> {
    Ok(match form.abi.as_str() {
        "extism" => Box::new(modules::Extism::compile(engine, form, fuel)?),
        #[cfg(feature = "components")]
        "component" => Box::new(components::Echo::compile(engine, form, fuel)?),
        _ => Box::new(modules::Se2::compile(engine, form, fuel)?),
    })
}

fn compilation(engine: &Engine, form: &Form) -> Result<Value> {
    let code = std::fs::read(&form.file)?;
    let (begun, cpu) = (Instant::now(), processor_time());
    match form.abi.as_str() {
        #[cfg(feature = "components")]
        "component" => drop(wasmtime::component::Component::new(engine, &code)?),
        _ => drop(wasmtime::Module::new(engine, &code)?),
    }
    Ok(json!({ "total": milliseconds(begun), "cpu": processor_time() - cpu }))
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}
