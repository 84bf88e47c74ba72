//! What was imported: each row of each source once.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::ids::MessageId;

const ADD: &str = "INSERT INTO imports (source, row_id, message) VALUES ($1, $2, $3)";
const HAS: &str = "SELECT message FROM imports WHERE source = $1 AND row_id = $2";

/// Notes that a row led to a message.
pub async fn add(tx: &mut Tx, source: &str, row: &str, message: MessageId) -> Result<()> {
    tx.run_one(ADD, args![source, row, message.0]).await
}

/// The message that a row led to.
pub async fn find(tx: &mut Tx, source: &str, row: &str) -> Result<Option<MessageId>> {
    tx.row(HAS, args![source, row], |row| row.int(0).map(MessageId))
        .await
}
