//! The tree against the reference vectors of RFC 6962, against `tlog_tiles`, and against itself.

use std::collections::BTreeSet;
use std::convert::Infallible;

use proptest::prelude::*;

use super::*;
use crate::oracles::{NAMED_SIZES, WholeTree, ours, theirs};

/// The inputs of the reference tests of Certificate Transparency.
const INPUTS: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// The roots of the first 0 to 8 inputs.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const INCLUSION: [(u64, u64, &[&str]); 7] = [
    (0, 1, &[]),
    (
        0,
        2,
        &["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"],
    ),
    (
        1,
        2,
        &["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    ),
    (
        2,
        3,
        &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    ),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
];

const CONSISTENCY: [(u64, u64, &[&str]); 4] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

#[test]
fn reference_roots() {
    let mut frontier = Frontier::default();
    assert_eq!(hex(&frontier.root()), ROOTS[0]);
    for (input, root) in INPUTS.iter().zip(&ROOTS[1..]) {
        frontier.append(leaf_hash(input));
        assert_eq!(hex(&frontier.root()), *root);
    }
}

#[test]
fn reference_proofs() {
    let tree = WholeTree::of(INPUTS.iter().map(|input| leaf_hash(input)));
    for (index, size, expected) in INCLUSION {
        let path = resolve(&tree, &Plan::inclusion(index, size).unwrap());
        assert_eq!(
            path.iter().map(hex).collect::<Vec<_>>(),
            expected,
            "{index} in {size}"
        );
    }
    for (old, new, expected) in CONSISTENCY {
        let path = resolve(&tree, &Plan::consistency(old, new).unwrap());
        assert_eq!(
            path.iter().map(hex).collect::<Vec<_>>(),
            expected,
            "{old} to {new}"
        );
    }
}

#[test]
fn roots_at_all_sizes_are_those_of_the_oracle() {
    let tree = WholeTree::shared();
    let mut frontier = Frontier::default();
    for size in 0..=600 {
        assert_eq!(frontier.root(), tree.root(size), "{size}");
        assert_eq!(
            Frontier::new(size, resolve(tree, &Plan::peaks(size))).unwrap(),
            frontier
        );
        frontier.append(
            tree.node(Node {
                level: 0,
                index: size,
            })
            .unwrap(),
        );
    }
    for size in NAMED_SIZES {
        let frontier: Frontier = tree.leaves(size).collect();
        assert_eq!(frontier.root(), tree.root(size), "{size}");
    }
}

#[test]
fn inclusion_at_named_sizes() {
    for size in NAMED_SIZES {
        let indices: BTreeSet<u64> = [
            0,
            1,
            254,
            255,
            256,
            257,
            65_535,
            65_536,
            size / 2,
            size.saturating_sub(1),
        ]
        .into();
        for index in indices.into_iter().filter(|index| *index < size) {
            check_inclusion(index, size);
        }
        assert_eq!(
            Plan::inclusion(size, size),
            Err(OutOfRange::Index { index: size, size })
        );
    }
}

#[test]
fn consistency_between_named_sizes() {
    for new in NAMED_SIZES {
        for old in NAMED_SIZES.into_iter().filter(|old| *old <= new) {
            check_consistency(old, new);
        }
    }
    assert_eq!(
        Plan::consistency(2, 1),
        Err(OutOfRange::Size { old: 2, new: 1 })
    );
}

#[test]
fn every_proof_of_small_trees() {
    for new in 0..=33 {
        (0..new).for_each(|index| check_inclusion(index, new));
        (0..=new).for_each(|old| check_consistency(old, new));
    }
}

#[test]
fn a_frontier_has_the_peaks_of_its_size() {
    let hash = leaf_hash(b"");
    assert!(Frontier::new(5, vec![hash; 2]).is_ok());
    assert_eq!(
        Frontier::new(5, vec![hash; 3]),
        Err(WrongPeaks {
            size: 5,
            expected: 2,
            given: 3
        })
    );
}

#[test]
fn the_empty_tree_is_a_prefix_of_all() {
    let root = WholeTree::shared().root(3);
    assert!(is_prefix(0, &empty_root(), 3, &root, &[]));
    assert!(!is_prefix(0, &root, 3, &root, &[]));
    assert!(!is_prefix(0, &empty_root(), 3, &root, &[root]));
    assert!(!is_prefix(3, &root, 0, &empty_root(), &[]));
    assert!(!includes(&root, 0, 0, &empty_root(), &[]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn inclusion_is_as_the_oracle_says((index, size) in (1_u64..=600).prop_flat_map(|size| (0..size, Just(size)))) {
        check_inclusion(index, size);
    }

    #[test]
    fn consistency_is_as_the_oracle_says((old, new) in (0_u64..=600).prop_flat_map(|new| (0..=new, Just(new)))) {
        check_consistency(old, new);
    }

    #[test]
    fn a_changed_proof_proves_nothing(
        (index, size) in (2_u64..=600).prop_flat_map(|size| (0..size, Just(size))),
        place in any::<prop::sample::Index>(),
        change in any::<Change>(),
    ) {
        let tree = WholeTree::shared();
        let (leaf, root) = (tree.node(Node { level: 0, index }).unwrap(), tree.root(size));
        let mut path = resolve(tree, &Plan::inclusion(index, size).unwrap());
        change.apply(&mut path, place);
        prop_assert!(!includes(&leaf, index, size, &root, &path));

        let old = index.max(1);
        let mut path = resolve(tree, &Plan::consistency(old, size).unwrap());
        change.apply(&mut path, place);
        prop_assert!(!is_prefix(old, &tree.root(old), size, &root, &path));
    }

    #[test]
    fn any_claim_is_answered(
        index in any::<u64>(),
        size in any::<u64>(),
        path in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash::new), 0..70),
    ) {
        let hash = empty_root();
        prop_assert!(!includes(&hash, index, size, &hash, &path));
        prop_assert!(!is_prefix(index, &hash, size, &hash, &path) || index == size || index == 0);
        // The largest trees have plans too, of no more hashes than levels.
        if let Ok(plan) = Plan::inclusion(index, size) {
            prop_assert!(plan.ranges.len() <= 64);
        }
        if let Ok(plan) = Plan::consistency(index, size) {
            prop_assert!(plan.ranges.len() <= 65);
        }
    }
}

/// A way to spoil a proof.
#[derive(Debug, Clone, Copy)]
enum Change {
    Flip(u8),
    Drop,
    Repeat,
}

impl Arbitrary for Change {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> BoxedStrategy<Self> {
        prop_oneof![
            (0_u8..=255).prop_map(Self::Flip),
            Just(Self::Drop),
            Just(Self::Repeat)
        ]
        .boxed()
    }
}

impl Change {
    fn apply(self, path: &mut Vec<Hash>, place: prop::sample::Index) {
        if path.is_empty() {
            path.push(empty_root());
            return;
        }
        let place = place.index(path.len());
        match self {
            Self::Flip(bit) => {
                let mut bytes = *path[place].as_bytes();
                bytes[usize::from(bit / 8)] ^= 1 << (bit % 8);
                path[place] = Hash::new(bytes);
            }
            Self::Drop => drop(path.remove(place)),
            Self::Repeat => path.insert(place, path[place]),
        }
    }
}

fn check_inclusion(index: u64, size: u64) {
    let tree = WholeTree::shared();
    let (leaf, root) = (
        tree.node(Node { level: 0, index }).unwrap(),
        tree.root(size),
    );
    let path = resolve(tree, &Plan::inclusion(index, size).unwrap());
    assert!(
        includes(&leaf, index, size, &root, &path),
        "{index} in {size}"
    );
    let oracle = tlog_tiles::prove_record(size, index, tree).unwrap();
    assert_eq!(
        path,
        oracle.iter().map(ours).collect::<Vec<_>>(),
        "{index} in {size}"
    );
    tlog_tiles::check_record(&oracle, size, theirs(&root), index, theirs(&leaf)).unwrap();

    assert!(!includes(&root, index, size, &leaf, &path) || size == 1);
    assert!(!includes(&leaf, index + 1, size, &root, &path));
    assert!(!includes(&leaf, index, size, &empty_root(), &path));
}

fn check_consistency(old: u64, new: u64) {
    let tree = WholeTree::shared();
    let (old_root, new_root) = (tree.root(old), tree.root(new));
    let path = resolve(tree, &Plan::consistency(old, new).unwrap());
    assert!(
        is_prefix(old, &old_root, new, &new_root, &path),
        "{old} to {new}"
    );
    assert!(
        !is_prefix(old, &leaf_hash(b"other"), new, &new_root, &path),
        "{old} to {new}"
    );
    // RFC 6962 has no proof from the empty tree; tlog-witness has the empty one.
    if old > 0 {
        let oracle = tlog_tiles::prove_tree(new, old, tree).unwrap();
        assert_eq!(
            path,
            oracle.iter().map(ours).collect::<Vec<_>>(),
            "{old} to {new}"
        );
        assert!(
            !is_prefix(old, &old_root, new, &leaf_hash(b"other"), &path),
            "{old} to {new}"
        );
    }
}

fn resolve(tree: &WholeTree, plan: &Plan) -> Vec<Hash> {
    let Ok(path) = plan.resolve(|node| Ok::<_, Infallible>(tree.node(node).unwrap()));
    path
}

fn hex(hash: &Hash) -> String {
    hash.as_bytes().map(|byte| format!("{byte:02x}")).concat()
}
