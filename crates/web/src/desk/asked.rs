//! What a form of the decision page sent: read once, checked field by field, done, and on to the next item.

use super::links::{self, Address};
use super::{decision, worklist};
use crate::page::{Page, Wrong, show_with};
use crate::posted::{Posted, Typed};
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::desk::List;
use app::{App, Problem, Refusal};
use askama::Template;
use axum::RequestExt;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Actor;
use domain::form::{Field, Length};
use domain::ids::MessageId;
use domain::message::Message;
use domain::text::{Body, Note, TextProblem};
use domain::verb::Verb;
use std::future::Future;
use std::str::FromStr;
use std::sync::Arc;
use store::lists::Key;

/// A decision that was sent.
pub struct Asked {
    web: Web,
    viewer: Viewer,
    /// As the address names the message.
    pub address: Address,
    /// The message.
    pub id: MessageId,
    /// What came.
    pub posted: Posted,
    /// The list that the person works through.
    list: List,
    /// The place of the message in it, before the decision.
    place: Option<Key>,
}

/// What somebody wrote whose session ended meanwhile: shown once, so that it can be copied.
#[derive(Template)]
#[template(path = "desk/kept.html")]
struct Kept {
    p: Page,
    texts: Vec<String>,
    back: String,
}

impl FromRequest<Web> for Asked {
    type Rejection = Response;

    async fn from_request(mut request: Request, web: &Web) -> Result<Self, Response> {
        let refuse = |refusal: Refusal| Failed(refusal).into_response();
        let Path(number): Path<String> = request
            .extract_parts_with_state(web)
            .await
            .map_err(|_broken| refuse(Refusal::NotFound))?;
        let address = Address::parse(&number).map_err(refuse)?;
        let viewer: Viewer = request
            .extract_parts_with_state(web)
            .await
            .unwrap_or_else(|never| match never {});
        let Typed { posted, own } = Typed::from_request(request, web)
            .await
            .map_err(IntoResponse::into_response)?;
        if !viewer.is_signed_in() {
            return Err(kept(web, &viewer, &posted, address));
        }
        let read = async {
            worklist::has_desk(&viewer)?;
            if !own {
                return Err(domain::permission::Forbidden::NotYours.into());
            }
            let list = links::list_asked(viewer.actor.role, Some(posted.text("list")))?;
            let place = Some(posted.text("place")).filter(|place| !place.is_empty());
            let known = |place| links::key_of(&viewer.actor, list, place).ok_or(Refusal::NotFound);
            let place = place.map(known).transpose()?;
            Ok((list, place, decision::id_of(web, address).await?))
        };
        let (list, place, id) = read.await.map_err(refuse)?;
        Ok(Self {
            web: web.clone(),
            viewer,
            address,
            id,
            posted,
            list,
            place,
        })
    }
}

/// Nothing that was typed is lost when a session ends.
fn kept(web: &Web, viewer: &Viewer, posted: &Posted, address: Address) -> Response {
    let long = |value: &&str| hanzi::length(value) > 4;
    let texts: Vec<_> = posted
        .fields()
        .filter(|(name, _)| {
            matches!(
                *name,
                "text"
                    | "note"
                    | "reason"
                    | "ground"
                    | "guidance"
                    | "basis"
                    | "title"
                    | "body"
                    | "demand"
            )
        })
        .map(|(_, value)| value)
        .filter(long)
        .map(str::to_owned)
        .collect();
    if texts.is_empty() {
        return Failed(domain::permission::Forbidden::SignIn.into()).into_response();
    }
    let mut p = Page::new(web, viewer, "desk", "desk-kept-title");
    p.private = true;
    let back = format!("/sign-in?next=/desk/messages/{address}");
    show_with(StatusCode::UNAUTHORIZED, &Kept { p, texts, back })
}

impl Asked {
    /// The frame of a page for whoever decides.
    pub fn page(&self, title: &str) -> Page {
        Page::new(&self.web, &self.viewer, "desk", title)
    }

    /// On to another message that came of the decision. Its page says what was done, with the way back.
    pub fn over_to(&self, address: Address, verb: Verb) -> Redirect {
        let href = links::message(address, self.list);
        Redirect::to(&links::done(&href, verb.code(), self.address))
    }

    /// The page of the message, on the way through the list.
    pub fn here(&self) -> String {
        links::message(self.address, self.list)
    }

    /// Back to the page of the message, which says what was done.
    pub fn back(&self, done: &str) -> Redirect {
        let here = self.here();
        let joiner = if here.contains('?') { '&' } else { '?' };
        Redirect::to(&format!("{here}{joiner}done={done}"))
    }

    /// The frame of all pages.
    pub fn web(&self) -> &Web {
        &self.web
    }

    /// The board.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// Who decides.
    pub fn actor(&self) -> &Actor {
        &self.viewer.actor
    }

    /// Reads the fields of the form.
    pub fn form(&self) -> Form<'_> {
        Form::of(&self.posted)
    }

    /// Decides, to the end even if the browser goes away. Then the next item, or this one again; on fields to
    /// correct the same page with all that was typed.
    pub async fn run<F>(self, verb: Verb, action: impl FnOnce(Arc<Self>) -> F) -> Answer
    where
        F: Future<Output = Result<Message, Refusal>> + Send + 'static,
    {
        match self.decides(verb, action).await? {
            Decided::Done(asked, _message) => asked.onward(verb).await,
            Decided::Again(page) => Ok(page),
        }
    }

    /// The same, for a decision whose answer is a page of its own.
    pub async fn decides<T, F>(
        self,
        verb: Verb,
        action: impl FnOnce(Arc<Self>) -> F,
    ) -> Answer<Decided<T>>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Refusal>> + Send + 'static,
    {
        let asked = Arc::new(self);
        if judges_what_was_read(verb) {
            asked.is_as_read().await?;
        }
        let doing = action(asked.clone());
        match asked.web.run(doing).await? {
            Ok(done) => Ok(Decided::Done(asked, done)),
            Err(Refusal::Form(wrong)) => {
                let sent = decision::Sent {
                    verb,
                    posted: asked.posted.clone(),
                    wrong: Wrong(wrong),
                };
                let page = decision::show(&asked.web, &asked.viewer, asked.id, asked.list);
                Ok(Decided::Again(page.sent(sent).await?))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Refuses a judgement on what has changed since it was read: the writer may have edited, another reply may wait.
    async fn is_as_read(&self) -> Result<(), Refusal> {
        let thread = self.app().thread(self.actor(), self.id).await?;
        let seen: Option<u32> = self.posted.parsed("seen");
        if seen == Some(thread.message.events) {
            Ok(())
        } else {
            Err(Refusal::Stale)
        }
    }

    /// Who works through a list goes on to its next item; who works on one message stays with it.
    async fn onward(&self, verb: Verb) -> Answer {
        let href = if ends_the_work(verb) {
            let (actor, list) = (self.actor(), self.list);
            let next = self.app().desk_next(actor, list, self.place, self.id);
            match next.await? {
                Some(next) => links::message(Address::of(&next.message), list),
                None => links::list(list),
            }
        } else {
            self.here()
        };
        let to = links::done(&href, verb.code(), self.address);
        Ok(Redirect::to(&to).into_response())
    }
}

/// Whether the decision rests on a text that somebody else may have changed since.
fn judges_what_was_read(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Publish
            | Verb::Decline
            | Verb::Divert
            | Verb::Redact
            | Verb::Split
            | Verb::ReturnReply
            | Verb::PublishReply
            | Verb::Reopen
            | Verb::KeepClosed
            | Verb::GrantExtension
            | Verb::DenyExtension
    )
}

/// Whether the message waits for somebody else afterwards.
fn ends_the_work(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Publish
            | Verb::Decline
            | Verb::Divert
            | Verb::ReturnReply
            | Verb::PublishReply
            | Verb::Reopen
            | Verb::KeepClosed
            | Verb::Assign
            | Verb::Designate
            | Verb::Refuse
            | Verb::Transfer
            | Verb::SubmitReply
            | Verb::GrantExtension
            | Verb::DenyExtension
    )
}

/// What came of a form.
pub enum Decided<T> {
    /// It was done.
    Done(Arc<Asked>, T),
    /// The page again, with what has to be corrected.
    Again(Response),
}

/// Reads fields and keeps what is wrong with each, so that all is said at once.
pub struct Form<'a> {
    posted: &'a Posted,
    wrong: Vec<(Field, Problem)>,
}

impl<'a> Form<'a> {
    /// The fields that were sent.
    pub fn of(posted: &'a Posted) -> Self {
        Self {
            posted,
            wrong: Vec::new(),
        }
    }

    /// A code, an id, a number, a day; it must be there.
    pub fn one<T: FromStr>(&mut self, field: Field) -> Option<T> {
        let parsed = self.posted.parsed(field);
        self.keep(field, parsed.ok_or(Problem::Choose))
    }

    /// A number from `min` to `max`.
    pub fn number(&mut self, field: Field, min: u32, max: u32) -> Option<u32> {
        let parsed = self
            .posted
            .parsed(field)
            .filter(|n| (min..=max).contains(n));
        self.keep(field, parsed.ok_or(Problem::Range { min, max }))
    }

    /// A short text that must be there.
    pub fn note(&mut self, field: Field, length: Length) -> Option<Note> {
        let typed = self.posted.text(field);
        let parsed = Note::parse(typed).and_then(|note| fits(length, note));
        self.keep(field, parsed.map_err(Problem::from))
    }

    /// A short text that may be left out.
    #[expect(
        clippy::option_option,
        reason = "the outer one is whether it was read, as for every field; the inner one whether there is a text"
    )]
    pub fn optional_note(&mut self, field: Field, length: Length) -> Option<Option<Note>> {
        let parsed = Note::parse_optional(self.posted.text(field));
        let parsed = parsed.and_then(|note| note.map(|note| fits(length, note)).transpose());
        self.keep(field, parsed.map_err(Problem::from))
    }

    /// A text.
    pub fn body(&mut self, field: Field, length: Length) -> Option<Body> {
        let parsed = Body::parse(self.posted.text(field)).and_then(|body| fits(length, body));
        self.keep(field, parsed.map_err(Problem::from))
    }

    /// Keeps what is wrong with a field.
    pub fn keep<T>(&mut self, field: Field, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.wrong.push((field, problem)))
            .ok()
    }

    /// What was read, or everything that is wrong.
    pub fn done<T>(self, read: Option<T>) -> Result<T, Refusal> {
        read.ok_or(Refusal::Form(self.wrong))
    }
}

fn fits<T: AsRef<str>>(length: Length, text: T) -> Result<T, TextProblem> {
    match length.check(text.as_ref()) {
        Some(problem) => Err(problem),
        None => Ok(text),
    }
}
