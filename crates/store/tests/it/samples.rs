//! What tests are about: one city, its seats, a writer, and messages about street lamps.

use domain::actor::Role;
use domain::calendar::Calendar;
use domain::deadline::{Rules, Terms};
use domain::event::{By, Event};
use domain::form::Age;
use domain::ids::{ContentId, EventId, MessageId, OfficeId, PersonId, UnitId};
use domain::message::{Counts, Message, Texts};
use domain::office::{Branch, Level, Office, Region, RegionCode, Unit};
use domain::screening::{Kind, Visibility};
use domain::stage::Stage;
use domain::taxonomy::{Domain, DomainSlug};
use jiff::Timestamp;
use std::sync::LazyLock;
use store::contents::NewContent;
use store::people::Person;
use store::vault::{Keys, NewKey, Vault};
use store::{Result, Tx, contents, domains, messages, offices, people, regions, units};

/// The plain terms, on the mainland's calendar.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    calendar: Calendar::mainland(),
    terms: Terms::default(),
});

/// Keys of personal fields and of messages.
pub static VAULT: LazyLock<Vault> = LazyLock::new(|| {
    let mut next = 0;
    Vault::new(Keys::generate(|bytes| {
        next += 1;
        bytes.fill(next);
    }))
});

/// What the row of a message keeps of its key.
pub fn salt_key(id: MessageId) -> Vec<u8> {
    VAULT.new_message_key(id, [1; 32], [1; 24]).sealed
}

/// The key that a message has when something of it was erased.
pub fn another_key(id: MessageId) -> NewKey {
    VAULT.new_message_key(id, [2; 32], [2; 24])
}

/// The writer of the messages.
pub const WRITER: PersonId = PersonId(1);
/// An editor.
pub const EDITOR: PersonId = PersonId(2);
/// The unit that has to do with lamps.
pub const LAMPS: UnitId = UnitId(2);
/// The mayor.
pub const MAYOR: OfficeId = OfficeId(1);
/// The head of the district.
pub const DISTRICT_HEAD: OfficeId = OfficeId(2);

/// A moment, as people write it.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The morning on which messages are received.
pub fn morning() -> Timestamp {
    at("2026-03-02T09:00:00+08:00")
}

/// So many minutes after the morning.
pub fn minutes(n: i64) -> Timestamp {
    Timestamp::from_millisecond(morning().as_millisecond() + n * 60_000).unwrap()
}

pub fn code(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

pub fn slug(slug: &str) -> DomainSlug {
    DomainSlug::parse(slug).unwrap()
}

pub fn by_writer() -> By {
    By {
        role: Role::Citizen,
        unit: None,
        person: Some(WRITER),
    }
}

pub fn region(place: &str, name: &str, parent: Option<&str>, level: Level) -> Region {
    let parent = parent.map(code);
    Region {
        code: code(place),
        name: name.into(),
        parent,
        level,
        valid_to: None,
        successor: None,
    }
}

pub fn unit(id: i64, name: &str, parent: Option<i64>) -> Unit {
    let (name, parent) = (name.to_owned(), parent.map(UnitId));
    Unit {
        id: UnitId(id),
        short: name.clone(),
        name,
        parent,
        region: Some(code("990100")),
        active: true,
    }
}

pub fn office(id: i64, title: &str, place: &str, branch: Branch) -> Office {
    Office {
        id: OfficeId(id),
        title: title.into(),
        region: Some(code(place)),
        level: if place.ends_with("00") {
            Level::City
        } else {
            Level::County
        },
        branch,
        unit: Some(UnitId(1)),
        kinds: vec![Kind::Help, Kind::Complaint],
        intro: "主持全面工作。".into(),
        open: true,
    }
}

pub fn person(id: i64, role: Role) -> Person {
    Person {
        id: PersonId(id),
        role,
        login: role.is_staff().then(|| format!("staff{id}")),
        password: None,
        password_until: None,
        staff_name: None,
        unit: None,
        office: None,
        pen_name: "云川市民".into(),
        active: true,
    }
}

/// The city: two places, two units, two seats, two domains, a writer and an editor.
pub async fn city(tx: &mut Tx) -> Result<()> {
    regions::put(tx, &region("990000", "示例省", None, Level::Province)).await?;
    regions::put(tx, &region("990100", "云川市", Some("990000"), Level::City)).await?;
    regions::put(
        tx,
        &region("990102", "江北区", Some("990100"), Level::County),
    )
    .await?;
    units::add(tx, &unit(1, "市政府办公室", None)).await?;
    units::add(tx, &unit(LAMPS.0, "市城管局", Some(1))).await?;
    offices::add(
        tx,
        &office(MAYOR.0, "云川市市长", "990100", Branch::Government),
        1,
    )
    .await?;
    offices::add(
        tx,
        &office(DISTRICT_HEAD.0, "江北区区长", "990102", Branch::Government),
        2,
    )
    .await?;
    for (rank, (slug_text, name)) in [("urban", "城建"), ("traffic", "交通")]
        .into_iter()
        .enumerate()
    {
        let domain = Domain {
            slug: slug(slug_text),
            name: name.into(),
            subdomains: vec!["路灯".into()],
        };
        domains::put(tx, &domain, i64::try_from(rank).unwrap()).await?;
    }
    people::add(tx, &person(WRITER.0, Role::Citizen), None, morning()).await?;
    people::add(tx, &person(EDITOR.0, Role::Editor), None, morning()).await
}

/// A message that was just sent to the mayor.
pub fn message(id: i64, sent_at: Timestamp) -> Message {
    let title = ContentId(id * 100 + 1);
    let body = ContentId(id * 100 + 2);
    Message {
        id: MessageId(id),
        number: None,
        writer: Some(WRITER),
        pen_name: "云川市民".into(),
        office: MAYOR,
        region: Some(code("990100")),
        kind: Kind::Help,
        domain: slug("urban"),
        subdomain: None,
        visibility: Visibility::Public,
        identity_open: false,
        hide_place: false,
        concerns: None,
        concerns_conduct: false,
        texts: Texts {
            title,
            body,
            demand: None,
            place: None,
            remark: None,
            public_title: None,
            public_body: None,
            public_demand: None,
        },
        stage: Stage::Submitted {
            screen_by: RULES.due(sent_at, 1),
            late: false,
            not_by: None,
            appealed: false,
        },
        clock: None,
        counts: Counts::default(),
        co_units: Vec::new(),
        supports: 0,
        rated: None,
        outcome: None,
        events: 1,
        last_at: sent_at,
        created_at: sent_at,
        published_at: None,
        replied_at: None,
        erased_at: None,
        imported: false,
        age: Age::Adult,
    }
}

/// The id of the latest event of a message.
pub fn event_id(message: &Message) -> EventId {
    EventId(message.id.0 * 1000 + i64::from(message.events))
}

/// Adds a message as it is, without texts.
pub async fn add(tx: &mut Tx, message: &Message) -> Result<()> {
    let event = (event_id(message), by_writer(), &Event::Submitted);
    messages::add(tx, message, None, &salt_key(message.id), &RULES, event).await
}

/// Adds a message with title and body.
pub async fn submit(tx: &mut Tx, message: &Message) -> Result<()> {
    add(tx, message).await?;
    let id = message.id;
    contents::add(
        tx,
        &VAULT,
        message,
        &text(message.texts.title, "title", &format!("路灯不亮{id}")),
    )
    .await?;
    contents::add(
        tx,
        &VAULT,
        message,
        &text(message.texts.body, "body", "小区门口的路灯坏了一周。"),
    )
    .await?;
    Ok(())
}

/// Saves what happened to a message.
pub async fn change(tx: &mut Tx, message: &Message, event: &Event) -> Result<()> {
    messages::change(tx, message, &RULES, (event_id(message), by_writer(), event)).await
}

pub fn text(id: ContentId, field: &str, text: &str) -> NewContent {
    NewContent {
        id,
        field: field.parse().unwrap(),
        salt: [7; 32],
        text: text.into(),
    }
}
