//! Puts the board together: settings, data, keys, clock, chance.

use crate::config::Settings;
use crate::key_file::KeyFiles;
use crate::ledger_key;
use crate::oidc;
use crate::say;
use crate::sms;
use crate::system::{SteadyClock, SystemChance, SystemClock};
use anyhow::{Context, Result, ensure};
use app::{App, Clock, Parts};
use ledger::keys::SignerKey;
use std::path::Path;
use std::sync::Arc;
use store::blobs::Blobs;
use store::erasures::Erasures;
use store::vault::{Keys, Vault};
use store::{Db, Engine, Error};
use tempfile::TempDir;

/// Opens the data of a board and everything around it, to act on it. It does not sign the public log.
pub async fn open(settings: &Settings) -> Result<App> {
    open_with(settings, Arc::new(SystemClock), None).await
}

/// Opens the data of a board and everything around it, to serve it: what happens enters the public log and is signed.
pub async fn open_to_serve(settings: &Settings) -> Result<App> {
    let path = settings.ledger_key.as_deref();
    let key = path.map(|path| ledger_key::read(&settings.key_files, path));
    open_with(settings, Arc::new(SteadyClock::new()), key.transpose()?).await
}

/// Opens the data of a board and everything around it, by this clock, to act on its log with this key.
pub async fn open_with(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    ledger_key: Option<SignerKey>,
) -> Result<App> {
    let vault = Vault::new(read_keys(settings)?);
    let parts = Parts {
        db: open_data(&settings.data).await?,
        blobs: Blobs::open(settings.blobs.clone()).context("cannot use the folder of pictures")?,
        vault,
        clock,
        chance: Arc::new(SystemChance),
        sms: sms::gateway(settings, Arc::new(SystemClock))?,
        provider: oidc::provider(settings)?,
        rules: settings.rules.clone(),
        limits: settings.limits.clone(),
        board: settings.board.clone(),
        ledger_key,
        erasures: Some(Erasures::new(settings.erasures.clone())),
    };
    let app = App::open(parts).await.context("cannot read the data")?;
    let again = app
        .erase_again()
        .await
        .context("cannot erase again what a restored backup brought back")?;
    if again > 0 {
        say::note(format_args!(
            "{again} messages were erased again, as the list of erasures says: a restored backup had brought them back."
        ));
    }
    Ok(app)
}

/// Opens the search index, for a process that serves a board or builds its index.
pub fn open_search(app: &App, settings: &Settings) -> Result<()> {
    app.open_search(&settings.search)
        .context("cannot open the search index")
}

/// Opens the data to read it: of the embedded store a copy of this moment, since a running board has the store itself.
/// The folder that holds the copy goes when it is dropped.
pub async fn open_to_read(settings: &Settings) -> Result<(App, Option<TempDir>)> {
    let Engine::Sqlite(path) = &settings.data.engine else {
        return Ok((open(settings).await?, None));
    };
    must_exist(path)?;
    let cannot = || format!("cannot copy {}", path.display());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let beside = tempfile::tempdir_in(folder.unwrap_or(Path::new("."))).with_context(cannot)?;
    let copy = beside.path().join("data.sqlite");
    store::backup::copy(path, &copy)
        .await
        .with_context(cannot)?;
    let mut of_copy = settings.clone();
    of_copy.data.engine = Engine::Sqlite(copy);
    Ok((open(&of_copy).await?, Some(beside)))
}

/// Reads the key file.
pub fn read_keys(settings: &Settings) -> Result<Keys> {
    read_key_file(&settings.key_files, &settings.keys)
}

/// Reads the key file in this place.
pub fn read_key_file(files: &KeyFiles, path: &Path) -> Result<Keys> {
    ensure!(
        path.exists(),
        "cannot read the keys in {}: there is no such file. Put back the copy that was kept apart from the backups: \
         without it the phone numbers cannot be read",
        path.display()
    );
    let read = files.read(path)?;
    Keys::parse(&read.text).with_context(|| format!("{} is damaged", path.display()))
}

/// Whether the data could not be opened because another process has it.
pub fn is_in_use(why: &anyhow::Error) -> bool {
    let mut causes = why.chain();
    causes.any(|cause| matches!(cause.downcast_ref(), Some(Error::Locked(_))))
}

async fn open_data(options: &store::Options) -> Result<Db> {
    if let Engine::Sqlite(path) = &options.engine {
        must_exist(path)?;
    }
    Db::open(options).await.map_err(|why| match why {
        Error::Locked(path) => {
            let what = format!(
                "{path} is in use by another process: stop it first (the running `huiyin serve`, as a rule), or do this \
                 in its pages"
            );
            anyhow::Error::from(Error::Locked(path)).context(what)
        }
        other => anyhow::Error::from(other).context("cannot open the data"),
    })
}

/// Only `init` and `restore` make data: a path that is spelled wrong must not become an empty board.
fn must_exist(path: &Path) -> Result<()> {
    ensure!(
        path.exists(),
        "there is no data in {}. `huiyin init DIR` makes an empty board, `huiyin restore FILE --into DIR` brings one \
         back",
        path.display()
    );
    Ok(())
}
