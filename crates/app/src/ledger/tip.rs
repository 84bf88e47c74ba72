//! The right edge of the tree, from the rows; and the nodes of the tree that proofs are made of.

use super::fault::Fault;
use crate::refusal::Refusal;
use ledger::hash::Hash;
use ledger::tiles::{Edge, Tile, TileHashes, WrongLength};
use ledger::tree::{Frontier, Node, Plan, node_hash};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Tx;
use store::ledger::{self as rows, Log};

/// How far the log is, with the hashes to which the next entry is appended.
#[derive(Clone, Debug)]
pub(super) struct Tip {
    pub(super) log: Log,
    pub(super) edge: Edge,
}

impl Tip {
    /// Reads the edge, which must be the one whose peaks are kept.
    pub(super) async fn load(tx: &mut Tx, log: Log) -> Result<Self, Refusal> {
        let size = log.frontier.size();
        let mut tiles = BTreeMap::new();
        for tile in Tile::partial(size) {
            tiles.insert(tile, hashes_of(tx, log.number, tile).await?);
        }
        let bytes = |tile: Tile| -> Result<Vec<u8>, Broken> {
            let hashes = tiles.get(&tile).ok_or(Broken)?;
            Ok(hashes.iter().flat_map(Hash::as_bytes).copied().collect())
        };
        let edge = Edge::read(size, bytes).map_err(|_broken| Fault::Hashes)?;
        if edge.frontier() == log.frontier {
            Ok(Self { log, edge })
        } else {
            Err(Fault::Hashes.into())
        }
    }
}

/// What is kept above a tile that became full: its level, its place there, its root.
pub(super) fn above(full: &TileHashes) -> (u32, u64, Hash) {
    let tile = full.tile();
    let root = full.hashes().iter().copied().collect::<Frontier>().root();
    (tile.level() + 1, tile.index(), root)
}

/// The levels of the tree that one level of tiles spans.
const TILE_HEIGHT: u32 = 8;

/// Tiles that were read lately, at most so many: all who wait for one checkpoint need the same few.
const KEPT: usize = 256;

/// Tiles that were read lately. A tile of a width never changes.
#[derive(Default)]
pub(super) struct Tiles(Mutex<Kept>);

/// Of each log its own.
type Kept = BTreeMap<(u32, Tile), Arc<Pyramid>>;

/// A tile with all nodes that follow from it, level by level: each is hashed once for all proofs that need it.
pub(super) struct Pyramid {
    tile: Tile,
    levels: Vec<Vec<Hash>>,
}

impl Pyramid {
    fn over(hashes: &TileHashes) -> Self {
        let mut levels = vec![hashes.hashes().to_vec()];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let (pairs, _single) = below.as_chunks::<2>();
            let above = pairs.iter().map(|[left, right]| node_hash(left, right));
            levels.push(above.collect());
        }
        Self {
            tile: hashes.tile(),
            levels,
        }
    }

    /// A node that follows from this tile.
    fn node(&self, node: Node) -> Option<Hash> {
        let height = node.level % TILE_HEIGHT;
        let above = TILE_HEIGHT - height;
        if node.level / TILE_HEIGHT != self.tile.level() || node.index >> above != self.tile.index()
        {
            return None;
        }
        let level = self.levels.get(usize::try_from(height).ok()?)?;
        let place = node.index - (self.tile.index() << above);
        level.get(usize::try_from(place).ok()?).copied()
    }
}

impl Tiles {
    async fn read(&self, tx: &mut Tx, log: u32, tile: Tile) -> Result<Arc<Pyramid>, Refusal> {
        if let Some(known) = self.kept().get(&(log, tile)) {
            return Ok(known.clone());
        }
        let hashes = hashes_of(tx, log, tile).await?;
        let bytes: Vec<u8> = hashes.iter().flat_map(Hash::as_bytes).copied().collect();
        let hashes = tile.parse(&bytes).map_err(|_short| Fault::Hashes)?;
        Ok(self.keep(log, &hashes))
    }

    fn keep(&self, log: u32, hashes: &TileHashes) -> Arc<Pyramid> {
        let tile = hashes.tile();
        let pyramid = Arc::new(Pyramid::over(hashes));
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert((log, tile), pyramid.clone());
        pyramid
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tiles from which nodes of the tree of `size` entries are computed.
pub(super) struct Nodes {
    size: u64,
    tiles: BTreeMap<Tile, Arc<Pyramid>>,
}

impl Nodes {
    /// Reads the tiles that a plan needs.
    pub(super) async fn read(
        tx: &mut Tx,
        tiles: &Tiles,
        log: u32,
        plan: &Plan,
        size: u64,
    ) -> Result<Self, Refusal> {
        let mut needed = BTreeMap::new();
        for tile in Tile::needed(plan, size) {
            needed.insert(tile, tiles.read(tx, log, tile).await?);
        }
        Ok(Self {
            size,
            tiles: needed,
        })
    }

    /// The tiles that a plan needs, where all are at hand.
    pub(super) fn at_hand(tiles: &Tiles, log: u32, plan: &Plan, size: u64) -> Option<Self> {
        let kept = tiles.kept();
        let needed = Tile::needed(plan, size).into_iter();
        let tiles = needed.map(|tile| Some((tile, kept.get(&(log, tile))?.clone())));
        Some(Self {
            size,
            tiles: tiles.collect::<Option<_>>()?,
        })
    }

    /// The hashes of a plan.
    pub(super) fn resolve(&self, plan: &Plan) -> Result<Vec<Hash>, Fault> {
        plan.resolve(|node| self.node(node).ok_or(Fault::Hashes))
    }

    fn node(&self, node: Node) -> Option<Hash> {
        let tile = Tile::holding(node, self.size)?;
        self.tiles.get(&tile)?.node(node)
    }
}

/// The root that the log had at an earlier size.
pub(super) async fn root_at(
    tx: &mut Tx,
    log: u32,
    earlier: u64,
    size: u64,
) -> Result<Hash, Refusal> {
    let plan = Plan::peaks(earlier);
    // What is compared with the past is read from the rows.
    let nodes = Nodes::read(tx, &Tiles::default(), log, &plan, size).await?;
    let peaks = nodes.resolve(&plan)?;
    let frontier = Frontier::new(earlier, peaks).map_err(|_wrong| Fault::Hashes)?;
    Ok(frontier.root())
}

/// The hashes of a tile, as far as they are there.
pub(super) async fn hashes_of(
    tx: &mut Tx,
    log: u32,
    tile: Tile,
) -> Result<Vec<Hash>, store::Error> {
    let first = tile.index().saturating_mul(256);
    let end = first.saturating_add(tile.width().into());
    match tile.level() {
        0 => rows::leaves(tx, log, first, end).await,
        level => rows::hashes(tx, log, level, first, end).await,
    }
}

/// A tile that cannot be read.
struct Broken;

impl From<WrongLength> for Broken {
    fn from(_length: WrongLength) -> Self {
        Self
    }
}
