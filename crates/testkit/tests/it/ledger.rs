//! The public log beside the board: every event that the public learns of is an entry, nothing personal is in it, and
//! whoever checks it from outside finds it whole.

/// Each of these tests in a city of its own, on both databases.
macro_rules! in_a_city {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                testkit::on_sqlite(testkit::Door::Api, super::$name).await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                testkit::on_postgres(testkit::Door::Api, super::$name).await;
            }
        )+}
    };
}

mod entries;
mod figures;
mod pages;
mod sealed;
mod served;
mod succession;
mod tree;
mod witnessed;

use app::App;
use domain::actor::Actor;
use domain::event::{Event, Recorded};
use domain::ids::MessageId;
use domain::screening::Visibility;
use domain::stage::{StageKind, next};
use domain::verb::Verb;
use ledger::checkpoints::SignedCheckpoint;
use ledger::entries::Entry;
use ledger::facts::{Fact, Name, Value};
use ledger::kinds::Kind;
use ledger::policy::Policy;
use ledger::verification::{Audit, Report};
use std::collections::HashMap;
use store::{Tx, events, messages};
use testkit::City;

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
    checked_in(app, app.ledger_number()).await
}

/// The same of one log among several.
async fn checked_in(app: &App, log: u32) -> Report {
    let note = app.ledger_note(log).expect("something is signed");
    let note = SignedCheckpoint::parse(note.as_bytes()).unwrap();
    policy(app).accept(&note).unwrap();
    let mut audit = Audit::new(note.checkpoint().clone(), None);
    while let Some(bundle) = audit.next_bundle() {
        let bytes = app.ledger_bundle(log, bundle).await.unwrap().unwrap();
        let batch = audit.read(&bytes);
        for tile in batch.tiles {
            let served = app.ledger_tile(log, tile.tile()).await.unwrap().unwrap();
            audit.compare(&tile, &served);
        }
        for (index, entry) in batch.entries {
            let Some(logged) = app.ledger_entry(log, index).await.unwrap() else {
                panic!("entry {index} is signed and not there");
            };
            let Some(message) = logged.message else {
                continue;
            };
            let public = app.ledger_openings(&Actor::VISITOR, message).await.unwrap();
            let place = (log, index);
            let texts = public.texts.iter();
            for opening in texts.filter(|one| (one.log, one.index) == place) {
                let text = opening.text.as_bytes();
                audit.content(index, &entry, &opening.field, &opening.salt, text);
            }
            let pictures = public.pictures.iter();
            for opening in pictures.filter(|one| (one.log, one.index) == place) {
                let bytes = app.picture(&Actor::VISITOR, opening.picture, false).await;
                let bytes = bytes.unwrap().bytes;
                audit.content(index, &entry, &opening.field, &opening.salt, &bytes);
            }
        }
    }
    let partial: Vec<_> = audit.partial_tiles().collect();
    for tile in partial {
        let served = app.ledger_tile(log, tile.tile()).await.unwrap().unwrap();
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
    let latest = app.ledger_latest(1, None, 100_000).await.unwrap();
    latest
        .into_iter()
        .rev()
        .map(|logged| logged.entry)
        .collect()
}

/// What a reader of this city's log trusts.
fn policy(app: &App) -> Policy {
    Policy::parse(app.ledger_policy().unwrap().as_bytes()).unwrap()
}
