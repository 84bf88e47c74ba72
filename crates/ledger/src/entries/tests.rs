//! Entries: their canonical bytes, and what is refused.

use proptest::prelude::*;

use super::*;
use crate::commitments::Salt;
use crate::facts::{Value, Whole};

const HASH: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

#[test]
fn an_entry_is_written_as_documented() {
    let written = format!(
        r#"{{"f":{{"body":"{HASH}"}},"k":"reply.returned","n":7,"o":"water-bureau","p":"{HASH}","s":"2026-000123","t":1780000000123,"v":1,"x":{{"due":1780259200000,"reason":"forward-only"}}}}"#
    );
    let entry = returned();
    assert_eq!(String::from_utf8(entry.encode().unwrap()).unwrap(), written);
    assert_eq!(Entry::parse(written.as_bytes()).unwrap(), entry);
    assert_eq!(entry.leaf_hash().unwrap(), leaf_hash(written.as_bytes()));
}

#[test]
fn what_is_empty_is_left_out() {
    let entry = Entry {
        kind: Kind::ReleaseInstalled,
        time: 0,
        link: None,
        office: None,
        fields: BTreeMap::new(),
        facts: BTreeMap::new(),
    };
    assert_eq!(
        entry.encode().unwrap(),
        br#"{"k":"release.installed","t":0,"v":1}"#
    );
}

#[test]
fn other_spellings_are_refused() {
    let good = r#"{"k":"message.received","n":1,"s":"2026-000123","t":1,"v":1,"x":{"a":1}}"#;
    assert!(Entry::parse(good.as_bytes()).is_ok());
    for (from, to) in [
        (r#""t":1,"#, r#""t": 1,"#),
        (r#""t":1,"#, r#""t":1.0,"#),
        (r#""t":1,"#, r#""t":1,"t":1,"#),
        (r#""t":1,"#, r#""t":-1,"#),
        (r#""t":1,"#, r#""t":9007199254740992,"#),
        (r#""v":1,"x":{"a":1}}"#, r#""x":{"a":1},"v":1}"#),
        (r#"{"a":1}"#, r#"{"a":1,"a":1}"#),
        (r#"{"a":1}"#, r#"{"a":01}"#),
        (r#"{"a":1}"#, r#"{"a":"a b"}"#),
        (r#"{"a":1}"#, r#"{"\u0061":1}"#),
        (r#"{"a":1}"#, r#"{"A":1}"#),
        (r#"{"a":1}"#, "{}"),
        (r#""v":1"#, r#""u":1,"v":1"#),
        (r#""v":1"#, r#""v":2"#),
        (r#","v":1"#, ""),
        ("message.received", "message.unheard"),
        ("2026-000123", "2026-123"),
        (r#""n":1,"#, r#""n":0,"#),
        (r#""n":1,"#, r#""n":2,"#),
        (r#""n":1,"#, ""),
        (r#""s":"2026-000123","#, ""),
        (r#""n":1,"s":"2026-000123","#, ""),
        (r#""n":1,"#, r#""n":1,"o":null,"#),
    ] {
        assert!(good.contains(from), "{from}");
        let wrong = good.replacen(from, to, 1);
        assert!(Entry::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert!(Entry::parse(format!("{good}\n").as_bytes()).is_err());
    assert!(Entry::parse(&[b"\xef\xbb\xbf", good.as_bytes()].concat()).is_err());
}

#[test]
fn a_kind_stands_where_it_belongs() {
    let mut entry = returned();
    entry.link = None;
    assert_eq!(entry.encode(), Err(InvalidEntry::Link));
    entry.link = Some(Link::First {
        message: "2026-000123".parse().unwrap(),
    });
    assert_eq!(entry.encode(), Err(InvalidEntry::Link));
    entry.kind = Kind::Received;
    assert!(entry.encode().is_ok());
    entry.kind = Kind::KeyRotated;
    assert_eq!(entry.encode(), Err(InvalidEntry::Link));
    let mut entry = returned();
    entry.time = MAX_NUMBER + 1;
    assert_eq!(entry.encode(), Err(InvalidEntry::Time));
}

#[test]
fn an_entry_stays_under_four_kibibytes() {
    let mut entry = returned();
    let mut write = |length: usize| {
        let mut codes = vec![Value::Code(Code::literal("0123456789abcdef")); 200];
        codes.push(Value::Code("a".repeat(length).parse().unwrap()));
        entry.facts.insert(Name::literal("list"), Fact::Many(codes));
        entry.encode()
    };
    assert_eq!(write(33).unwrap().len(), MAX_ENTRY);
    assert_eq!(write(34), Err(InvalidEntry::TooLong { given: 4_096 }));
    assert_eq!(
        Entry::parse(&[b' '; 4_096]),
        Err(InvalidEntry::TooLong { given: 4_096 })
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read(entry in any_entry()) {
        let bytes = entry.encode().unwrap();
        prop_assert_eq!(Entry::parse(&bytes).unwrap(), entry);
        let piped = serde_json_canonicalizer::pipe(std::str::from_utf8(&bytes).unwrap()).unwrap();
        prop_assert_eq!(piped.into_bytes(), bytes);
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        prop_assert!(Entry::parse(&bytes).is_err());
    }

    #[test]
    fn a_changed_byte_is_refused_or_read_as_it_stands(entry in any_entry(), place: prop::sample::Index, byte: u8) {
        let mut bytes = entry.encode().unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(read) = Entry::parse(&bytes) {
            prop_assert_eq!(read.encode().unwrap(), bytes);
        }
    }
}

fn returned() -> Entry {
    Entry {
        kind: Kind::ReplyReturned,
        time: 1_780_000_000_123,
        link: Some(Link::Next {
            message: "2026-000123".parse().unwrap(),
            step: 7,
            previous: HASH.parse().unwrap(),
        }),
        office: Some(Code::literal("water-bureau")),
        fields: BTreeMap::from([(Name::literal("body"), HASH.parse().unwrap())]),
        facts: BTreeMap::from([
            (
                Name::literal("reason"),
                Code::literal("forward-only").into(),
            ),
            (
                Name::literal("due"),
                Whole::try_from(1_780_259_200_000).unwrap().into(),
            ),
        ]),
    }
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let hash = || any::<[u8; 32]>().prop_map(Hash::new);
    let name = || "[a-z][a-z0-9_-]{0,31}".prop_map(|text| text.parse::<Name>().unwrap());
    let code = || "[A-Z][A-Za-z0-9._:/-]{0,63}".prop_map(|text| text.parse::<Code>().unwrap());
    let value = || {
        prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            (-(1_i64 << 53) + 1..1 << 53)
                .prop_map(|number| Value::Number(number.try_into().unwrap())),
            hash().prop_map(Value::Hash),
            code().prop_map(Value::Code),
        ]
    };
    let fact = prop_oneof![
        value().prop_map(Fact::One),
        prop::collection::vec(value(), 0..4).prop_map(Fact::Many)
    ];
    let commitment = any::<[u8; 32]>()
        .prop_map(|salt| Commitment::to(&Name::literal("body"), &Salt::new(salt), b""));
    let message = "2026-[0-9]{6}".prop_map(|text| text.parse::<MessageNumber>().unwrap());
    (
        prop::sample::select(Kind::ALL),
        0..=MAX_NUMBER,
        (message, 1..=MAX_NUMBER, hash()),
        prop::option::of(code()),
        prop::collection::btree_map(name(), commitment, 0..4),
        prop::collection::btree_map(name(), fact, 0..4),
    )
        .prop_map(
            |(kind, time, (message, step, previous), office, fields, facts)| {
                let link = if !kind.concerns_message() {
                    None
                } else if step == 1 || (kind.opens_thread() && step % 2 == 1) {
                    Some(Link::First { message })
                } else {
                    Some(Link::Next {
                        message,
                        step,
                        previous,
                    })
                };
                let kind = if matches!(link, Some(Link::First { .. })) {
                    Kind::Received
                } else {
                    kind
                };
                Entry {
                    kind,
                    time,
                    link,
                    office,
                    fields,
                    facts,
                }
            },
        )
}
