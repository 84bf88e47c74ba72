//! `huiyin keys`: looks after the key files of a board.

mod rotation;

use crate::config::Settings;
use crate::init::write_private;
use crate::key_file::{self, KeyText};
use crate::say;
use crate::{ledger_key, wiring};
use anyhow::Result;
use clap::Subcommand;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum KeysCommand {
    /// Make an age identity in a new file: what opens the key files once they are encrypted. Name the file under `[keys]`
    /// in the settings, or hand it to the service with systemd's `LoadCredential`
    Identity {
        /// The file to make
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Encrypt the key files where they are, for the identity of the settings; a running board is not disturbed
    Encrypt(Place),
    /// Decrypt the key files where they are
    Decrypt(Place),
    /// Say how many rows each key of `keys.txt` made that are still there
    Show(Place),
    /// Give `keys.txt` a new field key and a new blind index key, and seal every row anew: a running board does so beside
    /// its work, one that stands does it now. Cut short, the same command goes on
    Rotate(Place),
    /// Take those older keys out of `keys.txt` of which no row is left
    Prune(Place),
}

#[derive(clap::Args)]
pub struct Place {
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Carries a command out.
pub async fn run(command: &KeysCommand) -> Result<()> {
    match command {
        KeysCommand::Identity { file } => identity(file),
        KeysCommand::Encrypt(place) => keep(&Settings::load(&place.config)?, true),
        KeysCommand::Decrypt(place) => keep(&Settings::load(&place.config)?, false),
        KeysCommand::Show(place) => rotation::show(&Settings::load(&place.config)?).await,
        KeysCommand::Rotate(place) => rotation::rotate(&Settings::load(&place.config)?).await,
        KeysCommand::Prune(place) => rotation::prune(&Settings::load(&place.config)?).await,
    }
}

fn identity(file: &Path) -> Result<()> {
    let (text, public) = key_file::new_identity();
    write_private(file, &text)?;
    say::line(format_args!(
        "made {}\npublic: {public}\nKeep it apart from the key files, with a copy in another place: without it they stay \
         closed for ever.",
        file.display()
    ))
}

/// Brings the key files into one form. Each is read and understood before it is written, and written whole or not at
/// all: cut short, the command is run again.
fn keep(settings: &Settings, is_sealed: bool) -> Result<()> {
    let files = &settings.key_files;
    wiring::read_keys(settings)?;
    if let Some(path) = &settings.ledger_key {
        ledger_key::read(files, path)?;
    }
    let word = if is_sealed { "encrypted" } else { "plain" };
    for path in [Some(&settings.keys), settings.ledger_key.as_ref()] {
        let Some(path) = path else { continue };
        let shown = path.display();
        let read = files.read(path)?;
        if read.is_sealed == is_sealed {
            say::line(format_args!("{shown} is {word} already"))?;
            continue;
        }
        files.write(path, &KeyText { is_sealed, ..read })?;
        say::line(format_args!("{shown} is {word} now"))?;
    }
    if is_sealed {
        say::note(
            "Copies that were made before are still plain: replace them, and keep the identity in another place than \
             the copies.",
        );
    }
    Ok(())
}
