//! What is served of the log: tiles, bundles and entries, all of them functions of the rows up to the signed size.

use super::fault::Fault;
use super::tip::hashes_of;
use crate::board::App;
use crate::refusal::Refusal;
use domain::ids::MessageId;
use ledger::entries::Entry;
use ledger::hash::Hash;
use ledger::tiles::{Bundle, Tile};
use store::ledger::{self as rows, EntryRow};

/// The highest level of which tiles can exist: 256^8 entries are more than can be counted.
const TOP_LEVEL: u32 = 7;

/// An entry in its place.
#[derive(Clone, Debug)]
pub struct Logged {
    /// The number of its log.
    pub log: u32,
    /// Its place in the log, from 0.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Hash,
    /// What it says.
    pub entry: Entry,
    /// The message that it concerns.
    pub message: Option<MessageId>,
}

impl TryFrom<EntryRow> for Logged {
    type Error = Refusal;

    fn try_from(row: EntryRow) -> Result<Self, Refusal> {
        let entry = Entry::parse(&row.bytes).map_err(|why| {
            tracing::error!(index = row.index, %why, "an entry of the ledger cannot be read");
            Fault::Entry
        })?;
        Ok(Self {
            log: row.log,
            index: row.index,
            leaf: row.leaf,
            entry,
            message: row.told.map(|(message, _n)| message),
        })
    }
}

impl App {
    /// The bytes of a tile; none where the signed log does not have it yet. A full one never changes, and every width
    /// that was ever served can be served again.
    pub async fn ledger_tile(&self, log: u32, tile: Tile) -> Result<Option<Vec<u8>>, Refusal> {
        let end = tile
            .index()
            .checked_mul(256)
            .and_then(|first| first.checked_add(tile.width().into()));
        // The entries below the last hash of the tile.
        let needed = (tile.level() <= TOP_LEVEL)
            .then_some(end)
            .flatten()
            .and_then(|end| end.checked_mul(1 << (8 * tile.level())));
        if needed.is_none_or(|needed| needed > self.signed_size(log)) {
            return Ok(None);
        }
        let read = self.db.read(async |tx| hashes_of(tx, log, tile).await);
        let hashes = read.await?;
        if hashes.len() != usize::from(tile.width()) {
            return Err(Fault::Hashes.into());
        }
        Ok(Some(
            hashes.iter().flat_map(Hash::as_bytes).copied().collect(),
        ))
    }

    /// The bytes of a bundle of entries; none where the signed log does not have it yet.
    pub async fn ledger_bundle(
        &self,
        log: u32,
        bundle: Bundle,
    ) -> Result<Option<Vec<u8>>, Refusal> {
        let first = bundle.first_entry();
        let end = first.saturating_add(bundle.width().into());
        if end > self.signed_size(log) {
            return Ok(None);
        }
        let read = self
            .db
            .read(async |tx| rows::entries(tx, log, first, end).await);
        let rows = read.await?;
        if rows.len() != usize::from(bundle.width()) {
            return Err(Fault::Hashes.into());
        }
        let entries = rows.iter().map(|row| row.bytes.as_slice());
        let bytes = Bundle::encode(entries).map_err(|_long| Fault::Entry)?;
        Ok(Some(bytes))
    }

    /// The latest entries of a log, or those before an index; the latest first.
    pub async fn ledger_latest(
        &self,
        log: u32,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Logged>, Refusal> {
        let signed = self.signed_size(log);
        let before = before.unwrap_or(signed).min(signed);
        let read = self
            .db
            .read(async |tx| rows::entries_before(tx, log, before, limit).await);
        read.await?.into_iter().map(Logged::try_from).collect()
    }

    /// An entry of a signed log.
    pub async fn ledger_entry(&self, log: u32, index: u64) -> Result<Option<Logged>, Refusal> {
        if index >= self.signed_size(log) {
            return Ok(None);
        }
        let read = self
            .db
            .read(async |tx| rows::entries(tx, log, index, index + 1).await);
        let row = read.await?.into_iter().next();
        row.map(Logged::try_from).transpose()
    }

    /// The entries of a message in the signed logs, in their order. None of a sealed message: it has none that tell of
    /// it.
    pub async fn ledger_of_message(&self, id: MessageId) -> Result<Vec<Logged>, Refusal> {
        let read = self.db.read(async |tx| rows::of_message(tx, id).await);
        let rows = read.await?.into_iter();
        let rows = rows.filter(|row| row.index < self.signed_size(row.log));
        rows.map(Logged::try_from).collect()
    }
}
