//! What a witness answers.

use std::convert::Infallible;

use proptest::prelude::*;

use super::*;
use crate::keys::{Algorithm, SignerKey};
use crate::oracles::{NAMED_SIZES, WholeTree, checkpoint, leaf, log_key};
use crate::tree::Plan;

#[test]
fn a_growing_log_is_cosigned_at_every_named_size() {
    let mut latest = None;
    for size in NAMED_SIZES {
        let request = request(
            latest.as_ref().map_or(0, |seen: &Checkpoint| seen.size),
            size,
        );
        assert_eq!(
            AddCheckpoint::parse(request.to_string().as_bytes()).unwrap(),
            request
        );
        assert_eq!(
            request.judge(Some(log_key().verifier()), latest.as_ref()),
            Ok(()),
            "{size}"
        );
        latest = Some(checkpoint(size));
        // The same checkpoint may be cosigned again.
        assert_eq!(
            self::request(size, size).judge(Some(log_key().verifier()), latest.as_ref()),
            Ok(())
        );
    }
}

#[test]
fn each_refusal_has_its_status() {
    let key = log_key();
    let key = key.verifier();
    let status = |request: &AddCheckpoint, key, latest: Option<&Checkpoint>| {
        request.judge(key, latest).unwrap_err().status()
    };
    assert_eq!(status(&request(0, 2), None, None), 404);
    let other = SignerKey::from_seed(key.name().clone(), Algorithm::Note, &[8; 32]);
    assert_eq!(status(&request(0, 2), Some(other.verifier()), None), 403);
    let shrinking = AddCheckpoint {
        old_size: 3,
        ..request(0, 2)
    };
    assert_eq!(status(&shrinking, Some(key), Some(&checkpoint(3))), 400);
    assert_eq!(
        request(0, 3).judge(Some(key), Some(&checkpoint(2))),
        Err(Refusal::Conflict { latest: 2 })
    );
    assert_eq!(status(&request(2, 3), Some(key), None), 409);
    let fork = Checkpoint {
        root: leaf(9),
        ..checkpoint(3)
    };
    assert_eq!(status(&request(3, 3), Some(key), Some(&fork)), 409);
    assert_eq!(status(&request(3, 5), Some(key), Some(&fork)), 422);
    let unproved = AddCheckpoint {
        path: Vec::new(),
        ..request(3, 5)
    };
    assert_eq!(status(&unproved, Some(key), Some(&checkpoint(3))), 422);
    let superfluous = AddCheckpoint {
        path: vec![leaf(0)],
        ..request(0, 5)
    };
    assert_eq!(status(&superfluous, Some(key), None), 422);
}

#[test]
fn malformed_requests_are_refused() {
    let good = request(3, 5).to_string();
    let parse = |from: &str, to: &str| {
        AddCheckpoint::parse(good.replacen(from, to, 1).as_bytes()).unwrap_err()
    };
    assert_eq!(parse("old 3", "old 03"), MalformedRequest::Lines);
    assert_eq!(parse("old 3\n", ""), MalformedRequest::Lines);
    assert_eq!(parse("old 3\n", "old 3\nabc\n"), MalformedRequest::Lines);
    assert_eq!(parse("\n\n", "\n"), MalformedRequest::Lines);
    let long = format!("old 3\n{}", format!("{}\n", leaf(0)).repeat(MAX_PATH));
    assert_eq!(parse("old 3\n", &long), MalformedRequest::TooLong);
    assert_eq!(
        AddCheckpoint::parse(&vec![b'a'; MAX_REQUEST + 1]),
        Err(MalformedRequest::TooLong)
    );
    assert!(matches!(
        AddCheckpoint::parse(b"old 3\n\nx"),
        Err(MalformedRequest::Checkpoint(_))
    ));
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes: Vec<u8>, text in "old [0-9]{0,3}\n([A-D]{43}=\n){0,3}\n?\\PC{0,20}") {
        drop((AddCheckpoint::parse(&bytes), AddCheckpoint::parse(text.as_bytes())));
    }
}

fn request(old_size: u64, size: u64) -> AddCheckpoint {
    let tree = WholeTree::shared();
    let plan = Plan::consistency(old_size, size).unwrap();
    let Ok(path) = plan.resolve(|node| Ok::<_, Infallible>(tree.node(node).unwrap()));
    AddCheckpoint {
        old_size,
        path,
        checkpoint: checkpoint(size).sign(&log_key()).unwrap(),
    }
}
