//! `cargo xtask attack`: a demo city is attacked as strangers would do it, and must stand: nothing is answered with 5xx,
//! nothing of the inside is shown, nothing panics, and others are answered meanwhile.
//!
//! Malformed requests and slow ones are our own; schemathesis, wapiti, sqlmap and cargo-fuzz are others'. What came of it
//! stands in docs/security.md, with dates and versions.

mod chance;
mod demo;
mod fuzz;
mod malformed;
mod slow;
mod tools;

use std::path::Path;

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};
use demo::Demo;

use crate::shell;

/// Malformed requests in `cargo xtask ci`.
const FEW: u32 = 1_000;

/// How to attack.
#[derive(Args)]
pub struct AttackArgs {
    /// Only with these
    #[arg(value_enum)]
    with: Vec<Weapon>,
    /// Malformed requests
    #[arg(long, default_value_t = 10_000)]
    requests: u32,
    /// Where chance begins: the same number sends the same requests
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Seconds that each of the other tools, and each fuzz target, may take
    #[arg(long, default_value_t = 600)]
    seconds: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Weapon {
    /// Bodies, heads and addresses that nobody should send
    Malformed,
    /// Clients that send or read slowly, and too much at once
    Slow,
    /// schemathesis over the whole OpenAPI, as every kind of person
    Schemathesis,
    /// wapiti over the pages, signed out and signed in
    Wapiti,
    /// sqlmap on search and filters
    Sqlmap,
    /// cargo-fuzz on the parsers of what strangers send, and of the public log
    Fuzz,
}

/// Attacks with everything that was asked for.
///
/// # Errors
///
/// Names what fell.
pub fn run(root: &Path, args: &AttackArgs) -> Result<()> {
    shell::run(std::process::Command::new("cargo").current_dir(root).args([
        "build",
        "--package",
        "huiyin",
    ]))?;
    let demo = Demo::start()?;
    for weapon in Weapon::value_variants() {
        if !args.with.is_empty() && !args.with.contains(weapon) {
            continue;
        }
        match weapon {
            Weapon::Malformed => malformed::attack(&demo, args.requests, args.seed)?,
            Weapon::Slow => slow::attack(&demo)?,
            Weapon::Schemathesis => tools::schemathesis(root, &demo, args.seconds)?,
            Weapon::Wapiti => tools::wapiti(root, &demo, args.seconds)?,
            Weapon::Sqlmap => tools::sqlmap(root, &demo, args.seconds)?,
            Weapon::Fuzz => fuzz::attack(root, args.seconds)?,
        }
        stands(&demo)?;
    }
    Ok(())
}

/// Attacks with what needs nothing else and takes a minute.
///
/// # Errors
///
/// Names what fell.
pub fn ask_quickly() -> Result<()> {
    let demo = Demo::start()?;
    malformed::attack(&demo, FEW, 1)?;
    slow::attack(&demo)?;
    stands(&demo)
}

fn stands(demo: &Demo) -> Result<()> {
    ensure!(demo.answers(), "the board answers nobody any more");
    demo.is_calm()?;
    println!("it stands, with {} MiB of its own", demo.memory()?);
    Ok(())
}
