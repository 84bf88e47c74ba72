//! Sealed batches: what shows is the same whatever came in.

use super::*;
use crate::entries::Link;
use crate::facts::{Code, Name};
use crate::hash::Hash;

const MIDNIGHT: u64 = 1_780_012_800_000;

#[test]
fn neither_number_nor_origin_of_the_messages_shows() {
    let shape = |count: u8| {
        let batches = batches(
            MIDNIGHT,
            (0..count)
                .map(|n| seal(&received(n), &salt(n)).unwrap())
                .collect(),
            fillers(),
        );
        batches
            .iter()
            .map(|batch| batch.encode().unwrap().len())
            .collect::<Vec<_>>()
    };
    assert_eq!(shape(0), shape(1));
    assert_eq!(shape(1), shape(64));
    assert_eq!(shape(65).len(), 2);
    assert_eq!(shape(65)[0], shape(0)[0]);
    let batch = &batches(
        MIDNIGHT,
        vec![seal(&received(1), &salt(1)).unwrap()],
        fillers(),
    )[0];
    let text = String::from_utf8(batch.encode().unwrap()).unwrap();
    for hidden in ["mayor", "2026-00000", "message.received", "1780000000"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[test]
fn whoever_keeps_entry_and_salt_finds_it_again() {
    let commitment = seal(&received(1), &salt(1)).unwrap();
    let batch = &batches(MIDNIGHT, vec![commitment], fillers())[0];
    assert!(holds(batch, &commitment));
    assert!(!holds(batch, &seal(&received(1), &salt(2)).unwrap()));
    assert!(!holds(batch, &seal(&received(2), &salt(1)).unwrap()));
    assert!(!holds(&received(1), &commitment));
}

fn received(n: u8) -> Entry {
    Entry {
        kind: Kind::Received,
        time: 1_780_000_000_000 + u64::from(n),
        link: Some(Link::First {
            message: format!("2026-{n:06}").parse().unwrap(),
        }),
        office: Some(Code::literal("mayor")),
        fields: BTreeMap::from([(Name::literal("body"), Commitment::new(Hash::new([n; 32])))]),
        facts: BTreeMap::new(),
    }
}

fn salt(n: u8) -> Salt {
    Salt::new([n; 32])
}

fn fillers() -> impl FnMut() -> Commitment {
    let mut bytes = [0; 32];
    move || {
        bytes[0] += 1;
        Commitment::new(Hash::new(bytes))
    }
}
