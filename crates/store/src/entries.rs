//! Staff on their way in: the password was right, the rest is still to come. The SHA-256 of a token, never the token.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::PersonId;

const ADD: &str = "INSERT INTO entries (token, person, proved, renews, elsewhere, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const FIND: &str = "SELECT person, proved, renews, elsewhere, expires_at FROM entries WHERE token = $1 AND expires_at > $2";
const PROVED: &str = "UPDATE entries SET proved = TRUE WHERE token = $1";
const END: &str = "DELETE FROM entries WHERE token = $1";
const END_ALL: &str = "DELETE FROM entries WHERE person = $1";

/// Somebody on the way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub person: PersonId,
    /// The second factor was proved, too.
    pub proved: bool,
    /// Came to set up another authenticator.
    pub renews: bool,
    /// The identity provider knows them, and no password was asked for.
    pub elsewhere: bool,
    /// When the way ends.
    pub expires_at: Timestamp,
}

/// Begins a way.
pub async fn add(tx: &mut Tx, token: &[u8; 32], entry: &Entry) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            token,
            entry.person.0,
            entry.proved,
            entry.renews,
            entry.elsewhere,
            entry.expires_at
        ],
    )
    .await
}

/// The way of a token, unless it has ended.
pub async fn find(tx: &mut Tx, token: &[u8; 32], now: Timestamp) -> Result<Option<Entry>> {
    tx.row(FIND, args![token, now], |row| {
        Ok(Entry {
            person: PersonId(row.int(0)?),
            proved: row.bool(1)?,
            renews: row.bool(2)?,
            elsewhere: row.bool(3)?,
            expires_at: row.time(4)?,
        })
    })
    .await
}

/// The second factor was proved.
pub async fn proved(tx: &mut Tx, token: &[u8; 32]) -> Result<()> {
    tx.run_one(PROVED, args![token]).await
}

/// Ends one.
pub async fn end(tx: &mut Tx, token: &[u8; 32]) -> Result<()> {
    tx.run(END, args![token]).await.map(|_rows| ())
}

/// Ends all of a person.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(END_ALL, args![person.0]).await.map(|_rows| ())
}
