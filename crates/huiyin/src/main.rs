//! The program: command line, configuration, telemetry, wiring, the system clock.

mod audit;
mod backup;
mod beside;
mod config;
mod demo;
mod doctor;
mod export;
mod fetch;
mod figures;
mod import;
mod init;
mod key_file;
mod keys;
mod ledger;
mod ledger_key;
mod log;
mod oidc;
mod say;
mod search;
mod security;
mod selfcheck;
mod serve;
mod sms;
mod staff;
mod system;
mod wiring;
mod witness;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use config::Settings;
use std::path::PathBuf;
use std::process::ExitCode;

/// Huiyin 回音: a leaders' message board (领导留言板) that anyone can check.
#[derive(Parser)]
#[command(name = "huiyin", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a demo city with its last weeks and serve it: the quickest way to see a board live
    Demo(demo::DemoArgs),
    /// Make a new board in an empty folder: settings, keys, data
    Init(init::InitArgs),
    /// Serve a board until SIGTERM or Ctrl-C
    Serve(ConfigFile),
    /// Print the default settings, or check a file of settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Look at settings, keys, data, pictures and calendar, and say what is wrong
    Doctor(ConfigFile),
    /// Import the archive of another board, each row once: CSV or JSON lines
    Import(import::ImportArgs),
    /// Export what everyone may read
    #[command(subcommand)]
    Export(ExportCommand),
    /// Copy data, pictures and settings into one file, while the board runs; the keys are not in it
    Backup(backup::BackupArgs),
    /// Bring a backup back into an empty folder
    Restore(backup::RestoreArgs),
    /// Look after the figures
    #[command(subcommand)]
    Figures(FiguresCommand),
    /// Look after the key files: encrypt them at rest, change their keys while the board is served
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Look at the public log of a board, compute it anew, change its key, or close it
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// Check a whole ledger, ours or another board's, against whom you trust. The status is 0: nothing was changed,
    /// 1: there is evidence of it, 2: it could not be checked
    Audit(audit::AuditArgs),
    /// Look at a board's pages as a visitor, on a phone and as a search engine: where they lead, what they hide, where
    /// they differ. The status is 0: nothing, 1: something was found, 2: it could not be checked
    Selfcheck(selfcheck::SelfcheckArgs),
    /// Watch the ledgers of others: cosign what they sign, never two histories
    Witness(witness::WitnessArgs),
    /// Read the security log, or check that nothing of it was changed
    #[command(subcommand)]
    Security(security::SecurityCommand),
    /// Look after the search index
    #[command(subcommand)]
    Search(SearchCommand),
    /// Add, list, move and remove staff accounts, or give one a new password
    #[command(subcommand)]
    Staff(StaffCommand),
}

#[derive(Args)]
struct ConfigFile {
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print the default settings, every key explained
    Default,
    /// Say whether a file of settings is right
    Check {
        /// The settings
        #[arg(value_name = "FILE", default_value = "huiyin.toml")]
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum ExportCommand {
    /// Public messages with their replies
    Messages(export::ExportArgs),
}

#[derive(Subcommand)]
enum FiguresCommand {
    /// Fold all figures anew from the events, while the board is not served
    Rebuild(figures::RebuildArgs),
}

#[derive(Subcommand)]
enum SearchCommand {
    /// Build the index anew, while the board is not served
    Rebuild(search::RebuildArgs),
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Add an account; its password is printed once
    Add(staff::AddArgs),
    /// Give an account a new password for the first time, end its sessions and tokens
    Reset(staff::ResetArgs),
    /// Issue a token of the JSON API for an account; it is printed once
    Token(staff::TokenArgs),
    /// Say who is sent text messages when a life may be in danger
    Duty(staff::DutyArgs),
    /// Print all accounts: login, role, place, whether it is removed, name
    List(staff::ListArgs),
    /// Remove an account: it ends at once, what was done with it stays told
    Remove(staff::LoginArgs),
    /// Take a removal back
    Restore(staff::LoginArgs),
    /// Give an account to another unit or office
    Move(staff::MoveArgs),
    /// Say who signs in to an account by the identity provider
    Identity(staff::IdentityArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(code) => code,
        Err(why) => {
            say::wrong(&why);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start")?;
    runtime.block_on(async {
        let done = match command {
            Command::Doctor(file) => return doctor::run(&file.config).await,
            Command::Import(args) => return import::run(args).await,
            Command::Ledger(command) => return ledger::run(command).await,
            Command::Security(command) => return security::run(command).await,
            Command::Audit(args) => return Ok(audit::run(args).await),
            Command::Selfcheck(args) => return Ok(selfcheck::run(args).await),
            Command::Demo(args) => demo::run(args).await,
            Command::Init(args) => init::run(args).await,
            Command::Serve(file) => {
                let settings = Settings::load(&file.config)?;
                log::begin(&settings.log)?;
                serve::run(settings).await
            }
            Command::Config(ConfigCommand::Default) => say::text(config::DEFAULT),
            Command::Config(ConfigCommand::Check { file }) => {
                Settings::load(&file)?;
                say::line(format_args!("{} is right", file.display()))
            }
            Command::Export(ExportCommand::Messages(args)) => export::run(args).await,
            Command::Backup(args) => backup::run(args).await,
            Command::Restore(args) => backup::restore(args).await,
            Command::Figures(FiguresCommand::Rebuild(args)) => figures::rebuild(args).await,
            Command::Keys(command) => keys::run(&command).await,
            Command::Witness(args) => witness::run(args).await,
            Command::Search(SearchCommand::Rebuild(args)) => search::rebuild(args).await,
            Command::Staff(StaffCommand::Add(args)) => staff::add(args).await,
            Command::Staff(StaffCommand::Reset(args)) => staff::reset(args).await,
            Command::Staff(StaffCommand::Token(args)) => staff::token(args).await,
            Command::Staff(StaffCommand::Duty(args)) => staff::duty(args).await,
            Command::Staff(StaffCommand::List(args)) => staff::list(args).await,
            Command::Staff(StaffCommand::Remove(args)) => staff::remove(args).await,
            Command::Staff(StaffCommand::Restore(args)) => staff::restore(args).await,
            Command::Staff(StaffCommand::Move(args)) => staff::move_to(args).await,
            Command::Staff(StaffCommand::Identity(args)) => staff::identity(args).await,
        };
        done.map(|()| ExitCode::SUCCESS)
    })
}
