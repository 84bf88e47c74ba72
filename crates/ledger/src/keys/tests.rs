//! Keys, against the example of Go's note package and the `signed_note` crate.

use proptest::prelude::*;
use signed_note::{StandardSigner, StandardVerifier, Verifier as _};

use super::*;
use crate::oracles::log_key;

/// From the documentation of golang.org/x/mod/sumdb/note.
const GO_PRIVATE: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

#[test]
fn the_example_of_go_is_written_as_read() {
    let private: SignerKey = GO_PRIVATE.parse().unwrap();
    let public: VerifierKey = GO_PUBLIC.parse().unwrap();
    assert_eq!(*private.verifier(), public);
    assert_eq!(private.expose(), GO_PRIVATE);
    assert_eq!(public.to_string(), GO_PUBLIC);
}

#[test]
fn the_oracle_agrees_on_keys() {
    let key = log_key();
    let signer = StandardSigner::new(&key.expose()).unwrap();
    let verifier = StandardVerifier::new(&key.verifier().to_string()).unwrap();
    assert_eq!(
        signed_note::Signer::key_id(&signer),
        u32::from_be_bytes(key.verifier().id().0)
    );
    assert_eq!(verifier.name(), key.verifier().name().as_str());
}

#[test]
fn a_private_key_does_not_show_itself() {
    let shown = format!("{:?}", log_key());
    assert!(shown.contains("city.example/ledger"));
    let seed = [7_u8; 32];
    assert!(!shown.contains(&base64(&seed)) && !shown.contains("7, 7, 7"));
}

#[test]
fn wrong_keys_are_told_apart() {
    let parse = |vkey: &str| vkey.parse::<VerifierKey>().unwrap_err();
    assert_eq!(parse(""), MalformedKey::Parts);
    assert_eq!(parse("a+b"), MalformedKey::Parts);
    assert_eq!(
        parse("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
        MalformedKey::Name(WrongKeyName)
    );
    assert!(matches!(
        parse(&GO_PUBLIC.replace("c74f20a3", "c74f20a4")),
        MalformedKey::Id { .. }
    ));
    assert!(matches!(
        parse(&GO_PUBLIC.replace("c74f20a3", "C74F20A3")),
        MalformedKey::Id { .. }
    ));
    assert!(matches!(
        parse(&GO_PUBLIC.replace("Peter", "Paul")),
        MalformedKey::Id { .. }
    ));
    assert_eq!(parse("a+00000000+AQ=="), MalformedKey::Material);
    assert_eq!(parse("a+00000000+!"), MalformedKey::Material);
    let material = |byte: u8, key: [u8; 32]| {
        format!("a+00000000+{}", base64(&[&[byte], key.as_slice()].concat()))
    };
    assert_eq!(parse(&material(6, [0; 32])), MalformedKey::Algorithm(6));
    // The neutral element: every signature would verify.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(parse(&material(1, neutral)), MalformedKey::Point);
    assert!("PRIVATE+KEY+a+b".parse::<SignerKey>().is_err());
    assert!(GO_PUBLIC.parse::<SignerKey>().is_err());
    assert!(
        GO_PRIVATE
            .replace("c74f20a3", "c74f20a4")
            .parse::<SignerKey>()
            .is_err()
    );
}

#[test]
fn names_have_no_spaces_and_no_plus() {
    for name in ["city.example/ledger", "市长信箱", "a"] {
        assert_eq!(name.parse::<KeyName>().unwrap().as_str(), name);
    }
    for wrong in ["", "a b", "a+b", "a\u{3000}b", "a\n", "a\u{1}"] {
        assert_eq!(wrong.parse::<KeyName>(), Err(WrongKeyName), "{wrong:?}");
    }
}

proptest! {
    #[test]
    fn a_key_has_one_spelling(text in "[a-b]\\+[0-9a-f]{8}\\+A[QE][A-Za-z0-9+/]{41}[A-Za-z]") {
        if let Ok(key) = text.parse::<VerifierKey>() {
            prop_assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        drop((text.parse::<VerifierKey>(), text.parse::<SignerKey>(), text.parse::<KeyName>()));
    }
}
