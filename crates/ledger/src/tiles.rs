//! Tiles and entry bundles as C2SP's tlog-tiles lays them out: their paths, their bytes, and the right
//! edge of the tree from which they are rendered.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::hash::Hash;
use crate::text::parse_decimal;
use crate::tree::{Frontier, Node, Plan};

/// The number of hashes in a full tile, and of entries in a full bundle.
pub const FULL: u16 = 256;

/// The number of tree levels that one level of tiles spans: 2 to this power is [`FULL`].
const HEIGHT: u32 = 8;

/// The highest level a path may name.
const TOP_LEVEL: u64 = 63;

/// A tile of hashes: `width` roots of consecutive complete subtrees of 256^`level` leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u32,
    index: u64,
    width: u16,
}

/// A bundle of entries: those whose leaf hashes are in the tile of level 0 with the same index and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    index: u64,
    width: u16,
}

/// What a log serves under its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// `checkpoint`, the only one that changes.
    Checkpoint,
    /// `tile/<L>/<N>[.p/<W>]`
    Tile(Tile),
    /// `tile/entries/<N>[.p/<W>]`
    Bundle(Bundle),
}

impl Tile {
    /// Every tile of the tree of `size` leaves, level by level, the partial ones last in theirs.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        Self::since(0, size)
    }

    /// The tiles that the tree of `new` leaves has and that of `old` leaves does not: what has to be
    /// rendered when the tree has grown.
    pub fn since(old: u64, new: u64) -> impl Iterator<Item = Self> {
        (0..u64::BITS / HEIGHT).flat_map(move |level| {
            let shift = level * HEIGHT;
            widths(old >> shift, new >> shift).map(move |(index, width)| Self {
                level,
                index,
                width,
            })
        })
    }

    /// The partial tiles of the tree of `size` leaves, from the bottom: its right edge.
    pub fn partial(size: u64) -> impl Iterator<Item = Self> {
        (0..u64::BITS / HEIGHT).filter_map(move |level| {
            let hashes = size >> (level * HEIGHT);
            let width = width_within(hashes, hashes >> HEIGHT);
            (width > 0).then_some(Self {
                level,
                index: hashes >> HEIGHT,
                width,
            })
        })
    }

    /// The tile from which the node can be computed, as wide as it is in the tree of `size` leaves.
    /// None if the tree has no such complete subtree.
    pub fn holding(node: Node, size: u64) -> Option<Self> {
        let complete = size.checked_shr(node.level).unwrap_or(0);
        if node.index >= complete {
            return None;
        }
        let level = node.level / HEIGHT;
        let index = node.index >> (HEIGHT - node.level % HEIGHT);
        let width = width_within(size >> (level * HEIGHT), index);
        Some(Self {
            level,
            index,
            width,
        })
    }

    /// The tiles that must be read to resolve a plan in the tree of `size` leaves.
    pub fn needed(plan: &Plan, size: u64) -> BTreeSet<Self> {
        plan.nodes()
            .filter_map(|node| Self::holding(node, size))
            .collect()
    }

    /// The level, from 0: each hash is the root of 256^`level` leaves.
    pub fn level(self) -> u32 {
        self.level
    }

    /// The position within the level, from 0.
    pub fn index(self) -> u64 {
        self.index
    }

    /// The number of hashes, 1 to 256.
    pub fn width(self) -> u16 {
        self.width
    }

    /// Whether there are fewer than 256 hashes, so that the tile is superseded as the tree grows.
    pub fn is_partial(self) -> bool {
        self.width < FULL
    }

    /// Reads the bytes of this tile: `width` times 32.
    pub fn parse(self, bytes: &[u8]) -> Result<TileHashes, WrongLength> {
        let expected = usize::from(self.width) * Hash::LEN;
        let (chunks, rest) = bytes.as_chunks::<{ Hash::LEN }>();
        if bytes.len() != expected || !rest.is_empty() {
            return Err(WrongLength {
                expected,
                given: bytes.len(),
            });
        }
        Ok(TileHashes {
            tile: self,
            hashes: chunks.iter().map(|chunk| Hash::new(*chunk)).collect(),
        })
    }
}

impl Bundle {
    /// Every bundle of the log of `size` entries.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        Self::since(0, size)
    }

    /// The bundles that the log of `new` entries has and that of `old` entries does not.
    pub fn since(old: u64, new: u64) -> impl Iterator<Item = Self> {
        widths(old, new).map(|(index, width)| Self { index, width })
    }

    /// The bundle with the entry at `index` in the log of `size` entries, and the entry's place in it.
    pub fn holding(index: u64, size: u64) -> Option<(Self, usize)> {
        let bundle = index >> HEIGHT;
        let place = usize::try_from(index % u64::from(FULL)).ok()?;
        (index < size).then(|| {
            (
                Self {
                    index: bundle,
                    width: width_within(size, bundle),
                },
                place,
            )
        })
    }

    /// The position of the bundle, from 0.
    pub fn index(self) -> u64 {
        self.index
    }

    /// The number of entries, 1 to 256.
    pub fn width(self) -> u16 {
        self.width
    }

    /// The index in the log of the first entry.
    pub fn first_entry(self) -> u64 {
        self.index << HEIGHT
    }

    /// The bytes of a bundle with these entries: each behind its length as two bytes, big-endian.
    pub fn encode<'a>(
        entries: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Vec<u8>, EntryTooLong> {
        let mut bytes = Vec::new();
        for entry in entries {
            let Ok(length) = u16::try_from(entry.len()) else {
                return Err(EntryTooLong { given: entry.len() });
            };
            bytes.extend(length.to_be_bytes());
            bytes.extend(entry);
        }
        Ok(bytes)
    }

    /// Reads the entries of this bundle: exactly `width` of them and nothing behind.
    pub fn parse(self, bytes: &[u8]) -> Result<Vec<&[u8]>, MalformedBundle> {
        let mut entries = Vec::with_capacity(usize::from(self.width));
        let mut rest = bytes;
        while let Some((length, behind)) = rest.split_first_chunk::<2>() {
            let length = usize::from(u16::from_be_bytes(*length));
            let Some((entry, behind)) = behind.split_at_checked(length) else {
                return Err(MalformedBundle::Truncated {
                    complete: entries.len(),
                });
            };
            entries.push(entry);
            rest = behind;
        }
        if !rest.is_empty() {
            return Err(MalformedBundle::Truncated {
                complete: entries.len(),
            });
        }
        if entries.len() != usize::from(self.width) {
            return Err(MalformedBundle::Count {
                expected: self.width,
                given: entries.len(),
            });
        }
        Ok(entries)
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Tile(tile) => tile.fmt(f),
            Self::Bundle(bundle) => bundle.fmt(f),
        }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        write_position(f, self.index, self.width)
    }
}

impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tile/entries/")?;
        write_position(f, self.index, self.width)
    }
}

impl FromStr for Resource {
    type Err = UnknownPath;

    /// Reads a path below the log's prefix, without a leading slash. Every resource has one path only.
    fn from_str(path: &str) -> Result<Self, UnknownPath> {
        if path == "checkpoint" {
            return Ok(Self::Checkpoint);
        }
        let (level, position) = path
            .strip_prefix("tile/")
            .and_then(|rest| rest.split_once('/'))
            .ok_or(UnknownPath)?;
        let (index, width) = parse_position(position).ok_or(UnknownPath)?;
        if level == "entries" {
            return Ok(Self::Bundle(Bundle { index, width }));
        }
        let level = parse_decimal(level)
            .filter(|level| *level <= TOP_LEVEL)
            .ok_or(UnknownPath)?;
        let level = u32::try_from(level).ok().ok_or(UnknownPath)?;
        Ok(Self::Tile(Tile {
            level,
            index,
            width,
        }))
    }
}

/// The hashes of one tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileHashes {
    tile: Tile,
    hashes: Vec<Hash>,
}

impl TileHashes {
    /// Which tile it is.
    pub fn tile(&self) -> Tile {
        self.tile
    }

    /// The hashes from left to right.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The bytes as they are served.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes
            .iter()
            .flat_map(Hash::as_bytes)
            .copied()
            .collect()
    }

    /// The index in the log of the first entry under the first hash in which `served` differs from this tile. What is
    /// merely cut off or has something behind it differs at its end.
    pub(crate) fn first_difference(&self, served: &[u8]) -> u64 {
        let served = served.chunks(Hash::LEN);
        let same = self
            .hashes
            .iter()
            .zip(served)
            .take_while(|(hash, served)| hash.as_bytes().as_slice() == *served)
            .count();
        let last = self.hashes.len().saturating_sub(1);
        let place = u64::try_from(same.min(last)).unwrap_or(u64::MAX);
        ((self.tile.index << HEIGHT) + place) << (self.tile.level * HEIGHT)
    }

    /// Computes a node that this tile holds; none if it holds another part of the tree.
    pub fn node(&self, node: Node) -> Option<Hash> {
        let height = node.level % HEIGHT;
        let above = HEIGHT - height;
        if node.level / HEIGHT != self.tile.level || node.index >> above != self.tile.index {
            return None;
        }
        let start = usize::try_from((node.index - (self.tile.index << above)) << height).ok()?;
        let hashes = self.hashes.get(start..start + (1 << height))?;
        Some(hashes.iter().copied().collect::<Frontier>().root())
    }
}

/// The right edge of the tree: the hashes of its partial tiles, to which leaves are appended. At most 255
/// hashes a level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    rows: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of the tree of `size` leaves, from the bytes of its partial tiles ([`Tile::partial`]) as
    /// `read` gives them.
    pub fn read<E>(size: u64, mut read: impl FnMut(Tile) -> Result<Vec<u8>, E>) -> Result<Self, E>
    where
        E: From<WrongLength>,
    {
        let mut rows = Vec::new();
        for tile in Tile::partial(size) {
            let hashes = tile.parse(&read(tile)?)?.hashes;
            let levels_below = usize::try_from(tile.level).unwrap_or(usize::MAX);
            // A level without a partial tile between two that have one is an empty row.
            rows.resize(levels_below, Vec::new());
            rows.push(hashes);
        }
        Ok(Self { size, rows })
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf, given by its hash, and gives the tiles that became full by it, from the bottom.
    pub fn append(&mut self, leaf: Hash) -> Vec<TileHashes> {
        let mut full = Vec::new();
        let mut hash = leaf;
        let mut index = self.size >> HEIGHT;
        for level in 0..u64::BITS / HEIGHT {
            let position = full.len();
            if position == self.rows.len() {
                self.rows.push(Vec::new());
            }
            let Some(row) = self.rows.get_mut(position) else {
                break;
            };
            row.push(hash);
            if row.len() < usize::from(FULL) {
                break;
            }
            let hashes = std::mem::take(row);
            hash = hashes.iter().copied().collect::<Frontier>().root();
            full.push(TileHashes {
                tile: Tile {
                    level,
                    index,
                    width: FULL,
                },
                hashes,
            });
            index >>= HEIGHT;
        }
        self.size += 1;
        full
    }

    /// The partial tiles, from the bottom.
    pub fn tiles(&self) -> impl Iterator<Item = TileHashes> {
        Tile::partial(self.size).filter_map(|tile| {
            let row = self.rows.get(usize::try_from(tile.level).ok()?)?;
            Some(TileHashes {
                tile,
                hashes: row.clone(),
            })
        })
    }

    /// The peaks of the tree, from which the root follows.
    pub fn frontier(&self) -> Frontier {
        let rows = self.rows.iter().rev();
        let peaks = rows
            .flat_map(|row| row.iter().copied().collect::<Frontier>().into_peaks())
            .collect();
        Frontier::from_edge(self.size, peaks)
    }
}

/// The path is not one that a log serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a checkpoint, a tile or an entry bundle")]
pub struct UnknownPath;

/// A tile of another length than its path says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tile should have {expected} bytes and has {given}")]
pub struct WrongLength {
    expected: usize,
    given: usize,
}

/// The bytes are not the bundle that the path says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedBundle {
    /// The bytes end within an entry.
    #[error("the bundle is cut off after {complete} entries")]
    Truncated {
        /// The number of entries before the one that is cut off.
        complete: usize,
    },
    /// Too many or too few entries.
    #[error("the bundle should have {expected} entries and has {given}")]
    Count {
        /// The width that the path says.
        expected: u16,
        /// The number of entries found.
        given: usize,
    },
}

/// A bundle writes an entry's length in two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry of {given} bytes does not fit into a bundle")]
pub struct EntryTooLong {
    given: usize,
}

/// Index and width of the groups of up to 256 that `new` items make and `old` items did not.
fn widths(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let end = if new > old {
        new.div_ceil(u64::from(FULL))
    } else {
        0
    };
    (old >> HEIGHT..end).map(move |index| (index, width_within(new, index)))
}

/// How many of `items` are in the group of up to 256 at `index`.
fn width_within(items: u64, index: u64) -> u16 {
    let behind = items.saturating_sub(index << HEIGHT);
    u16::try_from(behind).map_or(FULL, |behind| behind.min(FULL))
}

/// Writes `x001/x234/067` for 1,234,067, and `.p/<W>` behind it where the width is partial.
fn write_position(f: &mut fmt::Formatter<'_>, index: u64, width: u16) -> fmt::Result {
    let mut above = index / 1000;
    let mut groups = vec![index % 1000];
    while above > 0 {
        groups.push(above % 1000);
        above /= 1000;
    }
    for group in groups.iter().skip(1).rev() {
        write!(f, "x{group:03}/")?;
    }
    write!(f, "{:03}", index % 1000)?;
    if width < FULL {
        write!(f, ".p/{width}")
    } else {
        Ok(())
    }
}

/// Reads what [`write_position`] writes, in that spelling only.
fn parse_position(path: &str) -> Option<(u64, u16)> {
    let (path, width) = match path.split_once(".p/") {
        None => (path, FULL),
        Some((path, width)) => {
            let width = u16::try_from(parse_decimal(width)?).ok()?;
            (path, (1..FULL).contains(&width).then_some(width)?)
        }
    };
    let (above, last) = match path.rsplit_once('/') {
        None => ("", path),
        Some((above, last)) => (above, last),
    };
    let mut index: u64 = 0;
    if !above.is_empty() || path.starts_with('/') {
        for group in above.split('/') {
            index = index
                .checked_mul(1000)?
                .checked_add(parse_group(group.strip_prefix('x')?)?)?;
            // A leading group of zeroes would be a second spelling.
            if index == 0 {
                return None;
            }
        }
    }
    let index = index.checked_mul(1000)?.checked_add(parse_group(last)?)?;
    (index <= u64::MAX >> HEIGHT).then_some((index, width))
}

fn parse_group(group: &str) -> Option<u64> {
    (group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| group.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests;
