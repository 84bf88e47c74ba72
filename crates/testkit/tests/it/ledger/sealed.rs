//! Sealed messages: in the log as blinded commitments, once a day, and nothing shows of them.

use super::{all_entries, ledger_holds, policy};
use app::App;
use domain::screening::{Kind as Wish, Visibility};
use domain::stage::StageKind;
use jiff::SignedDuration;
use ledger::facts::{Fact, Name};
use ledger::kinds::Kind;
use std::collections::BTreeSet;
use testkit::{BODY, City, Letter};

in_a_city! {
    the_sealed_are_in_the_batch_of_their_day,
    the_log_tells_nothing_of_the_sealed,
    what_is_sealed_is_signed_with_its_day_and_no_sooner,
    a_day_looks_the_same_however_many_were_sealed,
}

async fn the_sealed_are_in_the_batch_of_their_day(city: &City) {
    let letter = Letter {
        visibility: Visibility::Private,
        ..Letter::titled("路灯不亮")
    };
    let receipt = city.answered(&letter, Vec::new()).await;
    assert!(receipt.entered.is_none(), "the day has not ended");
    let id = receipt.id;
    city.ledger_follows().await;
    assert!(city.app.ledger_of_message(id).await.unwrap().is_empty());
    city.passes(SignedDuration::from_hours(15)).await;
    city.ledger_follows().await;
    let receipt = city.app.ledger_receipt(&city.wang.actor(), id).await;
    let receipt = receipt.unwrap().expect("the day has ended");
    let policy = policy(&city.app);
    receipt.verify(&policy).unwrap();
    receipt
        .opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    assert_eq!(receipt.contents().entry.kind, Kind::SealedBatch);
    assert_eq!(receipt.contents().told().kind, Kind::Received);

    // A day without any has its batch as well, each at its midnight.
    city.passes(SignedDuration::from_hours(48)).await;
    city.ledger_follows().await;
    let log = all_entries(&city.app).await;
    let days: Vec<_> = log
        .iter()
        .filter(|entry| entry.kind == Kind::SealedBatch)
        .map(|entry| entry.time)
        .collect();
    let midnight: jiff::Timestamp = "2026-03-03T00:00:00+08:00".parse().unwrap();
    let first = u64::try_from(midnight.as_millisecond()).unwrap();
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(days, [first, first + day, first + 2 * day]);
    ledger_holds(city).await;
}

/// What can be seen from outside without reading hashes: kinds, times, sizes, offices and facts.
type Shape = Vec<(Kind, u64, usize, String)>;

async fn shape(app: &App) -> Shape {
    let log = all_entries(app).await;
    log.iter()
        .map(|entry| {
            let mut facts = entry.facts.clone();
            facts.remove(&"list".parse::<Name>().unwrap());
            let told = format!("{:?} {facts:?}", entry.office);
            (entry.kind, entry.time, entry.encode().unwrap().len(), told)
        })
        .collect()
}

async fn the_log_tells_nothing_of_the_sealed(city: &City) {
    // The same days twice: once the sealed messages go to the mayor, once to the secretary and are of another kind.
    let mut shapes = Vec::new();
    for (office, kind, domain) in [
        (City::MAYOR, Wish::Help, "urban"),
        (City::SECRETARY, Wish::Complaint, "health"),
    ] {
        let letter = Letter {
            visibility: Visibility::Private,
            office,
            kind,
            domain,
            demand: "请派人查清原因，并在三天之内书面告诉我们结果，谢谢各位领导。".into(),
            ..Letter::titled("路灯不亮")
        };
        let open = Letter::titled("井盖松动");
        let before = all_size(&city.app);
        let start = city.now();
        city.has_letter(&open, StageKind::Open).await;
        city.has_letter(&letter, StageKind::Handling).await;
        city.has_letter(&letter, StageKind::Declined).await;
        city.has_letter(&open, StageKind::Declined).await;
        city.clock.pass(SignedDuration::from_hours(24));
        city.ledger_follows().await;
        let from = usize::try_from(before).unwrap();
        let since = u64::try_from(start.as_millisecond()).unwrap();
        let shape: Shape = shape(&city.app)
            .await
            .into_iter()
            .skip(from)
            // Numbers of messages have one length; deadlines move with the day.
            .map(|(kind, time, size, told)| (kind, time - since, size, digits_gone(&told)))
            .collect();
        shapes.push(shape);
    }
    assert_eq!(
        shapes[0].len(),
        5,
        "four public entries and the batch of the day"
    );
    assert_eq!(shapes[0], shapes[1]);
}

/// A sealed letter; no two in a row are alike in office, kind or length.
fn sealed(n: u32) -> Letter {
    let letter = Letter::titled("路灯不亮");
    let times = usize::try_from(n % 5).unwrap();
    let other = n % 2 == 1;
    Letter {
        visibility: Visibility::Private,
        office: if other { City::SECRETARY } else { City::MAYOR },
        kind: if other { Wish::Complaint } else { Wish::Help },
        domain: if other { "health" } else { "urban" },
        demand: "请派人查清原因，并在三天之内书面告诉我们结果，谢谢各位领导。".into(),
        body: letter.body.repeat(times + 1),
        ..letter
    }
}

async fn what_is_sealed_is_signed_with_its_day_and_no_sooner(city: &City) {
    city.has_letter(&Letter::titled("井盖松动"), StageKind::Open)
        .await;
    city.ledger_follows().await;
    let files = async || {
        let mut files = Vec::new();
        for path in ["/ledger/checkpoint", "/ledger/tile/0/000.p/2", "/ledger"] {
            files.push(city.visitor.opens(path).await.is(200).bytes.clone());
        }
        files
    };
    let before = files().await;
    // Whoever looks every second sees no signature, no entry and no size when something sealed happens.
    for (n, stage) in (0..).zip([
        StageKind::Submitted,
        StageKind::Handling,
        StageKind::Declined,
        StageKind::Replied,
    ]) {
        city.has_letter(&sealed(n), stage).await;
        city.ledger_follows().await;
        assert_eq!(files().await, before, "{stage}");
    }
}

async fn a_day_looks_the_same_however_many_were_sealed(city: &City) {
    city.ledger_follows().await;
    let list: Name = "list".parse().unwrap();
    let (mut known, mut lengths) = (BTreeSet::new(), BTreeSet::new());
    // A message that is being handled makes four entries or a few more; 64 fill a batch.
    for (letters, batches) in [(0, 1), (1, 1), (12, 1), (17, 2)] {
        let before = usize::try_from(all_size(&city.app)).unwrap();
        for n in 0..letters {
            city.has_letter(&sealed(n), StageKind::Handling).await;
            city.clock.pass(SignedDuration::from_secs(61));
        }
        city.clock.pass(SignedDuration::from_hours(24));
        city.ledger_follows().await;
        let log = all_entries(&city.app).await;
        let day = &log[before..];
        assert_eq!(day.len(), batches, "{letters} letters: {day:?}");
        for batch in day {
            assert_eq!(batch.kind, Kind::SealedBatch);
            assert!(batch.link.is_none() && batch.office.is_none() && batch.fields.is_empty());
            let facts: Vec<_> = batch.facts.keys().collect();
            assert_eq!(facts, [&list], "commitments and nothing beside them");
            let Fact::Many(values) = &batch.facts[&list] else {
                panic!("{batch:?}")
            };
            let told: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
            assert_eq!(told.len(), 64);
            for value in told {
                assert!(
                    known.insert(value),
                    "a value that stood there before would link two days"
                );
            }
            let in_zone = i64::try_from(batch.time).unwrap() + 8 * 60 * 60 * 1000;
            assert_eq!(
                in_zone % (24 * 60 * 60 * 1000),
                0,
                "midnight and no other time"
            );
            lengths.insert(batch.encode().unwrap().len());
        }
    }
    assert_eq!(lengths.len(), 1, "one size of all: {lengths:?}");
}

fn digits_gone(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn all_size(app: &App) -> u64 {
    let signed = app.signed().borrow().clone();
    signed.map_or(0, |signed| signed.size)
}
