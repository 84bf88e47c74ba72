//! Receipts: kept by a writer, shown years later.

use super::*;
use crate::checkpoints::Checkpoint;
use crate::commitments::Commitment;
use crate::cosignatures::cosign;
use crate::entries::Link;
use crate::hash::Hash;
use crate::kinds::Kind;
use crate::oracles::{log_key, witness_key};
use crate::tree::Frontier;

const BODY: Name = Name::literal("body");
const TEXT: &[u8] = "路灯不亮，请维修。".as_bytes();

#[test]
fn a_receipt_proves_entry_and_text() {
    let receipt = receipt();
    let read = Receipt::parse(receipt.to_string().as_bytes()).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(
        read.verify(&policy()).unwrap().log.as_str(),
        "city.example/ledger"
    );
    assert_eq!(read.opens(&BODY, TEXT), Ok(()));
    assert_eq!(
        read.opens(&BODY, b"other"),
        Err(WrongReceipt::OtherContent { field: BODY })
    );
    let title = Name::literal("title");
    assert_eq!(
        read.opens(&title, TEXT),
        Err(WrongReceipt::NoSuchField { field: title })
    );
    assert_eq!(read.proof().index, 0);
}

#[test]
fn another_entry_is_not_in_the_log() {
    let receipt = receipt();
    let mut contents = receipt.contents().clone();
    contents.entry.time += 1;
    let forged = Receipt::new(contents, receipt.proof().clone());
    assert_eq!(
        forged.verify(&policy()),
        Err(WrongReceipt::Proof(Unproved::NotIncluded { index: 0 }))
    );
}

#[test]
fn a_salt_without_a_commitment_is_noticed() {
    let receipt = receipt();
    let mut contents = receipt.contents().clone();
    let title = Name::literal("title");
    contents.salts.insert(title.clone(), Salt::new([0; 32]));
    let odd = Receipt::new(contents, receipt.proof().clone());
    assert_eq!(
        odd.verify(&policy()),
        Err(WrongReceipt::NoSuchField { field: title })
    );
}

#[test]
fn a_renewed_receipt_carries_witnesses() {
    let receipt = receipt();
    let mut proof = receipt.proof().clone();
    let checkpoint = proof.checkpoint.checkpoint().clone();
    proof
        .checkpoint
        .attach(cosign(&checkpoint, 9, &witness_key(1)).unwrap());
    proof.extra = None;
    let renewed = receipt.clone().renew(proof);
    assert_eq!(renewed.contents(), receipt.contents());
    let strict = format!(
        "log {}\nwitness W {}\nquorum W\n",
        log_key().verifier(),
        witness_key(1).verifier()
    );
    let strict = Policy::parse(strict.as_bytes()).unwrap();
    assert!(receipt.verify(&strict).is_err());
    assert_eq!(renewed.verify(&strict).unwrap().cosigned.len(), 1);
}

#[test]
fn the_receipt_of_a_sealed_message_opens_its_batch() {
    let (inner, salt) = (received(), Salt::new([3; 32]));
    let commitment = sealed::seal(&inner, &salt).unwrap();
    let filler = || Commitment::new(Hash::new([0; 32]));
    let batch = sealed::batches(1_780_012_800_000, vec![commitment], filler).remove(0);
    let salts = BTreeMap::from([(BODY, text_salt())]);
    let sealed = |salt| Sealed {
        entry: inner.clone(),
        salt,
    };
    let proof = proof(&batch);

    let contents = Contents::of_sealed(batch.clone(), sealed(salt), salts.clone());
    let receipt = Receipt::new(contents, proof.clone());
    let receipt = Receipt::parse(receipt.to_string().as_bytes()).unwrap();
    assert!(receipt.verify(&policy()).is_ok());
    assert_eq!(receipt.opens(&BODY, TEXT), Ok(()));

    let contents = Contents::of_sealed(batch, sealed(Salt::new([4; 32])), salts);
    let wrong = Receipt::new(contents, proof);
    assert_eq!(wrong.verify(&policy()), Err(WrongReceipt::NotInBatch));
}

#[test]
fn other_proofs_are_not_receipts() {
    let file = receipt().to_string();
    let proof = Proof::parse(file.as_bytes()).unwrap();
    let parse = |extra: Option<&str>| {
        let extra = extra.map(|extra| extra.as_bytes().to_vec());
        Receipt::parse(
            Proof {
                extra,
                ..proof.clone()
            }
            .to_string()
            .as_bytes(),
        )
    };
    let good = String::from_utf8(proof.extra.clone().unwrap()).unwrap();
    assert!(parse(Some(&good)).is_ok());
    assert_eq!(parse(None), Err(MalformedReceipt::Extra));
    for wrong in [
        String::new(),
        "{}".to_owned(),
        good.replace("\"v\":1}", "\"v\":2}"),
        good.replace("\"v\":1}", "\"v\": 1}"),
        good.replace("\"v\":1}", "\"v\":1,\"w\":1}"),
        good.replace("message.received", "message.unheard"),
    ] {
        assert_eq!(parse(Some(&wrong)), Err(MalformedReceipt::Extra), "{wrong}");
    }
    assert_eq!(
        Receipt::parse(b""),
        Err(MalformedReceipt::Proof(MalformedProof::NoCheckpoint))
    );
}

fn receipt() -> Receipt {
    let entry = received();
    let proof = proof(&entry);
    Receipt::new(
        Contents::new(entry, BTreeMap::from([(BODY, text_salt())])),
        proof,
    )
}

fn received() -> Entry {
    Entry {
        kind: Kind::Received,
        time: 1_780_000_000_000,
        link: Some(Link::First {
            message: "2026-000001".parse().unwrap(),
        }),
        office: None,
        fields: BTreeMap::from([(BODY, Commitment::to(&BODY, &text_salt(), TEXT))]),
        facts: BTreeMap::new(),
    }
}

fn text_salt() -> Salt {
    Salt::new([5; 32])
}

/// The proof that the entry is the first of a log of two.
fn proof(entry: &Entry) -> Proof {
    let second = leaf_hash(b"second");
    let root = [entry.leaf_hash().unwrap(), second]
        .into_iter()
        .collect::<Frontier>()
        .root();
    let checkpoint = Checkpoint {
        origin: "city.example/ledger".parse().unwrap(),
        size: 2,
        root,
    };
    Proof {
        extra: None,
        index: 0,
        path: vec![second],
        checkpoint: checkpoint.sign(&log_key()).unwrap(),
    }
}

fn policy() -> Policy {
    Policy::parse(format!("log {}\nquorum none\n", log_key().verifier()).as_bytes()).unwrap()
}
