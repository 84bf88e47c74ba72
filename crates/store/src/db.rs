//! The two doors to the data: `read` and `write`.

use crate::dialect;
use crate::error::{Error, Refuses, Result};
use crate::migrate;
use crate::sequencer::{self, Lease};
use crate::server::Server;
use crate::tx::{On, Tx};
use crate::writer::Writer;
use jiff::tz::TimeZone;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};

/// Which database, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file.
    Sqlite(PathBuf),
    /// A server: `postgres://user@host/name`.
    Postgres(String),
}

/// How to open the data.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which database.
    pub engine: Engine,
    /// Connections that read (embedded) or read and write (`PostgreSQL`).
    pub connections: u32,
    /// The operator's time zone: the year of a public number is counted in it.
    pub zone: TimeZone,
}

/// The data of one board. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

enum Inner {
    Sqlite {
        writer: Writer,
        readers: Readers,
        position: watch::Receiver<i64>,
        _lock: File,
    },
    Postgres {
        server: Box<Server>,
        events_wait: Notify,
        position: watch::Sender<i64>,
        zone: TimeZone,
    },
}

/// A file of the embedded store.
#[derive(Clone)]
pub(crate) struct SqliteFile {
    path: PathBuf,
    pub(crate) zone: TimeZone,
}

impl SqliteFile {
    /// A connection that writes. COMMIT returns when the data is on the disk; what is deleted is overwritten.
    pub(crate) fn writer(&self) -> Result<Connection> {
        let connection = Connection::open(&self.path)?;
        connection.execute_batch(dialect::SQLITE_WRITER)?;
        keep_plans(&connection)?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(connection)
    }

    fn reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.execute_batch(dialect::SQLITE_READER)?;
        keep_plans(&connection)?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(connection)
    }
}

/// A statement with `LIMIT $1` would be parsed and planned anew each time that it is bound.
fn keep_plans(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Connections of the embedded store that only read.
struct Readers {
    file: SqliteFile,
    idle: Mutex<Vec<Connection>>,
    turns: Semaphore,
}

impl Readers {
    async fn read<T, E: Refuses>(
        &self,
        action: impl AsyncFnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _turn = self.turns.acquire().await.map_err(|_closed| Error::Busy)?;
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let connection = match idle {
            Some(connection) => connection,
            None => self.file.reader()?,
        };
        let mut tx = Tx::from(connection);
        tx.control("BEGIN").await?;
        // A connection that an action leaves by a panic, or that cannot be rolled back, is not used again.
        let answer = action(&mut tx).await;
        if tx.control("ROLLBACK").await.is_ok()
            && let (On::Sqlite(connection), Ok(mut idle)) = (tx.on, self.idle.lock())
        {
            idle.push(connection);
        }
        answer
    }
}

impl Db {
    /// Opens the data, brings its schema up to this release, and takes the lock of an embedded store.
    pub async fn open(options: &Options) -> Result<Self> {
        match &options.engine {
            Engine::Sqlite(path) => Self::open_sqlite(path, options).await,
            Engine::Postgres(url) => Self::open_postgres(url, options).await,
        }
    }

    async fn open_sqlite(path: &Path, options: &Options) -> Result<Self> {
        let lock = lock(path)?;
        let file = SqliteFile {
            path: path.to_owned(),
            zone: options.zone.clone(),
        };
        let mut tx = Tx::from(file.writer()?);
        tx.control("BEGIN IMMEDIATE").await?;
        migrate::up(&mut tx).await?;
        // What a crash left unnumbered is numbered as always.
        let position = sequencer::number(&mut tx, &file.zone).await?;
        tx.control("COMMIT").await?;
        let (numbered, position) = watch::channel(position);
        let readers = Readers {
            file: file.clone(),
            idle: Mutex::default(),
            turns: Semaphore::new(usize::try_from(options.connections.max(1)).unwrap_or(1)),
        };
        let writer = Writer::open(file, numbered)?;
        Ok(Self {
            inner: Arc::new(Inner::Sqlite {
                writer,
                readers,
                position,
                _lock: lock,
            }),
        })
    }

    async fn open_postgres(url: &str, options: &Options) -> Result<Self> {
        let connect = PgConnectOptions::from_str(url)?
            .application_name("huiyin")
            .options(dialect::POSTGRES_SETTINGS);
        // What is wrong with the address is said at once.
        PgConnection::connect_with(&connect).await?.close().await?;
        let server = Box::new(Server::new(connect, options.connections.max(3)));
        let mut tx = server.begin().await?;
        dialect::lock_for_migration(&mut tx).await?;
        migrate::up(&mut tx).await?;
        let last = sequencer::last_position(&mut tx).await?;
        commit(tx).await?;
        let position = watch::Sender::new(last);
        let inner = Inner::Postgres {
            server,
            events_wait: Notify::new(),
            position,
            zone: options.zone.clone(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Runs `action` in a transaction that changes nothing; what it reads is of one moment.
    pub async fn read<T, E: Refuses>(
        &self,
        action: impl AsyncFnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match &*self.inner {
            Inner::Sqlite { readers, .. } => readers.read(action).await,
            Inner::Postgres { server, .. } => {
                let mut tx = server.begin().await?;
                dialect::read_only(&mut tx).await?;
                action(&mut tx).await
            }
        }
    }

    /// Runs `action` once, in a transaction, and answers after it is durable.
    ///
    /// All or nothing: a refusal, a panic or a dropped caller leaves nothing. Time, ids and salts are drawn
    /// before it; inside it only `tx` is awaited.
    pub async fn write<T, E: Refuses>(
        &self,
        action: impl AsyncFnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => writer.write(action).await,
            Inner::Postgres {
                server,
                events_wait,
                ..
            } => {
                let mut tx = server.begin().await?;
                let answer = action(&mut tx).await?; // a refusal drops `tx`, which rolls back
                commit(tx).await?;
                events_wait.notify_one();
                Ok(answer)
            }
        }
    }

    /// The last position that is numbered and durable, as this process knows it.
    pub fn position(&self) -> watch::Receiver<i64> {
        match &*self.inner {
            Inner::Sqlite { position, .. } => position.clone(),
            Inner::Postgres { position, .. } => position.subscribe(),
        }
    }

    /// Numbers events until `stop` says so. The embedded store numbers in its writer and needs none.
    ///
    /// Of all processes on one database the one with the lease numbers; the others wait for it to run out.
    /// `now` is asked for each batch: the lease is in the clock of the program.
    pub async fn sequence(
        &self,
        now: impl Fn() -> jiff::Timestamp,
        mut stop: watch::Receiver<bool>,
    ) {
        let Inner::Postgres {
            server,
            events_wait,
            position,
            zone,
        } = &*self.inner
        else {
            return;
        };
        let mut lease: Option<Lease> = None;
        while !*stop.borrow() {
            let wait = match sequencer::run(server, &mut lease, now(), zone).await {
                Ok(batch) => {
                    if let Some(last) = batch.last {
                        position.send_if_modified(|known| std::mem::replace(known, last) != last);
                    }
                    if batch.more {
                        continue;
                    }
                    Duration::from_millis(250)
                }
                Err(why) => {
                    // The lease is kept: the next run finds out whether another process took it over.
                    tracing::error!(%why, "events could not be numbered");
                    Duration::from_secs(1)
                }
            };
            tokio::select! {
                () = events_wait.notified() => {}
                told = stop.changed() => if told.is_err() { break }, // nobody is left to say so
                () = tokio::time::sleep(wait) => {}
            }
        }
        if let Some(lease) = lease
            && let Err(why) = sequencer::give_up(server, &lease).await
        {
            tracing::warn!(%why, "the sequencer's lease runs out by itself");
        }
    }

    /// Leaves nothing of what was deleted or changed beside the data. The embedded store overwrites what is deleted, and
    /// here its write-ahead log, which still holds the old pages, is emptied; busy where readers keep it in use.
    /// `PostgreSQL` overwrites old rows when it vacuums.
    pub async fn scrub(&self) -> Result<()> {
        let Inner::Sqlite { readers, .. } = &*self.inner else {
            return Ok(());
        };
        let file = readers.file.clone();
        let emptied = tokio::task::spawn_blocking(move || dialect::empty_log(&file.writer()?));
        let emptied = emptied.await;
        emptied.map_err(|why| Error::Lost(why.to_string().into()))?
    }

    /// Copies the embedded store into a new file while it is in use.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { readers, .. } => {
                let from = readers.file.reader()?;
                let to = to.to_owned();
                let copied =
                    tokio::task::spawn_blocking(move || dialect::sqlite_backup(&from, &to)).await;
                copied.map_err(|why| Error::Lost(why.to_string().into()))?
            }
            Inner::Postgres { .. } => Err(Error::Database(
                "a PostgreSQL database is backed up with its own tools (pg_basebackup or pg_dump)"
                    .into(),
            )),
        }
    }

    /// Whether it is the embedded store.
    pub fn is_embedded(&self) -> bool {
        matches!(&*self.inner, Inner::Sqlite { .. })
    }

    /// Ends accepting writes; everything that was accepted is durable when this returns.
    pub async fn close(&self) {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => writer.close().await,
            Inner::Postgres { server, .. } => server.close().await,
        }
    }
}

/// Commits, and tells a lost answer apart from a failure.
pub(crate) async fn commit(mut tx: Tx) -> Result<()> {
    if let Some(why) = tx.take_failure() {
        return Err(why);
    }
    if let On::Postgres(tx) = tx.on {
        tx.commit().await.map_err(|why| match Error::from(why) {
            Error::Lost(why) => Error::Unknown(why),
            other => other,
        })?;
    }
    Ok(())
}

/// One process per file: the lock is held as long as the returned file is open.
fn lock(path: &Path) -> Result<File> {
    let lock = path.with_extension("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock);
    let file = file.map_err(|why| Error::Lost(format!("{}: {why}", lock.display()).into()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(Error::Locked(path.display().to_string())),
    }
}
