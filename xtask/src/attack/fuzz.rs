//! Fuzzers: bytes that nobody would think of, led on by what they make the parsers do.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Crates with fuzz targets, each in a `fuzz` folder of its own.
const CRATES: [&str; 2] = ["ledger", "web"];

/// Runs every target for so many seconds with cargo-fuzz, which has to be installed. The compiler need not be a nightly
/// one: it is told to behave like one.
pub fn attack(root: &Path, seconds: u32) -> Result<()> {
    for name in CRATES {
        let folder = root.join("crates").join(name);
        for target in targets(&folder)? {
            println!("{name}: {target}");
            let run = Command::new("cargo")
                .current_dir(&folder)
                .env("RUSTC_BOOTSTRAP", "1")
                .args(["fuzz", "run", &target, "--"])
                .args([&format!("-max_total_time={seconds}"), "-timeout=10"])
                .status()
                .context("cargo fuzz cannot be run: `cargo install cargo-fuzz --locked`")?;
            ensure!(run.success(), "{name}: {target} found something");
        }
    }
    Ok(())
}

/// The targets of a crate, in the order of their names.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for file in fs::read_dir(folder.join("fuzz/fuzz_targets"))? {
        let path = file?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            targets.push(name.to_owned());
        }
    }
    targets.sort();
    Ok(targets)
}
