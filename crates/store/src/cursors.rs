//! How far each reader of the events has come.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;

const GET: &str = "SELECT position FROM cursors WHERE name = $1";
const SET: &str = "INSERT INTO cursors (name, position) VALUES ($1, $2) \
     ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE cursors.position = $3";
const FORGET: &str = "DELETE FROM cursors WHERE name = $1";

/// The last position that this reader has taken in.
pub async fn get(tx: &mut Tx, name: &str) -> Result<i64> {
    Ok(tx
        .row(GET, args![name], |row| row.int(0))
        .await?
        .unwrap_or(0))
}

/// Moves it on; stale when another process moved it meanwhile.
pub async fn advance(tx: &mut Tx, name: &str, from: i64, to: i64) -> Result<()> {
    tx.run_one(SET, args![name, to, from]).await
}

/// Takes it back to before the first event, for a reader that begins anew.
pub async fn forget(tx: &mut Tx, name: &str) -> Result<()> {
    tx.run(FORGET, args![name]).await.map(|_rows| ())
}
