//! What an event says in the public log: codes, days and numbers, with which anyone can replay the thread under the
//! table of transitions and count the figures again. Never a text, a name or the number of an account.

use domain::Timestamp;
use domain::actor::Role;
use domain::event::{Event, Recorded};
use domain::ids::{Number, OfficeId, UnitId};
use domain::message::Message;
use domain::office::RegionCode;
use domain::rating::{Rating, Score};
use domain::reply::Outcome;
use ledger::commitments::Commitment;
use ledger::entries::{Entry, Link};
use ledger::facts::{Code, Fact, Name, Value, Whole};
use ledger::kinds::Kind;
use std::collections::BTreeMap;

/// The ground of an erasure that the writer asked for: the only one that the board knows.
const OWN_REQUEST: &str = "own-request";

/// What an entry says besides the event itself.
#[derive(Clone, Debug)]
pub(super) struct About<'a> {
    /// The message.
    pub message: &'a Message,
    /// The office that had it at the event.
    pub office: OfficeId,
    /// The place of the office that had it at the event, or to which it was moved.
    pub region: Option<RegionCode>,
    /// The rating that the event speaks of.
    pub rating: Option<&'a Rating>,
    /// The outcome of the reply that the event published.
    pub outcome: Option<Outcome>,
    /// The public number of the message that the event points to, unless that one is sealed.
    pub other: Option<Number>,
}

/// The kind of entry that an event makes. None: the public learns nothing by it.
pub(super) fn kind(event: &Event) -> Option<Kind> {
    Some(match event {
        Event::Submitted => Kind::Received,
        Event::Imported { .. } => Kind::Imported,
        Event::Edited | Event::Amended => Kind::Amended,
        Event::Published { .. } | Event::Declined { .. } => Kind::Screened,
        Event::Appealed { .. } => Kind::Appealed,
        Event::Diverted { .. } => Kind::Diverted,
        Event::Redacted { .. } => Kind::Redacted,
        Event::TakenDown { .. } => Kind::TakenDown,
        Event::Assigned { .. } => Kind::Assigned,
        Event::Accepted { .. } => Kind::Accepted,
        Event::Refused { .. } => Kind::Refused,
        Event::Transferred { .. } => Kind::Transferred,
        Event::CoUnitAdded { .. } => Kind::CoUnits,
        Event::Designated { .. } => Kind::Designated,
        Event::WriterAsked { .. } | Event::ClarificationAnswered { .. } => Kind::Clarification,
        Event::ExtensionRequested { .. }
        | Event::ExtensionGranted { .. }
        | Event::ExtensionDenied { .. } => Kind::Extended,
        Event::OfflineRecorded { .. } => Kind::Offline,
        Event::InterimPosted { .. } => Kind::Interim,
        Event::ReplySubmitted { .. } => Kind::ReplySubmitted,
        Event::ReplyReturned { .. } => Kind::ReplyReturned,
        Event::ReplyPublished { .. } => Kind::ReplyPublished,
        Event::ReplyCorrected { .. } => Kind::ReplyCorrected,
        Event::Rated { .. } => Kind::Rated,
        Event::FollowedUp { .. } => Kind::FollowedUp,
        Event::ReopenRequested { .. } => Kind::ReopenRequested,
        Event::Reopened { .. } => Kind::ReopenJudged,
        Event::KeptClosed { .. } => Kind::KeptClosed,
        Event::Instructed { public: true, .. } => Kind::Instructed,
        // A word inside the house, and a reminder, are for staff alone; who looked at a contact is for the writer.
        Event::Instructed { public: false, .. }
        | Event::Reminded { .. }
        | Event::ContactRevealed { .. } => return None,
        Event::Escalated => Kind::Escalated,
        Event::OfficeMoved { .. } => Kind::Moved,
        Event::Split { .. } | Event::SplitOff { .. } => Kind::Split,
        Event::LinkedDuplicate { .. } => Kind::Linked,
        Event::Late { .. } => Kind::Late,
        Event::Closed { .. } => Kind::Closed,
        Event::Withdrawn { .. } => Kind::Withdrawn,
        Event::Erased => Kind::Erased,
    })
}

/// The entry of an event, with the commitments to the texts that were written with it.
pub(super) fn entry(
    kind: Kind,
    link: Link,
    event: &Recorded,
    about: &About<'_>,
    fields: BTreeMap<Name, Commitment>,
) -> Entry {
    let office = match event.by.unit {
        Some(unit) => Some(unit_code(unit)),
        None if event.by.role.needs_office() => Some(office_code(about.office)),
        None => None,
    };
    Entry {
        kind,
        time: u64::try_from(event.at.as_millisecond()).unwrap_or(0),
        link: Some(link),
        office: office.and_then(|code| code.parse().ok()),
        fields,
        facts: facts(event, about).0,
    }
}

/// `office-12`
pub(super) fn office_code(id: OfficeId) -> String {
    format!("office-{id}")
}

/// `unit-7`
pub(super) fn unit_code(id: UnitId) -> String {
    format!("unit-{id}")
}

/// Facts by name, put together.
#[derive(Debug, Default)]
pub(super) struct Facts(pub(super) BTreeMap<Name, Fact>);

/// A name known at compile time.
macro_rules! name {
    ($text:literal) => {
        const { Name::literal($text) }
    };
}
pub(super) use name;

impl Facts {
    /// A code; what is none is left out, for no entry may ever stop the log.
    pub(super) fn code(self, name: Name, code: impl AsRef<str>) -> Self {
        let code: Option<Code> = code.as_ref().parse().ok();
        self.fact(name, code.map(Fact::from))
    }

    fn unit(self, name: Name, unit: UnitId) -> Self {
        self.code(name, unit_code(unit))
    }

    fn time(self, name: Name, time: Timestamp) -> Self {
        let time = Whole::try_from(time.as_millisecond()).ok();
        self.fact(name, time.map(Fact::from))
    }

    fn score(self, name: Name, score: Option<Score>) -> Self {
        self.fact(
            name,
            score.map(|score| Fact::from(u32::from(u8::from(score)))),
        )
    }

    pub(super) fn fact(mut self, name: Name, fact: Option<impl Into<Fact>>) -> Self {
        self.0.extend(fact.map(|fact| (name, fact.into())));
        self
    }
}

fn facts(event: &Recorded, about: &About<'_>) -> Facts {
    let facts = Facts::default().code(name!("by"), event.by.role.code());
    // What an archive tells of its own past is a claim: it follows no table.
    let claimed = about.message.imported
        && event.by.role == Role::Clock
        && matches!(
            event.event,
            Event::ReplyPublished { .. } | Event::Rated { .. }
        );
    let facts = match event.event.verb() {
        _ if claimed => facts.fact(name!("claimed"), Some(true)),
        Some(verb) => facts.code(name!("verb"), verb.code()),
        None => facts,
    };
    match &event.event {
        Event::Submitted => opening(facts, about),
        Event::Imported { stage, .. } => opening(facts, about)
            .code(name!("stage"), stage.code())
            .time(name!("written"), about.message.created_at),
        Event::Published { redacted, .. } => {
            let clock = about.message.clock.as_ref();
            facts
                .code(name!("result"), "published")
                .fact(name!("redacted"), Some(*redacted))
                .fact(
                    name!("due"),
                    clock.and_then(|clock| Whole::try_from(clock.first_due.as_millisecond()).ok()),
                )
        }
        Event::Declined { reason, .. } => facts
            .code(name!("result"), "declined")
            .code(name!("reason"), reason.code()),
        Event::Diverted { channel, .. } => facts.code(name!("channel"), channel.code()),
        Event::TakenDown { ground, .. } => facts.code(name!("ground"), ground.code()),
        Event::Assigned { unit, due } => facts.unit(name!("unit"), *unit).time(name!("due"), *due),
        Event::Accepted { unit, silence } => facts
            .unit(name!("unit"), *unit)
            .fact(name!("silence"), Some(*silence)),
        Event::Refused { unit, .. }
        | Event::CoUnitAdded { unit }
        | Event::Designated { unit, .. }
        | Event::WriterAsked { unit, .. } => facts.unit(name!("unit"), *unit),
        Event::Transferred { from, to, .. } => {
            facts.unit(name!("from"), *from).unit(name!("to"), *to)
        }
        Event::ExtensionRequested { days, .. } => facts.fact(name!("days"), Some(*days)),
        Event::ExtensionGranted { days, due } => facts
            .fact(name!("days"), Some(*days))
            .time(name!("due"), *due),
        Event::OfflineRecorded { day, .. } => facts.code(name!("day"), day.to_string()),
        Event::ReplyReturned {
            reason, answer_by, ..
        } => facts
            .code(name!("reason"), reason.code())
            .time(name!("answer_by"), *answer_by),
        Event::ReplyPublished { on_time, .. } => {
            let outcome = about.outcome;
            let facts = if claimed {
                facts
            } else {
                facts.fact(name!("on_time"), Some(*on_time))
            };
            let day = outcome.and_then(Outcome::day);
            outcome
                .into_iter()
                .fold(facts, |facts, outcome| {
                    facts.code(name!("outcome"), outcome.kind().code())
                })
                .fact(name!("day"), day.and_then(|day| code(&day.to_string())))
        }
        Event::Rated { .. } => about.rating.into_iter().fold(facts, rated),
        Event::Instructed { personally, .. } => facts.fact(name!("personally"), Some(*personally)),
        Event::OfficeMoved { from, to } => region(
            facts
                .code(name!("from"), office_code(*from))
                .code(name!("to"), office_code(*to)),
            about,
        ),
        Event::Split { .. } => facts.fact(name!("into"), number(about)),
        Event::SplitOff { .. } => opening(facts, about).fact(name!("from"), number(about)),
        Event::LinkedDuplicate { .. } => facts.fact(name!("to"), number(about)),
        Event::Late { step } => facts.code(name!("step"), step.code()),
        Event::Closed { result } => facts.code(name!("result"), result.code()),
        Event::Withdrawn { effective_at } => facts.time(name!("effective"), *effective_at),
        Event::Erased => facts.code(name!("ground"), OWN_REQUEST),
        Event::Edited
        | Event::Amended
        | Event::Appealed { .. }
        | Event::Redacted { .. }
        | Event::ClarificationAnswered { .. }
        | Event::ExtensionDenied { .. }
        | Event::ContactRevealed { .. }
        | Event::InterimPosted { .. }
        | Event::ReplySubmitted { .. }
        | Event::ReplyCorrected { .. }
        | Event::FollowedUp { .. }
        | Event::ReopenRequested { .. }
        | Event::Reopened { .. }
        | Event::KeptClosed { .. }
        | Event::Reminded { .. }
        | Event::Escalated => facts,
    }
}

/// What is told of a message when its thread begins.
fn opening(facts: Facts, about: &About<'_>) -> Facts {
    let message = about.message;
    let facts = facts
        .code(name!("kind"), message.kind.code())
        .code(name!("domain"), message.domain.as_str())
        .code(name!("visibility"), message.visibility.code())
        .code(name!("office"), office_code(about.office));
    region(facts, about)
}

fn region(facts: Facts, about: &About<'_>) -> Facts {
    let code = about.region.as_ref().and_then(|place| code(place.as_str()));
    facts.fact(name!("region"), code)
}

fn rated(facts: Facts, rating: &Rating) -> Facts {
    let words: Vec<Value> = rating
        .words
        .iter()
        .filter_map(|word| code(word.code()))
        .map(Value::Code)
        .collect();
    facts
        .fact(
            name!("settled"),
            rating.settled.and_then(|settled| code(settled.code())),
        )
        .score(name!("result"), rating.scores.result)
        .score(name!("manner"), rating.scores.manner)
        .score(name!("speed"), rating.scores.speed)
        .fact(
            name!("words"),
            (!words.is_empty()).then_some(Fact::Many(words)),
        )
}

fn number(about: &About<'_>) -> Option<Code> {
    code(&about.other?.to_string())
}

fn code(text: &str) -> Option<Code> {
    text.parse().ok()
}
