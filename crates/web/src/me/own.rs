//! One's own message: the thread as on its public page, and a form for everything that can be done now.

use super::address;
use super::deed::Deed;
use super::pressure::{self, OwnAlert};
use crate::oops::explain;
use crate::page::{Page, Wrong, keep_for_back, show_with};
use crate::posted::{Posted, Typed};
use crate::tell::{Answer, Failed, status};
use crate::thread::ThreadView;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::messages::Thread;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::event::Event;
use domain::form::{Draft, FormLimits};
use domain::ids::MessageId;
use domain::permission::Forbidden;
use domain::rating::{Praise, Settled};
use domain::stage::Stage;

/// A form that came back.
struct Back {
    deed: Deed,
    posted: Posted,
    why: Refusal,
}

#[derive(Template)]
#[template(path = "me/own.html")]
struct Own {
    p: Page,
    th: ThreadView,
    /// Danger and pressure, as the writer is told of them.
    alerts: Vec<OwnAlert>,
    /// `2026-000123`, or `id-…`.
    key: String,
    /// The public page, where there is one.
    public: Option<String>,
    /// What the message waits for.
    awaited: Vec<Deed>,
    /// What can be done besides.
    offered: Vec<Deed>,
    /// What can be done after a page has asked.
    confirmed: Vec<Deed>,
    limits: FormLimits,
    draft: Draft,
    needs_demand: bool,
    /// What the unit asked last.
    question: Option<String>,
    /// Why it was declined: the reason, and the editor's words.
    declined: Option<(String, Option<String>)>,
    until: Option<Timestamp>,
    /// The form that came back, and what was typed into it.
    back: Option<Deed>,
    typed: Posted,
    f: Wrong,
    notice: Option<(String, String)>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates hand over references"
)]
impl Own {
    fn typed(&self, deed: &Deed, name: &str) -> String {
        if self.back == Some(*deed) {
            return self.typed.text(name).to_owned();
        }
        if !deed.is_draft() {
            return String::new();
        }
        match name {
            "title" => self.draft.title.clone(),
            "body" => self.draft.body.clone(),
            "demand" => self.draft.demand.clone(),
            "place" => self.draft.place.clone(),
            "remark" => self.draft.remark.clone(),
            _ => String::new(),
        }
    }

    fn chosen(&self, name: &str, value: &str) -> bool {
        self.back == Some(Deed::Rating) && self.typed.all(name).any(|typed| typed == value)
    }

    fn is_back(&self, deed: &Deed) -> bool {
        self.back == Some(*deed)
    }

    /// What is wrong with the form that came back; nothing with the others.
    fn wrong(&self, deed: &Deed) -> Wrong {
        if self.is_back(deed) {
            self.f.clone()
        } else {
            Wrong::default()
        }
    }

    /// Texts of a form that came back and cannot be sent any more: they are shown, to be copied.
    fn left_over(&self) -> Vec<&str> {
        let offered = |deed: Deed| self.awaited.contains(&deed) || self.offered.contains(&deed);
        if self.back.is_none_or(offered) {
            return Vec::new();
        }
        texts(&self.typed)
    }

    /// Pictures can be hidden and removed as long as the text can be edited.
    fn edits_pictures(&self) -> bool {
        self.offered.contains(&Deed::Text) && !self.th.pictures.is_empty()
    }

    /// A life may be in danger: the hotlines come first.
    fn in_danger(&self) -> bool {
        self.alerts.iter().any(|alert| alert.is_danger)
    }

    fn demand_label(&self) -> String {
        self.p.t(if self.needs_demand {
            "write-demand-needed"
        } else {
            "write-demand-optional"
        })
    }
}

/// What was typed in words.
fn texts(posted: &Posted) -> Vec<&str> {
    let names = [
        "title", "body", "demand", "place", "remark", "text", "sentence",
    ];
    names
        .into_iter()
        .map(|name| posted.text(name))
        .filter(|text| !text.trim().is_empty())
        .collect()
}

#[derive(Template)]
#[template(path = "me/confirm.html")]
struct Confirm {
    p: Page,
    key: String,
    deed: Deed,
    title: Option<String>,
    hours: u32,
    /// Messages with matters of the same letter: they stay as they are.
    parts: Vec<String>,
}

impl Confirm {
    fn advice(&self) -> &'static str {
        if self.deed == Deed::Erasure {
            "me-erasure-advice"
        } else {
            "me-withdrawal-advice"
        }
    }
}

#[derive(Template)]
#[template(path = "me/ended.html")]
struct Ended {
    p: Page,
    action: String,
    fields: Vec<(String, String)>,
    texts: Vec<String>,
}

/// The message of an address.
pub async fn find(web: &Web, key: &str) -> Result<MessageId, Refusal> {
    if let Some(id) = key.strip_prefix("id-") {
        return id.parse().map_err(|_unknown| Refusal::NotFound);
    }
    let number = key.parse().map_err(|_unknown| Refusal::NotFound)?;
    web.app.id_of(number).await
}

/// The message, for its writer alone.
pub(super) async fn own(web: &Web, viewer: &Viewer, id: MessageId) -> Result<Thread, Refusal> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    let thread = web.app.thread(&viewer.actor, id).await?;
    if thread.is_writer {
        Ok(thread)
    } else {
        Err(Refusal::NotFound)
    }
}

pub async fn page(
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
) -> Answer<Response> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    let id = find(&web, &key).await?;
    show_own(&web, &viewer, id, None).await
}

async fn show_own(
    web: &Web,
    viewer: &Viewer,
    id: MessageId,
    back: Option<Back>,
) -> Answer<Response> {
    let thread = own(web, viewer, id).await?;
    let message = &thread.message;
    let mut p = Page::new(web, viewer, "me", "me-message-title");
    let th = ThreadView::new(&p, &thread);
    p.title = th.title.clone().unwrap_or_else(|| p.t("me-no-title"));
    let can = |deed: &&Deed| thread.can(deed.verb());
    let possible: Vec<Deed> = Deed::ALL.iter().filter(can).copied().collect();
    let (confirmed, rest): (Vec<_>, Vec<_>) =
        possible.into_iter().partition(|deed| deed.is_confirmed());
    let (awaited, offered): (Vec<_>, Vec<_>) = rest.into_iter().partition(|deed| deed.is_awaited());
    p.has_primary = !awaited.is_empty();
    let status = back
        .as_ref()
        .map_or(StatusCode::OK, |back| status(&back.why));
    let (deed, typed, why) = match back {
        Some(back) => (Some(back.deed), back.posted, Some(back.why)),
        None => (None, Posted::default(), None),
    };
    let (f, notice) = match why {
        Some(Refusal::Form(wrong)) => (Wrong(wrong), None),
        Some(Refusal::Forbidden(Forbidden::NotYours)) => {
            let again = (p.t("write-again"), p.t("me-again-advice"));
            (Wrong::default(), Some(again))
        }
        Some(other) => (Wrong::default(), Some(explain(&p, &other))),
        None => (Wrong::default(), None),
    };
    let public = message
        .number
        .filter(|_number| message.is_public(web.app.clock.now()));
    let alerts = pressure::of(web, &p, viewer, id).await?;
    let page = Own {
        alerts,
        key: key_of(&thread),
        public: public.map(|number| format!("/messages/{number}")),
        awaited,
        offered,
        confirmed,
        limits: web.app.limits.clone(),
        draft: draft(&thread),
        needs_demand: message.kind == domain::screening::Kind::Complaint,
        question: last_text(&thread, |event| matches!(event, Event::WriterAsked { .. })),
        declined: declined(&p, &thread),
        until: until(&thread),
        back: deed,
        typed,
        f,
        notice,
        th,
        p,
    };
    Ok(show_with(status, &page))
}

fn key_of(thread: &Thread) -> String {
    let address = address(thread.message.number, thread.message.id);
    address.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The texts as the writer wrote them.
fn draft(thread: &Thread) -> Draft {
    let Some(texts) = &thread.texts else {
        return Draft::default();
    };
    let written =
        |written: &Option<String>, public: &String| written.as_ref().unwrap_or(public).clone();
    Draft {
        title: written(&texts.written_title, &texts.title),
        body: written(&texts.written_body, &texts.body),
        demand: texts.demand.clone().unwrap_or_default(),
        place: texts.place.clone().unwrap_or_default(),
        remark: texts.remark.clone().unwrap_or_default(),
        pen_name: String::new(),
    }
}

fn last_text(thread: &Thread, of: impl Fn(&Event) -> bool) -> Option<String> {
    let mut entries = thread.entries.iter().rev();
    entries.find(|entry| of(&entry.event))?.text.clone()
}

fn declined(p: &Page, thread: &Thread) -> Option<(String, Option<String>)> {
    let Stage::Declined { reason, .. } = thread.message.stage else {
        return None;
    };
    let guidance = last_text(thread, |event| matches!(event, Event::Declined { .. }));
    Some((p.code("decline", reason), guidance))
}

/// The end of the time in which the writer can act.
fn until(thread: &Thread) -> Option<Timestamp> {
    match thread.message.stage {
        Stage::AwaitingWriter { resume_by, .. } => Some(resume_by),
        Stage::Replied { rate_by, .. } => Some(rate_by),
        _ => None,
    }
}

pub async fn confirm_withdrawal(
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
) -> Answer<Response> {
    confirm(&web, &viewer, &key, Deed::Withdrawal).await
}

pub async fn confirm_erasure(
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
) -> Answer<Response> {
    confirm(&web, &viewer, &key, Deed::Erasure).await
}

async fn confirm(web: &Web, viewer: &Viewer, key: &str, deed: Deed) -> Answer<Response> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    let id = find(web, key).await?;
    let thread = own(web, viewer, id).await?;
    if !thread.can(deed.verb()) {
        return Err(thread.message.stage.refuse(deed.verb()).into());
    }
    let title = format!("me-confirm-{}", deed.noun());
    let p = Page::new(web, viewer, "me", &title).with_primary();
    let parts = thread.entries.iter();
    let parts = parts
        .filter(|entry| matches!(entry.event, Event::Split { .. } | Event::SplitOff { .. }))
        .filter_map(|entry| entry.other)
        .map(|number| number.to_string())
        .collect();
    let confirm = Confirm {
        p,
        parts,
        key: key_of(&thread),
        deed,
        title: thread.texts.map(|texts| texts.title),
        hours: web.app.rules.terms.withdraw_hours,
    };
    Ok(show_with(StatusCode::OK, &confirm))
}

/// Does one of the writer's acts. Whatever is in the way, the page that comes back holds what was typed.
pub async fn act(
    deed: Deed,
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
    typed: Typed,
) -> Answer<Response> {
    if !viewer.is_signed_in() {
        return Ok(ended(&web, &viewer, &key, deed, &typed.posted));
    }
    let id = find(&web, &key).await?;
    let thread = own(&web, &viewer, id).await?;
    match run(&web, &viewer, id, deed, &typed).await {
        Ok(()) => {
            let address = address(thread.message.number, id);
            let to = format!("{address}?done={}", deed.noun());
            Ok(Redirect::to(&to).into_response())
        }
        Err(why) if deed.is_confirmed() => Err(why.into()),
        Err(why) => {
            if let Refusal::Store(why) = &why {
                tracing::error!(%why, "an act of a writer failed");
            }
            let posted = typed.posted;
            let back = Back { deed, posted, why };
            let page = show_own(&web, &viewer, id, Some(back)).await?;
            Ok(keep_for_back(page))
        }
    }
}

async fn run(
    web: &Web,
    viewer: &Viewer,
    id: MessageId,
    deed: Deed,
    typed: &Typed,
) -> Result<(), Refusal> {
    // A page of another session: the one that comes back can be sent.
    if !typed.own {
        return Err(Forbidden::NotYours.into());
    }
    let act = deed.read(&web.app.limits, &typed.posted)?;
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    web.run(async move { act.run(&app, &actor, id).await })
        .await?
}

/// The session ended while somebody wrote: the page holds the words until they have signed in.
fn ended(web: &Web, viewer: &Viewer, key: &str, deed: Deed, posted: &Posted) -> Response {
    let known = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !known {
        return Failed(Refusal::NotFound).into_response();
    }
    let fields = posted.fields();
    let ended = Ended {
        p: Page::new(web, viewer, "", "me-ended-title").with_primary(),
        action: format!("/messages/{key}/{}", deed.noun()),
        fields: fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        texts: texts(posted).into_iter().map(str::to_owned).collect(),
    };
    keep_for_back(show_with(StatusCode::UNAUTHORIZED, &ended))
}
