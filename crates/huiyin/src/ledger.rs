//! `huiyin ledger`: looks at the public log of a board, computes it anew, changes its key, and closes it.

mod succession;

use crate::config::Settings;
use crate::say;
use crate::system::SystemClock;
use crate::wiring;
use anyhow::{Context, Result};
use app::Clock;
use app::ledger::Rebuilt;
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum LedgerCommand {
    /// Say how large the log is, what was signed last, by which key, and who cosigned
    Show(Place),
    /// Compute the tree anew from the entries, and compare it with what was kept and signed. Hashes that follow from
    /// the entries are put right. The board must be stopped. The status is 1 where anything was wrong
    Rebuild(Place),
    /// Give the log a new key: the last entry under the old one names it, and from the next checkpoint on it signs. Says
    /// what will happen; `--yes` does it. The board must be stopped
    RotateKey(succession::RotateArgs),
    /// Close the log for good and begin the one that succeeds it, under a name and a key of its own: where the key is
    /// lost or stolen, or a witness has seen more than there is. Says what will happen; `--yes` does it. The board must
    /// be stopped
    Retire(succession::RetireArgs),
}

#[derive(clap::Args)]
pub struct Place {
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Carries a command out.
pub async fn run(command: LedgerCommand) -> Result<ExitCode> {
    match command {
        LedgerCommand::Show(place) => show(&place.config).await.map(|()| ExitCode::SUCCESS),
        LedgerCommand::Rebuild(place) => rebuild(&place.config).await,
        LedgerCommand::RotateKey(args) => {
            succession::rotate(&args).await.map(|()| ExitCode::SUCCESS)
        }
        LedgerCommand::Retire(args) => succession::retire(&args).await.map(|()| ExitCode::SUCCESS),
    }
}

/// Reads a copy, so that the board may run.
async fn show(config: &Path) -> Result<()> {
    let settings = Settings::load(config)?;
    let (app, _copy) = wiring::open_to_read(&settings).await?;
    app.ledger_recall()
        .await
        .context("cannot read what was signed")?;
    let now = SystemClock.now();
    match app.signed().borrow().as_ref() {
        None => say::line("nothing was signed yet")?,
        Some(signed) => {
            let age = now.duration_since(signed.at).as_secs();
            say::line(format_args!(
                "size      {}\nroot      {}\nsigned    {} ({age} s ago)",
                signed.size, signed.root, signed.at
            ))?;
        }
    }
    if let Some(key) = app.ledger_key() {
        say::line(format_args!("key       {key}"))?;
    }
    for (key, until) in app.ledger_earlier_keys() {
        say::line(format_args!("before    {key}, up to {until} entries"))?;
    }
    let witnessed = app.witnessed().borrow().clone();
    for closed in app.ledger_closed() {
        let last = closed.checkpoint.checkpoint();
        say::line(format_args!(
            "closed    {}: {} entries, signed last {}",
            last.origin, last.size, closed.at
        ))?;
    }
    for witness in &settings.witnesses {
        let cosigned = witnessed.as_deref().and_then(|witnessed| {
            let time = ledger::cosignatures::verify(witnessed, &witness.key).ok()?;
            let ago = now.as_second() - i64::try_from(time).ok()?;
            let size = witnessed.checkpoint().size;
            Some(format!("cosigned {size} entries, {ago} s ago"))
        });
        say::line(format_args!(
            "witness   {} at {}: {}",
            witness.key.name(),
            witness.url,
            cosigned.unwrap_or_else(|| "did not cosign the last checkpoint".to_owned())
        ))?;
    }
    app.db.close().await;
    Ok(())
}

async fn rebuild(config: &Path) -> Result<ExitCode> {
    let settings = Settings::load(config)?;
    let app = wiring::open(&settings).await?;
    let rebuilt = app.ledger_rebuild().await;
    app.db.close().await;
    let rebuilt = rebuilt.context("cannot compute the tree anew")?;
    for line in told(&rebuilt) {
        say::line(line)?;
    }
    Ok(if rebuilt.is_sound() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What was found, a line each; the verdict is last.
fn told(rebuilt: &Rebuilt) -> Vec<String> {
    let mut lines = vec![format!(
        "{} entries, root {}",
        rebuilt.entries, rebuilt.root
    )];
    lines.extend(
        rebuilt
            .unreadable
            .iter()
            .map(|index| format!("entry {index} is missing or cannot be read")),
    );
    lines.extend(
        rebuilt
            .leaves
            .iter()
            .map(|index| format!("entry {index} had another leaf hash")),
    );
    lines.extend(rebuilt.hashes.iter().map(|(level, index)| {
        format!("the hash {index} of level {level} was missing, too many or another")
    }));
    if rebuilt.edge {
        lines.push("the right edge of the tree was another one".to_owned());
    }
    if let Some(signed) = &rebuilt.signed {
        lines.push(match signed.computed {
            Some(root) if root == signed.signed => {
                format!(
                    "the first {} entries are those that were signed",
                    signed.size
                )
            }
            Some(root) => format!(
                "the first {} entries have the root {root}, and {} was signed",
                signed.size, signed.signed
            ),
            None => format!("{} entries were signed, and there are fewer", signed.size),
        });
    }
    lines.push(if rebuilt.is_sound() {
        "all of it follows from the entries".to_owned()
    } else if rebuilt.agrees_with_the_signed() {
        "the hashes were put right from the entries: they are those that were signed".to_owned()
    } else {
        "the entries are not those that were signed: bring a newer backup back, or close this log (huiyin ledger retire). \
         Nothing was changed"
            .to_owned()
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::ledger::Compared;
    use ledger::hash::Hash;

    #[test]
    fn each_fault_has_its_line_and_the_verdict_is_last() {
        let (one, other) = (Hash::new([1; 32]), Hash::new([2; 32]));
        let sound = Rebuilt {
            entries: 7,
            root: one,
            unreadable: Vec::new(),
            leaves: Vec::new(),
            hashes: Vec::new(),
            edge: false,
            signed: Some(Compared {
                size: 7,
                signed: one,
                computed: Some(one),
            }),
        };
        let verdict = |rebuilt: &Rebuilt| told(rebuilt).pop();
        assert!(verdict(&sound).is_some_and(|line| line.contains("all of it follows")));
        let hashes = Rebuilt {
            hashes: vec![(1, 0)],
            ..sound.clone()
        };
        assert!(verdict(&hashes).is_some_and(|line| line.contains("put right")));
        for signed in [None, Some(other)] {
            let lost = Rebuilt {
                signed: Some(Compared {
                    size: 9,
                    signed: one,
                    computed: signed,
                }),
                ..sound.clone()
            };
            assert!(verdict(&lost).is_some_and(|line| line.contains("newer backup")));
        }
        let unreadable = Rebuilt {
            unreadable: vec![3],
            ..sound
        };
        assert!(told(&unreadable).contains(&"entry 3 is missing or cannot be read".to_owned()));
        assert!(verdict(&unreadable).is_some_and(|line| line.contains("newer backup")));
    }
}
