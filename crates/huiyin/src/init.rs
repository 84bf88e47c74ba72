//! `huiyin init`: a new board in an empty folder.

use crate::config::{self, Settings};
use crate::ledger_key;
use crate::say;
use crate::staff;
use crate::system::SystemChance;
use crate::wiring;
use anyhow::{Context, Result, ensure};
use app::setup::{City, SetUp};
use app::staff::NewStaff;
use app::{App, Chance};
use clap::Args;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use store::Engine;
use store::vault::Keys;

/// The name of the settings in a board's folder.
pub const SETTINGS: &str = "huiyin.toml";

#[derive(Args)]
pub struct InitArgs {
    /// The folder; made where it is missing, refused where it is not empty
    dir: PathBuf,
    /// Places, units, offices and staff of your city, as a TOML file
    #[arg(long, value_name = "FILE")]
    city: Option<PathBuf>,
    /// Keep the data on a PostgreSQL server instead of in a file: `postgres://user:password@host/name`
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// The public address, as people type it: `https://liuyan.example.gov.cn`; it also names the public log, for ever
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

/// Makes the folder. What was begun and could not be ended is taken away again.
pub async fn run(args: InitArgs) -> Result<()> {
    let city = args.city.as_deref().map(read_city).transpose()?;
    make_empty(&args.dir)?;
    let said = Said {
        city: city.as_ref(),
        postgres: args.postgres.as_deref(),
        url: args.url.as_deref(),
    };
    let made = make(&args.dir, said).await;
    if made.is_err() {
        clear(&args.dir);
    }
    tell(&args.dir, &made?)
}

/// What the command line says.
#[derive(Clone, Copy, Default)]
struct Said<'a> {
    city: Option<&'a City>,
    postgres: Option<&'a str>,
    url: Option<&'a str>,
}

async fn make(dir: &Path, said: Said<'_>) -> Result<Settings> {
    let file = dir.join(SETTINGS);
    write_private(&file, &settings_text(said))?;
    let settings = Settings::load(&file)?;
    let keys = Keys::generate(|bytes| SystemChance.fill(bytes));
    write_private(&settings.keys, &keys.to_file_text())?;
    if let Some(path) = &settings.ledger_key {
        let key = ledger_key::generate(&settings.board.url)?;
        write_private(path, &ledger_key::to_file_text(&key))?;
    }
    fs::create_dir(&settings.blobs)
        .with_context(|| format!("cannot make {}", settings.blobs.display()))?;
    if let Engine::Sqlite(path) = &settings.data.engine {
        // An empty file is an empty database; the log beside it has the same mode.
        write_private(path, "")?;
    }
    let app = wiring::open(&settings).await?;
    match said.city {
        Some(city) => {
            let made = app.set_up(city).await?;
            add_staff(&app, city, &made).await?;
        }
        None => app
            .set_up_bare()
            .await
            .context("cannot write the first data")?,
    }
    app.db.close().await;
    Ok(settings)
}

/// Takes away what `make` made in a folder that was empty.
fn clear(dir: &Path) {
    let files = [
        SETTINGS,
        "keys.txt",
        "ledger.key",
        "data.sqlite",
        "data.lock",
        "data.sqlite-wal",
        "data.sqlite-shm",
    ];
    for file in files {
        // Whatever stays is named by the next `init`.
        drop(fs::remove_file(dir.join(file)));
    }
    drop(fs::remove_dir(dir.join("blobs")));
}

/// Reads a city's file and checks that it fits together.
fn read_city(path: &Path) -> Result<City> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let city: City =
        toml::from_str(&text).with_context(|| format!("{} has a mistake", path.display()))?;
    city.check()
        .with_context(|| format!("{} has a mistake", path.display()))?;
    Ok(city)
}

/// Makes a folder, or refuses one that holds anything.
pub fn make_empty(dir: &Path) -> Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .with_context(|| format!("cannot make {}", dir.display()))?;
    let mut entries =
        fs::read_dir(dir).with_context(|| format!("cannot look into {}", dir.display()))?;
    ensure!(
        entries.next().is_none(),
        "{} is not empty: name a new folder, nothing was changed",
        dir.display()
    );
    Ok(())
}

/// The commented default, with what the command line says.
fn settings_text(said: Said<'_>) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut text = config::DEFAULT.to_owned();
    // The first `url` is the board's, the second the server's: it follows the engine.
    if let Some(url) = said.url {
        text = text.replacen("url = \"\"", &format!("url = {}", quoted(url)), 1);
    }
    if let Some(city) = said.city {
        let name = format!("name = {}", quoted(&city.board));
        text = text.replacen("name = \"领导留言板\"", &name, 1);
    }
    if let Some(url) = said.postgres
        && let Some((before, after)) = text.split_once("engine = \"sqlite\"")
    {
        let after = after.replacen("url = \"\"", &format!("url = {}", quoted(url)), 1);
        text = format!("{before}engine = \"postgres\"{after}");
    }
    text
}

/// Writes a file that nobody but its owner reads: keys, and settings that may hold a password.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    file.and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    })
    .with_context(|| format!("cannot write {}", path.display()))
}

/// Adds the staff of the city's file, each with a password of their own, which is printed once.
async fn add_staff(app: &App, city: &City, made: &SetUp) -> Result<()> {
    for staff in &city.staff {
        let password = staff::draw_password(&SystemChance);
        let new = NewStaff {
            login: staff.login.clone(),
            name: staff.name.clone(),
            role: staff.role,
            unit: staff
                .unit
                .as_ref()
                .and_then(|key| made.units.get(key).copied()),
            office: staff
                .office
                .as_ref()
                .and_then(|key| made.offices.get(key).copied()),
            password: password.clone(),
        };
        let login = &staff.login;
        app.add_staff(new)
            .await
            .map_err(staff::explain)
            .with_context(|| format!("cannot add {login}"))?;
        say::line(format_args!(
            "{login}\t{password}\t{} {}",
            staff.role, staff.name
        ))?;
    }
    Ok(())
}

fn tell(dir: &Path, settings: &Settings) -> Result<()> {
    let dir = dir.display();
    say::line(format_args!("made {dir}"))?;
    say::line(format_args!(
        "  {dir}/huiyin.toml  the settings, every key explained\n  {}  the keys: keep a copy apart from the backups",
        settings.keys.display()
    ))?;
    if let Some(path) = &settings.ledger_key {
        say::line(format_args!(
            "  {}  the key that signs the public log: keep a copy apart from the backups",
            path.display()
        ))?;
    }
    say::line(format_args!(
        "next: huiyin staff add --login admin --name 管理员 --role administrator --config {dir}/huiyin.toml\n      \
         huiyin serve --config {dir}/huiyin.toml"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, EngineName};

    #[test]
    fn what_the_command_line_says_stands_in_the_settings() {
        let url = "postgres://huiyin:\"quoted\"@localhost/board";
        let said = Said {
            postgres: Some(url),
            ..Said::default()
        };
        let config: Config = toml::from_str(&settings_text(said)).unwrap();
        assert_eq!(config.data.engine, EngineName::Postgres);
        assert_eq!(config.data.url, url);
        assert_eq!(config.board, Config::default().board);

        let city: City =
            toml::from_str("name = \"云川市\"\nboard = \"云川市“留言板”\"\nunit = []\noffice = []")
                .unwrap();
        let said = Said {
            city: Some(&city),
            url: Some("https://liuyan.example"),
            ..Said::default()
        };
        let config: Config = toml::from_str(&settings_text(said)).unwrap();
        assert_eq!(config.board.name, "云川市“留言板”");
        assert_eq!(config.board.url, "https://liuyan.example");
        assert_eq!(config.data, Config::default().data);
    }
}
