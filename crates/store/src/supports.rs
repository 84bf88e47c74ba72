//! “Me too”: who said it is kept only so that nobody says it twice; only the number is ever shown.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::ids::{MessageId, PersonId};

const ADD: &str = "INSERT INTO supports (message, person) VALUES ($1, $2) ON CONFLICT (message, person) DO NOTHING";
const REMOVE: &str = "DELETE FROM supports WHERE message = $1 AND person = $2";
const HAS: &str = "SELECT person FROM supports WHERE message = $1 AND person = $2";

/// Adds it; false when it was there.
pub async fn add(tx: &mut Tx, message: MessageId, person: PersonId) -> Result<bool> {
    Ok(tx.run(ADD, args![message.0, person.0]).await? == 1)
}

/// Takes it back; false when it was not there.
pub async fn remove(tx: &mut Tx, message: MessageId, person: PersonId) -> Result<bool> {
    Ok(tx.run(REMOVE, args![message.0, person.0]).await? == 1)
}

/// Whether this person said it: for the person's own button.
pub async fn has(tx: &mut Tx, message: MessageId, person: PersonId) -> Result<bool> {
    Ok(tx
        .row(HAS, args![message.0, person.0], |_row| Ok(()))
        .await?
        .is_some())
}
