//! Opening: one process per file, no newer schema, several processes at once on a server.

use crate::databases::{TestDb, beside, on_postgres, on_sqlite};
use crate::samples::{WRITER, city, message, morning, submit};
use domain::ids::MessageId;
use store::{Db, Engine, Error, Options, Tx, events, nonces};
use tokio::task::JoinSet;

on_both![
    a_newer_schema_is_refused_by_name,
    an_upgrade_that_fails_half_way_leaves_the_data_of_before,
    the_schema_is_made_once,
];

/// Something else that has the name of the last table which the first migration makes.
const IN_THE_WAY: [&str; 2] = [
    "CREATE TABLE consents (kept TEXT)",
    "INSERT INTO consents VALUES ('买米')",
];
const OUT_OF_THE_WAY: &str = "DROP TABLE consents";
const NO_RELEASE: &str = "CREATE TABLE schema_releases (release BIGINT PRIMARY KEY)";

async fn releases(tx: &mut Tx) -> store::Result<Vec<i64>> {
    tx.rows(
        "SELECT release FROM schema_releases ORDER BY release",
        &[],
        |row| row.int(0),
    )
    .await
}

/// A copy, since the file itself is locked by this process.
async fn copy(db: &TestDb) -> Options {
    if !db.is_embedded() {
        return db.options().clone();
    }
    let file = beside(db.path(), "copy.db");
    db.backup(&file).await.unwrap();
    Options {
        engine: Engine::Sqlite(file),
        ..db.options().clone()
    }
}

async fn a_newer_schema_is_refused_by_name(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        submit(tx, &message(1, morning())).await?;
        tx.run("INSERT INTO schema_releases (release) VALUES (999)", &[])
            .await
    })
    .await;
    db.numbered().await;
    let options = copy(db).await;
    let before = bytes(&options);
    let refused = Db::open(&options).await.map(|_db| ());
    assert!(before == bytes(&options), "not a byte of it was changed");
    assert_eq!(db.sees(events::count).await, 1);
    assert!(
        matches!(
            refused,
            Err(Error::NewerSchema {
                found: 999,
                known: 1
            })
        ),
        "{refused:?}"
    );
}

/// The file of the embedded store as it lies there; nothing of a server.
fn bytes(options: &Options) -> Vec<u8> {
    match &options.engine {
        Engine::Sqlite(file) => std::fs::read(file).unwrap(),
        Engine::Postgres(_) => Vec::new(),
    }
}

/// The release before the first has no table. Something in the way of the last one stops its upgrade near the end.
async fn before_the_first(db: &TestDb) -> Options {
    let mut options = db.options().clone();
    let [make, fill] = IN_THE_WAY;
    if db.is_embedded() {
        let place = beside(db.path(), "before.db");
        let data = rusqlite::Connection::open(&place).unwrap();
        let script = [NO_RELEASE, make, fill].join(";");
        data.execute_batch(&script).unwrap();
        options.engine = Engine::Sqlite(place);
        return options;
    }
    db.does(drop_all).await;
    for statement in [NO_RELEASE, make, fill] {
        db.does(async |tx| tx.run(statement, &[]).await).await;
    }
    options
}

async fn drop_all(tx: &mut Tx) -> store::Result<u64> {
    let drop_all = "DO $$ DECLARE name TEXT; BEGIN FOR name IN SELECT tablename FROM pg_tables WHERE \
        schemaname = current_schema() LOOP EXECUTE 'DROP TABLE ' || name || ' CASCADE'; END LOOP; END $$";
    tx.run(drop_all, &[]).await
}

async fn an_upgrade_that_fails_half_way_leaves_the_data_of_before(db: &TestDb) {
    let options = before_the_first(db).await;
    for _turn in 0..2 {
        let failed = Db::open(&options).await.map(|_db| ());
        assert!(matches!(&failed, Err(Error::Database(_))), "{failed:?}");
    }
    if let Engine::Sqlite(file) = &options.engine {
        let data = rusqlite::Connection::open(file).unwrap();
        let tables = "SELECT GROUP_CONCAT(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)";
        let left = data.query_row(tables, [], |row| row.get(0));
        assert_eq!(left, Ok("consents,schema_releases".to_owned()));
        let kept = data.query_row("SELECT kept FROM consents", [], |row| row.get(0));
        assert_eq!(kept, Ok("买米".to_owned()));
        data.execute_batch(OUT_OF_THE_WAY).unwrap();
    } else {
        let tables =
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";
        let left = db.does(async |tx| tx.rows(tables, &[], |row| row.text(0)).await);
        assert_eq!(left.await, ["consents", "schema_releases"]);
        db.does(async |tx| tx.run(OUT_OF_THE_WAY, &[]).await).await;
    }
    // With nothing in the way it is made up for.
    let upgraded = Db::open(&options).await.unwrap();
    assert_eq!(upgraded.read(releases).await.unwrap(), [1]);
    assert_eq!(upgraded.read(events::count).await.unwrap(), 0);
    upgraded.close().await;
}

async fn the_schema_is_made_once(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| submit(tx, &message(1, morning())).await)
        .await;
    db.numbered().await;
    let again = Db::open(&copy(db).await).await.unwrap();
    assert_eq!(again.read(releases).await.unwrap(), [1]);
    assert_eq!(again.read(events::count).await.unwrap(), 1);
    assert_eq!(*again.position().borrow(), 1);
    again.close().await;
}

#[tokio::test]
async fn a_file_of_something_else_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.db");
    let theirs = rusqlite::Connection::open(&file).unwrap();
    theirs
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('买米')")
        .unwrap();
    drop(theirs);
    let options = Options {
        engine: Engine::Sqlite(file),
        connections: 2,
        zone: jiff::tz::TimeZone::UTC,
    };
    let before = bytes(&options);
    let refused = Db::open(&options).await.map(|_db| ());
    assert!(
        matches!(&refused, Err(Error::Foreign(table)) if table == "notes"),
        "{refused:?}"
    );
    assert!(before == bytes(&options), "not a byte of it was changed");
}

#[tokio::test]
async fn a_schema_of_something_else_is_refused_and_left_as_it_is() {
    on_postgres(async |db| {
        db.does(async |tx| tx.run("DROP TABLE schema_releases", &[]).await)
            .await;
        let refused = db.again().await.map(|_db| ());
        assert!(
            matches!(&refused, Err(Error::Foreign(table)) if table == "events"),
            "{refused:?}"
        );
        assert_eq!(db.sees(events::count).await, 0);
    })
    .await;
}

#[tokio::test]
async fn processes_that_start_at_once_migrate_one_after_the_other() {
    on_postgres(async |db| {
        db.does(drop_all).await;
        let mut starting = JoinSet::new();
        for _ in 0..3 {
            let options = db.options().clone();
            starting.spawn(async move { Db::open(&options).await.unwrap() });
        }
        for started in starting.join_all().await {
            assert_eq!(started.read(releases).await.unwrap(), [1]);
            started.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_belongs_to_one_process() {
    on_sqlite(async |db| {
        let second = db.again().await.map(|_db| ());
        assert!(
            matches!(&second, Err(Error::Locked(path)) if path.contains("board.db")),
            "{second:?}"
        );
        db.does(async |tx| nonces::take(tx, "a", WRITER, MessageId(1), morning()).await)
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_store_that_is_dropped_lets_go_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("board.db");
    let zone = jiff::tz::TimeZone::UTC;
    let options = Options {
        engine: Engine::Sqlite(file.clone()),
        connections: 2,
        zone,
    };
    for n in 0..3 {
        let db = Db::open(&options).await.unwrap();
        let take = async |tx: &mut Tx| {
            nonces::take(tx, &format!("{n}"), WRITER, MessageId(1), morning()).await
        };
        assert!(db.write(take).await.unwrap());
        db.read(releases).await.unwrap();
        drop(db);
        // The committing thread has ended and closed the last connection, which takes the log in.
        assert!(!beside(&file, "board.db-wal").exists());
    }
}

#[tokio::test]
async fn what_cannot_be_opened_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("board.db");
    std::fs::write(&file, "这不是数据库。".repeat(500)).unwrap();
    let zone = jiff::tz::TimeZone::UTC;
    let options = Options {
        engine: Engine::Sqlite(file),
        connections: 2,
        zone,
    };
    let opened = Db::open(&options).await.map(|_db| ());
    assert!(matches!(opened, Err(Error::Lost(_))), "{opened:?}");
    let options = Options {
        engine: Engine::Sqlite(folder.path().join("none/board.db")),
        ..options
    };
    let opened = Db::open(&options).await.map(|_db| ());
    assert!(matches!(opened, Err(Error::Lost(_))), "{opened:?}");
    let options = Options {
        engine: Engine::Postgres("postgres://nobody@127.0.0.1:1/none".into()),
        ..options
    };
    let opened = Db::open(&options).await.map(|_db| ());
    assert!(matches!(opened, Err(Error::Lost(_))), "{opened:?}");
}
