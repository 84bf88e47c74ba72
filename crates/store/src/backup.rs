//! Copies of the embedded store: made while it is in use, and looked at before they are trusted.

use crate::dialect;
use crate::error::{Error, Result};
use crate::ledger::RESTORED;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

const WHOLE: &str = "PRAGMA integrity_check(1)";
const TIED: &str = "SELECT COUNT(*) FROM pragma_foreign_key_check";
const COUNTS: &str = "SELECT (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM events), \
     (SELECT COUNT(*) FROM people)";
const MARK: &str = "INSERT INTO cursors (name, position) VALUES (?1, 1) \
     ON CONFLICT (name) DO UPDATE SET position = excluded.position";

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Messages.
    pub messages: i64,
    /// Events, numbered or not.
    pub events: i64,
    /// Accounts.
    pub people: i64,
}

/// Copies the embedded store at `from` into a new file, all of one moment, whether or not a process has it open.
/// It takes no lock of the board's: it stops nobody and needs nobody to stop.
pub async fn copy(from: &Path, to: &Path) -> Result<()> {
    let (from, to) = (from.to_owned(), to.to_owned());
    apart(move || dialect::sqlite_backup(&look_at(&from)?, &to)).await
}

/// Reads a copy from end to end: whether every page is whole and every row leads to one that is there.
pub async fn check(path: &Path) -> Result<Counts> {
    let path = path.to_owned();
    apart(move || {
        let copy = look_at(&path)?;
        let said: String = copy.query_row(WHOLE, [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Error::Database(said.into()));
        }
        let loose: i64 = copy.query_row(TIED, [], |row| row.get(0))?;
        if loose > 0 {
            let why = format!("{loose} rows lead to rows that are missing");
            return Err(Error::Database(why.into()));
        }
        Ok(copy.query_row(COUNTS, [], |row| {
            Ok(Counts {
                messages: row.get(0)?,
                events: row.get(1)?,
                people: row.get(2)?,
            })
        })?)
    })
    .await
}

/// Marks a copy as restored: after it was made more of the log may have been signed, of which the copy knows nothing.
pub async fn mark_restored(path: &Path) -> Result<()> {
    let path = path.to_owned();
    apart(move || {
        Connection::open(&path)?.execute(MARK, [RESTORED])?;
        Ok(())
    })
    .await
}

/// A connection that never writes a row. A write-ahead log beside the file is read too.
fn look_at(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(dialect::SQLITE_READER)?;
    Ok(connection)
}

/// On a thread where waiting for the disk is no harm.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|why| Error::Lost(why.to_string().into()))?
}
