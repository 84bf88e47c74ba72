//! A board of its own for each test, on a file or in a schema; gone when the test ends.

use crate::city::{City, Door};
use futures::FutureExt;
use futures::future::{Either, select};
use jiff::tz::TimeZone;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Db, Engine, Options};
use tokio::sync::watch;

/// Where a test finds a server on which it may make schemas.
const VARIABLE: &str = "HUIYIN_TEST_POSTGRES";

/// Runs a test in a city on a file of its own.
pub async fn on_sqlite(door: Door, test: impl AsyncFnOnce(&City)) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::Sqlite(folder.path().join("board.db"));
    Box::pin(live(engine, door, test)).await;
}

/// Runs a test in a city in a schema of its own.
pub async fn on_postgres(door: Door, test: impl AsyncFnOnce(&City)) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("city_{}_{next}", std::process::id());
    let url = server();
    let mut admin = PgConnection::connect(&url).await.unwrap();
    let run = async |admin: &mut PgConnection, sql: String| {
        let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(admin).await;
        done.unwrap();
    };
    run(&mut admin, format!("CREATE SCHEMA {schema}")).await;

    let mark = if url.contains('?') { '&' } else { '?' };
    let engine = Engine::Postgres(format!("{url}{mark}options[search_path]={schema}"));
    let ended = AssertUnwindSafe(Box::pin(live(engine, door, test)))
        .catch_unwind()
        .await;
    let drop = format!("SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE");
    run(&mut admin, drop).await;
    ended.unwrap_or_else(|panic| resume_unwind(panic));
}

async fn live(engine: Engine, door: Door, test: impl AsyncFnOnce(&City)) {
    let options = Options {
        engine,
        connections: 4,
        zone: TimeZone::fixed(jiff::tz::offset(8)),
    };
    let db = Db::open(&options).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let city = City::found(db.clone(), folder.path(), door).await;
    let (stop, stopped) = watch::channel(false);
    let clock = city.clock.clone();
    // The embedded store numbers by itself: there this ends at once.
    let numbering = db.sequence(move || app::Clock::now(&*clock), stopped);
    let living = AssertUnwindSafe(async {
        test(&city).await;
        city.leaves_nothing_behind().await;
    })
    .catch_unwind();
    let ended = match select(pin!(living), pin!(numbering)).await {
        Either::Left((ended, numbering)) => {
            stop.send_replace(true);
            numbering.await;
            ended
        }
        Either::Right(((), living)) => living.await,
    };
    db.close().await;
    ended.unwrap_or_else(|panic| resume_unwind(panic));
}

/// The URL of the server; a missing one is a failure, never a skip.
fn server() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "how the command that starts a server names it"
    )]
    let url = std::env::var(VARIABLE);
    url.unwrap_or_else(|_missing| {
        panic!("{VARIABLE} is not set: run `cargo xtask postgres -- cargo test -p testkit`")
    })
}
