//! Text messages on their way to the gateway. What one says, and to whom, is sealed, and goes as soon as it is over.

use crate::args;
use crate::dialect;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use jiff::SignedDuration;

/// No text message is put off for longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

const PUSH: &str = "INSERT INTO text_messages (id, sealed, urgent, state, tries, run_at, send_by) \
     VALUES ($1, $2, $3, 'waiting', 0, $4, $5) ON CONFLICT (id) DO NOTHING";
/// One that waits for longer than any does was put off by a clock that was wrong.
const NEXT: &str = "SELECT id FROM text_messages WHERE state = 'waiting' AND (run_at <= $1 OR run_at > $2) \
     ORDER BY urgent DESC, run_at, id LIMIT 1";
const NEXT_URGENT: &str = "SELECT id FROM text_messages WHERE state = 'waiting' AND (run_at <= $1 OR run_at > $2) \
     AND urgent ORDER BY run_at, id LIMIT 1";
const THIS: &str = "SELECT id FROM text_messages WHERE state = 'waiting' AND (run_at <= $1 OR run_at > $2) AND id = $3";
/// Taking one moves its time on: a process that dies leaves it to be taken again after that.
const TAKE: &str = "UPDATE text_messages SET tries = tries + 1, run_at = $2, begun_at = COALESCE(begun_at, $3) \
     WHERE id = $1 RETURNING id, sealed, urgent, tries, send_by";
const RETRY: &str = "UPDATE text_messages SET run_at = $2 WHERE id = $1 AND state = 'waiting'";
const END: &str = "UPDATE text_messages SET state = $2, sealed = NULL WHERE id = $1";
const STATE: &str = "SELECT state FROM text_messages WHERE id = $1";
const URGENT: &str = "SELECT urgent FROM text_messages WHERE id = $1";
const BEGUN: &str = "SELECT COUNT(*) FROM text_messages WHERE begun_at >= $1 AND begun_at <= $2";
const WAITING: &str = "SELECT COUNT(*) FROM text_messages WHERE state = 'waiting'";

/// A text message to be sent.
#[derive(Clone, Debug)]
pub struct NewText<'a> {
    /// Its id.
    pub id: i64,
    /// What it says, and to whom, sealed for this row.
    pub sealed: &'a [u8],
    /// Somebody waits for it.
    pub urgent: bool,
    /// Later than that it is not sent.
    pub send_by: Timestamp,
}

/// One that was taken.
#[derive(Clone, Debug)]
pub struct TakenText {
    /// Its id.
    pub id: i64,
    /// What it says, and to whom, sealed for this row.
    pub sealed: Vec<u8>,
    /// Somebody waits for it.
    pub urgent: bool,
    /// How often it was taken, this time included.
    pub tries: u32,
    /// Later than that it is not sent.
    pub send_by: Timestamp,
}

/// Which one is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one, if its time has come.
    This(i64),
    /// One for which somebody waits.
    Urgent,
    /// Any, those first for which somebody waits.
    Any,
}

/// Puts one into the queue; the same id is put there once.
pub async fn push(tx: &mut Tx, text: &NewText<'_>, now: Timestamp) -> Result<()> {
    let NewText {
        id,
        sealed,
        urgent,
        send_by,
    } = text;
    tx.run(PUSH, args![*id, *sealed, *urgent, now, *send_by])
        .await
        .map(|_rows| ())
}

/// Takes one whose time has come; nobody else takes it before `until`.
pub async fn take(
    tx: &mut Tx,
    which: Which,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<TakenText>> {
    let skipping = dialect::skip_locked(tx);
    let furthest = now + LONGEST;
    let first = match which {
        Which::This(id) => {
            let this = format!("{THIS}{skipping}");
            tx.row(this, args![now, furthest, id], |row| row.int(0))
                .await?
        }
        Which::Urgent => {
            let next = format!("{NEXT_URGENT}{skipping}");
            tx.row(next, args![now, furthest], |row| row.int(0)).await?
        }
        Which::Any => {
            let next = format!("{NEXT}{skipping}");
            tx.row(next, args![now, furthest], |row| row.int(0)).await?
        }
    };
    let Some(id) = first else {
        return Ok(None);
    };
    tx.row(TAKE, args![id, until, now], |row| {
        Ok(TakenText {
            id: row.int(0)?,
            sealed: row.bytes(1)?,
            urgent: row.bool(2)?,
            tries: row.count(3)?,
            send_by: row.time(4)?,
        })
    })
    .await
}

/// It is to be taken again at `run_at`.
pub async fn retry(tx: &mut Tx, id: i64, run_at: Timestamp) -> Result<()> {
    tx.run(RETRY, args![id, run_at]).await.map(|_rows| ())
}

/// It is over: `sent`, `refused` by the gateway, `late`. What it said is gone.
pub async fn end(tx: &mut Tx, id: i64, state: &str) -> Result<()> {
    tx.run(END, args![id, state]).await.map(|_rows| ())
}

/// `waiting`, `sent`, `refused`, `late`; none: it is forgotten.
pub async fn state(tx: &mut Tx, id: i64) -> Result<Option<String>> {
    tx.row(STATE, args![id], |row| row.text(0)).await
}

/// Whether somebody waits for it.
pub async fn is_urgent(tx: &mut Tx, id: i64) -> Result<bool> {
    let urgent = tx.row(URGENT, args![id], |row| row.bool(0)).await?;
    Ok(urgent.unwrap_or(false))
}

/// How many were shown to the gateway for the first time since then: what costs money. Of a time that is still to come
/// nothing counts: a clock was wrong.
pub async fn begun_since(tx: &mut Tx, since: Timestamp, now: Timestamp) -> Result<u32> {
    Ok(tx
        .row(BEGUN, args![since, now], |row| row.count(0))
        .await?
        .unwrap_or(0))
}

/// How many wait.
pub async fn waiting(tx: &mut Tx) -> Result<u32> {
    Ok(tx.row(WAITING, &[], |row| row.count(0)).await?.unwrap_or(0))
}
