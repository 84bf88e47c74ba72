//! The decision page: the message and its history on one side, what can be done about it on the other.

use super::chips::{self, Chip, Due};
use super::fields::Control;
use super::forms::{self, Form, draft};
use super::links::{self, Address};
use super::points::{self, Point};
use super::take_down::Waits;
use super::worklist::{has_desk, list_name};
use crate::page::{Page, Wrong, show_with};
use crate::personal::{Part, marked, summed_up};
use crate::posted::Posted;
use crate::rows::RowView;
use crate::search;
use crate::tell::Answer;
use crate::thread::{ThreadView, outcome_word};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::desk::List;
use app::messages::{Thread, found_in_reply};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::ids::MessageId;
use domain::sight::Sight;
use domain::verb::Verb;
use hanzi::personal;
use serde::Deserialize;
use store::lists::Key;

/// What the address of the page may say.
#[derive(Debug, Default, Deserialize)]
pub struct Asks {
    list: Option<String>,
    #[serde(flatten)]
    done: AsksDone,
}

/// What the address says was just done, and to which message.
#[derive(Debug, Default, Deserialize)]
pub struct AsksDone {
    done: Option<String>,
    on: Option<String>,
}

/// A form that was sent and has to be corrected.
pub struct Sent {
    /// Which.
    pub verb: Verb,
    /// With what in it.
    pub posted: Posted,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What was just done to another message, with the way back to it.
pub struct Done {
    /// What was done.
    pub word: String,
    /// The number of the message.
    pub number: String,
    /// Its page.
    pub href: String,
    /// The draft that is not needed any more.
    pub draft: String,
}

impl Done {
    /// Takes the flash from the frame: the desk shows it with the way back.
    pub fn take(p: &mut Page, asks: &AsksDone, list: List) -> Option<Self> {
        let address = Address::parse(asks.on.as_deref()?).ok()?;
        let verb = asks.done.as_deref()?.strip_prefix("desk-")?;
        Some(Self {
            word: p.flash.take()?,
            draft: draft(verb, address),
            number: address.to_string(),
            href: links::message(address, list),
        })
    }
}

#[derive(Template)]
#[template(path = "desk/decision.html")]
struct Decision {
    p: Page,
    th: ThreadView,
    done: Option<Done>,
    /// The address of this message in forms.
    address: Address,
    title: Option<String>,
    chips: Vec<Chip>,
    /// By when something has to be done.
    due: Option<Due>,
    /// The list that the person works through: its code, name and address.
    list: (&'static str, String, String),
    /// The place of this message in it.
    place: String,
    /// The state that was read.
    seen: u32,
    /// The next message of the list.
    next: Option<String>,
    /// Who is complained about.
    concerns: Option<String>,
    visibility: String,
    /// That the writer is a minor, where they are.
    age: Option<String>,
    /// Whether the writer opened the identity switch, and what to do where not.
    identity: String,
    points: Vec<Point>,
    /// Somebody asked to take it down.
    take_down: Option<Waits>,
    /// The person may call whoever is on duty.
    raises: bool,
    /// Personal data in the letter, for those who screen it.
    found: Option<Found>,
    /// Public messages that speak of the same: precedents, and what may be one matter.
    similar: Vec<RowView>,
    /// The reply that waits for review.
    reply: Option<Answered>,
    main: Vec<Form>,
    rest: Vec<Form>,
}

/// Personal data in what is to be published.
struct Found {
    /// What there is of it.
    summary: String,
    /// Each text that holds some, with the places marked.
    parts: Vec<Vec<Part>>,
}

/// A reply under review.
struct Answered {
    unit: String,
    outcome: String,
    submitted: String,
    text: Vec<Part>,
    /// Personal data in it.
    found: Option<String>,
    /// It was handed in within its time.
    on_time: bool,
    /// The person may return or publish it.
    can_judge: bool,
}

/// The page of a message.
pub async fn page(
    State(web): State<Web>,
    viewer: Viewer,
    Path(number): Path<String>,
    Query(asks): Query<Asks>,
) -> Answer {
    has_desk(&viewer)?;
    let list = links::list_asked(viewer.actor.role, asks.list.as_deref())?;
    let id = id_of(&web, Address::parse(&number)?).await?;
    show(&web, &viewer, id, list).opened(&asks.done).await
}

/// The message of an address.
pub async fn id_of(web: &Web, address: Address) -> Result<MessageId, Refusal> {
    match address {
        Address::Number(number) => web.app.id_of(number).await,
        Address::Id(id) => Ok(id),
    }
}

/// The page of a message for somebody, on the way through a list.
pub fn show<'a>(web: &'a Web, viewer: &'a Viewer, id: MessageId, list: List) -> Shown<'a> {
    Shown {
        web,
        viewer,
        id,
        list,
    }
}

/// A page that is about to be shown.
pub struct Shown<'a> {
    web: &'a Web,
    viewer: &'a Viewer,
    id: MessageId,
    list: List,
}

impl Shown<'_> {
    /// As it is opened.
    async fn opened(self, asks: &AsksDone) -> Answer {
        let thread = self.web.app.thread(&self.viewer.actor, self.id).await?;
        if thread.sight < Sight::Handling {
            // Not this person's to work on: what everyone sees is on the public page.
            let number = thread.message.number.ok_or(Refusal::NotFound)?;
            return Ok(Redirect::to(&format!("/messages/{number}")).into_response());
        }
        let mut page = self.decision(&thread, None).await?;
        page.done = Done::take(&mut page.p, asks, self.list);
        Ok(show_with(StatusCode::OK, &page))
    }

    /// As it is shown again, with what was typed and what is wrong with it.
    pub async fn sent(self, sent: Sent) -> Answer {
        let thread = self.web.app.thread(&self.viewer.actor, self.id).await?;
        if thread.sight < Sight::Handling {
            return Err(Refusal::NotFound.into());
        }
        let page = self.decision(&thread, Some(&sent)).await?;
        Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
    }

    async fn decision(&self, thread: &Thread, sent: Option<&Sent>) -> Result<Decision, Refusal> {
        let Self {
            web, viewer, list, ..
        } = *self;
        let (actor, message) = (&viewer.actor, &thread.message);
        let address = Address::of(message);
        let waits = message.waits_for();
        let place = waits.map(|(_, at)| Key { at, id: message.id });
        let next = web.app.desk_next(actor, list, place, message.id).await?;

        let title = thread.texts.as_ref().map(|texts| texts.title.clone());
        let title = title.filter(|title| !title.is_empty());
        let heading = title.clone().unwrap_or_else(|| address.to_string());
        let p = Page::titled(web, viewer, "desk", heading).with_primary();
        let text = thread.texts.as_ref();
        let text = text.map(|texts| (texts.title.as_str(), texts.body.as_str()));
        let similar = match text {
            Some(_) if message.is_public(web.app.clock.now()) => {
                search::like(web, &p, message.id).await?
            }
            Some(text) => search::same_as(web, &p, text).await?,
            None => Vec::new(),
        };
        let contact = web.app.masked_contact(actor, message.id).await?;
        let asked = web.app.asked_take_down(actor, message).await?;
        let (main, rest) = forms::of(web, &p, actor, thread, (sent, asked.is_some()));
        Ok(Decision {
            th: ThreadView::new(&p, thread),
            done: None,
            address,
            title,
            chips: chips::of(&p, message),
            due: waits.map(|(_, at)| Due::of(web, &p, &at)),
            list: (
                list.code(),
                list_name(&p, actor.role, list),
                links::list(list),
            ),
            place: place.map_or_else(String::new, |key| links::cursor(actor, list, key)),
            seen: message.events,
            next: next.map(|next| links::message(Address::of(&next.message), list)),
            concerns: message.concerns.map(|unit| thread.unit(unit).to_owned()),
            visibility: p.code("visibility", message.visibility),
            age: message
                .age
                .is_minor()
                .then(|| p.code("desk-age", message.age)),
            identity: match contact {
                Some(phone) => p.tt("desk-identity-masked", phone),
                None => p.t(
                    match (thread.message.identity_open, actor.role.needs_unit()) {
                        (true, _) => "desk-identity-open",
                        (false, true) => "desk-identity-ask",
                        (false, false) => "desk-identity-closed",
                    },
                ),
            },
            raises: actor.role != domain::actor::Role::Auditor,
            found: found(&p, thread),
            points: points::of(&p, thread),
            take_down: asked.map(|asked| Waits::new(&p, asked)),
            similar,
            reply: answered(&p, thread),
            main,
            rest,
            p,
        })
    }
}

/// What whoever screens has to look at: personal data and names in the texts as they would go out.
fn found(p: &Page, thread: &Thread) -> Option<Found> {
    let texts = thread
        .texts
        .as_ref()
        .filter(|_texts| thread.can(Verb::Publish))?;
    let (mut all, mut parts) = (Vec::new(), Vec::new());
    for text in [Some(&texts.title), Some(&texts.body), texts.demand.as_ref()] {
        let text = text.map_or("", String::as_str);
        let mut found = personal::find(text);
        let names = personal::names(text).into_iter();
        let apart = |name: &personal::Found| {
            let mut known = found.iter();
            known
                .all(|other| other.span.end <= name.span.start || name.span.end <= other.span.start)
        };
        let names: Vec<_> = names.filter(apart).collect();
        found.extend(names);
        found.sort_by_key(|piece| piece.span.start);
        if !found.is_empty() {
            parts.push(marked(p, text, &found));
            all.extend(found);
        }
    }
    let summary = summed_up(p, &all)?;
    Some(Found { summary, parts })
}

fn answered(p: &Page, thread: &Thread) -> Option<Answered> {
    let reply = thread.in_review.as_ref()?;
    let text = reply.text.as_ref()?;
    let found = found_in_reply(text);
    Some(Answered {
        unit: reply
            .unit
            .map_or_else(String::new, |unit| thread.unit(unit).to_owned()),
        outcome: reply
            .outcome
            .map_or_else(String::new, |outcome| outcome_word(p, outcome)),
        submitted: p.moment(&reply.submitted_at),
        text: marked(p, text, &found),
        found: summed_up(p, &found),
        on_time: thread.message.on_time(reply.submitted_at),
        can_judge: thread.can(Verb::PublishReply),
    })
}

impl Decision {
    /// What has to be corrected: the id of each field, its label, and what to do.
    fn errors(&self) -> Vec<(&str, String)> {
        let fields = self
            .main
            .iter()
            .chain(&self.rest)
            .flat_map(|form| &form.fields);
        fields
            .filter_map(|field| {
                let wrong = field.wrong.as_ref()?;
                let word = self.p.tt2("desk-error", &field.label, wrong);
                Some((field.id.as_str(), word))
            })
            .collect()
    }

    /// The keys of the page: the key, and the word of its verb.
    fn keys(&self) -> Vec<(&'static str, String)> {
        let forms = self.main.iter();
        forms
            .filter_map(|form| Some((form.key?, self.p.code("verb", form.verb))))
            .collect()
    }
}
