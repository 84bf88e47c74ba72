//! Proof of work: when it is asked for, what is a proof, and who has none.

use crate::limits::{form, from};
use altcha::{
    Challenge, CreateChallengeOptions, Payload, SolveChallengeOptions, create_challenge,
    solve_challenge,
};
use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::SignedDuration;
use serde_json::Value;
use testkit::{Answer, BODY, City, Person, on_both};
use web::Proof;

on_both! {
    a_proof_is_asked_of_an_address_that_asks_for_much,
    a_proof_is_asked_of_everyone_once_all_ask_for_much,
    nobody_is_asked_where_it_is_switched_off,
    a_puzzle_is_taken_once,
    what_is_no_proof_is_not_taken,
    without_script_a_few_get_through,
    a_message_without_a_proof_keeps_its_text,
    query_codes_are_looked_up_after_a_proof,
}

const HOME: &str = "192.0.2.1";
const ELSEWHERE: &str = "198.51.100.1";
const REFUSED: &str = "安全验算";

/// The puzzle of a page, if it has one.
fn puzzle(page: &Answer) -> Option<Challenge> {
    let text = page.text();
    let (_, after) = text.split_once("data-puzzle=\"")?;
    let (json, _) = after.split_once('"').unwrap();
    Some(serde_json::from_str(&json.replace("&#34;", "\"")).unwrap())
}

fn payload(challenge: Challenge) -> Payload {
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge))
        .unwrap()
        .unwrap();
    Payload {
        challenge,
        solution,
    }
}

fn written(payload: &Payload) -> String {
    BASE64_STANDARD.encode(serde_json::to_string(payload).unwrap())
}

/// What the script of a page makes of its puzzle.
fn solved(page: &Answer) -> String {
    written(&payload(puzzle(page).unwrap()))
}

async fn asked(person: &Person, address: &str) -> Answer {
    from(address, person, Method::GET, "/sign-in", form(&[])).await
}

/// Asks for a code to a phone by its last digits.
async fn code(person: &Person, address: &str, phone: u32, proof: &str) -> Answer {
    let phone = format!("199{phone:08}");
    let fields = form(&[("phone", phone.as_str()), ("altcha", proof)]);
    from(address, person, Method::POST, "/sign-in", fields).await
}

/// An address whose forms without a proof are not taken any more, nor forms of any other address here.
async fn without_allowance(person: &Person, address: &str) {
    for phone in [901, 902] {
        code(person, address, phone, "").await.is(303);
    }
    code(person, address, 903, "").await.is(429);
}

async fn a_proof_is_asked_of_an_address_that_asks_for_much(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Auto).await;
    for phone in 1..=3 {
        assert!(puzzle(&asked(&visitor, HOME).await).is_none());
        code(&visitor, HOME, phone, "").await.is(303);
    }
    assert!(puzzle(&asked(&visitor, HOME).await).is_some());
    assert!(puzzle(&asked(&visitor, ELSEWHERE).await).is_none());
    city.clock.pass(SignedDuration::from_mins(10));
    assert!(puzzle(&asked(&visitor, HOME).await).is_none());
}

async fn a_proof_is_asked_of_everyone_once_all_ask_for_much(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Auto).await;
    for n in 0..60 {
        let address = format!("198.51.100.{}", n + 2);
        code(&visitor, &address, n, "").await.is(303);
    }
    let page = asked(&visitor, HOME).await;
    code(&visitor, HOME, 61, &solved(&page)).await.is(303);
    // This very machine, behind which nobody can be told from anybody, is no exception.
    assert!(puzzle(&asked(&visitor, "127.0.0.1").await).is_some());
    city.clock.pass(SignedDuration::from_secs(2));
    assert!(puzzle(&asked(&visitor, HOME).await).is_none());
}

async fn nobody_is_asked_where_it_is_switched_off(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Never).await;
    for phone in 1..=12 {
        code(&visitor, HOME, phone, "").await.is(303);
    }
    assert!(puzzle(&asked(&visitor, HOME).await).is_none());
}

async fn a_puzzle_is_taken_once(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Always).await;
    without_allowance(&visitor, HOME).await;
    let mut proof = payload(puzzle(&asked(&visitor, HOME).await).unwrap());
    code(&visitor, HOME, 1, &written(&proof)).await.is(303);
    let again = code(&visitor, HOME, 2, &written(&proof)).await;
    again.is(429).shows(REFUSED).shows("19900000002");
    assert!(
        again.text().contains("云川市人民政府办公室"),
        "and a person"
    );
    assert_eq!(city.phones.code_of("19900000002"), None);
    // The same one, written otherwise.
    proof.solution.time = Some(1.0);
    let signature = proof.challenge.signature.as_mut().unwrap();
    signature.make_ascii_uppercase();
    code(&visitor, HOME, 2, &written(&proof)).await.is(429);
    // The page that came back has another one.
    code(&visitor, HOME, 2, &solved(&again)).await.is(303);
}

async fn what_is_no_proof_is_not_taken(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Always).await;
    without_allowance(&visitor, HOME).await;
    let right = payload(puzzle(&asked(&visitor, HOME).await).unwrap());
    let made = |change: fn(&mut Payload)| {
        let mut proof = right.clone();
        change(&mut proof);
        written(&proof)
    };
    let easier = |proof: &mut Payload| {
        proof.challenge.parameters.key_prefix.clear();
        *proof = payload(proof.challenge.clone());
    };
    let longer = |proof: &mut Payload| {
        let data = proof.challenge.parameters.data.as_mut().unwrap();
        data.insert("ends".into(), Value::from(4_000_000_000_u32));
    };
    // Ours are signed; one of another board is not signed by us.
    let others = create_challenge(CreateChallengeOptions {
        algorithm: "SHA-256".into(),
        cost: 1,
        data: right.challenge.parameters.data.clone(),
        hmac_signature_secret: Some("another board".into()),
        ..CreateChallengeOptions::default()
    });
    for wrong in [
        made(easier),
        made(longer),
        made(|proof| proof.challenge.signature = None),
        made(|proof| proof.solution.counter ^= 1),
        made(|proof| proof.solution.derived_key = "00".into()),
        written(&payload(others.unwrap())),
        "%".into(),
        BASE64_STANDARD.encode("{}"),
        "A".repeat(100_000),
    ] {
        code(&visitor, HOME, 1, &wrong).await.is(429);
    }
    code(&visitor, HOME, 1, &written(&right)).await.is(303);
    // A proof ends, and what is let through without one has been used up again.
    let late = solved(&asked(&visitor, HOME).await);
    city.clock.pass(SignedDuration::from_mins(20));
    code(&visitor, HOME, 2, "").await.is(303);
    code(&visitor, HOME, 3, &late).await.is(429);
}

async fn without_script_a_few_get_through(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Always).await;
    without_allowance(&visitor, HOME).await;
    let held = code(&visitor, HOME, 1, "").await;
    held.is(429).shows("请过 15 分钟再试");
    city.clock.pass(SignedDuration::from_mins(15));
    code(&visitor, HOME, 1, "").await.is(303);
    code(&visitor, HOME, 2, "").await.is(429);
    // All of them together are a few, too.
    let mut taken = 0;
    for n in 0..40 {
        let address = format!("198.51.100.{}", n + 2);
        let answer = code(&visitor, &address, 100 + n, "").await;
        taken += u32::from(answer.status == 303);
    }
    assert!((15..=25).contains(&taken), "{taken} were let through");
}

async fn a_message_without_a_proof_keeps_its_text(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Always).await;
    without_allowance(&visitor, HOME).await;
    let send = async |proof: &str| {
        let fields = form(&[
            ("step", "phone"),
            ("title", "路灯不亮"),
            ("body", BODY),
            ("phone", "19900000078"),
            ("altcha", proof),
        ]);
        from(HOME, &visitor, Method::POST, "/write", fields).await
    };
    let held = send("").await;
    held.is(429).shows(REFUSED);
    let again = held.form("/write");
    for (name, value) in [
        ("title", "路灯不亮"),
        ("body", BODY),
        ("phone", "19900000078"),
    ] {
        assert_eq!(again.field(name).unwrap().value, value);
    }
    let next = send(&solved(&held)).await;
    assert_eq!(
        next.is(200).form("/write").field("body").unwrap().value,
        BODY
    );
    assert!(city.phones.code_of("19900000078").is_some());
}

async fn query_codes_are_looked_up_after_a_proof(city: &City) {
    let [visitor, _wang] = city.node_asking(Proof::Auto).await;
    let wrong = "7K3M-9QXD-42TP";
    let look = async |proof: &str| {
        let fields = form(&[("code", wrong), ("altcha", proof)]);
        from(HOME, &visitor, Method::POST, "/track", fields).await
    };
    let mut last = look("").await;
    for _ in 0..5 {
        last.is(422).shows(wrong);
        last = look("").await;
    }
    // Three without pressure, two without a proof.
    last.is(429).shows(REFUSED);
    assert_eq!(last.form("/track").field("code").unwrap().value, wrong);
    look(&solved(&last)).await.is(422);
}
