//! A whole message: texts, events, replies, ratings, and what can be done — as far as this person may see it.

use crate::api::codes;
use crate::api::item::{Item, Names};
use crate::web::Web;
use app::messages::{Entry, RatingShown, ReplyShown, Texts};
use domain::event::Event;
use domain::ids::UnitId;
use domain::office::Region;
use domain::rating::{Score, Settled};
use domain::reply::Outcome;
use domain::sight::Sight;
use domain::verb::Verb;
use serde::Serialize;
use utoipa::ToSchema;

/// A message with its thread.
#[derive(Serialize, ToSchema)]
pub struct Thread {
    #[serde(flatten)]
    item: Item,
    /// How much of it this person sees: `stub`, `progress`, `public`, `handling`, `original`.
    #[schema(schema_with = codes::sight)]
    sight: &'static str,
    /// What this person can do now; each is a noun under the message's address.
    #[schema(schema_with = codes::verbs)]
    can: Vec<&'static str>,
    #[serde(flatten)]
    whole: Option<Whole>,
}

/// What is shown beyond a stub.
#[derive(Serialize, ToSchema)]
struct Whole {
    #[schema(schema_with = codes::visibility)]
    visibility: &'static str,
    pen_name: Option<String>,
    subdomain: Option<String>,
    /// Who held the seat when it was written.
    holder_then: Option<String>,
    /// Who holds it now.
    holder_now: Option<String>,
    /// The places of the seat, the highest first.
    places: Vec<Place>,
    /// The unit that has it.
    unit: Option<String>,
    co_units: Vec<String>,
    #[serde(flatten)]
    texts: Option<TextsShown>,
    pictures: Vec<Picture>,
    /// Pictures that this person may not see.
    hidden_pictures: usize,
    events: Vec<EventShown>,
    /// The reply that waits for review, for those who review or wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_review: Option<ReplyJson>,
    supported: bool,
    is_writer: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_open: Option<bool>,
}

#[derive(Serialize, ToSchema)]
struct Place {
    code: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Texts)]
struct TextsShown {
    body: String,
    demand: Option<String>,
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_as_written: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_as_written: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    demand_as_written: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Picture {
    url: String,
    thumb_url: String,
    hidden: bool,
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
struct EventShown {
    n: u32,
    at: String,
    /// In which role it was done.
    #[schema(schema_with = codes::role)]
    by: &'static str,
    /// For which unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_unit: Option<String>,
    event: &'static str,
    #[serde(flatten)]
    what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<ReplyJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<RatingJson>,
}

/// The codes, days and names that an event carries.
#[derive(Default, Serialize, ToSchema)]
struct What {
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = codes::channel)]
    channel: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = codes::closed_or_null)]
    result: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = codes::late_step)]
    step: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// The number of another message.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_time: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silence: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    personally: Option<bool>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Reply)]
struct ReplyJson {
    #[schema(schema_with = codes::reply_kind)]
    kind: &'static str,
    #[schema(schema_with = codes::reply_state)]
    state: &'static str,
    #[schema(schema_with = codes::outcome_or_null)]
    outcome: Option<&'static str>,
    /// The promised day.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    unit: Option<String>,
    submitted_at: String,
    /// Null where it may not be read: a returned reply is not public.
    text: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Rating)]
struct RatingJson {
    #[schema(schema_with = codes::settled_or_null)]
    settled: Option<&'static str>,
    result: Option<u8>,
    manner: Option<u8>,
    speed: Option<u8>,
    #[schema(schema_with = codes::praises)]
    words: Vec<&'static str>,
    sentence: Option<String>,
}

impl Thread {
    /// A message as the app gave it to this person.
    pub fn of(web: &Web, thread: &app::messages::Thread) -> Self {
        Self {
            item: item(web, thread),
            sight: match thread.sight {
                Sight::Stub => "stub",
                Sight::Progress => "progress",
                Sight::Public => "public",
                Sight::Handling => "handling",
                Sight::Original => "original",
            },
            can: possible(thread),
            whole: (thread.sight >= Sight::Progress).then(|| Whole::of(web, thread)),
        }
    }
}

/// What this person can do now, of the verbs that are a noun here. What can be done to a stub would tell its stage.
pub fn possible(thread: &app::messages::Thread) -> Vec<&'static str> {
    let here = |verb: &&Verb| {
        let elsewhere = matches!(verb, Verb::TakeDown | Verb::Follow);
        thread.sight > Sight::Stub && !elsewhere
    };
    thread
        .can
        .iter()
        .filter(here)
        .map(|verb| verb.code())
        .collect()
}

/// The message of a thread as lists have it.
pub fn item(web: &Web, thread: &app::messages::Thread) -> Item {
    let names = Names {
        office: &thread.office.title,
        domain: &thread.domain,
        title: thread.texts.as_ref().map(|texts| texts.title.clone()),
    };
    Item::of(web, &thread.message, thread.sight, &names)
}

impl Whole {
    fn of(web: &Web, thread: &app::messages::Thread) -> Self {
        let message = &thread.message;
        let shows_text = thread.sight.shows_text();
        let unit = |id: UnitId| thread.unit(id).to_owned();
        Self {
            visibility: message.visibility.code(),
            pen_name: shows_text.then(|| message.pen_name.clone()),
            subdomain: message.subdomain.clone(),
            holder_then: thread
                .holder_then
                .as_ref()
                .map(|holder| holder.name.clone()),
            holder_now: thread.holder_now.as_ref().map(|holder| holder.name.clone()),
            places: thread.places.iter().map(place).collect(),
            unit: message.stage.unit().map(unit),
            co_units: message.co_units.iter().copied().map(unit).collect(),
            texts: thread.texts.clone().map(TextsShown::from),
            pictures: thread
                .pictures
                .iter()
                .map(|(id, hidden)| Picture {
                    url: format!("/pictures/{id}"),
                    thumb_url: format!("/pictures/{id}/thumb"),
                    hidden: *hidden,
                })
                .collect(),
            hidden_pictures: thread.hidden_pictures,
            events: thread
                .entries
                .iter()
                .map(|entry| EventShown::of(web, thread, entry))
                .collect(),
            in_review: thread
                .in_review
                .as_ref()
                .map(|reply| ReplyJson::of(web, thread, reply)),
            supported: thread.supported,
            is_writer: thread.is_writer,
            identity_open: (thread.sight >= Sight::Handling)
                .then_some(thread.message.identity_open),
        }
    }
}

fn place(region: &Region) -> Place {
    Place {
        code: region.code.to_string(),
        name: region.name.clone(),
    }
}

impl From<Texts> for TextsShown {
    fn from(texts: Texts) -> Self {
        Self {
            body: texts.body,
            demand: texts.demand,
            place: texts.place,
            remark: texts.remark,
            title_as_written: texts.written_title,
            body_as_written: texts.written_body,
            demand_as_written: texts.written_demand,
        }
    }
}

impl EventShown {
    fn of(web: &Web, thread: &app::messages::Thread, entry: &Entry) -> Self {
        Self {
            n: entry.n,
            at: web.when(entry.at),
            by: entry.role.code(),
            by_unit: entry.unit.map(|unit| thread.unit(unit).to_owned()),
            event: entry.event.code(),
            what: What::of(web, thread, entry),
            text: entry.text.clone(),
            reply: entry
                .reply
                .as_ref()
                .map(|reply| ReplyJson::of(web, thread, reply)),
            rating: entry.rating.as_ref().map(RatingJson::of),
        }
    }
}

impl What {
    fn of(web: &Web, thread: &app::messages::Thread, entry: &Entry) -> Self {
        let event = &entry.event;
        let unit = |id: UnitId| Some(thread.unit(id).to_owned());
        let mut what = Self {
            unit: event.unit().and_then(unit),
            other: entry.other.map(|number| number.to_string()),
            ..Self::default()
        };
        if let Some((from, to)) = &entry.offices {
            (what.from, what.to) = (Some(from.clone()), Some(to.clone()));
        }
        match event {
            Event::Imported { source, .. } => what.source = Some(source.clone()),
            Event::Published { redacted, .. } => what.redacted = Some(*redacted),
            Event::Declined { reason, .. } => what.reason = Some(reason.code()),
            Event::Diverted { channel, .. } => what.channel = Some(channel.code()),
            Event::TakenDown { ground, .. } => what.ground = Some(ground.code()),
            Event::Assigned { due, .. } => what.due = Some(web.when(*due)),
            Event::Accepted { silence, .. } => what.silence = Some(*silence),
            Event::Transferred { from, .. } => what.from = unit(*from),
            Event::ExtensionRequested { days, .. } => what.days = Some(*days),
            Event::ExtensionGranted { days, due } => {
                (what.days, what.due) = (Some(*days), Some(web.when(*due)));
            }
            Event::OfflineRecorded { day, .. } => what.day = Some(day.to_string()),
            Event::ReplyReturned {
                reason, answer_by, ..
            } => {
                (what.reason, what.due) = (Some(reason.code()), Some(web.when(*answer_by)));
            }
            Event::ReplyPublished { on_time, .. } if !thread.message.imported => {
                what.on_time = Some(*on_time);
            }
            Event::Instructed {
                public, personally, ..
            } => {
                (what.public, what.personally) = (Some(*public), Some(*personally));
            }
            Event::Late { step } => what.step = Some(step.code()),
            Event::Closed { result } => what.result = Some(result.code()),
            Event::Withdrawn { effective_at } => what.due = Some(web.when(*effective_at)),
            _ => {}
        }
        what
    }
}

impl ReplyJson {
    fn of(web: &Web, thread: &app::messages::Thread, reply: &ReplyShown) -> Self {
        Self {
            kind: reply.kind.code(),
            state: reply.state.code(),
            outcome: reply.outcome.map(|outcome| outcome.kind().code()),
            day: reply
                .outcome
                .and_then(Outcome::day)
                .map(|day| day.to_string()),
            unit: reply.unit.map(|unit| thread.unit(unit).to_owned()),
            submitted_at: web.when(reply.submitted_at),
            text: reply.text.clone(),
        }
    }
}

impl RatingJson {
    fn of(rating: &RatingShown) -> Self {
        let score = |score: Option<Score>| score.map(u8::from);
        Self {
            settled: rating.settled.map(Settled::code),
            result: score(rating.scores.result),
            manner: score(rating.scores.manner),
            speed: score(rating.scores.speed),
            words: rating.words.iter().map(|word| word.code()).collect(),
            sentence: rating.sentence.clone(),
        }
    }
}
