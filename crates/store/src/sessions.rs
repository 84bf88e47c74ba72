//! Sessions and bearer tokens: the SHA-256 of an opaque 256-bit token, never the token.

use crate::args;
use crate::error::Result;
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::ids::PersonId;
use jiff::SignedDuration;

/// A clock that was set back by less ends no session.
const SKEW: SignedDuration = SignedDuration::from_hours(1);

const ADD: &str = "INSERT INTO sessions (token, id, person, form_key, bearer, device, created_at, seen_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
const FIND: &str = "SELECT id, person, form_key, bearer, device, seen_at, expires_at FROM sessions \
     WHERE token = $1 AND expires_at > $2 AND created_at <= $3";
const OF: &str = "SELECT id, person, form_key, bearer, device, seen_at, expires_at FROM sessions \
     WHERE person = $1 AND expires_at > $2 AND created_at <= $3 ORDER BY seen_at DESC, id DESC";
const SEEN: &str = "UPDATE sessions SET seen_at = $2 WHERE token = $1";
const END: &str = "DELETE FROM sessions WHERE token = $1";
const END_ONE: &str = "DELETE FROM sessions WHERE person = $1 AND id = $2";
const END_ALL: &str = "DELETE FROM sessions WHERE person = $1";
const END_OTHERS: &str = "DELETE FROM sessions WHERE person = $1 AND id <> $2";

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// By which its owner names it; it opens nothing.
    pub id: i64,
    /// Whose.
    pub person: PersonId,
    /// What a form must carry for a change to be taken.
    pub form_key: String,
    /// A token of the JSON API: it is sent on purpose, so it needs no form key.
    pub bearer: bool,
    /// What kind of browser it was opened in, as a code; empty for a token.
    pub device: String,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends, used or not.
    pub expires_at: Timestamp,
}

/// Adds a session.
pub async fn add(tx: &mut Tx, token: &[u8; 32], session: &Session) -> Result<()> {
    let Session {
        id,
        person,
        form_key,
        bearer,
        device,
        seen_at,
        expires_at,
    } = session;
    tx.run_one(
        ADD,
        args![
            token,
            *id,
            person.0,
            form_key,
            *bearer,
            device,
            *seen_at,
            *expires_at
        ],
    )
    .await
}

/// The session of a token, unless it has ended. One that began at a time still to come is of a clock that was wrong, and
/// would last too long.
pub async fn find(tx: &mut Tx, token: &[u8; 32], now: Timestamp) -> Result<Option<Session>> {
    tx.row(FIND, args![token, now, now + SKEW], read).await
}

/// All of a person that have not ended, the one used last first.
pub async fn of(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<Vec<Session>> {
    tx.rows(OF, args![person.0, now, now + SKEW], read).await
}

/// Notes that it is used.
pub async fn seen(tx: &mut Tx, token: &[u8; 32], now: Timestamp) -> Result<()> {
    tx.run(SEEN, args![token, now]).await.map(|_rows| ())
}

/// Ends it.
pub async fn end(tx: &mut Tx, token: &[u8; 32]) -> Result<()> {
    tx.run(END, args![token]).await.map(|_rows| ())
}

/// Ends one of a person, by its id. False: there is no such session of theirs.
pub async fn end_one(tx: &mut Tx, person: PersonId, id: i64) -> Result<bool> {
    Ok(tx.run(END_ONE, args![person.0, id]).await? == 1)
}

/// Ends all of a person but one.
pub async fn end_others(tx: &mut Tx, person: PersonId, kept: i64) -> Result<u64> {
    tx.run(END_OTHERS, args![person.0, kept]).await
}

/// Ends all of a person.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<u64> {
    tx.run(END_ALL, args![person.0]).await
}

fn read(row: &Row<'_>) -> Result<Session> {
    Ok(Session {
        id: row.int(0)?,
        person: PersonId(row.int(1)?),
        form_key: row.text(2)?,
        bearer: row.bool(3)?,
        device: row.text(4)?,
        seen_at: row.time(5)?,
        expires_at: row.time(6)?,
    })
}
