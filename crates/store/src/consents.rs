//! Consents: who agreed to what, in which version, when; a row is never changed but by its withdrawal.

use crate::args;
use crate::error::Result;
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::consent::{Consent, Purpose};
use domain::ids::{MessageId, PersonId};

const ADD: &str = "INSERT INTO consents (id, person, message, purpose, version, given_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const OF_PERSON: &str = "SELECT purpose, message, version, given_at, withdrawn_at FROM consents \
     WHERE person = $1 ORDER BY id";
const HOLDS: &str = "SELECT id FROM consents WHERE person = $1 AND purpose = $2 AND version = $3 \
     AND message IS NULL AND withdrawn_at IS NULL LIMIT 1";
const WITHDRAW: &str = "UPDATE consents SET withdrawn_at = $4 \
     WHERE person = $1 AND purpose = $2 AND message = $3 AND withdrawn_at IS NULL";
const WITHDRAW_ALL: &str =
    "UPDATE consents SET withdrawn_at = $2 WHERE person = $1 AND withdrawn_at IS NULL";

/// Somebody agrees to what is shown now.
pub async fn add(
    tx: &mut Tx,
    id: i64,
    person: PersonId,
    purpose: Purpose,
    message: Option<MessageId>,
    now: Timestamp,
) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            id,
            person.0,
            message.map(|id| id.0),
            purpose.code(),
            purpose.version(),
            now
        ],
    )
    .await
}

/// Whether somebody has agreed to what is shown now, for everything that a purpose covers.
pub async fn holds(tx: &mut Tx, person: PersonId, purpose: Purpose) -> Result<bool> {
    let args = args![person.0, purpose.code(), purpose.version()];
    Ok(tx.row(HOLDS, args, |row| row.int(0)).await?.is_some())
}

/// All that somebody ever agreed to, the oldest first.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Consent>> {
    tx.rows(OF_PERSON, args![person.0], read).await
}

/// Somebody takes a consent for a message back; false where none holds.
pub async fn withdraw(
    tx: &mut Tx,
    person: PersonId,
    purpose: Purpose,
    message: MessageId,
    now: Timestamp,
) -> Result<bool> {
    let args = args![person.0, purpose.code(), message.0, now];
    Ok(tx.run(WITHDRAW, args).await? > 0)
}

/// Somebody takes all of them back.
pub async fn withdraw_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    tx.run(WITHDRAW_ALL, args![person.0, now]).await
}

fn read(row: &Row<'_>) -> Result<Consent> {
    Ok(Consent {
        purpose: row.parsed(0, "consents")?,
        message: row.opt_int(1)?.map(MessageId),
        version: row.text(2)?,
        given_at: row.time(3)?,
        withdrawn_at: row.opt_time(4)?,
    })
}
