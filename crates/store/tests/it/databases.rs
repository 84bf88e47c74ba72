//! A fresh, empty database for each test, gone when the test ends.

use futures::FutureExt;
use jiff::tz::TimeZone;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Db, Engine, Options, Result, Tx, events};
use tokio::sync::watch;

/// Where a test finds a server on which it may make schemas.
const VARIABLE: &str = "HUIYIN_TEST_POSTGRES";

/// A database of one test.
pub struct TestDb {
    db: Db,
    options: Options,
}

impl Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    async fn open(engine: Engine) -> Self {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let options = Options {
            engine,
            connections: 4,
            zone,
        };
        let db = Db::open(&options).await.unwrap();
        Self { db, options }
    }

    /// Another handle, as another process would have it.
    pub async fn again(&self) -> Result<Db> {
        Db::open(&self.options).await
    }

    /// A handle for a task of its own.
    pub fn handle(&self) -> Db {
        self.db.clone()
    }

    /// How it was opened.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The file of the embedded store.
    pub fn path(&self) -> &Path {
        match &self.options.engine {
            Engine::Sqlite(path) => path,
            Engine::Postgres(_) => panic!("PostgreSQL has no file"),
        }
    }

    /// A write that has to succeed.
    pub async fn does<T>(&self, action: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> T {
        self.db.write(action).await.unwrap()
    }

    /// A read that has to succeed.
    pub async fn sees<T>(&self, action: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> T {
        self.db.read(action).await.unwrap()
    }

    /// Waits until all events are numbered, and says the last position.
    pub async fn numbered(&self) -> i64 {
        let total = self.sees(events::count).await;
        number(&self.db, total).await;
        total
    }
}

/// Lets this handle number until that position.
pub async fn number(db: &Db, until: i64) {
    let mut position = db.position();
    let (stop, stopped) = watch::channel(false);
    let now = || crate::samples::at("2026-03-02T09:00:00+08:00");
    let numbered = async {
        position
            .wait_for(|position| *position >= until)
            .await
            .unwrap();
        stop.send_replace(true);
    };
    tokio::join!(db.sequence(now, stopped), numbered);
}

/// Runs a test on a file of its own.
pub async fn on_sqlite(test: impl AsyncFnOnce(&TestDb)) {
    let folder = tempfile::tempdir().unwrap();
    let db = TestDb::open(Engine::Sqlite(folder.path().join("board.db"))).await;
    test(&db).await;
}

/// Runs a test in a schema of its own.
pub async fn on_postgres(test: impl AsyncFnOnce(&TestDb)) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("test_{}_{next}", std::process::id());
    let url = server();
    let mut admin = PgConnection::connect(&url).await.unwrap();
    let run = async |admin: &mut PgConnection, sql: String| {
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(admin)
            .await
            .unwrap();
    };
    run(&mut admin, format!("CREATE SCHEMA {schema}")).await;

    let mark = if url.contains('?') { '&' } else { '?' };
    let db = TestDb::open(Engine::Postgres(format!(
        "{url}{mark}options[search_path]={schema}"
    )))
    .await;
    let ended = AssertUnwindSafe(test(&db)).catch_unwind().await;
    db.close().await;
    run(
        &mut admin,
        format!("SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE"),
    )
    .await;
    ended.unwrap_or_else(|panic| resume_unwind(panic));
}

/// The URL of the server; a missing one is a failure, never a skip.
pub fn server() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "how the command that starts a server names it"
    )]
    let url = std::env::var(VARIABLE);
    url.unwrap_or_else(|_missing| {
        panic!("{VARIABLE} is not set: run `cargo xtask postgres -- cargo test -p store`")
    })
}

/// A file beside the database's.
pub fn beside(path: &Path, name: &str) -> PathBuf {
    path.with_file_name(name)
}
