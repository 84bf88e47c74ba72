//! Proofs in one file: written, read, verified, spoiled.

use std::convert::Infallible;

use proptest::prelude::*;

use super::*;
use crate::cosignatures::cosign;
use crate::oracles::{NAMED_SIZES, WholeTree, checkpoint, leaf, log_key, witness_key};
use crate::tree::Plan;

#[test]
fn a_proof_is_written_as_the_specification_says() {
    let proof = proof(1, 3);
    let tree = WholeTree::shared();
    let expected = format!(
        "c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 1\n{}\n{}\n\n{}",
        leaf(0),
        leaf(2),
        checkpoint(3).sign(&log_key()).unwrap(),
    );
    let proof = Proof {
        extra: Some(b"hello".to_vec()),
        ..proof
    };
    assert_eq!(proof.to_string(), expected);
    assert_eq!(Proof::parse(expected.as_bytes()).unwrap(), proof);
    assert_eq!(proof.checkpoint.checkpoint().root, tree.root(3));
}

#[test]
fn proofs_of_named_sizes_verify() {
    let policy = policy();
    for size in NAMED_SIZES.into_iter().filter(|size| *size > 0) {
        let index = size - 1;
        let proof = proof(index, size);
        assert_eq!(Proof::parse(proof.to_string().as_bytes()).unwrap(), proof);
        assert!(proof.verify(&leaf(index), &policy).is_ok(), "{size}");
        assert_eq!(
            proof.verify(&leaf(size), &policy),
            Err(Unproved::NotIncluded { index })
        );
    }
}

#[test]
fn a_witness_in_the_proof_counts() {
    let text = format!(
        "log {}\nwitness W {}\nquorum W\n",
        log_key().verifier(),
        witness_key(1).verifier()
    );
    let strict = Policy::parse(text.as_bytes()).unwrap();
    let mut proof = proof(5, 300);
    assert!(matches!(
        proof.verify(&leaf(5), &strict),
        Err(Unproved::Checkpoint(Rejected::Quorum { .. }))
    ));
    proof
        .checkpoint
        .attach(cosign(&checkpoint(300), 1, &witness_key(1)).unwrap());
    let proof = Proof::parse(proof.to_string().as_bytes()).unwrap();
    assert_eq!(proof.verify(&leaf(5), &strict).unwrap().cosigned.len(), 1);
}

#[test]
fn malformed_proofs_are_told_apart() {
    let good = proof(1, 3).to_string();
    let parse = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        Proof::parse(good.replacen(from, to, 1).as_bytes()).unwrap_err()
    };
    assert_eq!(parse("@v1", "@v2"), MalformedProof::Header);
    assert_eq!(parse("c2sp", "\nc2sp"), MalformedProof::Header);
    assert_eq!(parse("index 1\n", ""), MalformedProof::Index);
    assert_eq!(parse("index 1\n", "index 01\n"), MalformedProof::Index);
    assert_eq!(
        parse("index 1\n", "index 1\nindex 1\n"),
        MalformedProof::Path
    );
    assert_eq!(
        parse("index 1\n", "extra AB==\nindex 1\n"),
        MalformedProof::Extra
    );
    assert_eq!(
        parse("index 1\n", "extra AA==\nextra AA==\nindex 1\n"),
        MalformedProof::Index
    );
    assert_eq!(parse("\n\n", "\n"), MalformedProof::Path);
    assert_eq!(
        parse("\n\n", "\n\n\n"),
        MalformedProof::Checkpoint(MalformedCheckpoint::Extension)
    );
    assert_eq!(
        Proof::parse(b"c2sp.org/tlog-proof@v1\nindex 0\n"),
        Err(MalformedProof::NoCheckpoint)
    );
    assert_eq!(Proof::parse(b"\xff\n\n"), Err(MalformedProof::Header));
    assert_eq!(
        Proof::parse(&vec![b'a'; MAX_PROOF + 1]),
        Err(MalformedProof::TooLong)
    );
    let long = format!("index 1\n{}", format!("{}\n", leaf(0)).repeat(MAX_PATH));
    assert_eq!(parse("index 1\n", &long), MalformedProof::Path);
    // No extra line is not the same as an empty one.
    let empty = good.replacen("index", "extra \nindex", 1);
    assert_eq!(
        Proof::parse(empty.as_bytes()).unwrap().extra,
        Some(Vec::new())
    );
    assert_eq!(Proof::parse(empty.as_bytes()).unwrap().to_string(), empty);
}

proptest! {
    #[test]
    fn a_changed_byte_is_refused_or_read_as_it_stands(place: prop::sample::Index, byte in 0_u8..128) {
        let mut bytes = proof(1, 3).to_string().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(read) = Proof::parse(&bytes) {
            prop_assert_eq!(read.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>, text in "c2sp.org/tlog-proof@v1\n(extra [A-Z=]{0,5}\n)?(index [0-9]{0,3}\n)?([A-D]{43}=\n){0,2}\n?\\PC{0,20}") {
        drop((Proof::parse(&bytes), Proof::parse(text.as_bytes())));
    }
}

fn proof(index: u64, size: u64) -> Proof {
    let tree = WholeTree::shared();
    let Ok(path) = Plan::inclusion(index, size)
        .unwrap()
        .resolve(|node| Ok::<_, Infallible>(tree.node(node).unwrap()));
    Proof {
        extra: None,
        index,
        path,
        checkpoint: checkpoint(size).sign(&log_key()).unwrap(),
    }
}

fn policy() -> Policy {
    Policy::parse(format!("log {}\nquorum none\n", log_key().verifier()).as_bytes()).unwrap()
}
