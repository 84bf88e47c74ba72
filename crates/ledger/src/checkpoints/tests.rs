//! Checkpoints, against `tlog_tiles`.

use proptest::prelude::*;

use super::*;
use crate::oracles::{NAMED_SIZES, checkpoint, log_key, theirs, witness_key};

#[test]
fn the_oracle_reads_ours() {
    for size in NAMED_SIZES {
        let ours = checkpoint(size);
        let oracle = tlog_tiles::Checkpoint::from_bytes(ours.to_string().as_bytes()).unwrap();
        assert_eq!(oracle.origin(), ours.origin.as_str());
        assert_eq!(oracle.size(), size);
        assert_eq!(*oracle.hash(), theirs(&ours.root));
        assert_eq!(oracle.extension(), "");
        assert_eq!(oracle.to_bytes(), ours.to_string().into_bytes());

        let signed = ours.sign(&log_key()).unwrap();
        assert_eq!(
            SignedCheckpoint::parse(signed.to_string().as_bytes()).unwrap(),
            signed
        );
        assert_eq!(signed.verify(log_key().verifier()), Ok(()));
    }
}

#[test]
fn a_checkpoint_is_signed_under_its_own_name() {
    let mut other = checkpoint(2);
    other.origin = "town.example/ledger".parse().unwrap();
    assert_eq!(other.sign(&log_key()), Err(CannotSignCheckpoint::Name));
    assert!(checkpoint(2).sign(&witness_key(1)).is_err());

    // A valid note by the log's key over another origin is not that log's checkpoint.
    let note = Note::sign(other.to_string(), &log_key()).unwrap();
    let signed = SignedCheckpoint::parse(note.to_string().as_bytes()).unwrap();
    assert!(matches!(
        signed.verify(log_key().verifier()),
        Err(Unverified::Missing { .. })
    ));
}

#[test]
fn malformed_checkpoints_are_told_apart() {
    let root = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    let parse = |text: &str| text.parse::<Checkpoint>();
    assert!(parse(&format!("a/ledger\n5\n{root}\n")).is_ok());
    assert_eq!(parse(""), Err(MalformedCheckpoint::Lines));
    assert_eq!(
        parse(&format!("a\n5\n{root}")),
        Err(MalformedCheckpoint::Lines)
    );
    assert_eq!(parse("a\n5\n"), Err(MalformedCheckpoint::Lines));
    assert_eq!(
        parse(&format!("a\n5\n{root}\nmore\n")),
        Err(MalformedCheckpoint::Extension)
    );
    assert_eq!(
        parse(&format!("a\n5\n{root}\n\n")),
        Err(MalformedCheckpoint::Extension)
    );
    assert_eq!(
        parse(&format!("\n5\n{root}\n")),
        Err(MalformedCheckpoint::Origin)
    );
    assert_eq!(
        parse(&format!("a b\n5\n{root}\n")),
        Err(MalformedCheckpoint::Origin)
    );
    assert_eq!(
        parse(&format!("a\n05\n{root}\n")),
        Err(MalformedCheckpoint::Size)
    );
    assert_eq!(
        parse(&format!("a\n-5\n{root}\n")),
        Err(MalformedCheckpoint::Size)
    );
    assert_eq!(parse("a\n5\nAAAA\n"), Err(MalformedCheckpoint::Root));
}

proptest! {
    #[test]
    fn no_text_panics_and_each_is_written_as_read(text in "[a-c/ ]{0,3}\n[0-9]{1,3}\n([A-Za-z0-9+/]{43}=|A*)\n(x\n)?") {
        if let Ok(read) = text.parse::<Checkpoint>() {
            prop_assert_eq!(read.to_string(), text.clone());
            prop_assert!(tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).is_ok());
        }
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        prop_assert!(SignedCheckpoint::parse(&bytes).is_err());
    }
}
