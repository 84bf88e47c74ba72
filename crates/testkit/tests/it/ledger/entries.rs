//! Which entries there are: one for every verb, receipts, what remains of an erasure, what is said of the board itself.

use super::{all_entries, ledger_holds, policy, read};
use app::Refusal;
use domain::actor::Actor;
use domain::screening::Visibility;
use domain::stage::StageKind;
use jiff::SignedDuration;
use ledger::kinds::Kind;
use ledger::receipts::Receipt;
use testkit::{BODY, City, Letter};

in_a_city! {
    every_verb_makes_its_entry,
    a_submission_is_answered_with_its_receipt,
    what_is_erased_leaves_a_log_that_holds,
    rules_and_release_are_told_once,
}

async fn every_verb_makes_its_entry(city: &City) {
    let nouns = [
        "text",
        "publication",
        "decline",
        "diversion",
        "redaction",
        "office",
        "duplicate",
        "amendment",
        "appeal",
        "assignment",
        "designation",
        "withdrawal",
        "erasure",
        "acceptance",
        "refusal",
        "transfer",
        "co-unit",
        "reminder",
        "escalation",
        "instruction",
        "question",
        "interim-reply",
        "offline-record",
        "extension-request",
        "extension",
        "clarification",
        "reply",
        "return",
        "reply-publication",
        "correction",
        "rating",
        "follow-up",
        "reopening-request",
        "reopening",
        "reopening-refusal",
    ];
    for noun in nouns {
        let (number, fields) = city.has_for(noun).await;
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let mut done = false;
        for person in city.everyone() {
            done = done
                || person
                    .tries(&number, noun, &fields)
                    .await
                    .status
                    .is_success();
        }
        assert!(done, "nobody could do {noun}");
    }
    // A writer sends only so many messages in a day.
    for seen_by in [
        Visibility::Public,
        Visibility::ProgressOnly,
        Visibility::Private,
    ] {
        city.passes(SignedDuration::from_hours(25)).await;
        for stage in StageKind::ALL {
            city.has_seen_by(seen_by, *stage).await;
        }
    }
    city.working_days_pass(30).await;
    ledger_holds(city).await;
    let log = all_entries(&city.app).await;
    let of_board = [
        Kind::ActorAdded,
        Kind::ActorRemoved,
        Kind::PolicyChanged,
        Kind::FiguresPublished,
        Kind::SecurityDay,
        Kind::ReleaseInstalled,
        Kind::KeyRotated,
        Kind::LogSucceeded,
    ];
    // No deed makes these yet, or an archive does.
    let elsewhere = [Kind::Imported, Kind::Split, Kind::Undone];
    for kind in Kind::ALL {
        let expected = !of_board.contains(kind) && !elsewhere.contains(kind);
        let there = log.iter().any(|entry| entry.kind == *kind);
        assert_eq!(there, expected, "{kind}");
    }
}

async fn a_submission_is_answered_with_its_receipt(city: &City) {
    let receipt = city.answered(&Letter::titled("路灯不亮"), Vec::new()).await;
    let proof = receipt.proof.expect("the log holds it and is signed");
    let again = Receipt::parse(proof.to_string().as_bytes()).unwrap();
    let policy = policy(&city.app);
    again.verify(&policy).unwrap();
    again
        .opens(&"title".parse().unwrap(), "路灯不亮".as_bytes())
        .unwrap();
    again
        .opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    assert!(again.opens(&"body".parse().unwrap(), b"...").is_err());
    assert_eq!(again.contents().entry.kind, Kind::Received);

    let theirs = city.app.ledger_receipt(&city.li.actor(), receipt.id).await;
    assert!(
        matches!(theirs, Err(Refusal::NotFound)),
        "only its writer has it"
    );
    let code = receipt.code.unwrap();
    let by_code = city
        .app
        .ledger_receipt_by_code(&code)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(by_code.contents(), again.contents());
}

async fn what_is_erased_leaves_a_log_that_holds(city: &City) {
    let number = city.has(StageKind::Replied).await;
    let id = city.id_of(&number).await;
    city.ledger_follows().await;
    let before = city.app.ledger_openings(&Actor::VISITOR, id).await.unwrap();
    let fields = |openings: &[app::ledger::Opening]| -> Vec<String> {
        openings
            .iter()
            .map(|opening| opening.field.to_string())
            .collect()
    };
    assert_eq!(fields(&before), ["body", "title", "reply"]);
    let kept = city.app.ledger_receipt(&city.wang.actor(), id).await;
    let kept = kept.unwrap().unwrap();

    city.wang.erases(&number).await;
    city.ledger_follows().await;
    let after = city.app.ledger_openings(&Actor::VISITOR, id).await.unwrap();
    assert_eq!(fields(&after), ["reply"], "the officials' answer stays");
    let mine = city.app.ledger_receipt(&city.wang.actor(), id).await;
    assert!(mine.unwrap().unwrap().contents().salts.is_empty());
    let entries = city.app.ledger_of_message(id).await.unwrap();
    let last = &entries.last().unwrap().entry;
    assert_eq!(last.kind, Kind::Erased);
    assert!(format!("{:?}", last.facts).contains("own-request"));
    ledger_holds(city).await;

    // Whoever kept the receipt and the text can still show what stood there.
    let policy = policy(&city.app);
    kept.verify(&policy).unwrap();
    kept.opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    let texts = "SELECT text FROM contents WHERE text IS NOT NULL";
    let texts = read(city, async |tx| {
        tx.rows(texts, &[], |row| row.text(0)).await
    })
    .await;
    assert!(texts.iter().all(|text| text != BODY));
}

async fn rules_and_release_are_told_once(city: &City) {
    for _ in 0..3 {
        city.app.ledger_announce("1.2.3").await.unwrap();
    }
    city.ledger_follows().await;
    city.app.ledger_announce("1.2.3").await.unwrap();
    city.app.ledger_announce("1.2.4").await.unwrap();
    city.ledger_follows().await;
    let log = all_entries(&city.app).await;
    let kinds: Vec<_> = log.iter().map(|entry| entry.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::ReleaseInstalled,
            Kind::PolicyChanged,
            Kind::ReleaseInstalled
        ]
    );
}
