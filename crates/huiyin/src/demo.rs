//! `huiyin demo`: a demo city with its last weeks, made in seconds, served at once.
//!
//! Its folder holds `board` (an ordinary board with its `huiyin.toml`, so that every other command works on it),
//! `sms.jsonl` (one-time codes instead of text messages), `ledger.policy` (what a reader of its public log trusts) and
//! `demo.json` (where it is served, and who can sign in).

mod cast;
mod contents;
mod hours;
mod lives;
mod people;
mod player;
#[cfg(test)]
mod tests;

use crate::config::{Log, Settings};
use crate::ledger_key;
use crate::say;
use crate::serve;
use crate::staff;
use crate::system::{SystemChance, SystemClock};
use crate::wiring;
use anyhow::{Context, Result, bail};
use app::archive::columns::ColumnMap;
use app::archive::rows::{Archive, ArchiveOptions};
use app::import::News;
use app::sms::{Sending, Sms, Template};
use app::totp::Secret;
use app::{App, Chance, Clock, Parts};
use cast::Shared;
use clap::Args;
use contents::Contents;
use indicatif::{ProgressBar, ProgressStyle};
use people::{People, Sheet};
use player::MovedClock;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Db;
use store::blobs::Blobs;
use store::vault::{Keys, Vault};

/// A folder that holds a demo city is served as it was left; remove the folder for a new one.
#[derive(Args)]
pub struct DemoArgs {
    /// Where it is served; port 0: a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8088")]
    listen: SocketAddr,
    /// The folder of its data
    #[arg(long, value_name = "DIR", default_value = "huiyin-demo")]
    data: PathBuf,
    /// Also import the archive of another board, as `huiyin import` does; may be repeated
    #[arg(long, value_name = "FILE")]
    import: Vec<PathBuf>,
}

/// Makes the demo city where there is none yet, and serves it until SIGTERM or SIGINT.
pub async fn run(args: DemoArgs) -> Result<()> {
    crate::log::begin(&Log {
        filter: "warn".into(),
        ..Log::default()
    })?;
    let folder = Folder::open(&args.data)?;
    if !folder.board().exists() {
        make(&folder).await?;
    }
    let people = People::read(&folder.board())?;
    let listen = with_port(args.listen)?;
    let mut settings = Settings::load(&folder.settings())?;
    settings.board.url = url_of(listen);
    let app = wiring::open_to_serve(&settings).await?;
    wiring::open_search(&app, &settings)?;
    for file in &args.import {
        import(&app, &settings, file).await?;
    }
    let witnesses = serve::ask_witnesses(&app, &settings).await?;
    app.ledger_announce(serve::VERSION).await?;
    let security = serve::begin_security(&app, &settings).await?;
    if let Some(policy) = app.ledger_policy() {
        let path = folder.policy();
        fs::write(&path, policy).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let options = web::Options {
        trusted_proxies: settings.trusted_proxies.clone(),
        demo: Some(people.for_the_sign_in_page(&folder.sms())?),
        lag: serve::LAG,
        version: serve::VERSION,
        rates: settings.rates,
        proof: settings.proof,
    };
    let keys = serve::keys::KeyWatch::of(&settings);
    let signals = serve::Signals::caught()?;
    let running = serve::start(app.clone(), listen, options, settings.bounds.clone()).await?;
    let sheet = Sheet::issue(&app, &people, &folder.sms()).await?;
    sheet.write(&folder.sheet())?;
    say::text(&sheet.table(&folder.sheet(), &folder.sms()))?;
    let ended = serve::until_stopped(&app, witnesses, security, keys, running, signals).await;
    app.db.close().await;
    ended
}

/// The folder of a demo city.
struct Folder {
    path: PathBuf,
    /// Held as long as the demo runs: two on one folder would undo each other's work.
    _lock: File,
}

impl Folder {
    fn open(path: &Path) -> Result<Self> {
        let path = std::path::absolute(path).context("cannot tell where the folder is")?;
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        let lock = File::create(path.join("demo.lock"))
            .with_context(|| format!("cannot write into {}", path.display()))?;
        if lock.try_lock().is_err() {
            bail!(
                "another demo uses {}: stop it first, or name another folder with --data",
                path.display()
            );
        }
        let folder = Self { path, _lock: lock };
        // It tells where a demo is served: until this one is, nowhere.
        match fs::remove_file(folder.sheet()) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
                Err(why).context("cannot remove the demo.json of the last time")
            }
            _ => Ok(folder),
        }
    }

    fn board(&self) -> PathBuf {
        self.path.join("board")
    }

    fn settings(&self) -> PathBuf {
        self.board().join("huiyin.toml")
    }

    fn sms(&self) -> PathBuf {
        self.path.join("sms.jsonl")
    }

    fn policy(&self) -> PathBuf {
        self.path.join("ledger.policy")
    }

    fn sheet(&self) -> PathBuf {
        self.path.join("demo.json")
    }
}

/// The settings of the board inside the folder; all else has its default.
fn settings_text(contents: &Contents) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    format!(
        "# The demo city. `huiyin config default` explains every key.\n\
         [board]\nname = {}\noperator = {}\n\n\
         [listen]\naddress = \"127.0.0.1:8088\"\n\n\
         [limits]\nmessages_a_day = 1000\n\n\
         [sms]\npath = \"../sms.jsonl\"\n",
        quoted(&contents.city.board),
        quoted(&contents.city.name),
    )
}

/// Makes the city beside its place and moves it there when it is whole: one that was interrupted is made anew.
async fn make(folder: &Folder) -> Result<()> {
    let contents = Contents::read()?;
    let new = folder.path.join("board.new");
    if new.exists() {
        fs::remove_dir_all(&new).with_context(|| format!("cannot remove {}", new.display()))?;
    }
    fs::create_dir(&new).with_context(|| format!("cannot make {}", new.display()))?;
    let file = new.join("huiyin.toml");
    people::write_private(&file, &settings_text(&contents))?;
    let settings = Settings::load(&file)?;
    let keys = Keys::generate(|bytes| SystemChance.fill(bytes));
    people::write_private(&settings.keys, &keys.to_file_text())?;
    if let Some(path) = &settings.ledger_key {
        let key = ledger_key::generate("http://localhost")?;
        people::write_private(path, &ledger_key::to_file_text(&key))?;
    }

    let clock = Arc::new(MovedClock::default());
    let app = App::open(Parts {
        db: Db::open(&settings.data)
            .await
            .context("cannot make the data")?,
        blobs: Blobs::open(settings.blobs.clone())?,
        vault: Vault::new(keys),
        clock: clock.clone(),
        chance: Arc::new(SystemChance),
        sms: Arc::new(NoSms),
        provider: None,
        rules: settings.rules.clone(),
        limits: settings.limits.clone(),
        board: settings.board.clone(),
        // The past enters the log when the city is served.
        ledger_key: None,
        erasures: None,
    })
    .await?;
    say::note(format_args!(
        "making the demo city in {} …",
        folder.path.display()
    ));
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:40} {percent}%")?);
    let shared = Shared {
        password: staff::draw_password(&SystemChance),
        secret: Secret::draw(&SystemChance),
    };
    let told = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let now = SystemClock.now();
    let cast = player::play(&app, &clock, &contents, &shared, now, told).await?;
    let newcomer = people::add_newcomer(&app, &shared.password).await?;
    while app.fold_figures().await? {}
    bar.finish_and_clear();
    People::of(&contents.city, &cast, newcomer, shared)?.write(&new)?;
    app.db.close().await;
    drop(app);
    fs::rename(&new, folder.board()).context("cannot move the demo city to its place")
}

/// Nobody is told of a past that is played.
struct NoSms;

impl Sms for NoSms {
    fn send<'a>(&'a self, _id: i64, _to: &'a str, _template: &'a Template) -> Sending<'a> {
        Box::pin(async { Ok(()) })
    }
}

async fn import(app: &App, settings: &Settings, file: &Path) -> Result<()> {
    let options = ArchiveOptions {
        map: ColumnMap::default(),
        zone: settings.data.zone.clone(),
    };
    let mut archive = Archive::open(file, &options)
        .with_context(|| format!("cannot import {}", file.display()))?;
    let style = ProgressStyle::with_template("{bar:40} {percent}% {bytes}/{total_bytes} {eta}")?;
    let bar = ProgressBar::new(archive.size()).with_style(style);
    let imported = app.import(&mut archive, false, |news| match news {
        News::Read { bytes, of } => {
            bar.set_length(of);
            bar.set_position(bytes);
        }
        News::Failed(why) => bar.suspend(|| say::note(why)),
    });
    let imported = imported.await?;
    bar.finish_and_clear();
    say::note(format_args!(
        "{}: imported={} skipped={} failed={}",
        file.display(),
        imported.imported,
        imported.skipped,
        imported.failed
    ));
    Ok(())
}

/// The address with a port: pages hold it, so it must be known before they are served.
fn with_port(listen: SocketAddr) -> Result<SocketAddr> {
    if listen.port() != 0 {
        return Ok(listen);
    }
    let free = TcpListener::bind(listen).and_then(|listener| listener.local_addr());
    free.with_context(|| format!("no port is free on {}", listen.ip()))
}

/// What people type to get there.
fn url_of(listen: SocketAddr) -> String {
    if listen.ip().is_loopback() || listen.ip().is_unspecified() {
        format!("http://localhost:{}", listen.port())
    } else {
        format!("http://{listen}")
    }
}
