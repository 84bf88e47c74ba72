//! The public log: its entries, the hashes above them, what is sealed until the day ends, what waits to enter, and how
//! far it is. It only grows, by [`grow`], which compares how far it was.

mod keys;
mod succession;

pub use keys::{KeyRow, add_key, keys};
pub use succession::{Succession, succeed};

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::ids::MessageId;
use jiff::civil::Date;
use ledger::commitments::{Commitment, Salt};
use ledger::facts::{Code, Fact, Name};
use ledger::hash::Hash;
use ledger::kinds::Kind;
use ledger::tree::Frontier;
use std::collections::BTreeMap;

/// The cursor that is set where the data was restored from a copy, and nobody has said yet what was signed since.
pub const RESTORED: &str = "ledger restored";

const LOG: &str = "SELECT id, position, size, peaks, day FROM ledger_log ORDER BY id DESC LIMIT 1";
const MOVE: &str = "UPDATE ledger_log SET position = $1, size = $2, peaks = $3, day = $4 \
     WHERE id = $7 AND position = $5 AND size = $6";
const ADD: &str = "INSERT INTO ledger_entries (log, idx, position, kind, message, n, step, leaf, entry) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const ADD_HASH: &str = "INSERT INTO ledger_hashes (log, level, idx, hash) VALUES ($1, $2, $3, $4)";
const ADD_SEALED: &str = "INSERT INTO ledger_sealed (message, step, n, leaf, entry, salt, commitment, log, batch) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const BATCHED: &str = "UPDATE ledger_sealed SET log = $4, batch = $3 WHERE message = $1 AND step = $2 AND batch IS NULL";
const PENDING: &str = "SELECT message, step, commitment FROM ledger_sealed WHERE batch IS NULL ORDER BY message, step";
/// Of the messages of some events, where the thread of each stands: in the log, or under seal.
const LAST_LINKS: &str = "SELECT entries.message, entries.step, entries.leaf FROM ledger_entries AS entries JOIN ( \
     SELECT message, MAX(step) AS step FROM ledger_entries WHERE message IN ( \
     SELECT message FROM events WHERE position > $1 AND position <= $2) GROUP BY message \
     ) AS last ON last.message = entries.message AND last.step = entries.step";
const LAST_SEALED_LINKS: &str = "SELECT sealed.message, sealed.step, sealed.leaf FROM ledger_sealed AS sealed JOIN ( \
     SELECT message, MAX(step) AS step FROM ledger_sealed WHERE message IN ( \
     SELECT message FROM events WHERE position > $1 AND position <= $2) GROUP BY message \
     ) AS last ON last.message = sealed.message AND last.step = sealed.step";
const WAIT: &str =
    "INSERT INTO ledger_waiting (id, kind, at, office, facts) VALUES ($1, $2, $3, $4, $5)";
const WAITING: &str = "SELECT id, kind, at, office, facts FROM ledger_waiting ORDER BY id LIMIT $1";
const LAST_WAITING: &str = "SELECT id, kind, at, office, facts FROM ledger_waiting WHERE kind = $1 ORDER BY id DESC LIMIT 1";
const TAKEN: &str = "DELETE FROM ledger_waiting WHERE id = $1";
const LAST_OF_BOARD: &str = "SELECT log, idx, message, n, leaf, entry FROM ledger_entries \
     WHERE message IS NULL AND kind = $1 ORDER BY log DESC, idx DESC LIMIT 1";
const ALL_OF_BOARD: &str = "SELECT log, idx, message, n, leaf, entry FROM ledger_entries \
     WHERE message IS NULL AND kind = $1 ORDER BY log, idx";
const LEAVES: &str =
    "SELECT leaf FROM ledger_entries WHERE log = $3 AND idx >= $1 AND idx < $2 ORDER BY idx";
const HASHES: &str = "SELECT hash FROM ledger_hashes WHERE log = $4 AND level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx";
const ALL_HASHES: &str =
    "SELECT level, idx, hash FROM ledger_hashes WHERE log = $1 ORDER BY level, idx";
const SET_EDGE: &str = "UPDATE ledger_log SET size = $1, peaks = $2 WHERE id = $3";
const FORGET_HASHES: &str = "DELETE FROM ledger_hashes WHERE log = $1";
const SET_LEAF: &str = "UPDATE ledger_entries SET leaf = $2 WHERE idx = $1 AND log = $3";
const RANGE: &str = "SELECT log, idx, message, n, leaf, entry FROM ledger_entries \
     WHERE log = $3 AND idx >= $1 AND idx < $2 ORDER BY idx";
const BEFORE: &str = "SELECT log, idx, message, n, leaf, entry FROM ledger_entries \
     WHERE log = $3 AND idx < $1 ORDER BY idx DESC LIMIT $2";
const OF_MESSAGE: &str =
    "SELECT log, idx, message, n, leaf, entry FROM ledger_entries WHERE message = $1 ORDER BY step";
const FIRST_SEALED: &str =
    "SELECT n, entry, salt, log, batch FROM ledger_sealed WHERE message = $1 AND step = 1";
const CHECKPOINT: &str = "SELECT log, size, position, at, note FROM ledger_checkpoint WHERE witnessed = $1 \
     ORDER BY log DESC LIMIT 1";
const CLOSED: &str = "SELECT log, size, position, at, note FROM ledger_checkpoint \
     WHERE log < (SELECT MAX(id) FROM ledger_log) ORDER BY log, size, witnessed";
const KEEP: &str = "INSERT INTO ledger_checkpoint (log, witnessed, size, position, at, note) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (log, witnessed) DO UPDATE SET size = excluded.size, position = excluded.position, at = excluded.at, \
     note = excluded.note WHERE ledger_checkpoint.size <= excluded.size";

/// How far the log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its number, from 1: each log succeeds the one before.
    pub number: u32,
    /// The last event that it has taken in.
    pub position: i64,
    /// Its size, and the roots of the complete subtrees at its right edge.
    pub frontier: Frontier,
    /// The day whose sealed messages are being collected; none before the first event.
    pub day: Option<Date>,
}

/// An entry that is about to enter, at the next index.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// What happened.
    pub kind: Kind,
    /// The event that it tells; none: the entry concerns no message.
    pub told: Option<Told>,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The event that an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The message.
    pub message: MessageId,
    /// The event within the thread.
    pub n: u32,
    /// The entry within the thread: events that make no entry are not counted.
    pub step: u64,
    /// The event among all.
    pub position: i64,
}

/// The entry of a sealed message, of which the log holds a commitment only.
#[derive(Clone, Debug)]
pub struct NewSealed {
    /// The event that it tells.
    pub told: Told,
    /// The leaf hash that its successor links to.
    pub leaf: Hash,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The salt of the commitment.
    pub salt: Salt,
    /// What a batch holds.
    pub commitment: Commitment,
    /// The index of that batch, if its day has ended.
    pub batch: Option<u64>,
}

/// One step of the log.
#[derive(Clone, Debug)]
pub struct Growth {
    /// How far the log must be.
    pub from: Log,
    /// How far it is then.
    pub to: Log,
    /// The entries, from the index `from.frontier.size()` on.
    pub entries: Vec<NewEntry>,
    /// Subtrees that are complete now: level of tiles (1 or more), index in it, root.
    pub hashes: Vec<(u32, u64, Hash)>,
    /// Entries under seal.
    pub sealed: Vec<NewSealed>,
    /// Sealed before, and committed to now: message, step and the index of the batch.
    pub batched: Vec<(MessageId, u64, u64)>,
    /// What had waited and is among the entries.
    pub taken: Vec<i64>,
}

/// A sealed entry that no batch holds yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The message.
    pub message: MessageId,
    /// The entry within the thread.
    pub step: u64,
    /// The commitment to it.
    pub commitment: Commitment,
}

/// What concerns no message and waits to enter the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id: they enter in this order.
    pub id: i64,
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: Timestamp,
    /// The office or unit that it concerns.
    pub office: Option<Code>,
    /// What everybody may know.
    pub facts: BTreeMap<Name, Fact>,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The number of its log.
    pub log: u32,
    /// Its place in that log.
    pub index: u64,
    /// The message and its event that it tells.
    pub told: Option<(MessageId, u32)>,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The first entry of a sealed message.
#[derive(Clone, Debug)]
pub struct SealedRow {
    /// The event that it tells.
    pub n: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The salt of the commitment to it.
    pub salt: Salt,
    /// The log and the index of the batch that holds the commitment; none before the day has ended.
    pub batch: Option<(u32, u64)>,
}

/// A checkpoint that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// The number of the log.
    pub log: u32,
    /// The size of the log.
    pub size: u64,
    /// The last event that the log had taken in.
    pub position: i64,
    /// When it was signed.
    pub at: Timestamp,
    /// The signed note.
    pub note: String,
}

/// How far the log is: of several, the last.
pub async fn log(tx: &mut Tx) -> Result<Log> {
    let found = tx
        .row(LOG, &[], |row| {
            let size = unsigned(row.int(2)?)?;
            let peaks = row.json(3, "ledger_log")?;
            Ok(Log {
                number: row.count(0)?,
                position: row.int(1)?,
                frontier: Frontier::new(size, peaks).map_err(unparsed("ledger_log"))?,
                day: row.opt_parsed(4, "ledger_log")?,
            })
        })
        .await?;
    found.ok_or(crate::Error::Stale)
}

/// Takes a step. [`crate::Error::Stale`]: another process took one meanwhile.
pub async fn grow(tx: &mut Tx, growth: &Growth) -> Result<()> {
    let Growth { from, to, .. } = growth;
    let peaks = serde_json::to_string(to.frontier.peaks()).map_err(unparsed("ledger_log"))?;
    let day = to.day.map(|day| day.to_string());
    tx.run_one(
        MOVE,
        args![
            to.position,
            signed(to.frontier.size())?,
            &peaks,
            day.as_deref(),
            from.position,
            signed(from.frontier.size())?,
            from.number
        ],
    )
    .await?;
    for (index, entry) in (from.frontier.size()..).zip(&growth.entries) {
        add(tx, from.number, index, entry).await?;
    }
    for (level, index, hash) in &growth.hashes {
        add_hash(tx, from.number, *level, *index, hash).await?;
    }
    for sealed in &growth.sealed {
        add_sealed(tx, from.number, sealed).await?;
    }
    for (message, step, batch) in &growth.batched {
        let (step, batch) = (signed(*step)?, signed(*batch)?);
        tx.run_one(BATCHED, args![message.0, step, batch, from.number])
            .await?;
    }
    for id in &growth.taken {
        tx.run_one(TAKEN, args![*id]).await?;
    }
    Ok(())
}

async fn add(tx: &mut Tx, log: u32, index: u64, entry: &NewEntry) -> Result<()> {
    let told = entry.told;
    let step = told.map(|told| signed(told.step)).transpose()?;
    tx.run_one(
        ADD,
        args![
            log,
            signed(index)?,
            told.map(|told| told.position),
            entry.kind.as_str(),
            told.map(|told| told.message.0),
            told.map(|told| i64::from(told.n)),
            step,
            entry.leaf.as_bytes(),
            &entry.bytes
        ],
    )
    .await
}

async fn add_sealed(tx: &mut Tx, log: u32, sealed: &NewSealed) -> Result<()> {
    let batch = sealed.batch.map(signed).transpose()?;
    let log = batch.map(|_batch| i64::from(log));
    tx.run_one(
        ADD_SEALED,
        args![
            sealed.told.message.0,
            signed(sealed.told.step)?,
            sealed.told.n,
            sealed.leaf.as_bytes(),
            &sealed.bytes,
            sealed.salt.as_bytes(),
            sealed.commitment.hash().as_bytes(),
            log,
            batch
        ],
    )
    .await
}

/// Adds the root of a complete subtree of 256^`level` entries.
pub async fn add_hash(tx: &mut Tx, log: u32, level: u32, index: u64, hash: &Hash) -> Result<()> {
    tx.run_one(ADD_HASH, args![log, level, signed(index)?, hash.as_bytes()])
        .await
}

/// All hashes above the entries: level, index and root.
pub async fn all_hashes(tx: &mut Tx, log: u32) -> Result<Vec<(u32, u64, Hash)>> {
    tx.rows(ALL_HASHES, args![log], |row| {
        Ok((row.count(0)?, unsigned(row.int(1)?)?, hash(row, 2)?))
    })
    .await
}

/// Puts size and right edge right.
pub async fn set_edge(tx: &mut Tx, log: u32, frontier: &Frontier) -> Result<()> {
    let peaks = serde_json::to_string(frontier.peaks()).map_err(unparsed("ledger_log"))?;
    tx.run_one(SET_EDGE, args![signed(frontier.size())?, &peaks, log])
        .await
}

/// Forgets the hashes above the entries, which are about to be computed anew.
pub async fn forget_hashes(tx: &mut Tx, log: u32) -> Result<()> {
    tx.run(FORGET_HASHES, args![log]).await.map(|_rows| ())
}

/// Puts a leaf hash right.
pub async fn set_leaf(tx: &mut Tx, log: u32, index: u64, leaf: &Hash) -> Result<()> {
    tx.run_one(SET_LEAF, args![signed(index)?, leaf.as_bytes(), log])
        .await
}

/// Of the messages with events after a position, up to another: step and leaf hash of the last entry of each, in the
/// log or under seal.
pub async fn last_links(
    tx: &mut Tx,
    after: i64,
    until: i64,
) -> Result<Vec<(MessageId, u64, Hash)>> {
    let read = |row: &Row<'_>| {
        Ok((
            MessageId(row.int(0)?),
            unsigned(row.int(1)?)?,
            hash(row, 2)?,
        ))
    };
    let mut links = tx.rows(LAST_LINKS, args![after, until], read).await?;
    links.extend(
        tx.rows(LAST_SEALED_LINKS, args![after, until], read)
            .await?,
    );
    Ok(links)
}

/// The sealed entries that no batch holds yet.
pub async fn pending(tx: &mut Tx) -> Result<Vec<Pending>> {
    tx.rows(PENDING, &[], |row| {
        Ok(Pending {
            message: MessageId(row.int(0)?),
            step: unsigned(row.int(1)?)?,
            commitment: Commitment::new(hash(row, 2)?),
        })
    })
    .await
}

/// Lets something enter the log that concerns no message, in the transaction of the change that it tells.
pub async fn wait(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
    let facts = serde_json::to_string(&waiting.facts).map_err(unparsed("ledger_waiting"))?;
    tx.run_one(
        WAIT,
        args![
            waiting.id,
            waiting.kind.as_str(),
            waiting.at,
            waiting.office.as_ref().map(Code::as_str),
            &facts
        ],
    )
    .await
}

/// What waits, in its order.
pub async fn waiting(tx: &mut Tx, limit: u32) -> Result<Vec<Waiting>> {
    tx.rows(WAITING, args![limit], read_waiting).await
}

/// What waits of this kind and came last.
pub async fn last_waiting(tx: &mut Tx, kind: Kind) -> Result<Option<Waiting>> {
    tx.row(LAST_WAITING, args![kind.as_str()], read_waiting)
        .await
}

/// The last entry of this kind that concerns no message.
pub async fn last_of_board(tx: &mut Tx, kind: Kind) -> Result<Option<EntryRow>> {
    tx.row(LAST_OF_BOARD, args![kind.as_str()], read).await
}

/// All entries of a kind that concerns no message.
pub async fn all_of_board(tx: &mut Tx, kind: Kind) -> Result<Vec<EntryRow>> {
    tx.rows(ALL_OF_BOARD, args![kind.as_str()], read).await
}

/// Leaf hashes from an index up to another, which is not included.
pub async fn leaves(tx: &mut Tx, log: u32, from: u64, to: u64) -> Result<Vec<Hash>> {
    let (from, to) = (signed(from)?, signed(to)?);
    tx.rows(LEAVES, args![from, to, log], |row| hash(row, 0))
        .await
}

/// Roots of complete subtrees of 256^`level` entries, from an index up to another, which is not included.
pub async fn hashes(tx: &mut Tx, log: u32, level: u32, from: u64, to: u64) -> Result<Vec<Hash>> {
    let (from, to) = (signed(from)?, signed(to)?);
    tx.rows(HASHES, args![level, from, to, log], |row| hash(row, 0))
        .await
}

/// Entries from an index up to another, which is not included.
pub async fn entries(tx: &mut Tx, log: u32, from: u64, to: u64) -> Result<Vec<EntryRow>> {
    tx.rows(RANGE, args![signed(from)?, signed(to)?, log], read)
        .await
}

/// The entries before an index, the latest first.
pub async fn entries_before(
    tx: &mut Tx,
    log: u32,
    before: u64,
    limit: u32,
) -> Result<Vec<EntryRow>> {
    tx.rows(BEFORE, args![signed(before)?, limit, log], read)
        .await
}

/// The entries of a message, in their order, whichever log they are in. Those of a sealed one are not among them.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<EntryRow>> {
    tx.rows(OF_MESSAGE, args![message.0], read).await
}

/// The first entry of a sealed message.
pub async fn first_sealed(tx: &mut Tx, message: MessageId) -> Result<Option<SealedRow>> {
    tx.row(FIRST_SEALED, args![message.0], |row| {
        Ok(SealedRow {
            n: row.count(0)?,
            bytes: row.bytes(1)?,
            salt: Salt::from(hash(row, 2)?),
            batch: match (row.opt_int(3)?, row.opt_int(4)?) {
                (Some(log), Some(index)) => Some((
                    u32::try_from(log).map_err(unparsed("ledger_sealed"))?,
                    unsigned(index)?,
                )),
                _ => None,
            },
        })
    })
    .await
}

/// The checkpoint that was signed last, be it of this log or, while this one has none, of the one before.
pub async fn checkpoint(tx: &mut Tx) -> Result<Option<CheckpointRow>> {
    tx.row(CHECKPOINT, args![false], read_checkpoint).await
}

/// The checkpoints of the logs that were closed, in their order; of each the latest comes last, and of one size the one
/// that witnesses cosigned.
pub async fn closed(tx: &mut Tx) -> Result<Vec<CheckpointRow>> {
    tx.rows(CLOSED, &[], read_checkpoint).await
}

/// Keeps a checkpoint, unless a later one is kept already.
pub async fn set_checkpoint(tx: &mut Tx, checkpoint: &CheckpointRow) -> Result<()> {
    keep(tx, false, checkpoint).await
}

/// The checkpoint that witnesses cosigned last; its position says nothing.
pub async fn witnessed(tx: &mut Tx) -> Result<Option<CheckpointRow>> {
    tx.row(CHECKPOINT, args![true], read_checkpoint).await
}

/// Keeps a checkpoint that witnesses cosigned, unless a later one is kept already.
pub async fn set_witnessed(tx: &mut Tx, checkpoint: &CheckpointRow) -> Result<()> {
    keep(tx, true, checkpoint).await
}

async fn keep(tx: &mut Tx, witnessed: bool, checkpoint: &CheckpointRow) -> Result<()> {
    let CheckpointRow {
        log,
        size,
        position,
        at,
        note,
    } = checkpoint;
    tx.run(
        KEEP,
        args![*log, witnessed, signed(*size)?, *position, *at, note],
    )
    .await
    .map(|_rows| ())
}

fn read_checkpoint(row: &Row<'_>) -> Result<CheckpointRow> {
    Ok(CheckpointRow {
        log: row.count(0)?,
        size: unsigned(row.int(1)?)?,
        position: row.int(2)?,
        at: row.time(3)?,
        note: row.text(4)?,
    })
}

fn read(row: &Row<'_>) -> Result<EntryRow> {
    let message = row.opt_int(2)?.map(MessageId);
    let n = row.opt_int(3)?.map(u32::try_from).transpose();
    let n = n.map_err(unparsed("ledger_entries"))?;
    Ok(EntryRow {
        log: row.count(0)?,
        index: unsigned(row.int(1)?)?,
        told: message.zip(n),
        leaf: hash(row, 4)?,
        bytes: row.bytes(5)?,
    })
}

fn read_waiting(row: &Row<'_>) -> Result<Waiting> {
    Ok(Waiting {
        id: row.int(0)?,
        kind: row.parsed(1, "ledger_waiting")?,
        at: row.time(2)?,
        office: row.opt_parsed(3, "ledger_waiting")?,
        facts: row.json(4, "ledger_waiting")?,
    })
}

fn hash(row: &Row<'_>, column: usize) -> Result<Hash> {
    Hash::from_slice(&row.bytes(column)?).map_err(unparsed("the ledger"))
}

fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(unparsed("the ledger"))
}

fn unsigned(number: i64) -> Result<u64> {
    u64::try_from(number).map_err(unparsed("the ledger"))
}
