//! The job queue: a table. A job carries ids, its name is for ever, and it may run twice.

use crate::args;
use crate::dialect;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use jiff::SignedDuration;

/// No job is put off for longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

const PUSH: &str = "INSERT INTO jobs (id, name, body, run_at, tries) VALUES ($1, $2, $3, $4, 0)";
/// Taking a job moves its time on: a process that dies leaves it to be taken again after that.
const TAKE: &str =
    "UPDATE jobs SET tries = tries + 1, run_at = $2 WHERE id = $1 RETURNING id, name, body, tries";
/// One that waits for longer than any job does was put off by a clock that was wrong.
const NEXT: &str =
    "SELECT id FROM jobs WHERE run_at <= $1 OR run_at > $2 ORDER BY run_at, id LIMIT 1";
const DONE: &str = "DELETE FROM jobs WHERE id = $1";
const RETRY: &str = "UPDATE jobs SET run_at = $2, error = $3 WHERE id = $1";
const COUNT: &str = "SELECT COUNT(*) FROM jobs";

/// A job that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its ids, as JSON.
    pub body: String,
    /// How often it was taken, this time included.
    pub tries: u32,
}

/// Enqueues a job in the action's own transaction.
pub async fn push(
    tx: &mut Tx,
    id: i64,
    name: &'static str,
    body: &str,
    run_at: Timestamp,
) -> Result<()> {
    tx.run_one(PUSH, args![id, name, body, run_at]).await
}

/// Takes the job that has waited longest; nobody else takes it before `until`.
pub async fn take(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<Option<Taken>> {
    let next = format!("{NEXT}{}", dialect::skip_locked(tx));
    let furthest = now + LONGEST;
    let Some(id) = tx.row(next, args![now, furthest], |row| row.int(0)).await? else {
        return Ok(None);
    };
    tx.row(TAKE, args![id, until], |row| {
        Ok(Taken {
            id: row.int(0)?,
            name: row.text(1)?,
            body: row.text(2)?,
            tries: row.count(3)?,
        })
    })
    .await
}

/// The job is done.
pub async fn done(tx: &mut Tx, id: i64) -> Result<()> {
    tx.run(DONE, args![id]).await.map(|_rows| ())
}

/// The job is to be taken again at `run_at`.
pub async fn retry(tx: &mut Tx, id: i64, run_at: Timestamp, error: &str) -> Result<()> {
    tx.run(RETRY, args![id, run_at, error])
        .await
        .map(|_rows| ())
}

/// How many jobs wait.
pub async fn count(tx: &mut Tx) -> Result<u32> {
    Ok(tx.row(COUNT, &[], |row| row.count(0)).await?.unwrap_or(0))
}
