//! `huiyin ledger rotate-key` and `huiyin ledger retire`: the log goes on under another key, or in another log.
//!
//! The new key is on the disk before the log names it, and takes its place after: whatever cuts a command short, the
//! same command ends it.

use super::Place;
use crate::config::Settings;
use crate::key_file::{self, KeyFiles, KeyText};
use crate::serve::witnesses::Witnesses;
use crate::system::SystemClock;
use crate::{ledger_key, say, wiring};
use anyhow::{Context, Result, bail, ensure};
use app::App;
use app::ledger::Retired;
use ledger::keys::{KeyName, SignerKey, VerifierKey};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(clap::Args)]
pub struct RotateArgs {
    #[command(flatten)]
    place: Place,
    /// Do it
    #[arg(long)]
    yes: bool,
}

#[derive(clap::Args)]
pub struct RetireArgs {
    #[command(flatten)]
    place: Place,
    /// Do it
    #[arg(long)]
    yes: bool,
    /// Also where this log cannot name the next one, for its key is lost or its past in doubt
    #[arg(long)]
    unannounced: bool,
}

/// Gives the log a new key.
pub async fn rotate(args: &RotateArgs) -> Result<()> {
    let settings = Settings::load(&args.place.config)?;
    let files = Files::of(&settings)?;
    let key = files.present()?;
    let app = stopped(&settings, Some(key.clone())).await?;
    let done = turn(&app, &settings, &files, &key, args.yes).await;
    app.db.close().await;
    done
}

async fn turn(
    app: &App,
    settings: &Settings,
    files: &Files<'_>,
    key: &SignerKey,
    yes: bool,
) -> Result<()> {
    app.ledger_recall()
        .await
        .context("cannot read what was signed")?;
    let signs = app.ledger_key().context("this board has no key")?;
    if files.ends_what_was_cut_short(&signs, Some(key))? {
        return Ok(());
    }
    ensure!(
        signs == *key.verifier(),
        "{} is not the key that signs, which is {signs}: put that one back. Where it is lost, close the log: huiyin \
         ledger retire",
        files.path.display()
    );
    say::line(format_args!(
        "The log {} gets a new key. Its next entry, the last one under the old key, names the new one, and both sign the \
         log up to it. From then on the new key signs. Receipts and checkpoints under the old key stay valid, and the \
         policy of the board names both.",
        signs.name()
    ))?;
    if !yes {
        return nothing_was_changed();
    }
    // A change of keys signs too: not before witnesses have said what they have seen, where nobody else knows.
    if let Some(mut witnesses) = Witnesses::of(app, settings)? {
        witnesses.look_back().await?;
    }
    if let Some(fault) = app.ledger_fault() {
        bail!("the key was not changed: {fault}");
    }
    let next = files.next(signs.name())?;
    let size = app.ledger_rotate(&next).await;
    let size = size.context("the key was not changed")?;
    files.put_in_place(Some(key))?;
    say::line(format_args!(
        "{signs} signed the first {size} entries\n{} signs from now on",
        next.verifier()
    ))?;
    tell_others(files, next.verifier())
}

/// Closes the log, and begins the next.
pub async fn retire(args: &RetireArgs) -> Result<()> {
    let settings = Settings::load(&args.place.config)?;
    let files = Files::of(&settings)?;
    let key = files.present();
    if let Err(why) = &key {
        say::note(format_args!("The key cannot be used: {why:#}"));
    }
    let key = key.ok();
    let app = stopped(&settings, key.clone()).await?;
    let done = close(&app, &settings, &files, key.as_ref(), args).await;
    app.db.close().await;
    done
}

async fn close(
    app: &App,
    settings: &Settings,
    files: &Files<'_>,
    key: Option<&SignerKey>,
    args: &RetireArgs,
) -> Result<()> {
    app.ledger_recall()
        .await
        .context("cannot read what was signed")?;
    let signs = app.ledger_key();
    let signs = signs.context("no key has signed for this board yet: there is nothing to close")?;
    if files.ends_what_was_cut_short(&signs, key)? {
        return cosign_the_closed(app, settings).await;
    }
    let signed = app.signed().borrow().clone();
    let number = app.ledger_number();
    if number > 1 && signed.is_none_or(|signed| signed.size < 2) {
        bail!(
            "{} has only just begun: there is nothing to close",
            signs.name()
        );
    }
    // Whether a witness has seen more decides what can be said.
    let mut witnesses = Witnesses::of(app, settings)?;
    if let Some(witnesses) = &mut witnesses {
        witnesses.look_back().await?;
    }
    let next_name = next_name(signs.name(), number)?;
    let doubt = match (key, app.ledger_fault()) {
        (_, Some(fault)) => Some(fault.to_string()),
        (Some(key), None) if *key.verifier() == signs => None,
        _ => Some(format!("the key that signs is not there: {signs}")),
    };
    explain(&signs, &next_name, doubt.as_deref())?;
    if !args.yes {
        return nothing_was_changed();
    }
    ensure!(
        doubt.is_none() || args.unannounced,
        "the log cannot name the one that succeeds it; to close it all the same, type: huiyin ledger retire --yes \
         --unannounced"
    );
    let next = files.next(&next_name)?;
    let retired = app.ledger_retire(&next, args.unannounced).await;
    let retired = retired.context("the log was not closed")?;
    files.put_in_place(key)?;
    tell(&signs, &next, &retired)?;
    tell_others(files, next.verifier())?;
    cosign_the_closed(app, settings).await
}

fn explain(signs: &VerifierKey, next: &KeyName, doubt: Option<&str>) -> Result<()> {
    say::line(format_args!(
        "The log {} is closed for good: it stays readable and checkable where it is, and never grows again. The log \
         {next} succeeds it, under a new key; its first entry commits to the last checkpoint of the old one, and every \
         message goes on in it where it was.",
        signs.name()
    ))?;
    match doubt {
        None => say::line(
            "The last entry of the old log names the new one: whoever trusts the old key can go on.",
        ),
        Some(why) => say::line(format_args!(
            "The old log cannot name the new one ({why}). It is closed at its last signature. Readers have to get the \
             new key another way, and are told so by every audit."
        )),
    }
}

fn tell(signs: &VerifierKey, next: &SignerKey, retired: &Retired) -> Result<()> {
    let Retired {
        size, root, seen, ..
    } = retired;
    say::line(format_args!(
        "closed {} at {size} entries, root {root}",
        signs.name()
    ))?;
    if let Some(seen) = seen {
        say::line(format_args!(
            "{seen} entries of it were seen elsewhere: the first entry of the new log says so"
        ))?;
    }
    say::line(format_args!("begun {}", next.verifier()))
}

/// What is left to do by hand.
fn tell_others(files: &Files<'_>, key: &VerifierKey) -> Result<()> {
    say::line(format_args!(
        "next: keep a copy of {} apart from the backups; ask every witness to add to `trusted`, before the board is served \
         again if readers ask for its word:\n  {key}\nand publish the key where readers look for it.",
        files.path.display()
    ))
}

fn nothing_was_changed() -> Result<()> {
    say::line("Nothing was changed. Add --yes to do it.")
}

/// Opens a board that nobody serves.
async fn stopped(settings: &Settings, key: Option<SignerKey>) -> Result<App> {
    let app = wiring::open_with(settings, Arc::new(SystemClock), key).await?;
    ensure!(
        !app.is_served().await?,
        "the board is running: stop it first, and wait ten seconds where it did not stop by itself"
    );
    Ok(app)
}

/// The last word of a closed log is worth more when witnesses have cosigned it. Whom it cannot be had from now is asked
/// again at the next start.
async fn cosign_the_closed(app: &App, settings: &Settings) -> Result<()> {
    match Witnesses::of(app, settings)? {
        Some(witnesses) => witnesses.cosign_the_closed().await,
        None => Ok(()),
    }
}

/// `liuyan.example.gov.cn/ledger/2` after `liuyan.example.gov.cn/ledger`
fn next_name(present: &KeyName, number: u32) -> Result<KeyName> {
    let first = present.as_str();
    let first = first
        .strip_suffix(&format!("/{number}"))
        .filter(|_first| number > 1)
        .unwrap_or(first);
    format!("{first}/{}", number + 1)
        .parse()
        .context("the next log cannot be named")
}

/// The key file, and the one that will take its place.
struct Files<'a> {
    keys: &'a KeyFiles,
    path: &'a Path,
    next: PathBuf,
    /// Whether the other keys of the board are encrypted: then this one is too.
    is_sealed: bool,
}

impl<'a> Files<'a> {
    fn of(settings: &'a Settings) -> Result<Self> {
        let path = settings.ledger_key.as_deref();
        let path = path.context(
            "another process signs for this board (key = \"\" under [ledger]): type this where that one runs",
        )?;
        let mut next = path.as_os_str().to_owned();
        next.push(".next");
        Ok(Self {
            keys: &settings.key_files,
            path,
            next: next.into(),
            is_sealed: settings.key_files.read(&settings.keys)?.is_sealed,
        })
    }

    fn present(&self) -> Result<SignerKey> {
        ledger_key::read(self.keys, self.path)
    }

    /// Where a key was named to sign and had not yet taken its place, it takes it now.
    fn ends_what_was_cut_short(
        &self,
        signs: &VerifierKey,
        key: Option<&SignerKey>,
    ) -> Result<bool> {
        if !self.next.exists() {
            return Ok(false);
        }
        let next = ledger_key::read(self.keys, &self.next)?;
        if next.verifier() != signs {
            return Ok(false);
        }
        self.put_in_place(key)?;
        say::line(format_args!(
            "The change that was cut short is whole now: {signs} signs."
        ))?;
        tell_others(self, signs)?;
        Ok(true)
    }

    /// The key that will sign. One that was made before and never named is taken up.
    fn next(&self, name: &KeyName) -> Result<SignerKey> {
        if self.next.exists() {
            let made = ledger_key::read(self.keys, &self.next)?;
            if made.verifier().name() == name {
                return Ok(made);
            }
        }
        let key = ledger_key::named(name.clone());
        let text = KeyText {
            text: ledger_key::to_file_text(&key),
            is_sealed: self.is_sealed,
        };
        self.keys.write(&self.next, &text)?;
        Ok(key)
    }

    /// The new key takes the place of the old one, which is kept beside it under its id.
    fn put_in_place(&self, old: Option<&SignerKey>) -> Result<()> {
        if let Some(old) = old {
            let mut beside = self.path.as_os_str().to_owned();
            beside.push(format!(".{}", old.verifier().id()));
            let beside = PathBuf::from(beside);
            let text = KeyText {
                text: ledger_key::to_file_text(old),
                is_sealed: self.is_sealed,
            };
            self.keys.write(&beside, &text)?;
            say::note(format_args!(
                "The old key is in {} now. It signs nothing any more: destroy it with its copies, or keep it closed away.",
                beside.display()
            ));
        }
        let cannot = || format!("cannot put {} in its place", self.next.display());
        fs::rename(&self.next, self.path).with_context(cannot)?;
        let folder = self.path.parent();
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        key_file::sync(folder.unwrap_or(Path::new("."))).with_context(cannot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_log_is_named_after_the_first() {
        let named = |text: &str, number| {
            let name = next_name(&text.parse().unwrap(), number).unwrap();
            name.to_string()
        };
        assert_eq!(named("city.example/ledger", 1), "city.example/ledger/2");
        assert_eq!(named("city.example/ledger/2", 2), "city.example/ledger/3");
        assert_eq!(named("city.example/ledger/9", 9), "city.example/ledger/10");
        // A host that ends so is no number.
        assert_eq!(named("city.example/1", 1), "city.example/1/2");
    }
}
