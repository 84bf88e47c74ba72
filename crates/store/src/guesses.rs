//! Wrong tries, by the keyed hash of what was tried from where; neither a login nor an address can be read here.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;

const OF: &str = "SELECT tries, tried_at, rests_until FROM guesses WHERE target = $1";
const PUT: &str = "INSERT INTO guesses (target, tries, tried_at, rests_until) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (target) DO UPDATE SET tries = $2, tried_at = $3, rests_until = $4";
const FORGIVE: &str = "DELETE FROM guesses WHERE target = $1";

/// What was tried so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guesses {
    /// Wrong tries since the last right one.
    pub tries: u32,
    /// The last of them.
    pub tried_at: Timestamp,
    /// Until then nothing is tried.
    pub rests_until: Option<Timestamp>,
}

/// The tries of a target.
pub async fn of(tx: &mut Tx, target: &[u8; 32]) -> Result<Option<Guesses>> {
    tx.row(OF, args![target], |row| {
        Ok(Guesses {
            tries: row.count(0)?,
            tried_at: row.time(1)?,
            rests_until: row.opt_time(2)?,
        })
    })
    .await
}

/// Notes them.
pub async fn put(tx: &mut Tx, target: &[u8; 32], guesses: Guesses) -> Result<()> {
    let Guesses {
        tries,
        tried_at,
        rests_until,
    } = guesses;
    tx.run_one(PUT, args![target, tries, tried_at, rests_until])
        .await
}

/// The right one was given.
pub async fn forgive(tx: &mut Tx, target: &[u8; 32]) -> Result<()> {
    tx.run(FORGIVE, args![target]).await.map(|_rows| ())
}
