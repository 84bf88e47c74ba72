//! The build house: `cargo xtask <command>` checks the workspace and runs what its tests need.
#![expect(clippy::print_stdout, reason = "a command line talks to its reader")]

mod attack;
mod bench;
mod ci;
mod http;
mod machine;
mod outside;
mod postgres;
mod python;
mod shell;
mod snapshots;
mod suppliers;
mod tidy;

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};

/// Chores of the Huiyin workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Ask everything a change must answer, from fast to slow; `.ci/run` does the same
    Ci {
        /// Ask only these
        #[arg(value_enum)]
        questions: Vec<ci::Question>,
    },
    /// Have verifiers that are not ours judge our logs, small and large; installs Go
    Outside,
    /// Attack a demo city as strangers would, with our own tools and others'
    Attack(attack::AttackArgs),
    /// Measure a filled board beside nginx, and write docs/bench.md
    Bench(bench::BenchArgs),
    /// Look for what the compiler does not see: lost paths, unequal twins, unused words
    Tidy,
    /// Ask cargo-deny about what we rely on: licences, sources, advisories
    Suppliers(suppliers::SuppliersArgs),
    /// Run a private PostgreSQL for tests until Ctrl-C, or for as long as one command takes
    Postgres {
        /// The command, with `HUIYIN_TEST_POSTGRES` set: `cargo xtask postgres -- cargo test -p store`
        #[arg(last = true)]
        command: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Ci { questions } => ci::ask(&root(), &questions),
        Chore::Outside => outside::ask_all(&root()),
        Chore::Attack(args) => attack::run(&root(), &args),
        Chore::Bench(args) => bench::run(&root(), &args),
        Chore::Tidy => tidy::check(&root()),
        Chore::Suppliers(args) => suppliers::ask(&root(), &args),
        Chore::Postgres { command } => serve_postgres(&command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace this program was built in.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn serve_postgres(command: &[OsString]) -> Result<()> {
    let cluster = postgres::Cluster::start()?;
    let Some((program, arguments)) = command.split_first() else {
        println!("{}={}", postgres::VARIABLE, cluster.url());
        eprintln!("It lives until this ends: Ctrl-C, or the end of standard input.");
        io::stdin()
            .read_to_end(&mut Vec::new())
            .context("wait for the end of standard input")?;
        return Ok(());
    };
    let status = Command::new(program)
        .args(arguments)
        .env(postgres::VARIABLE, cluster.url())
        .status()
        .with_context(|| format!("start `{}`", program.display()))?;
    ensure!(
        status.success(),
        "`{}` ended with {status}",
        program.display()
    );
    Ok(())
}
