//! What the owner of an account is told about it: a code, a kind of browser, a time; no text.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::PersonId;

const ADD: &str =
    "INSERT INTO notices (id, person, what, device, at, read_at) VALUES ($1, $2, $3, $4, $5, NULL)";
const OF: &str =
    "SELECT what, device, at, read_at FROM notices WHERE person = $1 ORDER BY id DESC LIMIT 30";
const UNREAD: &str = "SELECT COUNT(*) FROM notices WHERE person = $1 AND read_at IS NULL";
const TOLD: &str = "SELECT COUNT(*) FROM notices WHERE person = $1 AND what = $2 AND at > $3";
const END_ALL: &str = "DELETE FROM notices WHERE person = $1";
const READ: &str = "UPDATE notices SET read_at = $2 WHERE person = $1 AND read_at IS NULL";

/// Something about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its code.
    pub what: String,
    /// In what kind of browser; empty where it was none.
    pub device: String,
    /// When.
    pub at: Timestamp,
    /// When its owner read it.
    pub read_at: Option<Timestamp>,
}

/// Tells it.
pub async fn add(
    tx: &mut Tx,
    id: i64,
    person: PersonId,
    what: &str,
    device: &str,
    now: Timestamp,
) -> Result<()> {
    tx.run_one(ADD, args![id, person.0, what, device, now])
        .await
}

/// The latest thirty of a person, newest first.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<Notice>> {
    tx.rows(OF, args![person.0], |row| {
        Ok(Notice {
            what: row.text(0)?,
            device: row.text(1)?,
            at: row.time(2)?,
            read_at: row.opt_time(3)?,
        })
    })
    .await
}

/// How many are not read yet.
pub async fn unread(tx: &mut Tx, person: PersonId) -> Result<u32> {
    let unread = tx.row(UNREAD, args![person.0], |row| row.count(0)).await?;
    Ok(unread.unwrap_or(0))
}

/// How often this was told since then.
pub async fn told_since(
    tx: &mut Tx,
    person: PersonId,
    what: &str,
    since: Timestamp,
) -> Result<u32> {
    let told = tx
        .row(TOLD, args![person.0, what, since], |row| row.count(0))
        .await?;
    Ok(told.unwrap_or(0))
}

/// All are read.
pub async fn read(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    tx.run(READ, args![person.0, now]).await.map(|_rows| ())
}

/// Forgets all of a person.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(END_ALL, args![person.0]).await.map(|_rows| ())
}
