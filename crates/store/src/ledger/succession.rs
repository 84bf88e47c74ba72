//! One log succeeds another: the old one is closed at what was signed of it, the new one begins.

use super::{Log, Waiting, signed, wait};
use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::Tx;
use domain::Timestamp;
use ledger::entries::Entry;
use ledger::kinds::Kind;
use ledger::tree::Frontier;

const CLOSE: &str =
    "UPDATE ledger_log SET position = -1 WHERE id = $1 AND position = $2 AND size = $3";
const BEGIN: &str =
    "INSERT INTO ledger_log (id, position, size, peaks, day) VALUES ($1, $2, 0, '[]', $3)";
const BEYOND: &str = "SELECT entry FROM ledger_entries WHERE log = $1 AND idx >= $2 AND message IS NULL ORDER BY idx";
const UNSEAL: &str =
    "UPDATE ledger_sealed SET log = NULL, batch = NULL WHERE log = $1 AND batch >= $2";
const FORGET_SEALED: &str = "DELETE FROM ledger_sealed WHERE EXISTS (SELECT 1 FROM events \
     WHERE events.message = ledger_sealed.message AND events.n = ledger_sealed.n AND events.position > $1)";
const FORGET_ENTRIES: &str = "DELETE FROM ledger_entries WHERE log = $1 AND idx >= $2";
const FORGET_HASHES: &str = "DELETE FROM ledger_hashes WHERE log = $1 AND level = $2 AND idx >= $3";

/// Levels of tiles that can exist: 256^8 entries are more than can be counted.
const LEVELS: u32 = 8;

/// What follows the last log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The log as it is, to be compared.
    pub from: Log,
    /// The entries of it that were signed. What is beyond was promised to nobody: it is told anew in the next log.
    pub size: u64,
    /// The last event among them.
    pub position: i64,
}

impl Succession {
    /// The next log, which is empty.
    pub fn next(&self) -> Log {
        Log {
            number: self.from.number + 1,
            position: self.position,
            frontier: Frontier::default(),
            day: self.from.day,
        }
    }
}

/// Closes the last log and begins the next. `id` gives ids for what has to wait again. [`crate::Error::Stale`]: the log
/// has grown meanwhile.
pub async fn succeed(
    tx: &mut Tx,
    succession: &Succession,
    mut id: impl FnMut(Timestamp) -> i64,
) -> Result<()> {
    let Succession { from, size, .. } = succession;
    let grown = signed(from.frontier.size())?;
    tx.run_one(CLOSE, args![from.number, from.position, grown])
        .await?;
    if *size < from.frontier.size() {
        take_back(tx, succession, &mut id).await?;
    }
    let next = succession.next();
    let day = next.day.map(|day| day.to_string());
    tx.run_one(BEGIN, args![next.number, next.position, day.as_deref()])
        .await
}

/// Takes entries back that were never signed. What tells of messages follows from the events again; what waited, waits
/// again.
async fn take_back(
    tx: &mut Tx,
    succession: &Succession,
    id: &mut impl FnMut(Timestamp) -> i64,
) -> Result<()> {
    let (log, size) = (succession.from.number, signed(succession.size)?);
    let told = tx
        .rows(BEYOND, args![log, size], |row| {
            Entry::parse(&row.bytes(0)?).map_err(unparsed("ledger_entries"))
        })
        .await?;
    for entry in told
        .into_iter()
        .filter(|told| told.kind != Kind::SealedBatch)
    {
        let at = i64::try_from(entry.time).ok();
        let at = at.and_then(|at| Timestamp::from_millisecond(at).ok());
        let at = at.unwrap_or(Timestamp::UNIX_EPOCH);
        let waiting = Waiting {
            id: id(at),
            kind: entry.kind,
            at,
            office: entry.office,
            facts: entry.facts,
        };
        wait(tx, &waiting).await?;
    }
    tx.run(UNSEAL, args![log, size]).await?;
    tx.run(FORGET_SEALED, args![succession.position]).await?;
    tx.run(FORGET_ENTRIES, args![log, size]).await?;
    for level in 1..LEVELS {
        let first = signed(succession.size >> (8 * level))?;
        tx.run(FORGET_HASHES, args![log, level, first]).await?;
    }
    Ok(())
}
