//! The Merkle tree of RFC 6962: hashing, growth at the right edge, inclusion and consistency proofs.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::hash::Hash;

/// SHA-256 of the entry behind a zero byte (RFC 6962, section 2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash::new(
        Sha256::new()
            .chain_update([0])
            .chain_update(entry)
            .finalize()
            .into(),
    )
}

/// SHA-256 of both children behind a one byte (RFC 6962, section 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let digest = Sha256::new()
        .chain_update([1])
        .chain_update(left.as_bytes())
        .chain_update(right.as_bytes());
    Hash::new(digest.finalize().into())
}

/// The root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Hash::new(Sha256::digest([]).into())
}

/// All that is needed to append and to know the root: the roots of the complete subtrees at the right
/// edge, largest first, one for each binary digit of the size. At most 64 hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier that was stored as `size` and `peaks`.
    pub fn new(size: u64, peaks: Vec<Hash>) -> Result<Self, WrongPeaks> {
        let expected = size.count_ones();
        if u32::try_from(peaks.len()) == Ok(expected) {
            Ok(Self { size, peaks })
        } else {
            Err(WrongPeaks {
                size,
                expected,
                given: peaks.len(),
            })
        }
    }

    /// The frontier of a right edge, whose rows have one peak for each of the digits that their level has
    /// in the size.
    pub(crate) fn from_edge(size: u64, peaks: Vec<Hash>) -> Self {
        Self { size, peaks }
    }

    pub(crate) fn into_peaks(self) -> Vec<Hash> {
        self.peaks
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds a leaf, given by its hash, at the right.
    pub fn append(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root at this size.
    pub fn root(&self) -> Hash {
        fold(self.peaks.iter().copied()).unwrap_or_else(empty_root)
    }
}

impl Extend<Hash> for Frontier {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        for leaf in leaves {
            self.append(leaf);
        }
    }
}

impl FromIterator<Hash> for Frontier {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaves: T) -> Self {
        let mut frontier = Self::default();
        frontier.extend(leaves);
        frontier
    }
}

/// A frontier has one peak for each binary digit of its size that is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} leaves has {expected} peaks, not {given}")]
pub struct WrongPeaks {
    size: u64,
    expected: u32,
    given: usize,
}

/// The root of a complete subtree: of the leaves from `index << level` up to `(index + 1) << level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// The height above the leaves.
    pub level: u32,
    /// The position within the level, from zero.
    pub index: u64,
}

/// Which nodes a proof is made of. A plan names them first, so that the caller can fetch the tiles in
/// whatever way it reads them, and is then resolved into hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Each range of leaves gives one hash; it begins at a multiple of a power of two that is not
    /// smaller than its length.
    ranges: Vec<Range<u64>>,
}

impl Plan {
    /// The proof that the leaf at `index` is in the tree of `size` leaves, from the leaf's sibling up to
    /// the root's child (RFC 6962, section 2.1.1).
    pub fn inclusion(index: u64, size: u64) -> Result<Self, OutOfRange> {
        if index >= size {
            return Err(OutOfRange::Index { index, size });
        }
        let mut ranges = Vec::new();
        let (mut start, mut end) = (0, size);
        while end - start > 1 {
            let middle = split(start, end);
            if index < middle {
                ranges.push(middle..end);
                end = middle;
            } else {
                ranges.push(start..middle);
                start = middle;
            }
        }
        ranges.reverse();
        Ok(Self { ranges })
    }

    /// The proof that the tree of `old` leaves is a prefix of the tree of `new` leaves (RFC 6962, section
    /// 2.1.2). Empty if `old` is zero or equals `new`.
    pub fn consistency(old: u64, new: u64) -> Result<Self, OutOfRange> {
        if old > new {
            return Err(OutOfRange::Size { old, new });
        }
        let mut ranges = Vec::new();
        if old == 0 {
            return Ok(Self { ranges });
        }
        let (mut start, mut end) = (0, new);
        while old < end {
            let middle = split(start, end);
            if old <= middle {
                ranges.push(middle..end);
                end = middle;
            } else {
                ranges.push(start..middle);
                start = middle;
            }
        }
        // Who has the old root needs no hash for a subtree that is the whole old tree.
        if start > 0 {
            ranges.push(start..end);
        }
        ranges.reverse();
        Ok(Self { ranges })
    }

    /// The peaks of the tree of `size` leaves: resolved, they make a [`Frontier`].
    pub fn peaks(size: u64) -> Self {
        Self {
            ranges: complete_subtrees(0..size)
                .map(|node| leaves_of(&node))
                .collect(),
        }
    }

    /// The nodes to read, in the order in which [`Plan::resolve`] reads them.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        self.ranges.iter().cloned().flat_map(complete_subtrees)
    }

    /// The hashes of the proof, each made from the nodes that `read` gives.
    pub fn resolve<E>(
        &self,
        mut read: impl FnMut(Node) -> Result<Hash, E>,
    ) -> Result<Vec<Hash>, E> {
        let mut proof = Vec::with_capacity(self.ranges.len());
        for range in &self.ranges {
            let hashes = complete_subtrees(range.clone())
                .map(&mut read)
                .collect::<Result<Vec<_>, E>>()?;
            proof.extend(fold(hashes.into_iter()));
        }
        Ok(proof)
    }
}

/// What a proof was asked for does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfRange {
    /// No such leaf.
    #[error("there is no entry {index} in a tree of {size}")]
    Index {
        /// The leaf asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is the larger one.
    #[error("a tree of {old} cannot be a prefix of a tree of {new}")]
    Size {
        /// The size said to be older.
        old: u64,
        /// The size said to be newer.
        new: u64,
    },
}

/// Whether `path` proves that `leaf` is at `index` in the tree with this `size` and `root`
/// (the algorithm of RFC 9162, section 2.1.3.2).
pub fn includes(leaf: &Hash, index: u64, size: u64, root: &Hash, path: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let mut walk = Walk {
        node: index,
        last: size - 1,
    };
    let mut hash = *leaf;
    for sibling in path {
        match walk.step() {
            Some(Side::Left) => hash = node_hash(sibling, &hash),
            Some(Side::Right) => hash = node_hash(&hash, sibling),
            None => return false,
        }
    }
    walk.last == 0 && hash == *root
}

/// Whether `path` proves that the tree of `old_size` leaves with `old_root` is a prefix of the tree of
/// `new_size` leaves with `new_root` (the algorithm of RFC 9162, section 2.1.4.2). The empty tree is a
/// prefix of every tree, with an empty proof.
pub fn is_prefix(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    path: &[Hash],
) -> bool {
    if old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return path.is_empty() && old_root == new_root;
    }
    if old_size == 0 {
        return path.is_empty() && *old_root == empty_root();
    }
    let Some((first, rest)) = path.split_first() else {
        return false;
    };
    // A complete old tree is a node of the new one; its hash is known and left out of the proof.
    let (seed, path) = if old_size.is_power_of_two() {
        (old_root, path)
    } else {
        (first, rest)
    };

    let mut walk = Walk {
        node: old_size - 1,
        last: new_size - 1,
    };
    walk.ascend(walk.node.trailing_ones());
    let (mut old_hash, mut new_hash) = (*seed, *seed);
    for sibling in path {
        match walk.step() {
            Some(Side::Left) => {
                old_hash = node_hash(sibling, &old_hash);
                new_hash = node_hash(sibling, &new_hash);
            }
            Some(Side::Right) => new_hash = node_hash(&new_hash, sibling),
            None => return false,
        }
    }
    walk.last == 0 && old_hash == *old_root && new_hash == *new_root
}

/// Where a sibling stands.
enum Side {
    Left,
    Right,
}

/// The way up from a node to the root, beside the way up from the last node of its level.
struct Walk {
    node: u64,
    last: u64,
}

impl Walk {
    /// Says on which side the next sibling stands and goes up to the parent of both; none at the root.
    fn step(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let is_right_child = self.node & 1 == 1;
        if !is_right_child && self.node < self.last {
            self.ascend(1);
            return Some(Side::Right);
        }
        if !is_right_child {
            // The last node of its level has no sibling until the level where it is a right child.
            self.ascend(self.node.trailing_zeros());
        }
        self.ascend(1);
        Some(Side::Left)
    }

    fn ascend(&mut self, levels: u32) {
        self.node = self.node.checked_shr(levels).unwrap_or(0);
        self.last = self.last.checked_shr(levels).unwrap_or(0);
    }
}

/// Where RFC 6962 splits the leaves from `start` to `end` (at least two): at the largest power of two
/// that is smaller than their number.
fn split(start: u64, end: u64) -> u64 {
    start + (1 << (end - start - 1).ilog2())
}

/// The complete subtrees that the leaves of `range` are made of, largest first.
fn complete_subtrees(range: Range<u64>) -> impl Iterator<Item = Node> {
    let Range { mut start, end } = range;
    std::iter::from_fn(move || {
        let level = (end - start).checked_ilog2()?;
        let node = Node {
            level,
            index: start >> level,
        };
        start += 1 << level;
        Some(node)
    })
}

fn leaves_of(node: &Node) -> Range<u64> {
    let start = node.index << node.level;
    start..start + (1 << node.level)
}

/// Joins the roots of neighbouring subtrees, largest first, from the right.
fn fold(hashes: impl DoubleEndedIterator<Item = Hash>) -> Option<Hash> {
    hashes.rev().reduce(|right, left| node_hash(&left, &right))
}

#[cfg(test)]
mod tests;
