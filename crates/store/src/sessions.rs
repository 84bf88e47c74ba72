//! Sessions and bearer tokens: the SHA-256 of an opaque 256-bit token, never the token.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::PersonId;

const ADD: &str = "INSERT INTO sessions (token, person, form_key, bearer, created_at, seen_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $5, $6)";
const FIND: &str = "SELECT person, form_key, bearer, seen_at, expires_at FROM sessions WHERE token = $1 AND expires_at > $2";
const SEEN: &str = "UPDATE sessions SET seen_at = $2 WHERE token = $1";
const END: &str = "DELETE FROM sessions WHERE token = $1";
const END_ALL: &str = "DELETE FROM sessions WHERE person = $1";

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose.
    pub person: PersonId,
    /// What a form must carry for a change to be taken.
    pub form_key: String,
    /// A token of the JSON API: it is sent on purpose, so it needs no form key.
    pub bearer: bool,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends, used or not.
    pub expires_at: Timestamp,
}

/// Adds a session.
pub async fn add(tx: &mut Tx, token: &[u8; 32], session: &Session) -> Result<()> {
    let Session {
        person,
        form_key,
        bearer,
        seen_at,
        expires_at,
    } = session;
    tx.run_one(
        ADD,
        args![token, person.0, form_key, *bearer, *seen_at, *expires_at],
    )
    .await
}

/// The session of a token, unless it has ended.
pub async fn find(tx: &mut Tx, token: &[u8; 32], now: Timestamp) -> Result<Option<Session>> {
    tx.row(FIND, args![token, now], |row| {
        Ok(Session {
            person: PersonId(row.int(0)?),
            form_key: row.text(1)?,
            bearer: row.bool(2)?,
            seen_at: row.time(3)?,
            expires_at: row.time(4)?,
        })
    })
    .await
}

/// Notes that it is used.
pub async fn seen(tx: &mut Tx, token: &[u8; 32], now: Timestamp) -> Result<()> {
    tx.run(SEEN, args![token, now]).await.map(|_rows| ())
}

/// Ends it.
pub async fn end(tx: &mut Tx, token: &[u8; 32]) -> Result<()> {
    tx.run(END, args![token]).await.map(|_rows| ())
}

/// Ends all of a person.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<u64> {
    tx.run(END_ALL, args![person.0]).await
}
