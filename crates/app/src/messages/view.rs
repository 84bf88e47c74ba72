//! A message with its thread, as far as somebody may see it. Nothing else of it is loaded.

use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::event::{Event, EventSight, Recorded};
use domain::ids::{ContentId, MessageId, Number, OfficeId, PictureId, QueryCode, ReplyId, UnitId};
use domain::message::Message;
use domain::office::{Holder, Office, Region};
use domain::rating::{Praise, Rating, Scores, Settled};
use domain::reply::{Outcome, Reply, ReplyKind, ReplyState};
use domain::sight::Sight;
use domain::stage::next;
use domain::verb::Verb;
use std::collections::HashMap;
use store::{contents, events, messages, pictures, ratings, regions, replies, supports};

/// A message as somebody sees it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Codes, stage, clock, counts. Never shown beyond `sight`.
    pub message: Message,
    /// How much of it this person sees.
    pub sight: Sight,
    /// The person wrote it.
    pub is_writer: bool,
    /// The seat.
    pub office: Office,
    /// Who held the seat when it was written.
    pub holder_then: Option<Holder>,
    /// Who holds it now.
    pub holder_now: Option<Holder>,
    /// The places of the seat, the highest first.
    pub places: Vec<Region>,
    /// The domain's name.
    pub domain: String,
    /// The units that it speaks of: the short names.
    pub units: HashMap<UnitId, String>,
    /// The texts. None below [`Sight::Public`].
    pub texts: Option<Texts>,
    /// Pictures that this person may see.
    pub pictures: Vec<(PictureId, bool)>,
    /// Pictures that this person may not see.
    pub hidden_pictures: usize,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// Verbs that this person can do now.
    pub can: Vec<Verb>,
    /// The person said “me too”.
    pub supported: bool,
    /// The reply that waits for review, for those who review or wrote it.
    pub in_review: Option<ReplyShown>,
}

/// The texts of a message.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// As published, or as written where it was not published yet. Empty once erased.
    pub title: String,
    /// As published, or as written where it was not published yet.
    pub body: String,
    /// 诉求
    pub demand: Option<String>,
    /// 地点
    pub place: Option<String>,
    /// 不公开备注
    pub remark: Option<String>,
    /// As written, where words were taken out for the public.
    pub written_title: Option<String>,
    /// As written, where words were taken out for the public.
    pub written_body: Option<String>,
    /// As written, where words were taken out for the public.
    pub written_demand: Option<String>,
}

/// One thing that happened, with the text that this person may read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place in the thread.
    pub n: u32,
    /// When.
    pub at: Timestamp,
    /// In which role it was done.
    pub role: Role,
    /// For which unit.
    pub unit: Option<UnitId>,
    /// What.
    pub event: Event,
    /// The text that the event itself carries.
    pub text: Option<String>,
    /// The reply that it speaks of.
    pub reply: Option<ReplyShown>,
    /// The rating.
    pub rating: Option<RatingShown>,
    /// The message that it points to.
    pub other: Option<Number>,
    /// The offices that it speaks of: from, to.
    pub offices: Option<(String, String)>,
}

/// A reply as somebody sees it.
#[derive(Clone, Debug)]
pub struct ReplyShown {
    /// Its id.
    pub id: ReplyId,
    /// Interim or final.
    pub kind: ReplyKind,
    /// Where it stands.
    pub state: ReplyState,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// When it was handed in.
    pub submitted_at: Timestamp,
    /// The text; none where it may not be read: a returned reply is not public.
    pub text: Option<String>,
}

/// A rating as somebody sees it.
#[derive(Clone, Debug)]
pub struct RatingShown {
    /// Was it settled?
    pub settled: Option<Settled>,
    /// The three scores.
    pub scores: Scores,
    /// Words ticked.
    pub words: Vec<Praise>,
    /// A sentence.
    pub sentence: Option<String>,
}

impl Thread {
    /// The verbs that can be done now, as a test for templates.
    pub fn can(&self, verb: Verb) -> bool {
        self.can.contains(&verb)
    }

    /// The name of a unit.
    pub fn unit(&self, id: UnitId) -> &str {
        self.units.get(&id).map_or("", String::as_str)
    }
}

impl App {
    /// The message with this public number.
    pub async fn id_of(&self, number: Number) -> Result<MessageId, Refusal> {
        self.db
            .read(async |tx| messages::by_number(tx, number).await)
            .await?
            .ok_or(Refusal::NotFound)
    }

    /// The message of a query code, for whoever holds it.
    pub async fn id_of_code(&self, code: &QueryCode) -> Result<MessageId, Refusal> {
        let blinds = self.vault.blinds("query", code.bare());
        let found = self.db.read(async |tx| {
            for blind in &blinds {
                if let Some(id) = messages::by_query(tx, blind).await? {
                    return Ok((id, *blind));
                }
            }
            self.knows_all_keys(tx).await?;
            Err(Refusal::NotFound)
        });
        let (id, blind) = found.await?;
        // Only whoever holds the code can have its index made anew.
        if let Some(newest) = blinds.first().filter(|newest| **newest != blind) {
            self.db
                .write(async |tx| messages::set_query(tx, id, &blind, newest).await)
                .await?;
        }
        Ok(id)
    }

    /// A message as this person sees it.
    pub async fn thread(&self, actor: &Actor, id: MessageId) -> Result<Thread, Refusal> {
        self.thread_with(actor, id, false).await
    }

    /// A message as its writer sees it, for whoever holds the query code: it can be read, not changed.
    pub async fn thread_by_code(&self, code: &QueryCode) -> Result<Thread, Refusal> {
        let id = self.id_of_code(code).await?;
        self.thread_with(&Actor::VISITOR, id, true).await
    }

    async fn thread_with(
        &self,
        actor: &Actor,
        id: MessageId,
        holds_code: bool,
    ) -> Result<Thread, Refusal> {
        let now = self.clock.now();
        let loaded = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            let is_writer =
                holds_code || (actor.person.is_some() && actor.person == message.writer);
            let sight = if holds_code {
                Sight::Original
            } else {
                message.sight(actor, now)
            };
            let events = events::of_message(tx, id).await?;
            let replies = replies::of_message(tx, id).await?;
            let ratings = ratings::of_message(tx, id).await?;
            let ids = readable(&message, sight, is_writer, &events, &replies, &ratings);
            let texts = contents::texts(tx, ids).await?;
            let places = match &message.region {
                Some(region) => regions::path(tx, region).await?,
                None => Vec::new(),
            };
            let pictures = pictures::of_message(tx, id).await?;
            let supported = match actor.person {
                Some(person) => supports::has(tx, id, person).await?,
                None => false,
            };
            let mut others = HashMap::new();
            for event in &events {
                if let Some(other) = event.event.other() {
                    others.insert(other, messages::number_of(tx, other).await?);
                }
            }
            let parts = Loaded {
                message,
                sight,
                is_writer,
                replies,
                ratings,
                texts,
                others,
            };
            Ok::<_, Refusal>((parts, events, places, pictures, supported))
        });
        let (parts, events, places, pictures, supported) = loaded.await?;
        let reference = self.reference();
        let office = reference
            .office(parts.message.office)
            .ok_or(Refusal::NotFound)?
            .clone();
        let day = |time| self.rules.calendar.date(time);
        let holder = |time| reference.holder_on(office.id, day(time)).cloned();
        let title_of = |id: OfficeId| {
            reference
                .office(id)
                .map_or_else(String::new, |office| office.title.clone())
        };
        let entries = events
            .iter()
            .filter(|event| parts.sight.shows(event.event.sight(), parts.is_writer))
            .map(|event| parts.entry(event, title_of))
            .collect();
        let (shown, hidden): (Vec<_>, Vec<_>) = pictures
            .iter()
            .filter(|_picture| parts.sight.shows_text())
            .partition(|picture| !picture.hidden || parts.sight >= Sight::Handling);
        let can = Verb::ALL
            .iter()
            .copied()
            .filter(|verb| {
                next(parts.message.stage.kind(), *verb).is_some()
                    && actor.may(*verb, &parts.message).is_ok()
            })
            .filter(|verb| parts.possible(*verb, actor, now))
            .collect();
        Ok(Thread {
            holder_then: holder(parts.message.created_at),
            holder_now: holder(now),
            domain: reference
                .domain(&parts.message.domain)
                .map_or_else(String::new, |domain| domain.name.clone()),
            units: reference
                .units
                .iter()
                .map(|unit| (unit.id, unit.short.clone()))
                .collect(),
            texts: parts.sight.shows_text().then(|| parts.texts()),
            pictures: shown
                .into_iter()
                .map(|picture| (picture.id, picture.hidden))
                .collect(),
            hidden_pictures: hidden.len(),
            in_review: parts.in_review(),
            office,
            places,
            entries,
            can,
            supported,
            sight: parts.sight,
            is_writer: parts.is_writer,
            message: parts.message,
        })
    }
}

/// What was loaded of a message, before it is put together.
struct Loaded {
    message: Message,
    sight: Sight,
    is_writer: bool,
    replies: Vec<Reply>,
    ratings: Vec<Rating>,
    texts: HashMap<ContentId, String>,
    others: HashMap<MessageId, Option<Number>>,
}

impl Loaded {
    fn text(&self, id: Option<ContentId>) -> Option<String> {
        id.and_then(|id| self.texts.get(&id).cloned())
    }

    fn texts(&self) -> Texts {
        let ids = &self.message.texts;
        let (written_title, written_body) = (self.text(Some(ids.title)), self.text(Some(ids.body)));
        let original = self.sight >= Sight::Original;
        Texts {
            title: self
                .text(ids.public_title)
                .or(written_title.clone())
                .unwrap_or_default(),
            body: self
                .text(ids.public_body)
                .or(written_body.clone())
                .unwrap_or_default(),
            demand: self.text(ids.public_demand.or(ids.demand)),
            place: self.text(ids.place),
            remark: self.text(ids.remark),
            written_title: written_title.filter(|_text| original && ids.public_title.is_some()),
            written_body: written_body.filter(|_text| original && ids.public_body.is_some()),
            written_demand: self
                .text(ids.demand)
                .filter(|_text| original && ids.public_demand.is_some()),
        }
    }

    fn reply(&self, id: ReplyId) -> Option<ReplyShown> {
        let reply = self.replies.iter().find(|reply| reply.id == id)?;
        Some(ReplyShown {
            id,
            kind: reply.kind,
            state: reply.state,
            outcome: reply.outcome,
            unit: reply.unit,
            submitted_at: reply.submitted_at,
            text: self.text(Some(reply.text)),
        })
    }

    fn in_review(&self) -> Option<ReplyShown> {
        let waiting = self
            .replies
            .iter()
            .find(|reply| reply.state == ReplyState::InReview)?;
        may_read(waiting, self.sight, self.is_writer)
            .then(|| self.reply(waiting.id))
            .flatten()
    }

    fn entry(&self, event: &Recorded, title_of: impl Fn(OfficeId) -> String) -> Entry {
        let rating = match event.event {
            Event::Rated { rating } => self.ratings.iter().find(|known| known.id == rating),
            _ => None,
        };
        let other = event.event.other();
        let other = other.and_then(|other| self.others.get(&other).copied().flatten());
        let offices = match event.event {
            Event::OfficeMoved { from, to } => Some((title_of(from), title_of(to))),
            _ => None,
        };
        let readable =
            self.sight.shows_text() && self.sight.shows(event.event.text_sight(), self.is_writer);
        Entry {
            n: event.n,
            at: self.claimed(event).unwrap_or(event.at),
            role: event.by.role,
            unit: event.by.unit,
            text: self.text(event.event.text().filter(|_text| readable)),
            reply: event.event.reply().and_then(|id| self.reply(id)),
            rating: rating.map(|rating| RatingShown {
                settled: rating.settled,
                scores: rating.scores,
                words: rating.words.clone(),
                sentence: self.text(rating.sentence),
            }),
            other,
            offices,
            event: event.event.clone(),
        }
    }

    /// When an archive says that it happened: its events are recorded when it is imported.
    fn claimed(&self, event: &Recorded) -> Option<Timestamp> {
        if !self.message.imported {
            return None;
        }
        match event.event {
            Event::Imported { .. } => Some(self.message.created_at),
            Event::ReplyPublished { reply, .. } => {
                let reply = self.replies.iter().find(|known| known.id == reply)?;
                Some(reply.submitted_at)
            }
            Event::Rated { rating } => {
                let rating = self.ratings.iter().find(|known| known.id == rating)?;
                Some(rating.at)
            }
            _ => None,
        }
    }

    /// Beyond table and permission: what would be refused anyway is not offered.
    fn possible(&self, verb: Verb, actor: &Actor, now: Timestamp) -> bool {
        use domain::deadline::Extension;
        use domain::stage::Stage;
        let extension = self.message.clock.as_ref().map(|clock| clock.extension);
        let in_time = match self.message.stage {
            Stage::Replied { rate_by, .. } => now <= rate_by,
            _ => true,
        };
        match verb {
            Verb::Rate => in_time && self.message.rated.is_none(),
            Verb::FollowUp | Verb::RequestReopen => in_time,
            Verb::Appeal => matches!(
                self.message.stage,
                Stage::Declined {
                    appealed: false,
                    ..
                }
            ),
            Verb::Publish | Verb::Decline => {
                !matches!(self.message.stage, Stage::Submitted { not_by: Some(by), .. } if actor.person == Some(by))
            }
            Verb::Reopen | Verb::KeepClosed => {
                !matches!(self.message.stage, Stage::ReopenRequested { editor, .. } if actor.person == Some(editor))
            }
            Verb::Assign => self.message.counts.refusals < 2,
            Verb::SubmitReply => {
                !matches!(self.message.stage, Stage::Replied { .. })
                    || self.message.counts.asked_again
            }
            Verb::RevealContact => self.message.identity_open,
            Verb::RequestExtension => extension == Some(Extension::None),
            Verb::GrantExtension | Verb::DenyExtension => {
                matches!(extension, Some(Extension::Requested { .. }))
            }
            Verb::Support => self.message.is_public(now),
            Verb::Erase => self.message.erased_at.is_none(),
            _ => true,
        }
    }
}

/// All texts of a message that may be read at this sight: its own, those of its events, replies and ratings.
pub(crate) fn readable(
    message: &Message,
    sight: Sight,
    is_writer: bool,
    events: &[Recorded],
    replies: &[Reply],
    ratings: &[Rating],
) -> Vec<ContentId> {
    let mut ids = readable_texts(message, sight);
    for event in events {
        if sight.shows_text() && sight.shows(event.event.text_sight(), is_writer) {
            ids.extend(event.event.text());
        }
    }
    let replies = replies.iter();
    ids.extend(
        replies
            .filter(|reply| may_read(reply, sight, is_writer))
            .map(|reply| reply.text),
    );
    if sight.shows_text() {
        ids.extend(ratings.iter().filter_map(|rating| rating.sentence));
    }
    ids
}

/// The texts of the message itself that may be read at this sight.
fn readable_texts(message: &Message, sight: Sight) -> Vec<ContentId> {
    let texts = &message.texts;
    let mut ids = Vec::new();
    if !sight.shows_text() {
        return ids;
    }
    // As published; as written only where nothing was taken out, or for those who may see the original.
    ids.push(texts.public_title.unwrap_or(texts.title));
    ids.push(texts.public_body.unwrap_or(texts.body));
    ids.extend(texts.public_demand.or(texts.demand));
    if !message.hide_place || sight >= Sight::Handling {
        ids.extend(texts.place);
    }
    if sight >= Sight::Original {
        ids.extend([texts.title, texts.body]);
        ids.extend(texts.demand);
        ids.extend(texts.remark);
    }
    ids
}

/// A published reply is for everyone who may read the message; one that waits or was returned is for staff inside.
fn may_read(reply: &Reply, sight: Sight, is_writer: bool) -> bool {
    match reply.state {
        ReplyState::Published => sight.shows_text(),
        _ => sight.shows(EventSight::Staff, is_writer),
    }
}
