//! Has verifiers that are not ours judge our logs: Go's reference code (golang.org/x/mod/sumdb), and aics-tlog and
//! aics-witness, written in Python by others. They accept what `write_log` writes, and refuse one changed byte.

mod logs;
mod witness;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use logs::Logs;
use witness::Witness;

use crate::python::Environment;
use crate::{machine, shell};

/// Where tiles begin, end and are empty.
const QUICK: [u64; 7] = [0, 1, 2, 255, 256, 257, 300];
/// Beyond the first level of tiles.
const SLOW: u64 = 70_000;

/// The oldest Python that the packages run on.
const OLDEST_PYTHON: (u32, u32) = (3, 12);
/// What pip installs, in a folder of its own.
const PACKAGES: [&str; 2] = ["aics-tlog==0.2.1", "aics-witness==0.1.0"];

/// Asks whichever of them can be had about small logs. Says plainly which were not asked, and why.
///
/// # Errors
///
/// When one of them does not agree.
pub fn ask_quickly(root: &Path) -> Result<()> {
    let logs = Logs::write(root, &QUICK)?;
    match machine::prepare_go() {
        Ok(()) => ask_go(root, &logs)?,
        Err(why) => println!("NOT ASKED: Go's reference code. {why:#}"),
    }
    match python(root) {
        Ok(python) => ask_python(root, &python, &logs),
        Err(why) => {
            println!("NOT ASKED: aics-tlog and aics-witness. {why:#}");
            Ok(())
        }
    }
}

/// Asks all of them, about a large log too.
///
/// # Errors
///
/// When one of them cannot be had, or does not agree.
pub fn ask_all(root: &Path) -> Result<()> {
    machine::prepare_go()?;
    let python = python(root)?;
    let logs = Logs::write(root, &[&QUICK, [SLOW].as_slice()].concat())?;
    ask_go(root, &logs)?;
    ask_python(root, &python, &logs)
}

fn ask_go(root: &Path, logs: &Logs) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let program = folder.path().join("check");
    let mut build = Command::new("go");
    build
        .args(["build", "-o"])
        .arg(&program)
        .arg(root.join("crates/ledger/outside/go/check.go"))
        // Debian's packages, and nothing from anywhere else.
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode")
        .env("GOFLAGS", "-mod=")
        .env("GOCACHE", folder.path().join("cache"));
    shell::run(&mut build)?;
    let mut check = Command::new(&program);
    check.arg("-good").args(logs.good());
    check.arg("-bad").args(logs.bad());
    shell::run_quietly(&mut check)
}

fn ask_python(root: &Path, python: &Path, logs: &Logs) -> Result<()> {
    let witness = Witness::start(root, &logs.key()?)?;
    let mut check = Command::new(python);
    check.arg(root.join("crates/ledger/outside/python/check.py"));
    check.arg("--good").args(logs.good());
    check.arg("--bad").args(logs.bad());
    check.arg("--witness").args([witness.url(), witness.key()]);
    shell::run_quietly(&mut check)
}

/// A Python that has the packages.
fn python(root: &Path) -> Result<PathBuf> {
    let environment = Environment::in_folder(root, "outside-python", OLDEST_PYTHON, &PACKAGES)?;
    Ok(environment.python())
}
