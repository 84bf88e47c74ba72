//! Audits: an honest log passes, and each way to cheat is named.

use proptest::prelude::*;

use super::*;
use crate::commitments::Commitment;
use crate::kinds::Kind;
use crate::tree::Frontier;

const BODY: Name = Name::literal("body");

#[test]
fn honest_logs_pass_at_every_size() {
    for size in [0, 1, 2, 255, 256, 257, 300, 600] {
        let log = entries(size);
        for seen in [None, Some(0), Some(size / 2), Some(size)] {
            let report = audit(
                &log,
                checkpoint(&log),
                seen.map(|seen| checkpoint(&log[..seen])),
            );
            assert_eq!(report.findings, [], "{size}");
            assert_eq!(report.entries, u64::try_from(size).unwrap());
            assert_eq!(report.messages, size.min(3));
        }
    }
}

#[test]
fn a_changed_entry_is_found_by_root_and_by_link() {
    let honest = entries(300);
    let mut log = honest.clone();
    log[10] = String::from_utf8(log[10].clone())
        .unwrap()
        .replace("clarification", "interim")
        .into_bytes();
    let findings = audit(&log, checkpoint(&honest), None).findings;
    let message: MessageNumber = "2026-000001".parse().unwrap();
    assert_eq!(
        findings[0],
        Finding::Thread {
            index: 13,
            message,
            fault: ThreadFault::Link
        }
    );
    assert!(matches!(findings[1], Finding::Root { entries: 300, .. }));
    assert_eq!(findings.len(), 2);
}

#[test]
fn a_rewritten_history_is_found_by_who_kept_a_checkpoint() {
    let before = entries(257);
    let after: Vec<_> = entries(600).split_off(300);
    let report = audit(&after, checkpoint(&after), Some(checkpoint(&before)));
    assert!(report.findings.contains(&Finding::Rewritten { seen: 257 }));
    // A log that lost its end, as after a restored backup.
    let report = audit(
        &before[..256],
        checkpoint(&before[..256]),
        Some(checkpoint(&before)),
    );
    assert_eq!(report.findings, [Finding::Rewritten { seen: 257 }]);
}

#[test]
fn a_checkpoint_of_another_log_is_named() {
    let log = entries(2);
    let seen = Checkpoint {
        origin: "town.example/ledger".parse().unwrap(),
        ..checkpoint(&log)
    };
    assert_eq!(
        audit(&log, checkpoint(&log), Some(seen)).findings,
        [Finding::OtherOrigin]
    );
}

#[test]
fn threads_that_skip_relink_or_go_back_are_named() {
    let first = received(1, 100);
    let leaf = leaf_hash(&first);
    let message: MessageNumber = "2026-000001".parse().unwrap();
    let other = leaf_hash(b"other");
    let faults = |second: Vec<u8>| {
        let log = vec![first.clone(), second];
        let findings = audit(&log, checkpoint(&log), None).findings;
        let fault = |finding| match finding {
            Finding::Thread {
                index: 1,
                message: found,
                fault,
            } if found == message => fault,
            other => panic!("{other:?}"),
        };
        findings.into_iter().map(fault).collect::<Vec<_>>()
    };
    assert_eq!(faults(next(1, 2, leaf, 100)), []);
    assert_eq!(
        faults(next(1, 3, leaf, 100)),
        [ThreadFault::Step {
            expected: 2,
            given: 3
        }]
    );
    assert_eq!(faults(next(1, 2, other, 100)), [ThreadFault::Link]);
    assert_eq!(faults(next(1, 2, leaf, 99)), [ThreadFault::Time]);
    assert_eq!(
        faults(received(1, 100)),
        [
            ThreadFault::Step {
                expected: 2,
                given: 1
            },
            ThreadFault::Link
        ]
    );

    let orphan = vec![next(2, 2, leaf, 1)];
    let fault = ThreadFault::Step {
        expected: 1,
        given: 2,
    };
    let message = "2026-000002".parse().unwrap();
    assert_eq!(
        audit(&orphan, checkpoint(&orphan), None).findings,
        [Finding::Thread {
            index: 0,
            message,
            fault
        }]
    );
}

#[test]
fn an_entry_that_is_none_is_named_and_the_rest_checked() {
    let mut log = entries(5);
    log.insert(2, b"{}".to_vec());
    let report = audit(&log, checkpoint(&log), None);
    assert!(matches!(
        report.findings.as_slice(),
        [Finding::Entry { index: 2, .. }]
    ));
    assert_eq!(report.entries, 6);
}

#[test]
fn a_bundle_cut_short_ends_the_check() {
    let log = entries(300);
    let mut audit = Audit::new(checkpoint(&log), None);
    audit.read(&Bundle::encode(log[..256].iter().map(Vec::as_slice)).unwrap());
    let bundle = audit.next_bundle().unwrap();
    assert_eq!(bundle.to_string(), "tile/entries/001.p/44");
    audit.read(&Bundle::encode(log[256..299].iter().map(Vec::as_slice)).unwrap());
    assert_eq!(audit.next_bundle(), None);
    assert!(audit.read(b"").entries.is_empty());
    let report = audit.finish();
    let fault = MalformedBundle::Count {
        expected: 44,
        given: 43,
    };
    assert_eq!(report.findings, [Finding::Bundle { bundle, fault }]);
    assert_eq!(report.entries, 256);
}

#[test]
fn a_changed_tile_and_a_changed_text_are_named() {
    let log = entries(257);
    let mut audit = Audit::new(checkpoint(&log), None);
    let batch = audit.read(&Bundle::encode(log[..256].iter().map(Vec::as_slice)).unwrap());
    let [full] = batch.tiles.as_slice() else {
        panic!("one tile is full")
    };
    let mut served = full.to_bytes();
    audit.compare(full, &served);
    served[77] ^= 1;
    audit.compare(full, &served);
    audit.read(&Bundle::encode([log[256].as_slice()]).unwrap());
    let partial: Vec<_> = audit.partial_tiles().collect();
    let [right, above] = partial.as_slice() else {
        panic!("two tiles are partial")
    };
    for tile in &partial {
        audit.compare(tile, &tile.to_bytes());
    }
    audit.compare(right, b"");
    audit.compare(above, &[above.to_bytes(), vec![0]].concat());

    let (index, entry) = &batch.entries[0];
    let salt = Salt::new([1; 32]);
    audit.content(*index, entry, &BODY, &salt, b"text");
    audit.content(*index, entry, &BODY, &salt, b"other");
    let title = Name::literal("title");
    audit.content(*index, entry, &title, &salt, b"text");
    let report = audit.finish();
    let expected = [
        Finding::Tile {
            tile: full.tile(),
            entry: 2,
        },
        Finding::Tile {
            tile: right.tile(),
            entry: 256,
        },
        Finding::Tile {
            tile: above.tile(),
            entry: 0,
        },
        Finding::Content {
            index: 0,
            field: BODY,
        },
        Finding::Content {
            index: 0,
            field: title,
        },
    ];
    assert_eq!(report.findings, expected);
}

#[test]
fn a_text_is_gone_only_if_a_later_entry_says_so() {
    let first = received(1, 1);
    let link = |step, previous| Link::Next {
        message: number(1),
        step,
        previous,
    };
    let interim = encode(Kind::Interim, 2, link(2, leaf_hash(&first)));
    let erased = encode(Kind::Erased, 3, link(3, leaf_hash(&interim)));
    let after = encode(Kind::Interim, 4, link(4, leaf_hash(&erased)));
    let absent = |log: &[&[u8]]| {
        let owned: Vec<_> = log.iter().map(|entry| entry.to_vec()).collect();
        let mut audit = Audit::new(checkpoint(&owned), None);
        let batch = audit.read(&Bundle::encode(log.iter().copied()).unwrap());
        batch
            .entries
            .iter()
            .for_each(|(index, entry)| audit.absent(*index, entry, &BODY));
        audit.finish().findings
    };
    let finding = |index| Finding::Absent { index, field: BODY };
    assert_eq!(absent(&[&first, &interim]), [finding(0), finding(1)]);
    assert_eq!(
        absent(&[&first, &interim, &erased, &after]),
        [finding(2), finding(3)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_changed_byte_stays_unnoticed(place: prop::sample::Index, bit in 0_u8..8) {
        let log = entries(20);
        let mut bytes = Bundle::encode(log.iter().map(Vec::as_slice)).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let mut audit = Audit::new(checkpoint(&log), None);
        audit.read(&bytes);
        prop_assert_ne!(audit.finish().findings, []);
    }

    #[test]
    fn no_bundle_panics(bytes: Vec<u8>, size in 1_u64..600) {
        let target = Checkpoint { size, ..checkpoint(&[]) };
        let mut audit = Audit::new(target, None);
        audit.read(&bytes);
        prop_assert_ne!(audit.finish().findings, []);
    }
}

fn audit(log: &[Vec<u8>], target: Checkpoint, seen: Option<Checkpoint>) -> Report {
    let mut audit = Audit::new(target, seen);
    let mut rest = log;
    while let Some(bundle) = audit.next_bundle() {
        let (bundled, behind) = rest.split_at(usize::from(bundle.width()));
        let batch = audit.read(&Bundle::encode(bundled.iter().map(Vec::as_slice)).unwrap());
        for tile in &batch.tiles {
            audit.compare(tile, &tile.to_bytes());
        }
        rest = behind;
    }
    audit.finish()
}

/// Three messages that are answered in turn.
fn entries(size: usize) -> Vec<Vec<u8>> {
    let mut last: [Option<(u64, Hash)>; 3] = [None; 3];
    let mut log = Vec::new();
    for (time, message) in (1_780_000_000_000..).zip((0..3_u8).cycle()).take(size) {
        let thread = &mut last[usize::from(message)];
        let entry = match *thread {
            None => received(message, time),
            Some((step, previous)) => next(message, step + 1, previous, time),
        };
        *thread = Some((thread.map_or(1, |(step, _)| step + 1), leaf_hash(&entry)));
        log.push(entry);
    }
    log
}

fn received(message: u8, time: u64) -> Vec<u8> {
    encode(
        Kind::Received,
        time,
        Link::First {
            message: number(message),
        },
    )
}

fn next(message: u8, step: u64, previous: Hash, time: u64) -> Vec<u8> {
    encode(
        Kind::Clarification,
        time,
        Link::Next {
            message: number(message),
            step,
            previous,
        },
    )
}

fn encode(kind: Kind, time: u64, link: Link) -> Vec<u8> {
    let commitment = Commitment::to(&BODY, &Salt::new([1; 32]), b"text");
    let fields = BTreeMap::from([(BODY, commitment)]);
    Entry {
        kind,
        time,
        link: Some(link),
        office: None,
        fields,
        facts: BTreeMap::new(),
    }
    .encode()
    .unwrap()
}

fn number(message: u8) -> MessageNumber {
    format!("2026-{message:06}").parse().unwrap()
}

fn checkpoint(log: &[Vec<u8>]) -> Checkpoint {
    let frontier: Frontier = log.iter().map(|entry| leaf_hash(entry)).collect();
    Checkpoint {
        origin: "city.example/ledger".parse().unwrap(),
        size: frontier.size(),
        root: frontier.root(),
    }
}
