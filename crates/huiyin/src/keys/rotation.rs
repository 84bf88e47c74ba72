//! `huiyin keys show`, `rotate` and `prune`: the keys of sealed fields and blind indexes are changed.
//!
//! A new key is in the file before any row is under it, and an old one leaves the file when no row is: whatever is cut
//! short, nothing is unreadable, and the same command goes on.

use crate::config::Settings;
use crate::key_file::KeyText;
use crate::say;
use crate::system::SystemChance;
use crate::wiring;
use anyhow::{Context, Result, ensure};
use app::keys::KeyUses;
use app::{App, Chance};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use store::vault::{Keys, Purpose};

/// What `keys.txt` holds, and what is left of each key.
pub async fn show(settings: &Settings) -> Result<()> {
    let keys = wiring::read_keys(settings)?;
    let uses = uses(settings).await?;
    for (purpose, rows) in [(Purpose::Field, &uses.field), (Purpose::Blind, &uses.blind)] {
        let (newest, older) = keys.ids(purpose);
        for id in older.into_iter().chain([newest]) {
            let count = rows.get(&id).copied().unwrap_or_default();
            let word = if id == newest { "used now" } else { "older" };
            say::line(format_args!(
                "{} {id}, {word}: {count} rows",
                purpose.word()
            ))?;
        }
        let missing = rows.keys().filter(|id| !holds(&keys, purpose, **id));
        for id in missing {
            say::line(format_args!(
                "{} {id} is not in the file, and rows need it: put back a copy of the file that has it",
                purpose.word()
            ))?;
        }
    }
    Ok(())
}

/// Adds keys, unless older ones are still there, and seals every row anew.
pub async fn rotate(settings: &Settings) -> Result<()> {
    let path = settings.keys.display();
    let mut keys = wiring::read_keys(settings)?;
    // A blind index key may stay for years, for the codes that only writers have.
    if keys.ids(Purpose::Field).1.is_empty() {
        keys.add_newer(|bytes| SystemChance.fill(bytes))?;
        write(settings, &keys)?;
        let (field, blind) = (keys.ids(Purpose::Field).0, keys.ids(Purpose::Blind).0);
        say::line(format_args!(
            "added field {field} and blind {blind} to {path}"
        ))?;
        say::note(format_args!(
            "Keep a copy of {path} as it is now, apart from the backups."
        ));
    } else {
        say::line(format_args!(
            "{path} holds older keys: their change goes on"
        ))?;
    }
    // The embedded store is open to one process alone.
    let app = match wiring::open(settings).await {
        Ok(app) if app.is_served().await? => None,
        Ok(app) => Some(app),
        Err(why) if wiring::is_in_use(&why) => None,
        Err(why) => return Err(why),
    };
    let Some(app) = app else {
        return say::line(
            "The board is running: it reads the new keys within ten seconds, and seals its rows anew beside its work. \
             `huiyin keys show` tells how far it is; when nothing is left of an older key, `huiyin keys prune` takes it \
             out of the file. Several machines: give each the new file now.",
        );
    };
    let sealed = seal_all(&app).await;
    let uses = app.key_uses().await;
    app.db.close().await;
    say::line(format_args!(
        "{} rows are under the newest keys now",
        sealed?
    ))?;
    forget(settings, keys, &uses?)
}

/// Takes older keys out of the file.
pub async fn prune(settings: &Settings) -> Result<()> {
    let keys = wiring::read_keys(settings)?;
    let uses = uses(settings).await?;
    ensure!(
        older(&keys).is_empty() || uses.newest >= keys.ids(Purpose::Field).0,
        "no process uses the newest key yet: nothing was taken out. Serve the board, or type: huiyin keys rotate"
    );
    forget(settings, keys, &uses)
}

fn forget(settings: &Settings, mut keys: Keys, uses: &KeyUses) -> Result<()> {
    let forgotten = keys.forget_unused(|purpose, id| uses.is_used(purpose, id));
    if !forgotten.is_empty() {
        write(settings, &keys)?;
    }
    for (purpose, id) in forgotten {
        say::line(format_args!(
            "{} {id} is out of {}: no row needs it. Backups that were made before still do",
            purpose.word(),
            settings.keys.display()
        ))?;
    }
    for (purpose, id) in older(&keys) {
        let rows = match purpose {
            Purpose::Field => uses.field.get(&id),
            _ => uses.blind.get(&id),
        };
        let rows = rows.copied().unwrap_or_default();
        say::line(format_args!(
            "{} {id} stays: {rows} rows need it{}",
            purpose.word(),
            if purpose == Purpose::Blind {
                ". Query codes are kept by nobody: the index of each is made anew when the code is used"
            } else {
                ""
            }
        ))?;
    }
    Ok(())
}

async fn seal_all(app: &App) -> Result<u64> {
    let uses = app.key_uses().await?;
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}")?;
    let bar = ProgressBar::new(old_rows(&uses.field)).with_style(style);
    let mut rows = 0;
    loop {
        let step = app.seal_anew().await;
        let step =
            step.context("the rows wait; the same command, or serving the board, goes on")?;
        rows += step.rows;
        bar.set_position(rows);
        if !step.more {
            break;
        }
    }
    bar.finish_and_clear();
    Ok(rows)
}

/// Rows that are not under the last key of them all.
fn old_rows(uses: &BTreeMap<u32, u64>) -> u64 {
    uses.values().sum()
}

/// What is in the data at this moment, whether the board runs or not.
async fn uses(settings: &Settings) -> Result<KeyUses> {
    let (app, _copy) = wiring::open_to_read(settings).await?;
    let uses = app.key_uses().await;
    app.db.close().await;
    uses.context("cannot read the data")
}

fn write(settings: &Settings, keys: &Keys) -> Result<()> {
    let is_sealed = settings.key_files.read(&settings.keys)?.is_sealed;
    let text = KeyText {
        text: keys.to_file_text(),
        is_sealed,
    };
    settings.key_files.write(&settings.keys, &text)
}

fn older(keys: &Keys) -> Vec<(Purpose, u32)> {
    let of = |purpose| {
        let older = keys.ids(purpose).1.into_iter();
        older.map(move |id| (purpose, id))
    };
    of(Purpose::Field).chain(of(Purpose::Blind)).collect()
}

fn holds(keys: &Keys, purpose: Purpose, id: u32) -> bool {
    let (newest, older) = keys.ids(purpose);
    newest == id || older.contains(&id)
}
