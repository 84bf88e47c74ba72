//! The public log beside the board: every event that the public learns of is an entry, nothing personal is in it, and
//! whoever checks it from outside finds it whole; sealed messages, receipts, erasure, faults.

use app::ledger::Fault;
use app::{App, Refusal};
use domain::actor::Actor;
use domain::event::{Event, Recorded};
use domain::ids::MessageId;
use domain::screening::{Kind as Wish, Visibility};
use domain::stage::{StageKind, next};
use domain::verb::Verb;
use futures::FutureExt;
use jiff::SignedDuration;
use ledger::checkpoints::SignedCheckpoint;
use ledger::entries::Entry;
use ledger::facts::{Fact, Name, Value};
use ledger::hash::Hash;
use ledger::kinds::Kind;
use ledger::policy::Policy;
use ledger::receipts::Receipt;
use ledger::tiles::{Bundle, Tile};
use ledger::verification::{Audit, Report};
use std::collections::HashMap;
use store::ledger::Waiting;
use store::{Tx, contents, events, messages};
use testkit::{BODY, City, Door, Letter, on_postgres, on_sqlite};

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::on_sqlite(super::Door::Api, super::$name).await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::on_postgres(super::Door::Api, super::$name).await;
            }
        )+}
    };
}

on_both! {
    every_verb_makes_its_entry,
    a_submission_is_answered_with_its_receipt,
    the_sealed_are_in_the_batch_of_their_day,
    the_log_tells_nothing_of_the_sealed,
    what_is_erased_leaves_a_log_that_holds,
    tiles_and_proofs_at_the_edges_of_tiles,
    a_step_that_is_cut_short_loses_and_doubles_nothing,
    two_nodes_write_one_log,
    a_log_that_a_witness_saw_longer_is_not_signed,
    what_is_changed_in_the_rows_is_found,
    rules_and_release_are_told_once,
}

/// Every event that the public learns of is the next entry of its message, all of it holds when checked from outside,
/// and nobody's name or phone is in it.
pub async fn ledger_holds(city: &City) {
    city.ledger_follows().await;
    let (events, letters) = all_events(city).await;
    let mut expected: HashMap<MessageId, Vec<Recorded>> = HashMap::new();
    for event in events {
        let is_sealed = letters[&event.message] == Visibility::Private;
        let inside = matches!(
            event.event,
            Event::Reminded { .. } | Event::Instructed { public: false, .. }
        );
        if !is_sealed && !inside {
            expected.entry(event.message).or_default().push(event);
        }
    }
    for (message, events) in &expected {
        let logged = city.app.ledger_of_message(*message).await.unwrap();
        assert_eq!(logged.len(), events.len(), "{events:#?}");
        let mut stage = None;
        for (logged, event) in logged.iter().zip(events) {
            assert_eq!(
                i64::try_from(logged.entry.time).unwrap(),
                event.at.as_millisecond()
            );
            stage = Some(replayed(stage, &logged.entry, event));
        }
        let row = read(city, async |tx| messages::by_id(tx, *message).await).await;
        assert_eq!(stage, row.map(|message| message.stage.kind()));
    }
    let entries: usize = expected.values().map(Vec::len).sum();
    let found = checked(&city.app).await;
    assert_eq!(found.findings, []);
    assert_eq!(found.messages, expected.len());
    let log = all_entries(&city.app).await;
    let told = log.iter().filter(|entry| entry.link.is_some()).count();
    assert_eq!(told, entries);
    for entry in &log {
        let text = String::from_utf8(entry.encode().unwrap()).unwrap();
        for person in city.everyone() {
            let phone = person.seat.phone.unwrap_or("1990000");
            assert!(
                !text.contains(phone) && !text.contains(person.seat.name),
                "{text}"
            );
        }
        assert!(text.is_ascii(), "no text that a person wrote: {text}");
    }
}

/// The stage that an entry leads to, by what the entry itself says.
fn replayed(stage: Option<StageKind>, entry: &Entry, event: &Recorded) -> StageKind {
    let code = |name: &str| match entry.facts.get(&name.parse::<Name>().unwrap()) {
        Some(Fact::One(Value::Code(code))) => Some(code.to_string()),
        _ => None,
    };
    let Some(stage) = stage else {
        return match entry.kind {
            Kind::Imported => code("stage").unwrap().parse().unwrap(),
            _ => StageKind::Submitted,
        };
    };
    match code("verb") {
        None => stage,
        Some(verb) => {
            let verb: Verb = verb.parse().unwrap();
            assert_eq!(Some(verb), event.event.verb());
            next(stage, verb).unwrap_or_else(|| panic!("{verb} of a message that is {stage}"))
        }
    }
}

/// Checks the log as a stranger would: from its checkpoint, its bundles and tiles, and the texts that are public.
async fn checked(app: &App) -> Report {
    let signed = app.signed().borrow().clone().expect("something is signed");
    let note = SignedCheckpoint::parse(signed.note.as_bytes()).unwrap();
    let policy = Policy::parse(app.ledger_policy().unwrap().as_bytes()).unwrap();
    policy.accept(&note).unwrap();
    let mut audit = Audit::new(note.checkpoint().clone(), None);
    while let Some(bundle) = audit.next_bundle() {
        let bytes = app.ledger_bundle(bundle).await.unwrap().unwrap();
        let batch = audit.read(&bytes);
        for tile in batch.tiles {
            let served = app.ledger_tile(tile.tile()).await.unwrap().unwrap();
            audit.compare(&tile, &served);
        }
        for (index, entry) in batch.entries {
            let Some(logged) = app.ledger_entry(index).await.unwrap() else {
                panic!("entry {index} is signed and not there");
            };
            let Some(message) = logged.message else {
                continue;
            };
            let public = app.ledger_openings(&Actor::VISITOR, message).await.unwrap();
            for opening in public.iter().filter(|opening| opening.index == index) {
                let text = opening.text.as_bytes();
                audit.content(index, &entry, &opening.field, &opening.salt, text);
            }
        }
    }
    let partial: Vec<_> = audit.partial_tiles().collect();
    for tile in partial {
        let served = app.ledger_tile(tile.tile()).await.unwrap().unwrap();
        audit.compare(&tile, &served);
    }
    audit.finish()
}

async fn read<T>(city: &City, look: impl AsyncFnOnce(&mut Tx) -> store::Result<T>) -> T {
    city.app.db.read(look).await.unwrap()
}

async fn all_events(city: &City) -> (Vec<Recorded>, HashMap<MessageId, Visibility>) {
    let events = read(city, async |tx| events::after(tx, 0, 100_000).await).await;
    let letters = read(city, async |tx| messages::of_events(tx, 0, i64::MAX).await).await;
    let letters = letters.into_iter();
    (
        events,
        letters
            .map(|message| (message.id, message.visibility))
            .collect(),
    )
}

/// All entries of the signed log, from the first on.
async fn all_entries(app: &App) -> Vec<Entry> {
    let latest = app.ledger_latest(None, 100_000).await.unwrap();
    latest
        .into_iter()
        .rev()
        .map(|logged| logged.entry)
        .collect()
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
    for stage in StageKind::ALL {
        city.has(*stage).await;
        city.has_seen_by(Visibility::ProgressOnly, *stage).await;
        city.has_seen_by(Visibility::Private, *stage).await;
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

/// Wang's message and what Wang was answered.
async fn sent(city: &City, letter: &Letter) -> (MessageId, Option<Receipt>) {
    let id = city.filed(letter, Vec::new()).await;
    let receipt = city.app.ledger_receipt(&city.wang.actor(), id).await;
    (id, receipt.unwrap())
}

async fn a_submission_is_answered_with_its_receipt(city: &City) {
    let receipt = city.answered(&Letter::titled("路灯不亮"), Vec::new()).await;
    let proof = receipt.proof.expect("the log holds it and is signed");
    let again = Receipt::parse(proof.to_string().as_bytes()).unwrap();
    let policy = Policy::parse(city.app.ledger_policy().unwrap().as_bytes()).unwrap();
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

async fn the_sealed_are_in_the_batch_of_their_day(city: &City) {
    let letter = Letter {
        visibility: Visibility::Private,
        ..Letter::titled("路灯不亮")
    };
    let (id, receipt) = sent(city, &letter).await;
    assert!(receipt.is_none(), "the day has not ended");
    city.ledger_follows().await;
    assert!(city.app.ledger_of_message(id).await.unwrap().is_empty());
    city.passes(SignedDuration::from_hours(15)).await;
    city.ledger_follows().await;
    let receipt = city.app.ledger_receipt(&city.wang.actor(), id).await;
    let receipt = receipt.unwrap().expect("the day has ended");
    let policy = Policy::parse(city.app.ledger_policy().unwrap().as_bytes()).unwrap();
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
        (City::SECRETARY, Wish::Complaint, "medical"),
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
        let before = all_size(&city.app).await;
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

fn digits_gone(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

async fn all_size(app: &App) -> u64 {
    let signed = app.signed().borrow().clone();
    signed.map_or(0, |signed| signed.size)
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
    let policy = Policy::parse(city.app.ledger_policy().unwrap().as_bytes()).unwrap();
    kept.verify(&policy).unwrap();
    kept.opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    let rows = read(city, async |tx| contents::openings(tx, id).await).await;
    assert!(rows.iter().all(|row| row.text != BODY));
}

/// Something of the board that is not any message's.
fn said(id: i64, city: &City) -> Waiting {
    Waiting {
        id,
        kind: Kind::SecurityDay,
        at: city.now(),
        office: None,
        facts: [("day".parse().unwrap(), Fact::from(Hash::new(sha2_of(id))))].into(),
    }
}

fn sha2_of(id: i64) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(id.to_be_bytes()).into()
}

/// So many entries enter the log.
async fn grows_by(city: &City, from: i64, count: i64) {
    let waiting: Vec<_> = (from..from + count).map(|id| said(id, city)).collect();
    let written = city.app.db.write(async |tx| {
        for waiting in &waiting {
            store::ledger::wait(tx, waiting).await?;
        }
        Ok::<_, store::Error>(())
    });
    written.await.unwrap();
    city.ledger_follows().await;
}

async fn tiles_and_proofs_at_the_edges_of_tiles(city: &City) {
    let mut seen: HashMap<u64, SignedCheckpoint> = HashMap::new();
    let mut size = 0;
    for to in [1_i64, 2, 255, 256, 257, 300, 512, 513] {
        grows_by(city, size, to - size).await;
        size = to;
        let signed = city.app.signed().borrow().clone().unwrap();
        assert_eq!(signed.size, u64::try_from(size).unwrap());
        let found = checked(&city.app).await;
        assert_eq!(found.findings, [], "{size}");
        assert_eq!(found.entries, signed.size);
        let note = SignedCheckpoint::parse(signed.note.as_bytes()).unwrap();
        for index in [0, signed.size / 2, signed.size - 1] {
            let proof = city.app.ledger_proof(index).await.unwrap().unwrap();
            let leaf = city.app.ledger_entry(index).await.unwrap().unwrap().leaf;
            let policy = Policy::parse(city.app.ledger_policy().unwrap().as_bytes()).unwrap();
            proof.verify(&leaf, &policy).unwrap();
        }
        for (old, before) in &seen {
            let path = city.app.ledger_consistency(*old, signed.size).await;
            let path = path.unwrap().unwrap();
            let roots = (&before.checkpoint().root, &signed.root);
            assert!(ledger::tree::is_prefix(
                *old,
                roots.0,
                signed.size,
                roots.1,
                &path
            ));
            // What was proved then can be proved again under the old checkpoint.
            let proof = city.app.ledger_proof_under(old - 1, before.clone()).await;
            let leaf = city.app.ledger_entry(old - 1).await.unwrap().unwrap().leaf;
            let policy = Policy::parse(city.app.ledger_policy().unwrap().as_bytes()).unwrap();
            proof.unwrap().unwrap().verify(&leaf, &policy).unwrap();
        }
        assert!(city.app.ledger_proof(signed.size).await.unwrap().is_none());
        let rebuilt = city.app.ledger_rebuild().await.unwrap();
        assert!(rebuilt.is_sound(), "{rebuilt:?}");
        seen.insert(signed.size, note);
    }
    // Every width that was ever served can be served again, and none that is not there yet.
    for path in [
        "tile/0/000.p/17",
        "tile/0/001",
        "tile/1/000.p/1",
        "tile/1/000.p/2",
        "tile/0/002.p/1",
    ] {
        let Ok(ledger::tiles::Resource::Tile(tile)) = path.parse() else {
            panic!("{path}");
        };
        let served = city.app.ledger_tile(tile).await.unwrap();
        assert_eq!(
            served.unwrap().len(),
            usize::from(tile.width()) * 32,
            "{path}"
        );
    }
    for path in [
        "tile/0/002",
        "tile/0/002.p/2",
        "tile/1/000",
        "tile/2/000.p/1",
        "tile/63/000",
    ] {
        let Ok(ledger::tiles::Resource::Tile(tile)) = path.parse() else {
            panic!("{path}");
        };
        assert_eq!(city.app.ledger_tile(tile).await.unwrap(), None, "{path}");
    }
}

async fn a_step_that_is_cut_short_loses_and_doubles_nothing(city: &City) {
    for stage in [StageKind::Open, StageKind::Handling, StageKind::Replied] {
        city.has(stage).await;
    }
    city.has_seen_by(Visibility::Private, StageKind::Open).await;
    // A step is dropped after so many turns of its future: at each of the points at which it waits.
    for turns in 0..40 {
        city.clock.pass(SignedDuration::from_mins(97));
        city.wang.files("井盖松动").await;
        let mut step = Box::pin(city.app.integrate());
        for _ in 0..turns {
            if (&mut step).now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(step);
    }
    ledger_holds(city).await;
    assert!(city.app.ledger_rebuild().await.unwrap().is_sound());
}

async fn two_nodes_write_one_log(city: &City) {
    let other = city.another_app().await;
    let mut sent = Vec::new();
    for n in 0..6 {
        sent.push(city.has(StageKind::Replied).await);
        let (here, there) = tokio::join!(city.app.integrate(), other.integrate());
        for step in [here, there] {
            assert!(
                matches!(step, Ok(_) | Err(Refusal::Stale | Refusal::Busy)),
                "{n}: {step:?}"
            );
        }
    }
    ledger_holds(city).await;
    while other.integrate().await.unwrap() {}
    assert_eq!(checked(&other).await.findings, []);
    let (mine, theirs) = (
        city.app.signed().borrow().clone(),
        other.signed().borrow().clone(),
    );
    assert_eq!(mine.unwrap().note, theirs.unwrap().note);
}

async fn a_log_that_a_witness_saw_longer_is_not_signed(city: &City) {
    let number = city.has(StageKind::Open).await;
    city.ledger_follows().await;
    let signed = city.app.signed().borrow().clone().unwrap();
    city.app
        .ledger_seen(signed.size, signed.root)
        .await
        .unwrap();
    city.app
        .ledger_seen(0, ledger::tree::empty_root())
        .await
        .unwrap();

    let longer = city.app.ledger_seen(signed.size + 1, signed.root).await;
    assert!(
        matches!(longer, Err(Refusal::Ledger(Fault::Shorter { .. }))),
        "{longer:?}"
    );
    assert!(city.app.ledger_fault().is_some());
    city.visitor
        .opens(&format!("/messages/{number}"))
        .await
        .succeeds();
    let letter = Letter::titled("井盖松动");
    city.wang.submits(&letter).await.is(503);
    city.dispatcher
        .tries(&number, "assignment", &[("unit", "2")])
        .await
        .is(503);
    assert!(matches!(
        city.app.integrate().await,
        Err(Refusal::Ledger(_))
    ));
    assert_eq!(
        city.app.signed().borrow().clone().unwrap().size,
        signed.size
    );
}

async fn what_is_changed_in_the_rows_is_found(city: &City) {
    grows_by(city, 0, 300).await;
    city.has(StageKind::Open).await;
    city.ledger_follows().await;
    let sound = city.app.ledger_rebuild().await.unwrap();
    assert!(sound.is_sound(), "{sound:?}");

    // What follows from the entries is put right, to the byte.
    let tiles = || async {
        let mut served = Vec::new();
        for tile in Tile::all(sound.entries) {
            served.push(city.app.ledger_tile(tile).await.unwrap());
        }
        served
    };
    let before = tiles().await;
    for damage in [
        "UPDATE ledger_entries SET leaf = (SELECT leaf FROM ledger_entries WHERE idx = 8) WHERE idx = 7",
        "UPDATE ledger_hashes SET hash = (SELECT leaf FROM ledger_entries WHERE idx = 8)",
        "DELETE FROM ledger_hashes",
        "UPDATE ledger_log SET peaks = '[]', size = 0",
    ] {
        does(city, damage).await;
        let found = city.app.ledger_rebuild().await.unwrap();
        assert!(
            !found.is_sound() && found.agrees_with_the_signed(),
            "{damage}: {found:?}"
        );
        let again = city.app.ledger_rebuild().await.unwrap();
        assert!(again.is_sound(), "{damage}: {again:?}");
        assert_eq!(tiles().await, before, "{damage}");
    }

    // An entry itself cannot be: it is evidence, and what is signed says so.
    for damage in [
        "UPDATE ledger_entries SET entry = (SELECT entry FROM ledger_entries WHERE idx = 8) WHERE idx = 7",
        "DELETE FROM ledger_entries WHERE idx = 11",
    ] {
        does(city, damage).await;
        let found = city.app.ledger_rebuild().await.unwrap();
        assert!(!found.agrees_with_the_signed(), "{damage}: {found:?}");
    }
    // A process that begins on it signs nothing.
    does(city, "DELETE FROM ledger_entries WHERE idx > 280").await;
    does(city, "UPDATE ledger_log SET size = 281").await;
    let other = city.another_app().await;
    let step = other.integrate().await;
    assert!(step.is_err(), "{step:?}");
    assert!(other.signed().borrow().is_none());
}

async fn does(city: &City, sql: &'static str) {
    let done = city.app.db.write(async |tx| tx.run(sql, &[]).await);
    let rows: Result<u64, store::Error> = done.await;
    assert!(rows.unwrap() > 0, "{sql}");
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
    let bundle = Bundle::all(3).next().unwrap();
    assert!(city.app.ledger_bundle(bundle).await.unwrap().is_some());
}
