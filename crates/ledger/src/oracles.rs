//! For tests: trees of numbered entries, kept whole, and the crates that ours is compared with.

use std::sync::OnceLock;

use tlog_tiles::HashReader;

use crate::checkpoints::Checkpoint;
use crate::hash::Hash;
use crate::keys::{Algorithm, SignerKey};
use crate::tree::{Node, leaf_hash, node_hash};

/// The sizes at which tiles begin, end and are empty.
pub(crate) const NAMED_SIZES: [u64; 9] = [0, 1, 2, 255, 256, 257, 300, 65_536, 70_000];

/// Every complete subtree of a tree, by level.
pub(crate) struct WholeTree {
    levels: Vec<Vec<Hash>>,
}

impl WholeTree {
    /// The tree of 70,000 entries that all tests share; smaller trees are its prefixes.
    pub(crate) fn shared() -> &'static Self {
        static TREE: OnceLock<WholeTree> = OnceLock::new();
        TREE.get_or_init(|| Self::of((0..70_000_u64).map(leaf)))
    }

    pub(crate) fn of(leaves: impl Iterator<Item = Hash>) -> Self {
        let mut levels = vec![leaves.collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let above = below.as_chunks::<2>().0.iter();
            levels.push(above.map(|[left, right]| node_hash(left, right)).collect());
        }
        Self { levels }
    }

    pub(crate) fn node(&self, node: Node) -> Option<Hash> {
        let level = self.levels.get(usize::try_from(node.level).unwrap())?;
        level.get(usize::try_from(node.index).unwrap()).copied()
    }

    pub(crate) fn leaves(&self, size: u64) -> impl Iterator<Item = Hash> {
        self.levels[0]
            .iter()
            .take(usize::try_from(size).unwrap())
            .copied()
    }

    /// The root of the first `size` leaves, as the oracle computes it.
    pub(crate) fn root(&self, size: u64) -> Hash {
        ours(&tlog_tiles::tree_hash(size, self).unwrap())
    }
}

impl HashReader for WholeTree {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let read = |index: &u64| {
            let (level, index) = tlog_tiles::split_stored_hash_index(*index);
            let node = Node {
                level: level.into(),
                index,
            };
            theirs(&self.node(node).unwrap())
        };
        Ok(indexes.iter().map(read).collect())
    }
}

pub(crate) fn leaf(index: u64) -> Hash {
    leaf_hash(&entry(index))
}

pub(crate) fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

pub(crate) fn theirs(hash: &Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

pub(crate) fn ours(hash: &tlog_tiles::Hash) -> Hash {
    Hash::new(hash.0)
}

pub(crate) fn log_key() -> SignerKey {
    SignerKey::from_seed(
        "city.example/ledger".parse().unwrap(),
        Algorithm::Note,
        &[7; 32],
    )
}

/// The key of a witness: `university.example/w<n>`.
pub(crate) fn witness_key(n: u8) -> SignerKey {
    let name = format!("university.example/w{n}").parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Cosignature, &[100 + n; 32])
}

/// The checkpoint of the first `size` leaves of the shared tree.
pub(crate) fn checkpoint(size: u64) -> Checkpoint {
    let root = WholeTree::shared().root(size);
    Checkpoint {
        origin: "city.example/ledger".parse().unwrap(),
        size,
        root,
    }
}
