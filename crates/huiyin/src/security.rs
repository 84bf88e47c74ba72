//! `huiyin security`: reads the security log of a board, and compares table, file and public log.

use crate::config::{Lines, Settings};
use crate::say;
use crate::system::SystemClock;
use crate::wiring;
use anyhow::{Context, Result};
use app::Clock;
use app::security::{Checked, Fault};
use clap::{Args, Subcommand};
use domain::ids::PersonId;
use domain::security::SecurityKind;
use jiff::SignedDuration;
use jiff::civil::Date;
use ledger::hash::Hash;
use std::fmt::Write;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::security::Filter;

/// What happened in the last minute may be on its way from the table to the file.
const SETTLED: SignedDuration = SignedDuration::from_mins(1);

#[derive(Subcommand)]
pub enum SecurityCommand {
    /// Print lines of the log, the newest last
    Show(ShowArgs),
    /// Compare the table with the public log and with the file, day by day. The status is 1 where anything was changed,
    /// deleted or added
    Verify(VerifyArgs),
}

#[derive(Args)]
pub struct ShowArgs {
    /// From this day on: 2026-11-23
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Of this kind: `sign_in`, `rights`, `reveal`, …
    #[arg(long)]
    kind: Option<SecurityKind>,
    /// By the account with this number, or done to it
    #[arg(long, value_name = "NUMBER")]
    account: Option<PersonId>,
    /// At most so many lines, the newest
    #[arg(long, default_value_t = 100)]
    most: u32,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct VerifyArgs {
    /// Another file than that of the settings: one that was collected elsewhere
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Carries a command out. It reads a copy, so that the board may run.
pub async fn run(command: SecurityCommand) -> Result<ExitCode> {
    match command {
        SecurityCommand::Show(args) => show(args).await.map(|()| ExitCode::SUCCESS),
        SecurityCommand::Verify(args) => verify(args).await,
    }
}

async fn show(args: ShowArgs) -> Result<()> {
    let settings = Settings::load(&args.config)?;
    let (app, _copy) = wiring::open_to_read(&settings).await?;
    let filter = Filter {
        since: args.since,
        until: args.until,
        kind: args.kind,
        outcome: None,
        account: args.account,
    };
    let lines = app
        .db
        .read(async |tx| store::security::find(tx, &filter, i64::MAX, args.most).await)
        .await
        .context("cannot read the security log")?;
    app.db.close().await;
    for line in lines.iter().rev() {
        say::line(line.to_json())?;
    }
    Ok(())
}

async fn verify(args: VerifyArgs) -> Result<ExitCode> {
    let settings = Settings::load(&args.config)?;
    let file = args.file.or(match &settings.security_lines {
        Lines::File(path) => Some(path.clone()),
        Lines::Nowhere | Lines::Output => None,
    });
    // What is written to the file from here on is not in the copy.
    let size = file.as_deref().map(size_of).transpose()?;
    let (app, _copy) = wiring::open_to_read(&settings).await?;
    let now = SystemClock.now();
    let mut checked = app
        .check_security_log(app.security_kept_since())
        .await
        .context("cannot read the security log")?;
    if let (Some(file), Some(size)) = (&file, size) {
        let open = || -> io::Result<_> { Ok(BufReader::new(File::open(file)?.take(size))) };
        let settled = now.checked_sub(SETTLED).unwrap_or(now);
        app.check_security_file(&mut checked, open, settled)
            .await
            .with_context(|| format!("cannot read {}", file.display()))?;
    }
    app.db.close().await;
    for line in told(&checked, file.as_deref()) {
        say::line(line)?;
    }
    let is_sound = checked.iter().all(|day| day.faults.is_empty());
    Ok(if is_sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn size_of(path: &Path) -> Result<u64> {
    let metadata =
        std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(metadata.len())
}

/// A line for each day, its faults below it; the verdict is last.
fn told(checked: &[Checked], file: Option<&Path>) -> Vec<String> {
    let mut lines = Vec::new();
    for day in checked {
        let published = match day.published {
            Some(_) => "in the public log",
            None => "not in the public log yet",
        };
        lines.push(format!(
            "{}  {} lines  sha256 {}  {published}",
            day.day,
            day.lines,
            hex(&day.hash)
        ));
        lines.extend(
            day.faults
                .iter()
                .map(|fault| format!("            {}", named(*fault))),
        );
    }
    let wrong = checked.iter().filter(|day| !day.faults.is_empty()).count();
    let with = file.map_or_else(
        || "no file was compared".to_owned(),
        |file| format!("compared with {}", file.display()),
    );
    lines.push(match wrong {
        0 => format!("nothing was changed, deleted or added ({with})"),
        1 => format!("one day is not as it was ({with})"),
        more => format!("{more} days are not as they were ({with})"),
    });
    lines
}

fn named(fault: Fault) -> String {
    match fault {
        Fault::Missing(n) => format!("line {n} is missing in the table"),
        Fault::NotAsPublished => {
            "the lines of the table are not those that the public log committed to".to_owned()
        }
        Fault::Gone => "the public log knows the day, and the table has nothing of it".to_owned(),
        Fault::Unpublished => "the day has ended, and its hash is not in the public log".to_owned(),
        Fault::MissingInFile(n) => format!("line {n} is missing in the file"),
        Fault::ChangedInFile(n) => format!("line {n} of the file is not that of the table"),
        Fault::AddedInFile(Some(n)) => {
            format!("line {n} of the file is one too many, or the table has lost it")
        }
        Fault::AddedInFile(None) => "the file has a line that is none of the log".to_owned(),
    }
}

/// As `sha256sum` prints it.
fn hex(hash: &Hash) -> String {
    let mut text = String::with_capacity(2 * Hash::LEN);
    for byte in hash.as_bytes() {
        // Writing to a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_its_line_and_the_verdict_is_last() {
        let day = |day, faults| Checked {
            day: Date::constant(2026, 3, day),
            lines: 3,
            hash: Hash::new([0xab; 32]),
            published: Some(Hash::new([0xab; 32])),
            faults,
        };
        let sound = told(&[day(2, Vec::new())], None);
        assert!(sound[0].starts_with("2026-03-02  3 lines  sha256 abab"));
        assert!(sound[1].contains("nothing was changed") && sound[1].contains("no file"));
        let file = Path::new("security.jsonl");
        let wrong = told(
            &[
                day(2, vec![Fault::NotAsPublished, Fault::ChangedInFile(5)]),
                day(3, Vec::new()),
            ],
            Some(file),
        );
        assert_eq!(wrong.len(), 5);
        assert!(wrong[2].contains("line 5 of the file"));
        assert!(wrong[4].starts_with("one day") && wrong[4].contains("security.jsonl"));
    }
}
