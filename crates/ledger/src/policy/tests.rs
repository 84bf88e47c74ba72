//! Policies: the file's form, and which checkpoints are accepted.

use proptest::prelude::*;

use super::*;
use crate::cosignatures::cosign;
use crate::keys::SignerKey;
use crate::oracles::{checkpoint, log_key, witness_key};

#[test]
fn two_levels_of_groups_as_in_the_specification() {
    let text = format!(
        "# Who is trusted.\n\nlog {}\n{}group X-witnesses 2 X1 X2 X3\n group\tY all Y1  Y2 \ngroup X-and-Y all X-witnesses Y\nquorum X-and-Y\n",
        log_key().verifier(),
        [("X1", 1), ("X2", 2), ("X3", 3), ("Y1", 4), ("Y2", 5)]
            .map(|(name, n)| witness_line(name, n))
            .concat(),
    );
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert_eq!(policy.logs().len(), 1);
    assert_eq!(policy.witnesses().len(), 5);

    let accepted = policy.accept(&signed(&[1, 3, 4, 5, 9])).unwrap();
    assert_eq!(accepted.log.as_str(), "city.example/ledger");
    let cosigned: Vec<_> = accepted
        .cosigned
        .iter()
        .map(|one| (one.name.to_string(), one.time))
        .collect();
    assert_eq!(
        cosigned,
        [("X1", 1), ("X3", 3), ("Y1", 4), ("Y2", 5)].map(|(name, time)| (name.to_owned(), time))
    );

    let names = ["X1", "Y1", "Y2"]
        .map(|name| PolicyName(name.as_bytes().to_vec()))
        .to_vec();
    assert_eq!(
        policy.accept(&signed(&[1, 4, 5])),
        Err(Rejected::Quorum { cosigned: names })
    );
    assert!(matches!(
        policy.accept(&signed(&[1, 2, 3, 4])),
        Err(Rejected::Quorum { .. })
    ));
}

#[test]
fn a_single_witness_or_nobody_may_be_the_quorum() {
    let one = policy(&format!("{}quorum W", witness_line("W", 1)));
    assert!(one.accept(&signed(&[1])).is_ok());
    assert!(one.accept(&signed(&[2])).is_err());
    assert_eq!(
        policy("quorum none\n")
            .accept(&signed(&[]))
            .unwrap()
            .cosigned,
        []
    );
}

#[test]
fn an_unknown_log_and_a_wrong_signature_are_told_apart() {
    let policy = policy(&format!("{}quorum none\n", witness_line("W", 1)));
    let other = SignerKey::from_seed(
        "city.example/ledger".parse().unwrap(),
        Algorithm::Note,
        &[8; 32],
    );
    let origin = checkpoint(2).origin;
    assert_eq!(
        policy.accept(&checkpoint(2).sign(&other).unwrap()),
        Err(Rejected::UnknownLog { origin })
    );

    let mut spoiled = signed(&[]);
    spoiled.attach(cosign(&checkpoint(1), 1, &witness_key(1)).unwrap());
    assert!(matches!(
        policy.accept(&spoiled),
        Err(Rejected::Signature(Unverified::Invalid { .. }))
    ));
    // The same line by a witness that the policy does not know is nothing to it.
    let mut foreign = signed(&[]);
    foreign.attach(cosign(&checkpoint(1), 1, &witness_key(2)).unwrap());
    assert!(policy.accept(&foreign).is_ok());
}

#[test]
fn addresses_are_kept() {
    let log = log_key().verifier().to_string();
    let text = format!(
        "log {log} https://city.example/ledger\n{}quorum none",
        witness_line("W", 1)
    );
    let policy = Policy::parse(
        text.replace("\nquorum", " https://大学.example/w\nquorum")
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(
        policy.logs()[0].url.as_deref(),
        Some("https://city.example/ledger")
    );
    assert_eq!(
        policy.witnesses()[0].url.as_deref(),
        Some("https://大学.example/w")
    );
}

#[test]
fn names_are_opaque_bytes() {
    let mut text = format!("witness \u{212a} {}\nwitness ", witness_key(1).verifier()).into_bytes();
    text.extend(b"\xff\xfe ");
    text.extend(
        format!(
            "{}\ngroup K any \u{212a}\nquorum K\n",
            witness_key(2).verifier()
        )
        .bytes(),
    );
    assert_eq!(Policy::parse(&text).unwrap().witnesses().len(), 2);
}

#[test]
fn faults_name_their_line() {
    let (one, two) = (witness_line("A", 1), witness_line("B", 2));
    let log = format!("log {}\n", log_key().verifier());
    for (text, number, fault) in [
        ("quorum none\r\n".to_owned(), 1, PolicyFault::Character),
        ("\nfrobnicate\n".to_owned(), 2, PolicyFault::Form),
        ("log\n".to_owned(), 1, PolicyFault::Form),
        (log.replace('\n', " a b\n"), 1, PolicyFault::Form),
        ("quorum\n".to_owned(), 1, PolicyFault::Form),
        (
            "log abc\n".to_owned(),
            1,
            PolicyFault::Key(MalformedKey::Parts),
        ),
        (
            format!("log {}\n", witness_key(1).verifier()),
            1,
            PolicyFault::KeyType,
        ),
        (
            format!("witness A {}\n", log_key().verifier()),
            1,
            PolicyFault::KeyType,
        ),
        (format!("{log}{log}"), 2, PolicyFault::DuplicateKey),
        (
            format!("{one}{}", witness_line("B", 1)),
            2,
            PolicyFault::DuplicateKey,
        ),
        (
            format!("{one}{}", witness_line("A", 2)),
            2,
            PolicyFault::DuplicateName,
        ),
        (witness_line("none", 1), 1, PolicyFault::DuplicateName),
        (
            format!("{one}group A any A\n"),
            2,
            PolicyFault::DuplicateName,
        ),
        ("quorum A\n".to_owned(), 1, PolicyFault::UnknownName),
        (format!("{one}group G any G\n"), 2, PolicyFault::UnknownName),
        (
            format!("{one}group G any none\n"),
            2,
            PolicyFault::UnknownName,
        ),
        (
            format!("{one}group G any A A\n"),
            2,
            PolicyFault::TwiceGrouped,
        ),
        (
            format!("{one}{two}group G any A\ngroup H any A B\n"),
            4,
            PolicyFault::TwiceGrouped,
        ),
        (format!("{one}group G 0 A\n"), 2, PolicyFault::Threshold),
        (format!("{one}group G 2 A\n"), 2, PolicyFault::Threshold),
        (format!("{one}group G 01 A\n"), 2, PolicyFault::Threshold),
        (format!("{one}group G all\n"), 2, PolicyFault::Threshold),
        (format!("{one}group G any\n"), 2, PolicyFault::Threshold),
        (
            "quorum none\nquorum none\n".to_owned(),
            2,
            PolicyFault::SecondQuorum,
        ),
    ] {
        assert_eq!(
            Policy::parse(text.as_bytes()),
            Err(MalformedPolicy::Line { number, fault }),
            "{text}"
        );
    }
    assert_eq!(Policy::parse(b""), Err(MalformedPolicy::NoQuorum));
    assert_eq!(
        Policy::parse(&vec![b'\n'; MAX_POLICY + 1]),
        Err(MalformedPolicy::TooLong)
    );
    let url = [log.trim_end().as_bytes(), b" \xff\n"].concat();
    assert_eq!(
        Policy::parse(&url),
        Err(MalformedPolicy::Line {
            number: 1,
            fault: PolicyFault::Url
        })
    );
}

#[test]
fn more_than_the_recommended_size_is_read() {
    let witnesses: String = (0..100)
        .map(|n| witness_line(&format!("w{n}"), n))
        .collect();
    let groups = (0..100)
        .map(|n| format!("group g{n} any w{n}\n"))
        .collect::<Vec<_>>()
        .concat();
    let members: Vec<_> = (0..100).map(|n| format!("g{n}")).collect();
    let policy = policy(&format!(
        "{witnesses}{groups}group all all {}\nquorum all\n",
        members.join(" ")
    ));
    let mut times = vec![Some(1); 100];
    assert!(policy.is_quorum(&times));
    times[99] = None;
    assert!(!policy.is_quorum(&times));
}

proptest! {
    #[test]
    fn a_threshold_counts_members(mask in 0_u8..32, threshold in 1_u32..=5) {
        let members = (0..5).map(|n| witness_line(&format!("w{n}"), n)).collect::<String>();
        let policy = policy(&format!("{members}group g {threshold} w0 w1 w2 w3 w4\nquorum g\n"));
        let times: Vec<_> = (0..5).map(|n| (mask >> n & 1 == 1).then_some(n)).collect();
        prop_assert_eq!(policy.is_quorum(&times), mask.count_ones() >= threshold);
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>, text in "((log|witness|group|quorum|#|x) [a-c ]{0,6}( any| all| 1| none)?\n){0,5}") {
        drop((Policy::parse(&bytes), Policy::parse(text.as_bytes())));
    }
}

/// A policy that trusts the log, and the lines given.
fn policy(lines: &str) -> Policy {
    Policy::parse(format!("log {}\n{lines}", log_key().verifier()).as_bytes()).unwrap()
}

fn witness_line(name: &str, n: u8) -> String {
    format!("witness {name} {}\n", witness_key(n).verifier())
}

/// A checkpoint of two entries, cosigned by these witnesses, each at the second of its number.
fn signed(witnesses: &[u8]) -> SignedCheckpoint {
    let mut signed = checkpoint(2).sign(&log_key()).unwrap();
    for n in witnesses {
        signed.attach(cosign(&checkpoint(2), (*n).into(), &witness_key(*n)).unwrap());
    }
    signed
}
