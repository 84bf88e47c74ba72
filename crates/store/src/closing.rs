//! Closing an account: its owner may change their mind for a time, then everything personal of it goes.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use crate::vault::Blind;
use domain::Timestamp;
use domain::ids::{MessageId, PersonId};

const STATE: &str = "SELECT closing_at, created_at FROM people WHERE id = $1";
const CLOSE_AT: &str =
    "UPDATE people SET closing_at = $2 WHERE id = $1 AND closed_at IS NULL AND login IS NULL";
const DUE: &str = "SELECT id FROM people WHERE closing_at IS NOT NULL AND closing_at <= $1 ORDER BY closing_at, id LIMIT $2";
const CODES: &str =
    "DELETE FROM sign_in_codes WHERE phone_blind = (SELECT phone_blind FROM people WHERE id = $1)";
const FORGET: &str = "UPDATE people SET phone_blind = NULL, phone_sealed = NULL, name_sealed = NULL, pen_name = '', \
     active = FALSE, closing_at = NULL, closed_at = $2 WHERE id = $1 AND closing_at IS NOT NULL";
const SUPPORTS: &str = "DELETE FROM supports WHERE person = $1";
const NONCES: &str = "DELETE FROM nonces WHERE person = $1";
const SUPPORTED: &str = "SELECT message FROM supports WHERE person = $1 ORDER BY message";
const PEN_NAMES: &str =
    "UPDATE messages SET pen_name = '', identity_open = FALSE WHERE writer = $1";
const MESSAGES: &str = "SELECT id FROM messages WHERE writer = $1 ORDER BY id";
const CLOSE_IDENTITY: &str =
    "UPDATE messages SET identity_open = FALSE WHERE id = $1 AND writer = $2";
const SET_PHONE: &str = "UPDATE people SET phone_blind = $2, phone_sealed = $3 WHERE id = $1";

/// When the personal data of an account go, if it is being closed; and since when it is there.
pub async fn state(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Option<(Option<Timestamp>, Timestamp)>> {
    tx.row(STATE, args![person.0], |row| {
        Ok((row.opt_time(0)?, row.time(1)?))
    })
    .await
}

/// A citizen's account is to be closed then; none: it stays after all.
pub async fn set(tx: &mut Tx, person: PersonId, at: Option<Timestamp>) -> Result<()> {
    tx.run_one(CLOSE_AT, args![person.0, at]).await
}

/// Accounts whose time has come.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<Vec<PersonId>> {
    tx.rows(DUE, args![now, limit], |row| row.int(0).map(PersonId))
        .await
}

/// Takes everything personal from an account: phone, names, one-time codes, passkeys, sessions, what it supported. The
/// number stays, and so does what it wrote, without a name; false: the owner has changed their mind.
pub async fn forget(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<bool> {
    tx.run(CODES, args![person.0]).await?;
    if tx.run(FORGET, args![person.0, now]).await? == 0 {
        return Ok(false);
    }
    crate::sessions::end_all(tx, person).await?;
    crate::devices::end_all(tx, person).await?;
    crate::notices::end_all(tx, person).await?;
    crate::passkeys::remove_all(tx, person).await?;
    for sql in [SUPPORTS, NONCES, PEN_NAMES] {
        tx.run(sql, args![person.0]).await?;
    }
    Ok(true)
}

/// The messages that somebody said “me too” to.
pub async fn supported(tx: &mut Tx, person: PersonId) -> Result<Vec<MessageId>> {
    tx.rows(SUPPORTED, args![person.0], |row| row.int(0).map(MessageId))
        .await
}

/// The messages that somebody wrote, all of them.
pub async fn messages(tx: &mut Tx, person: PersonId) -> Result<Vec<MessageId>> {
    tx.rows(MESSAGES, args![person.0], |row| row.int(0).map(MessageId))
        .await
}

/// The unit in charge of a message is not to see who wrote it any more.
pub async fn close_identity(tx: &mut Tx, writer: PersonId, message: MessageId) -> Result<()> {
    tx.run_one(CLOSE_IDENTITY, args![message.0, writer.0]).await
}

/// Another phone for an account. One that has an account already is [`crate::Error::Taken`].
pub async fn set_phone(tx: &mut Tx, person: PersonId, blind: &Blind, sealed: &[u8]) -> Result<()> {
    tx.run_one(SET_PHONE, args![person.0, blind, sealed]).await
}
