//! Whatever cannot be said alike to both databases.

use crate::error::{Error, Result};
use crate::tx::{On, Tx};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;
use std::time::Duration;

/// COMMIT returns when the data is on the disk; what is deleted is overwritten.
pub(crate) const SQLITE_WRITER: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
    PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000;
";

/// Readers see a snapshot and never write.
pub(crate) const SQLITE_READER: &str = "
    PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;
    PRAGMA mmap_size = 1073741824;
";

/// A lock that waits too long is a refusal; nobody holds one for ever.
pub(crate) const POSTGRES_SETTINGS: [(&str, &str); 3] = [
    ("lock_timeout", "5s"),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "30s"),
];

/// Appended to the SELECT that loads the row which an action is about to change: PostgreSQL locks it, the
/// embedded store has one writer anyway.
pub(crate) fn for_update(tx: &Tx) -> &'static str {
    match tx.on {
        On::Sqlite(_) => "",
        On::Postgres(_) => " FOR UPDATE",
    }
}

/// Two processes that start at once migrate one after the other.
pub(crate) async fn lock_for_migration(tx: &mut Tx) -> Result<()> {
    tx.run("SELECT pg_advisory_xact_lock(4807196421)", &[])
        .await
        .map(|_rows| ())
}

/// A reading transaction is of one moment.
///
/// Not said with BEGIN: a reader that goes away while it begins leaves a transaction open on its connection, which the
/// next one then finds. If that one only reads, nothing could be written on the connection any more.
pub(crate) async fn read_only(tx: &mut Tx) -> Result<()> {
    tx.run(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        &[],
    )
    .await
    .map(|_rows| ())
}

/// Appended to a SELECT that picks rows for one of several processes: PostgreSQL passes over rows that
/// another one is just taking, the embedded store has one process.
pub(crate) fn skip_locked(tx: &Tx) -> &'static str {
    match tx.on {
        On::Sqlite(_) => "",
        On::Postgres(_) => " FOR UPDATE SKIP LOCKED",
    }
}

/// Wakes other nodes; they look at the positions themselves.
pub(crate) async fn notify(tx: &mut Tx) -> Result<()> {
    match tx.on {
        On::Sqlite(_) => Ok(()),
        On::Postgres(_) => tx
            .run("SELECT pg_notify('huiyin_events', '')", &[])
            .await
            .map(|_rows| ()),
    }
}

/// Whether the table of releases is there.
pub(crate) fn has_schema(tx: &Tx) -> &'static str {
    match tx.on {
        On::Sqlite(_) => {
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_releases'"
        }
        On::Postgres(_) => {
            "SELECT 1::BIGINT FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_releases'"
        }
    }
}

/// A table of something else, where there is no schema. Extensions may have put tables of their own into a schema of
/// PostgreSQL: there only a name that is needed here is in the way.
pub(crate) fn strange_table(tx: &Tx) -> &'static str {
    match tx.on {
        On::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name LIMIT 1"
        }
        On::Postgres(_) => {
            "SELECT table_name::TEXT FROM information_schema.tables WHERE table_schema = current_schema() \
             AND table_name IN ('messages', 'events', 'people', 'sessions', 'jobs') ORDER BY table_name LIMIT 1"
        }
    }
}

/// Moves the write-ahead log into the file and cuts it to nothing. It waits for readers of older pages, and writers wait
/// for it: so briefly each time, and often.
pub(crate) fn empty_log(connection: &Connection) -> Result<()> {
    connection.busy_timeout(Duration::from_millis(100))?;
    for _ in 0..20 {
        let busy: bool =
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if !busy {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Err(Error::Busy)
}

/// Copies all pages in one step, which is one reading transaction: beside a write-ahead log it stops nobody.
/// In several steps it would begin anew after every write in between, and under load never end.
pub(crate) fn sqlite_backup(from: &Connection, to: &Path) -> Result<()> {
    let mut to = Connection::open(to)?;
    let backup = Backup::new(from, &mut to)?;
    match backup.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(Error::Busy),
    }
}
