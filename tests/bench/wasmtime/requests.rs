// SPDX-License-Identifier: Apache-2.0
// tests/bench/wasmtime/requests.rs: the lines that ask for a measurement
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
pub struct Job {
    /// Kept for good: an instance's parameters may live as long.
    #[serde(deserialize_with = "kept")]
    pub payloads: Vec<&'static str>,
    pub optimised: bool,
    pub fuel: bool,
    pub forms: Vec<Form>,
}

#[derive(Deserialize)]
pub struct Form {
    pub name: String,
    pub file: String,
    pub abi: String,
    /// Of Extism: the module that its plugins import.
    pub kernel: Option<String>,
}

/// What, the form's name, how many times, and which payload.
#[derive(Deserialize)]
pub struct Request(pub String, pub String, pub u32, pub usize);

fn kept<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<&'static str>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    Ok(texts.into_iter().map(|text| &*text.leak()).collect())
}
