//! Answers of the identity provider that were taken, by the hash of what bound them to a browser: none is taken twice.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;

const TAKE: &str =
    "INSERT INTO provider_answers (state, at) VALUES ($1, $2) ON CONFLICT (state) DO NOTHING";

/// Takes an answer; false when it was taken before.
pub async fn take(tx: &mut Tx, state: &[u8; 32], now: Timestamp) -> Result<bool> {
    Ok(tx.run(TAKE, args![state, now]).await? == 1)
}
