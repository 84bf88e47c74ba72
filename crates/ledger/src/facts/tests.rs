//! What may and may not stand in an entry.

use proptest::prelude::*;

use super::*;

#[test]
fn names_are_short_and_plain() {
    for name in ["body", "title-shown", "demand_2", "a"] {
        assert_eq!(name.parse::<Name>().unwrap().as_str(), name);
    }
    let long = "a".repeat(33);
    for wrong in [
        "",
        "Body",
        "1st",
        "-x",
        "正文",
        "two words",
        "a.b",
        long.as_str(),
    ] {
        assert_eq!(wrong.parse::<Name>(), Err(NotAFact::Name), "{wrong}");
    }
    assert_eq!(Name::literal("body"), "body".parse().unwrap());
}

#[test]
fn codes_are_no_prose() {
    for code in [
        "forward-only",
        "gov:mayor",
        "0.1.0",
        "2026-05-01",
        "city.example/ledger",
        "330106001",
        "x",
    ] {
        assert_eq!(code.parse::<Code>().unwrap().as_str(), code);
    }
    let long = "a".repeat(65);
    for wrong in [
        "",
        "two words",
        "路灯不亮",
        "a=",
        "a+b",
        "-a",
        "a\n",
        long.as_str(),
    ] {
        assert_eq!(wrong.parse::<Code>(), Err(NotAFact::Code), "{wrong}");
    }
    assert_eq!(
        Code::literal("forward-only"),
        "forward-only".parse().unwrap()
    );
}

#[test]
fn codes_are_no_phone_or_identity_numbers() {
    for wrong in [
        "13800138000",
        "19912345678",
        "110101199003071234",
        "11010119900307123X",
    ] {
        assert_eq!(wrong.parse::<Code>(), Err(NotAFact::Personal), "{wrong}");
    }
    for code in ["12345", "12012345678", "330106001002", "110101179003071234"] {
        assert!(code.parse::<Code>().is_ok(), "{code}");
    }
}

#[test]
fn message_numbers_have_one_spelling() {
    for number in ["2026-000001", "2026-999999", "2026-1000000"] {
        assert_eq!(number.parse::<MessageNumber>().unwrap().as_str(), number);
    }
    for wrong in [
        "",
        "2026",
        "2026-",
        "2026-00001",
        "2026-0000001",
        "26-000001",
        "2026-00000a",
        "２026-000001",
    ] {
        assert_eq!(
            wrong.parse::<MessageNumber>(),
            Err(NotAFact::MessageNumber),
            "{wrong}"
        );
    }
}

#[test]
fn facts_are_told_apart_by_their_json() {
    let hash = Hash::new([7; 32]);
    for (fact, json) in [
        (Fact::from(true), "true".to_owned()),
        (Fact::from(3), "3".to_owned()),
        (
            Fact::from(Code::literal("forward-only")),
            "\"forward-only\"".to_owned(),
        ),
        (Fact::from(hash), format!("\"{hash}\"")),
        (
            Fact::Many(vec![Value::Hash(hash), Value::Flag(false)]),
            format!("[\"{hash}\",false]"),
        ),
    ] {
        assert_eq!(serde_json::to_string(&fact).unwrap(), json);
        assert_eq!(serde_json::from_str::<Fact>(&json).unwrap(), fact);
    }
    for wrong in [
        "null",
        "1.5",
        "9007199254740992",
        "-9007199254740992",
        "[[1]]",
        "{}",
        "\"two words\"",
        "1e2",
    ] {
        assert!(serde_json::from_str::<Fact>(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,70}") {
        drop((text.parse::<Name>(), text.parse::<Code>(), text.parse::<MessageNumber>()));
    }

    #[test]
    fn every_mobile_number_is_refused(number in "1[3-9][0-9]{9}") {
        prop_assert_eq!(number.parse::<Code>(), Err(NotAFact::Personal));
    }
}
