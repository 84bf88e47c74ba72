//! Handovers and successions: what counts, and each way in which one does not.

use super::*;
use crate::keys::{Algorithm, SignerKey};

fn key(seed: u8) -> SignerKey {
    let name = "city.example/ledger".parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Note, &[seed; 32])
}

fn entry(kind: Kind, facts: BTreeMap<Name, Fact>) -> Entry {
    Entry {
        kind,
        time: 1_780_000_000_000,
        link: None,
        office: None,
        fields: BTreeMap::new(),
        facts,
    }
}

fn announces(from: &SignerKey, to: &SignerKey) -> Rotation {
    let facts = Announced::facts(from.verifier(), to.verifier());
    // What an entry says comes back from its bytes.
    let bytes = entry(Kind::KeyRotated, facts).encode().unwrap();
    Rotation {
        index: 6,
        announced: Announced::of(&Entry::parse(&bytes).unwrap()),
        root: Hash::new([7; 32]),
    }
}

fn handover(size: u64, keys: &[&SignerKey]) -> SignedCheckpoint {
    let tree = Checkpoint {
        origin: "city.example/ledger".parse().unwrap(),
        size,
        root: Hash::new([7; 32]),
    };
    let (first, others) = keys.split_first().unwrap();
    let mut signed = tree.sign(first).unwrap();
    for key in others {
        signed.sign_too(key).unwrap();
    }
    signed
}

#[test]
fn a_handover_is_signed_by_both_keys_at_its_entry() {
    let (old, new, other) = (key(1), key(2), key(3));
    let turn = announces(&old, &new);
    let origin = "city.example/ledger".parse().unwrap();
    let judge = |before: Option<&SignerKey>, note: Option<&SignedCheckpoint>| {
        turn.verify(&origin, before.map(SignerKey::verifier), note)
    };
    let both = handover(7, &[&old, &new]);
    let pair = (old.verifier().clone(), new.verifier().clone());
    assert_eq!(judge(None, Some(&both)), Ok(pair.clone()));
    assert_eq!(judge(Some(&old), Some(&both)), Ok(pair));
    assert_eq!(
        judge(Some(&other), Some(&both)),
        Err(WrongHandover::OtherKey)
    );
    assert_eq!(judge(None, None), Err(WrongHandover::Missing));
    for alone in [&old, &new] {
        let alone = handover(7, &[alone]);
        assert_eq!(judge(None, Some(&alone)), Err(WrongHandover::Unsigned));
    }
    let later = handover(8, &[&old, &new]);
    assert_eq!(judge(None, Some(&later)), Err(WrongHandover::OtherTree));
    let to_itself = announces(&old, &old);
    let judged = to_itself.verify(&origin, None, Some(&both));
    assert_eq!(judged, Err(WrongHandover::Entry));
}

#[test]
fn both_keys_of_a_handover_are_accepted_by_whoever_knows_one() {
    let (old, new) = (key(1), key(2));
    let both = handover(7, &[&old, &new]);
    let read = SignedCheckpoint::parse(both.to_string().as_bytes()).unwrap();
    for key in [old, new] {
        read.verify(key.verifier()).unwrap();
    }
    let named = SignerKey::from_seed(
        "other.example/ledger".parse().unwrap(),
        Algorithm::Note,
        &[1; 32],
    );
    assert!(handover(7, &[&key(1)]).sign_too(&named).is_err());
}

#[test]
fn a_log_commits_to_the_end_of_the_one_before() {
    let (old, next) = (key(1), key(2));
    let last = handover(7, &[&old]).checkpoint().clone();
    let first = entry(
        Kind::LogSucceeded,
        succeeded_facts(&last, old.verifier(), None),
    );
    assert!(succeeds(&first, &last, old.verifier()));
    assert_eq!(lost_from(&first), None);
    assert!(!succeeds(&first, &last, next.verifier()));
    for other in [
        Checkpoint {
            size: 8,
            ..last.clone()
        },
        Checkpoint {
            root: Hash::new([8; 32]),
            ..last.clone()
        },
        Checkpoint {
            origin: "x/ledger".parse().unwrap(),
            ..last.clone()
        },
    ] {
        assert!(!succeeds(&first, &other, old.verifier()));
    }
    let short = entry(
        Kind::LogSucceeded,
        succeeded_facts(&last, old.verifier(), Some(9)),
    );
    assert!(succeeds(&short, &last, old.verifier()));
    assert_eq!(lost_from(&short), Some(9));

    let end = entry(Kind::LogRetired, retired_facts(next.verifier()));
    assert!(is_succeeded_by(&end, next.verifier()));
    assert!(!is_succeeded_by(&end, old.verifier()));
}
