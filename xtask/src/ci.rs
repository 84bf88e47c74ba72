//! What a change must answer before it is taken in, from fast to slow.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{attack, machine, outside, postgres, shell, snapshots, suppliers, tidy};

/// The crates that touch nothing outside themselves, and so are quick to build and to test.
const PURE: [&str; 4] = ["domain", "hanzi", "ledger", "xtask"];

/// One step. Steps share one build: same profile, same flags, nothing compiled for one alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Question {
    /// Install what the tests need: PostgreSQL, Chromium, fonts, Node
    Machine,
    /// Format and tidiness
    Tidy,
    /// Licences and sources of what we rely on, where cargo-deny is installed
    Suppliers,
    /// Clippy and rustdoc, without a warning
    Sound,
    /// The pure crates
    Rules,
    /// Everything that stores, on both databases
    Stores,
    /// No snapshot without a test; asks what `rules` and `stores` left behind
    Snapshots,
    /// Verifiers that are not ours, about small logs; `cargo xtask outside` asks about large ones
    Outside,
    /// A thousand malformed requests, and slow ones; `cargo xtask attack` does more
    Attacked,
    /// A real browser
    Browser,
}

impl Question {
    const fn text(self) -> &'static str {
        match self {
            Self::Machine => "is everything at hand?",
            Self::Tidy => "is it tidy?",
            Self::Suppliers => "may it be made of this?",
            Self::Sound => "does it hold together?",
            Self::Rules => "do the rules hold?",
            Self::Stores => "on SQLite and on PostgreSQL?",
            Self::Snapshots => "is every snapshot used?",
            Self::Outside => "do others agree about the ledger?",
            Self::Attacked => "does it stand?",
            Self::Browser => "does a person get through?",
        }
    }

    fn answer(self, root: &Path) -> Result<()> {
        match self {
            Self::Machine => machine::prepare(root),
            Self::Tidy => {
                shell::run(cargo(root).args(["fmt", "--all", "--check"]))?;
                tidy::check(root)
            }
            Self::Suppliers => suppliers::ask_lasting(root),
            Self::Sound => {
                shell::run(cargo(root).args([
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--",
                    "-D",
                    "warnings",
                ]))?;
                shell::run(
                    cargo(root)
                        .args(["doc", "--workspace", "--no-deps"])
                        .env("RUSTDOCFLAGS", "-D warnings"),
                )
            }
            Self::Rules => {
                snapshots::forget()?;
                shell::run(tests(root)?.args(PURE.map(package)))
            }
            Self::Stores => {
                let cluster = postgres::Cluster::start()?;
                let mut tests = tests(root)?;
                tests.args(storing_crates(root)?.iter().map(|name| package(name)));
                shell::run(tests.env(postgres::VARIABLE, cluster.url()))
            }
            Self::Snapshots => snapshots::check(root),
            Self::Outside => outside::ask_quickly(root),
            Self::Attacked => {
                shell::run(cargo(root).args(["build", "--package", "huiyin"]))?;
                attack::ask_quickly()
            }
            Self::Browser => {
                shell::run(cargo(root).args(["build", "--package", "huiyin"]))?;
                let browser = root.join("crates/testkit/browser");
                let node = |script: &str| {
                    let mut node = Command::new("node");
                    node.arg(browser.join(script)).current_dir(root);
                    node
                };
                shell::run(&mut node("harness.test.mjs"))?;
                shell::run(node("oidc.mjs").arg(shell::built("huiyin")?))?;
                shell::run(node("walk.mjs").arg(shell::built("huiyin")?).arg("demo"))
            }
        }
    }
}

/// Asks the given questions, or all, in their order; stops at the first that is answered with no.
///
/// # Errors
///
/// Names the question that failed.
pub fn ask(root: &Path, only: &[Question]) -> Result<()> {
    let started = now();
    for question in Question::value_variants() {
        if !only.is_empty() && !only.contains(question) {
            continue;
        }
        let text = question.text();
        println!("\n=== {text}");
        let asked = now();
        question
            .answer(root)
            .with_context(|| format!("{text} no"))?;
        println!("=== {text} yes, after {}", minutes(asked.elapsed()));
    }
    println!(
        "\nAll answered with yes, after {}.",
        minutes(started.elapsed())
    );
    Ok(())
}

fn tests(root: &Path) -> Result<Command> {
    let mut command = cargo(root);
    command.arg("test");
    // A snapshot that differs fails, and leaves no file behind.
    command
        .env("INSTA_UPDATE", "no")
        .env(snapshots::VARIABLE, snapshots::notes()?);
    Ok(command)
}

/// Every crate that is not pure, so that a new one is not forgotten here.
fn storing_crates(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("crates")).context("look for crates")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("Cargo.toml").exists() && !PURE.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn package(name: &str) -> String {
    format!("--package={name}")
}

/// Nothing is built a second time here, and what building again would need is half of a small machine's disk.
fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root).env("CARGO_INCREMENTAL", "0");
    command
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells the reader how long a step took"
)]
fn now() -> Instant {
    Instant::now()
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}
