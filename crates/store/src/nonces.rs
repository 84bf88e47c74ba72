//! Nonces: a form that is sent twice is taken once, and a lost answer to COMMIT is settled.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::{MessageId, PersonId};

const ADD: &str = "INSERT INTO nonces (nonce, person, message, at) VALUES ($1, $2, $3, $4) ON CONFLICT (nonce) DO NOTHING";
const FIND: &str = "SELECT message FROM nonces WHERE nonce = $1 AND person = $2";

/// Takes a form; false when it was taken before.
pub async fn take(
    tx: &mut Tx,
    nonce: &str,
    person: PersonId,
    message: MessageId,
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.run(ADD, args![nonce, person.0, message.0, now]).await? == 1)
}

/// The message that this form of this person led to.
pub async fn find(tx: &mut Tx, nonce: &str, person: PersonId) -> Result<Option<MessageId>> {
    tx.row(FIND, args![nonce, person.0], |row| {
        row.int(0).map(MessageId)
    })
    .await
}
