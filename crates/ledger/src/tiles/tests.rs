//! Tiles: paths, widths, rendering at the right edge, and proofs read from tiles.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::oracles::{NAMED_SIZES, WholeTree, entry, leaf};
use crate::tree::{includes, is_prefix};

#[test]
fn paths_are_those_of_the_specification() {
    let tile = |level, index, width| {
        Tile {
            level,
            index,
            width,
        }
        .to_string()
    };
    assert_eq!(tile(0, 1_234_067, FULL), "tile/0/x001/x234/067");
    assert_eq!(tile(0, 273, 112), "tile/0/273.p/112");
    assert_eq!(tile(1, 1_000, 1), "tile/1/x001/000.p/1");
    assert_eq!(
        Bundle { index: 0, width: 5 }.to_string(),
        "tile/entries/000.p/5"
    );
    assert_eq!("checkpoint".parse(), Ok(Resource::Checkpoint));
    let bundle = Bundle {
        index: 1_234_067,
        width: FULL,
    };
    assert_eq!(
        "tile/entries/x001/x234/067".parse(),
        Ok(Resource::Bundle(bundle))
    );
}

#[test]
fn other_spellings_are_refused() {
    for wrong in [
        "",
        "/checkpoint",
        "checkpoint/",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/x000/x001/000",
        "tile/0/001/000",
        "tile/0//000",
        "tile/0/x/000",
        "tile/0/x001/000/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/1.p/1",
        "tile/0/000.p/1/",
        "tile/0/+12",
        "tile/8/entries/000",
        "tile/Entries/000",
        "tile/0/x018/x446/x744/x073/x709/x551/615",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(wrong.parse::<Resource>(), Err(UnknownPath), "{wrong}");
    }
}

#[test]
fn a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() {
    let tiles: Vec<_> = Tile::all(70_000).collect();
    let count = |level, partial| {
        tiles
            .iter()
            .filter(|tile| tile.level == level && tile.is_partial() == partial)
            .count()
    };
    assert_eq!((count(0, false), count(0, true)), (273, 1));
    assert_eq!((count(1, false), count(1, true)), (1, 1));
    assert_eq!((count(2, false), count(2, true)), (0, 1));
    assert_eq!(tiles.len(), 277);
    let widths: Vec<_> = Tile::partial(70_000).map(Tile::width).collect();
    assert_eq!(widths, [112, 17, 1]);
}

#[test]
fn full_and_empty_levels_have_no_partial_tile() {
    let partial = |size| {
        Tile::partial(size)
            .map(|tile| tile.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(partial(0), <[String; 0]>::default());
    assert_eq!(partial(256), ["tile/1/000.p/1"]);
    assert_eq!(partial(65_536), ["tile/2/000.p/1"]);
    assert_eq!(Tile::all(0).count() + Bundle::all(0).count(), 0);
    assert_eq!(Bundle::holding(256, 256), None);
    assert_eq!(
        Bundle::holding(255, 256),
        Some((
            Bundle {
                index: 0,
                width: FULL
            },
            255
        ))
    );
}

#[test]
fn growing_tells_which_tiles_are_new() {
    let since = |old, new| {
        Tile::since(old, new)
            .map(|tile| tile.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        since(255, 257),
        ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]
    );
    assert_eq!(since(256, 256), <[String; 0]>::default());
    assert_eq!(since(256, 257), ["tile/0/001.p/1"]);
}

#[test]
fn rendered_tiles_are_those_of_the_oracle_and_rebuild_byte_identical() {
    let tree = WholeTree::shared();
    for size in NAMED_SIZES {
        let served = render(size);
        let expected: Vec<_> = Tile::all(size).collect();
        assert_eq!(
            served.keys().copied().collect::<Vec<_>>(),
            expected,
            "{size}"
        );
        for (tile, bytes) in &served {
            let level = u8::try_from(tile.level).unwrap();
            let oracle = tlog_tiles::Tile::new(8, level, tile.index, tile.width.into(), false);
            assert_eq!(*bytes, oracle.read_data(tree).unwrap(), "{tile} of {size}");
        }
    }
}

#[test]
fn an_edge_read_from_tiles_goes_on_where_it_was() {
    for size in NAMED_SIZES {
        let served = render(size);
        let mut read =
            Edge::read(size, |tile| Ok::<_, WrongLength>(served[&tile].clone())).unwrap();
        let mut grown = Edge::default();
        WholeTree::shared()
            .leaves(size)
            .for_each(|leaf| drop(grown.append(leaf)));
        assert_eq!(read.frontier().root(), WholeTree::shared().root(size));
        for next in size..size + 300 {
            assert_eq!(read.append(leaf(next)), grown.append(leaf(next)));
        }
        assert_eq!(
            read.tiles().collect::<Vec<_>>(),
            grown.tiles().collect::<Vec<_>>()
        );
        assert_eq!(read.frontier(), grown.frontier());
    }
}

#[test]
fn a_tile_of_another_length_is_refused() {
    let tile = Tile {
        level: 0,
        index: 0,
        width: 2,
    };
    assert_eq!(
        tile.parse(&[0; 63]),
        Err(WrongLength {
            expected: 64,
            given: 63
        })
    );
    assert_eq!(
        tile.parse(&[0; 96]),
        Err(WrongLength {
            expected: 64,
            given: 96
        })
    );
    assert!(Edge::read(2, |_| Ok::<_, WrongLength>(vec![0; 32])).is_err());
}

#[test]
fn proofs_come_from_tiles_alone() {
    let tree = WholeTree::shared();
    for size in NAMED_SIZES {
        let served = render(size);
        for index in [0, 255, 256, 299, 65_535, 69_999]
            .into_iter()
            .filter(|index| *index < size)
        {
            let plan = Plan::inclusion(index, size).unwrap();
            let path = resolve(&plan, size, &served);
            assert!(
                includes(&leaf(index), index, size, &tree.root(size), &path),
                "{index} in {size}"
            );
            // Three levels of tiles, and at each at most one tile on the way and the right edge.
            assert!(Tile::needed(&plan, size).len() <= 6, "{index} in {size}");
        }
        for old in NAMED_SIZES.into_iter().filter(|old| *old <= size) {
            let path = resolve(&Plan::consistency(old, size).unwrap(), size, &served);
            assert!(
                is_prefix(old, &tree.root(old), size, &tree.root(size), &path),
                "{old} to {size}"
            );
        }
    }
}

#[test]
fn nodes_outside_the_tree_have_no_tile() {
    assert_eq!(Tile::holding(Node { level: 0, index: 5 }, 5), None);
    assert_eq!(Tile::holding(Node { level: 3, index: 0 }, 7), None);
    assert_eq!(
        Tile::holding(
            Node {
                level: 64,
                index: 0
            },
            u64::MAX
        ),
        None
    );
    let tile = Tile {
        level: 0,
        index: 0,
        width: 1,
    }
    .parse(&[0; 32])
    .unwrap();
    assert_eq!(tile.node(Node { level: 1, index: 0 }), None);
    assert_eq!(tile.node(Node { level: 8, index: 0 }), None);
}

#[test]
fn bundles_give_back_their_entries() {
    for size in [1, 2, 255, 256, 257, 300] {
        for bundle in Bundle::all(size) {
            let entries: Vec<_> = (bundle.first_entry()
                ..bundle.first_entry() + u64::from(bundle.width))
                .map(entry)
                .collect();
            let bytes = Bundle::encode(entries.iter().map(Vec::as_slice)).unwrap();
            assert_eq!(bundle.parse(&bytes).unwrap(), entries);
            assert!(bundle.parse(&bytes[..bytes.len() - 1]).is_err());
            assert!(bundle.parse(&[bytes.as_slice(), &[0, 0]].concat()).is_err());
        }
    }
    assert_eq!(
        Bundle::encode([vec![0; 65_536].as_slice()]),
        Err(EntryTooLong { given: 65_536 })
    );
    let empty = Bundle { index: 0, width: 1 };
    assert_eq!(
        empty.parse(&[0]),
        Err(MalformedBundle::Truncated { complete: 0 })
    );
    assert_eq!(
        empty.parse(&[]),
        Err(MalformedBundle::Count {
            expected: 1,
            given: 0
        })
    );
}

proptest! {
    #[test]
    fn a_path_has_one_spelling(path in "(tile/)?([0-9]{1,2}|entries)/(x[0-9]{3}/){0,3}[0-9]{3}(\\.p/[0-9]{1,3})?") {
        if let Ok(resource) = path.parse::<Resource>() {
            prop_assert_eq!(resource.to_string(), path);
        }
    }

    #[test]
    fn written_paths_are_read(level in 0_u32..64, index in 0_u64..=u64::MAX >> 8, width in 1_u16..=256) {
        let tile = Resource::Tile(Tile { level, index, width });
        prop_assert_eq!(tile.to_string().parse(), Ok(tile));
        let bundle = Resource::Bundle(Bundle { index, width });
        prop_assert_eq!(bundle.to_string().parse(), Ok(bundle));
    }

    #[test]
    fn no_path_panics(path in "\\PC{0,40}") {
        if let Ok(resource) = path.parse::<Resource>() {
            prop_assert_eq!(resource.to_string(), path);
        }
    }

    #[test]
    fn no_bundle_panics(bytes in prop::collection::vec(any::<u8>(), 0..600), width in 1_u16..=256) {
        if let Ok(entries) = (Bundle { index: 0, width }).parse(&bytes) {
            prop_assert_eq!(Bundle::encode(entries).unwrap(), bytes);
        }
    }

    #[test]
    fn every_node_is_in_its_tile(size in 1_u64..=600, level in 0_u32..10, index in 0_u64..600) {
        let node = Node { level, index };
        let served = render(size);
        let tile = Tile::holding(node, size);
        let expected = WholeTree::shared().node(node).filter(|_| (index + 1) << level <= size);
        prop_assert_eq!(tile.is_some(), expected.is_some());
        if let Some(tile) = tile {
            prop_assert_eq!(tile.parse(&served[&tile]).unwrap().node(node), expected);
        }
    }

    #[test]
    fn partial_tiles_are_those_of_all(size in any::<u64>().prop_map(|size| size >> 40)) {
        let partial: Vec<_> = Tile::all(size).filter(|tile| tile.is_partial()).collect();
        prop_assert_eq!(partial, Tile::partial(size).collect::<Vec<_>>());
    }
}

/// What a log of this size serves, rendered from its first entry.
fn render(size: u64) -> BTreeMap<Tile, Vec<u8>> {
    let mut edge = Edge::default();
    let mut served = BTreeMap::new();
    for leaf in WholeTree::shared().leaves(size) {
        served.extend(
            edge.append(leaf)
                .iter()
                .map(|full| (full.tile(), full.to_bytes())),
        );
    }
    served.extend(
        edge.tiles()
            .map(|partial| (partial.tile(), partial.to_bytes())),
    );
    served
}

fn resolve(plan: &Plan, size: u64, served: &BTreeMap<Tile, Vec<u8>>) -> Vec<Hash> {
    let tiles: BTreeMap<Tile, TileHashes> = Tile::needed(plan, size)
        .into_iter()
        .map(|tile| (tile, tile.parse(&served[&tile]).unwrap()))
        .collect();
    let read = |node| {
        tiles[&Tile::holding(node, size).unwrap()]
            .node(node)
            .ok_or(())
    };
    plan.resolve(read).unwrap()
}
