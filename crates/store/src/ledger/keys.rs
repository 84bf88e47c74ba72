//! The keys of the logs, in the order in which they signed.

use super::{signed, unsigned};
use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use ledger::keys::VerifierKey;

const ALL: &str = "SELECT log, since, vkey, handover FROM ledger_keys ORDER BY log, since";
const ADD: &str = "INSERT INTO ledger_keys (log, since, vkey, handover) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

/// A key, and from where it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The number of its log.
    pub log: u32,
    /// It signs trees of more entries than these.
    pub since: u64,
    /// The key.
    pub key: VerifierKey,
    /// The checkpoint of that size, signed by the key before and by this one; none: it is the first of its log.
    pub handover: Option<String>,
}

/// All keys of all logs.
pub async fn keys(tx: &mut Tx) -> Result<Vec<KeyRow>> {
    tx.rows(ALL, &[], |row| {
        Ok(KeyRow {
            log: row.count(0)?,
            since: unsigned(row.int(1)?)?,
            key: row.parsed(2, "ledger_keys")?,
            handover: row.opt_text(3)?,
        })
    })
    .await
}

/// Adds a key, unless another process has added one at this place.
pub async fn add_key(tx: &mut Tx, key: &KeyRow) -> Result<()> {
    let vkey = key.key.to_string();
    let args = args![key.log, signed(key.since)?, &vkey, key.handover.as_deref()];
    tx.run(ADD, args).await.map(|_rows| ())
}
