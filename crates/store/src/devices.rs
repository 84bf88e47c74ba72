//! Browsers in which somebody has signed in before: the SHA-256 of the token that each keeps, never the token.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::PersonId;

const PUT: &str = "INSERT INTO devices (token, person, seen_at) VALUES ($1, $2, $3) \
     ON CONFLICT (token, person) DO UPDATE SET seen_at = $3";
const PEOPLE: &str = "SELECT person FROM devices WHERE token = $1 ORDER BY person";
const COUNT: &str = "SELECT COUNT(*) FROM devices WHERE person = $1";
const END_ALL: &str = "DELETE FROM devices WHERE person = $1";

/// Somebody has signed in there.
pub async fn put(tx: &mut Tx, token: &[u8; 32], person: PersonId, now: Timestamp) -> Result<()> {
    tx.run_one(PUT, args![token, person.0, now]).await
}

/// Who has signed in there.
pub async fn people(tx: &mut Tx, token: &[u8; 32]) -> Result<Vec<PersonId>> {
    tx.rows(PEOPLE, args![token], |row| row.int(0).map(PersonId))
        .await
}

/// In how many a person has signed in.
pub async fn count(tx: &mut Tx, person: PersonId) -> Result<u32> {
    let count = tx.row(COUNT, args![person.0], |row| row.count(0)).await?;
    Ok(count.unwrap_or(0))
}

/// Forgets all of a person.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(END_ALL, args![person.0]).await.map(|_rows| ())
}
