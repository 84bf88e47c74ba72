//! The tree of the log that grows, computed anew from the entries, and compared with all that was kept and signed of it.

use super::fault::Fault;
use super::tip::above;
use crate::board::App;
use crate::refusal::Refusal;
use ledger::entries::Entry;
use ledger::hash::Hash;
use ledger::tiles::Edge;
use ledger::tree::{Frontier, leaf_hash};
use store::Tx;
use store::ledger as rows;

/// Entries read at once.
const CHUNK: u64 = 4096;

/// What a rebuild found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The entries there are.
    pub entries: u64,
    /// The root that follows from them.
    pub root: Hash,
    /// Entries that cannot be read.
    pub unreadable: Vec<u64>,
    /// Entries whose leaf hash was another one.
    pub leaves: Vec<u64>,
    /// Hashes above the entries that were missing, too many or others: level and index.
    pub hashes: Vec<(u32, u64)>,
    /// The right edge that was kept was another one.
    pub edge: bool,
    /// What was signed last, with the root of the entries at that size; none: nothing was signed.
    pub signed: Option<Compared>,
}

/// A signed root beside the one that follows from the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The size that was signed.
    pub size: u64,
    /// The root that was signed.
    pub signed: Hash,
    /// The root that follows; none: there are fewer entries.
    pub computed: Option<Hash>,
}

impl Rebuilt {
    /// Whether everything that was kept and signed follows from the entries.
    pub fn is_sound(&self) -> bool {
        self.agrees_with_the_signed() && self.is_whole()
    }

    /// Whether the entries are those that were signed: then the hashes can be put right from them.
    pub fn agrees_with_the_signed(&self) -> bool {
        self.unreadable.is_empty()
            && self
                .signed
                .is_none_or(|signed| signed.computed == Some(signed.signed))
    }

    fn is_whole(&self) -> bool {
        self.leaves.is_empty() && self.hashes.is_empty() && !self.edge
    }
}

impl App {
    /// Computes the tree anew from the entries and compares everything. Where the entries are those that were signed,
    /// and only hashes that follow from them are wrong, these are put right; the tiles are then the same bytes again.
    pub async fn ledger_rebuild(&self) -> Result<Rebuilt, Refusal> {
        let mut place = self.ledger.tip.lock().await;
        *place = None;
        let (rebuilt, right) = self.db.read(async |tx| compare(tx).await).await?;
        if rebuilt.agrees_with_the_signed() && !rebuilt.is_whole() {
            self.db.write(async |tx| right.keep(tx).await).await?;
        }
        Ok(rebuilt)
    }
}

/// The tree as it has to be.
#[derive(Default)]
struct Right {
    log: u32,
    leaves: Vec<(u64, Hash)>,
    hashes: Vec<(u32, u64, Hash)>,
    frontier: Frontier,
}

impl Right {
    async fn keep(&self, tx: &mut Tx) -> Result<(), Refusal> {
        for (index, leaf) in &self.leaves {
            rows::set_leaf(tx, self.log, *index, leaf).await?;
        }
        rows::forget_hashes(tx, self.log).await?;
        for (level, index, hash) in &self.hashes {
            rows::add_hash(tx, self.log, *level, *index, hash).await?;
        }
        rows::set_edge(tx, self.log, &self.frontier).await?;
        Ok(())
    }
}

async fn compare(tx: &mut Tx) -> Result<(Rebuilt, Right), Refusal> {
    let log = rows::log(tx).await?;
    let checkpoint = rows::checkpoint(tx).await?;
    let mut right = Right {
        log: log.number,
        ..Right::default()
    };
    let mut edge = Edge::default();
    let mut unreadable = Vec::new();
    let mut at_signed = None;
    loop {
        let from = edge.size();
        let entries = rows::entries(tx, log.number, from, from + CHUNK).await?;
        if entries.is_empty() {
            break;
        }
        for row in entries {
            // A gap in the indices is an entry that is gone.
            if row.index != edge.size() || Entry::parse(&row.bytes).is_err() {
                unreadable.push(edge.size());
            }
            let leaf = leaf_hash(&row.bytes);
            if leaf != row.leaf {
                right.leaves.push((row.index, leaf));
            }
            for full in edge.append(leaf) {
                right.hashes.push(above(&full));
            }
            if checkpoint
                .as_ref()
                .is_some_and(|kept| kept.size == edge.size())
            {
                at_signed = Some(edge.frontier().root());
            }
        }
    }
    right.frontier = edge.frontier();
    let signed = checkpoint
        .map(|kept| {
            let note = ledger::checkpoints::SignedCheckpoint::parse(kept.note.as_bytes());
            let note = note.map_err(|_none| Fault::OtherKey)?;
            Ok::<_, Fault>(Compared {
                size: note.checkpoint().size,
                signed: note.checkpoint().root,
                computed: at_signed,
            })
        })
        .transpose()?;
    let rebuilt = Rebuilt {
        entries: right.frontier.size(),
        root: right.frontier.root(),
        unreadable,
        leaves: right.leaves.iter().map(|(index, _leaf)| *index).collect(),
        hashes: wrong_hashes(rows::all_hashes(tx, log.number).await?, &right.hashes),
        edge: log.frontier != right.frontier,
        signed,
    };
    Ok((rebuilt, right))
}

/// Where the hashes that were kept are not those that have to be.
fn wrong_hashes(kept: Vec<(u32, u64, Hash)>, right: &[(u32, u64, Hash)]) -> Vec<(u32, u64)> {
    let kept: std::collections::BTreeSet<_> = kept.into_iter().collect();
    let right: std::collections::BTreeSet<_> = right.iter().copied().collect();
    let wrong = kept.symmetric_difference(&right);
    let mut places: Vec<_> = wrong
        .map(|(level, index, _hash)| (*level, *index))
        .collect();
    places.dedup();
    places
}
