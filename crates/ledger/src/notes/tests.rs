//! Notes, against the example of Go's note package and the `signed_note` crate.

use proptest::prelude::*;
use signed_note::{StandardSigner, StandardVerifier, VerifierList};

use super::*;
use crate::oracles::{log_key, witness_key};

/// Key and note from the documentation of golang.org/x/mod/sumdb/note.
const GO_PRIVATE: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn the_example_of_go_is_read_verified_and_signed_alike() {
    let private: SignerKey = GO_PRIVATE.parse().unwrap();
    let public: VerifierKey = GO_PUBLIC.parse().unwrap();
    let note = Note::parse(GO_NOTE.as_bytes()).unwrap();
    assert_eq!(note.verify(&public), Ok(()));
    assert_eq!(note.to_string(), GO_NOTE);
    assert_eq!(Note::sign(note.text().to_owned(), &private).unwrap(), note);
}

#[test]
fn only_the_named_key_verifies() {
    let note = Note::sign("A text.\n\nWith a gap.\n".to_owned(), &log_key()).unwrap();
    assert_eq!(Note::parse(note.to_string().as_bytes()).unwrap(), note);
    assert_eq!(note.verify(log_key().verifier()), Ok(()));
    let other: VerifierKey = GO_PUBLIC.parse().unwrap();
    assert_eq!(
        note.verify(&other),
        Err(Unverified::Missing {
            name: other.name().clone()
        })
    );
    assert_eq!(
        note.verify(witness_key(1).verifier()),
        Err(Unverified::Algorithm)
    );

    let forged = note.to_string().replace("A text", "B text");
    let forged = Note::parse(forged.as_bytes()).unwrap();
    let name = log_key().verifier().name().clone();
    assert_eq!(
        forged.verify(log_key().verifier()),
        Err(Unverified::Invalid { name })
    );
}

#[test]
fn what_cannot_be_signed() {
    let sign = |text: &str| Note::sign(text.to_owned(), &log_key());
    assert_eq!(sign("no newline"), Err(CannotSign::Text));
    assert_eq!(sign("tab\tis none\n"), Err(CannotSign::Text));
    assert_eq!(
        Note::sign("a\n".to_owned(), &witness_key(1)),
        Err(CannotSign::Algorithm)
    );
}

#[test]
fn a_line_of_the_same_key_is_replaced() {
    let mut note = Note::sign("a\n".to_owned(), &log_key()).unwrap();
    let again = note.signatures()[0].clone();
    note.attach(again);
    assert_eq!(note.signatures().len(), 1);
    note.attach(SignatureLine::new(witness_key(1).verifier(), vec![1]));
    assert_eq!(note.signatures().len(), 2);
}

#[test]
fn malformed_notes_are_told_apart() {
    let parse = |note: &str| Note::parse(note.as_bytes()).unwrap_err();
    assert_eq!(parse(""), MalformedNote::Unsigned);
    assert_eq!(parse("text\n"), MalformedNote::Unsigned);
    assert_eq!(parse("text\n\n"), MalformedNote::Unsigned);
    assert_eq!(parse("text\n\n— a AAAAAAA="), MalformedNote::Unsigned);
    assert_eq!(parse("text\n\n- a AAAAAAA=\n"), MalformedNote::Signature);
    assert_eq!(parse("text\n\n— a+b AAAAAAA=\n"), MalformedNote::Signature);
    assert_eq!(parse("text\n\n—  AAAAAAA=\n"), MalformedNote::Signature);
    assert_eq!(parse("text\n\n— a AAAAAA==\n"), MalformedNote::Signature);
    assert_eq!(parse("text\n\n— a AAAAAAA=\n\n"), MalformedNote::Unsigned);
    assert_eq!(parse("te\rxt\n\n— a AAAAAAA=\n"), MalformedNote::Characters);
    assert_eq!(Note::parse(b"\xff\n\n"), Err(MalformedNote::Characters));
    assert_eq!(parse(&"a".repeat(MAX_NOTE + 1)), MalformedNote::TooLong);
    let lines = |count| format!("text\n\n{}", "— a AAAAAAA=\n".repeat(count));
    assert_eq!(
        Note::parse(lines(MAX_SIGNATURES).as_bytes())
            .unwrap()
            .signatures()
            .len(),
        MAX_SIGNATURES
    );
    assert_eq!(parse(&lines(MAX_SIGNATURES + 1)), MalformedNote::TooLong);
}

proptest! {
    // Unoptimised Ed25519 takes its time.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_oracle_verifies_what_we_sign_and_we_what_it_signs(text in "(\\PC{0,30}\n){1,4}") {
        let key = log_key();
        let ours = Note::sign(text.clone(), &key).unwrap();
        let oracle = signed_note::Note::from_bytes(ours.to_string().as_bytes()).unwrap();
        let vkey = key.verifier().to_string();
        let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&vkey).unwrap())]);
        prop_assert!(oracle.verify(&known).is_ok());

        let mut theirs = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        theirs.add_sigs(&[&StandardSigner::new(&key.expose()).unwrap()]).unwrap();
        prop_assert_eq!(theirs.to_bytes(), ours.to_string().into_bytes());
    }

    #[test]
    fn a_flipped_bit_never_verifies(place: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = GO_NOTE.as_bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let key: VerifierKey = GO_PUBLIC.parse().unwrap();
        prop_assert!(Note::parse(&bytes).ok().is_none_or(|note| note.verify(&key).is_err()));
    }
}

proptest! {
    #[test]
    fn no_note_panics_and_each_is_written_as_read(
        note in "(\\PC{0,10}\n){0,3}\n?(— [a+ ]{1,3} ?[A-Za-z0-9+/]{0,12}={0,2}\n){0,3}",
    ) {
        let read = Note::parse(note.as_bytes());
        prop_assert_eq!(read.is_ok(), signed_note::Note::from_bytes(note.as_bytes()).is_ok());
        if let Ok(read) = read {
            prop_assert_eq!(read.to_string(), note);
        }
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>, line in "— \\PC{0,60}") {
        drop((Note::parse(&bytes), line.parse::<SignatureLine>()));
    }
}
