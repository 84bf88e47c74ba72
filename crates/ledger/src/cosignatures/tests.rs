//! Cosignatures: the signed message written out, and what does not count.

use ed25519_dalek::{Signature, VerifyingKey};

use super::*;
use crate::notes::Note;
use crate::oracles::{checkpoint, log_key, witness_key};

#[test]
fn the_message_is_that_of_the_specification() {
    let checkpoint = checkpoint(300);
    let key = witness_key(1);
    let line = cosign(&checkpoint, 1_679_315_147, &key).unwrap();

    let (time, signature) = line.signature().split_at(8);
    assert_eq!(time, 1_679_315_147_u64.to_be_bytes());
    let message = format!(
        "cosignature/v1\ntime 1679315147\ncity.example/ledger\n300\n{}\n",
        checkpoint.root
    );
    let public = VerifyingKey::from_bytes(key.verifier().public()).unwrap();
    let signature = Signature::from_slice(signature).unwrap();
    assert!(public.verify_strict(message.as_bytes(), &signature).is_ok());

    let material = [&[4], key.verifier().public().as_slice()].concat();
    let id = signed_note::key_id("university.example/w1", &material);
    assert_eq!(line.id().to_string(), format!("{id:08x}"));
}

#[test]
fn a_cosignature_tells_its_time() {
    let mut signed = checkpoint(257).sign(&log_key()).unwrap();
    let key = witness_key(1);
    let missing = Unverified::Missing {
        name: key.verifier().name().clone(),
    };
    assert_eq!(verify(&signed, key.verifier()), Err(missing));

    signed.attach(cosign(&checkpoint(257), 5, &key).unwrap());
    signed.attach(cosign(&checkpoint(257), 9, &witness_key(2)).unwrap());
    let signed = SignedCheckpoint::parse(signed.to_string().as_bytes()).unwrap();
    assert_eq!(verify(&signed, key.verifier()), Ok(5));
    assert_eq!(verify(&signed, witness_key(2).verifier()), Ok(9));
    assert_eq!(
        verify(&signed, log_key().verifier()),
        Err(Unverified::Algorithm)
    );
    assert_eq!(signed.verify(log_key().verifier()), Ok(()));
}

#[test]
fn of_two_cosignatures_the_latest_counts_and_a_wrong_one_spoils_both() {
    let key = witness_key(1);
    let lines = |other: &Checkpoint| {
        let first = cosign(&checkpoint(2), 5, &key).unwrap();
        let second = cosign(other, 7, &key).unwrap();
        let note = format!("{}\n{first}\n{second}\n", checkpoint(2));
        SignedCheckpoint::parse(note.as_bytes()).unwrap()
    };
    assert_eq!(verify(&lines(&checkpoint(2)), key.verifier()), Ok(7));
    let invalid = Unverified::Invalid {
        name: key.verifier().name().clone(),
    };
    assert_eq!(verify(&lines(&checkpoint(1)), key.verifier()), Err(invalid));
}

#[test]
fn another_time_another_type_or_a_short_signature_does_not_count() {
    let key = witness_key(1);
    let line = cosign(&checkpoint(2), 5, &key).unwrap();
    let spoil = |signature: Vec<u8>| {
        let note = format!(
            "{}\n{}\n",
            checkpoint(2),
            SignatureLine::new(key.verifier(), signature)
        );
        verify(
            &SignedCheckpoint::parse(note.as_bytes()).unwrap(),
            key.verifier(),
        )
    };
    let mut later = line.signature().to_vec();
    later[7] = 6;
    assert!(matches!(spoil(later), Err(Unverified::Invalid { .. })));
    assert!(matches!(
        spoil(line.signature()[..71].to_vec()),
        Err(Unverified::Invalid { .. })
    ));
    assert!(matches!(spoil(vec![0; 3]), Err(Unverified::Invalid { .. })));
    assert!(spoil(line.signature().to_vec()).is_ok());

    assert_eq!(
        cosign(&checkpoint(2), 5, &log_key()),
        Err(CannotSign::Algorithm)
    );
    assert_eq!(
        cosign(&checkpoint(2), MAX_TIME + 1, &key),
        Err(CannotSign::Time)
    );
    assert!(Note::sign(checkpoint(2).to_string(), &key).is_err());
}
