//! Take-downs that somebody asked for and nobody has agreed to yet: one a message, apart from its events.

use crate::args;
use crate::dialect;
use crate::error::Result;
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::ids::{MessageId, PersonId};
use domain::screening::TakeDownGround;

const ADD: &str = "INSERT INTO take_downs (message, ground, basis_sealed, person, at) VALUES ($1, $2, $3, $4, $5)";
const OF: &str =
    "SELECT message, ground, basis_sealed, person, at FROM take_downs WHERE message = $1";
const ALL: &str = "SELECT message, ground, basis_sealed, person, at FROM take_downs ORDER BY at, message LIMIT $1";
const COUNT: &str = "SELECT COUNT(*) FROM take_downs";
const REMOVE: &str = "DELETE FROM take_downs WHERE message = $1";

/// A take-down that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Of which message.
    pub message: MessageId,
    /// On what ground.
    pub ground: TakeDownGround,
    /// The legal basis in words, encrypted for this row.
    pub basis_sealed: Vec<u8>,
    /// Who asked.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Keeps what was asked. A second one of a message is refused as there already.
pub async fn add(tx: &mut Tx, asked: &Asked) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            asked.message.0,
            asked.ground.code(),
            asked.basis_sealed.as_slice(),
            asked.person.0,
            asked.at
        ],
    )
    .await
}

/// The one of a message.
pub async fn of(tx: &mut Tx, message: MessageId) -> Result<Option<Asked>> {
    tx.row(OF, args![message.0], read).await
}

/// The one of a message that is about to be ended.
pub async fn lock(tx: &mut Tx, message: MessageId) -> Result<Option<Asked>> {
    let sql = format!("{OF}{}", dialect::for_update(tx));
    tx.row(sql, args![message.0], read).await
}

/// All of them, the oldest first.
pub async fn all(tx: &mut Tx, limit: u32) -> Result<Vec<Asked>> {
    tx.rows(ALL, args![limit], read).await
}

/// How many there are.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(tx
        .row(COUNT, &[], |row| row.int(0))
        .await?
        .unwrap_or_default())
}

/// Forgets the one of a message: it was agreed to, refused or taken back.
pub async fn remove(tx: &mut Tx, message: MessageId) -> Result<()> {
    tx.run(REMOVE, args![message.0]).await.map(|_rows| ())
}

fn read(row: &Row<'_>) -> Result<Asked> {
    Ok(Asked {
        message: MessageId(row.int(0)?),
        ground: row.parsed(1, "take_downs")?,
        basis_sealed: row.bytes(2)?,
        person: PersonId(row.int(3)?),
        at: row.time(4)?,
    })
}
