//! `huiyin doctor`: looks at everything that a board needs and says what is wrong, one line each.

use crate::config::Settings;
use crate::config::sms::{Gateway, Secret};
use crate::ledger_key;
use crate::oidc;
use crate::say;
use crate::system::SystemClock;
use crate::wiring;
use anyhow::{Context, Result, bail, ensure};
use app::Clock;
use std::fs::OpenOptions;
use std::path::Path;
use std::process::ExitCode;
use store::blobs::Blobs;
use store::{Db, Engine, Error};

/// Below this much free space the board is soon full.
const LOW_BYTES: u64 = 1024 * 1024 * 1024;

/// Looks at a board. The status is 1 where anything is wrong.
pub async fn run(config: &Path) -> Result<ExitCode> {
    let mut report = Report { right: true };
    let settings = Settings::load(config);
    report.say(
        "settings",
        settings
            .as_ref()
            .map(|settings| settings.file.display().to_string()),
    )?;
    let Ok(settings) = settings else {
        return Ok(ExitCode::FAILURE);
    };
    report.say("keys", keys(&settings))?;
    report.say("ledger", ledger(&settings))?;
    report.say("data", data(&settings).await)?;
    report.say("pictures", pictures(&settings))?;
    report.say("search", search(&settings.search))?;
    report.say("disk", disk(&settings))?;
    report.say("text messages", text_messages(&settings))?;
    report.say("signing in elsewhere", signing_in_elsewhere(&settings))?;
    report.say("time", time(&settings))?;
    report.say("calendar", calendar(&settings))?;
    Ok(if report.right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

struct Report {
    right: bool,
}

impl Report {
    fn say<E: std::fmt::Display>(&mut self, what: &str, found: Result<String, E>) -> Result<()> {
        match found {
            Ok(found) => say::line(format_args!("✓ {what}: {found}")),
            Err(why) => {
                self.right = false;
                say::line(format_args!("✗ {what}: {why:#}"))
            }
        }
    }
}

fn keys(settings: &Settings) -> Result<String> {
    wiring::read_keys(settings)?;
    form(settings, &settings.keys)
}

fn ledger(settings: &Settings) -> Result<String> {
    let Some(path) = &settings.ledger_key else {
        return Ok("another process signs".into());
    };
    let key = ledger_key::read(&settings.key_files, path)?;
    let form = form(settings, path)?;
    Ok(format!("{form}, {}", key.verifier().name()))
}

fn form(settings: &Settings, path: &Path) -> Result<String> {
    let read = settings.key_files.read(path)?;
    let form = if read.is_sealed {
        "encrypted"
    } else {
        "plain, closed to others"
    };
    Ok(format!("{}, {form}", path.display()))
}

async fn data(settings: &Settings) -> Result<String> {
    if let Engine::Sqlite(path) = &settings.data.engine {
        ensure!(path.exists(), "there is no {}", path.display());
    }
    let db = match Db::open(&settings.data).await {
        Ok(db) => db,
        Err(Error::Locked(path)) => return in_use(Path::new(&path)).await,
        Err(why) => return Err(why).context("it cannot be opened"),
    };
    let position = db.read(store::sequencer::last_position).await;
    db.close().await;
    let position = position.context("it cannot be read")?;
    let where_to = match &settings.data.engine {
        Engine::Sqlite(path) => path.display().to_string(),
        // The URL may hold a password.
        Engine::Postgres(_) => "PostgreSQL".into(),
    };
    Ok(format!(
        "{where_to}, the schema of this release, {position} events"
    ))
}

/// The board runs: a look beside it.
async fn in_use(path: &Path) -> Result<String> {
    let folder = tempfile::tempdir().context("no folder for a copy")?;
    let copy = folder.path().join("data.sqlite");
    store::backup::copy(path, &copy)
        .await
        .context("it cannot be copied")?;
    let counts = store::backup::check(&copy).await.context("it is damaged")?;
    Ok(format!(
        "{} is in use, as it should be; {} events",
        path.display(),
        counts.events
    ))
}

fn pictures(settings: &Settings) -> Result<String> {
    let blobs = Blobs::open(settings.blobs.clone())?;
    tempfile::NamedTempFile::new_in(blobs.folder())
        .with_context(|| format!("cannot write into {}", blobs.folder().display()))?;
    Ok(format!("{} can be written", blobs.folder().display()))
}

/// A missing index is no fault: it is a cache.
fn search(folder: &Path) -> Result<String> {
    let index = app::search::look(folder).with_context(|| format!("{}", folder.display()))?;
    let folder = folder.display();
    Ok(match index {
        Some((messages, place)) if place.building_after.is_some() => {
            format!("{folder} is being built: {messages} messages so far")
        }
        Some((messages, place)) => {
            let position = place.position;
            format!("{folder} holds {messages} messages, up to event {position}")
        }
        None => format!("{folder} holds no index; it is built when the board is served"),
    })
}

fn disk(settings: &Settings) -> Result<String> {
    let folder = &settings.blobs;
    let told = rustix::fs::statvfs(folder).with_context(|| format!("{}", folder.display()))?;
    let free = told.f_bavail.saturating_mul(told.f_frsize);
    let mebibytes = free / (1024 * 1024);
    ensure!(
        free >= LOW_BYTES,
        "only {mebibytes} MiB are free where {} is: make room before the board stops taking messages",
        folder.display()
    );
    Ok(format!("{mebibytes} MiB are free"))
}

fn signing_in_elsewhere(settings: &Settings) -> Result<String> {
    let Some(oidc) = &settings.oidc else {
        return Ok("nowhere".to_owned());
    };
    oidc::read_secret(&settings.key_files, &oidc.secret)?;
    Ok(format!("{}, as {}", oidc.issuer, oidc.client_id))
}

fn text_messages(settings: &Settings) -> Result<String> {
    match &settings.sms {
        Gateway::Webhook { url, secret } => {
            Secret::read(&settings.key_files, secret)?;
            settings.http()?;
            Ok(format!("signed, to {url}"))
        }
        Gateway::Log => {
            Ok("written to the log instead of being sent: for trying out only".to_owned())
        }
        Gateway::File(path) => {
            if path.exists() {
                OpenOptions::new()
                    .append(true)
                    .open(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            Ok(format!(
                "written to {} instead of being sent: for trying out only",
                path.display()
            ))
        }
    }
}

/// A clock that is far off would put wrong days into the record for ever.
fn time(settings: &Settings) -> Result<String> {
    let now = SystemClock.now();
    let zone = settings.rules.calendar.zone();
    let here = now.to_zoned(zone.clone());
    if here.year() < 2026 {
        bail!("the machine believes that it is {here}: set its clock");
    }
    Ok(format!("{}", here.strftime("%Y-%m-%d %H:%M:%S %:z")))
}

fn calendar(settings: &Settings) -> Result<String> {
    let calendar = &settings.rules.calendar;
    let years = calendar.years_published();
    let year = calendar.year(SystemClock.now());
    ensure!(
        years.contains(&year),
        "holidays are known for {} to {}, not for {year}: without them every weekday counts as a working day. Take the \
         notice of the State Council into a file and name it in time.calendars",
        years.start(),
        years.end()
    );
    let next = if years.contains(&year.saturating_add(1)) {
        ""
    } else {
        "; next year's notice comes in autumn"
    };
    Ok(format!(
        "holidays are known for {} to {}{next}",
        years.start(),
        years.end()
    ))
}
