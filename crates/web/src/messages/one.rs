//! `/messages/{number}`: what everyone sees of a message, whoever looks. What a writer or a staff member may see and
//! do besides is on their own pages; this one leads there.

use crate::kept;
use crate::linked::{Linked, way};
use crate::page::{Page, show_public};
use crate::rows::{Chip, RowView};
use crate::search;
use crate::tell::{Answer, Failed};
use crate::thread::ThreadView;
use crate::view::Language;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::messages::Thread;
use askama::Template;
use axum::extract::{Path, State};
use domain::Timestamp;
use domain::actor::Actor;
use domain::ids::Number;
use domain::message::Message;
use domain::screening::{Kind, Visibility};
use domain::sight::Sight;
use domain::stage::{Stage, next};
use domain::verb::Verb;

/// The button of those who met the same.
enum Support {
    /// It cannot be supported.
    None,
    /// A visitor signs in first: where to.
    SignIn(String),
    /// The viewer may.
    Offered,
    /// The viewer did.
    Given,
}

#[derive(Template)]
#[template(path = "messages/one.html")]
struct One {
    p: Page,
    th: ThreadView,
    number: Number,
    /// The highest place first: code and name.
    places: Vec<(String, String)>,
    domain: (String, String),
    support: Support,
    /// 我也遇到 or 支持.
    support_word: String,
    supports: u32,
    is_writer: bool,
    /// Messages that speak of the same.
    similar: Vec<RowView>,
    /// For the page on paper.
    today: String,
}

#[derive(Template)]
#[template(path = "messages/stub.html")]
struct Stub {
    p: Page,
    number: Number,
    chip: Chip,
    heading: String,
    reason: Option<String>,
    note: String,
    is_writer: bool,
}

/// Shows a message.
pub(super) async fn show_one(
    State(web): State<Web>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Answer {
    let number: Number = number.parse().map_err(|_err| Failed(Refusal::NotFound))?;
    let id = web.app.id_of(number).await?;
    let public = web.app.thread(&Actor::VISITOR, id).await?;
    let own = if viewer.is_signed_in() {
        Some(web.app.thread(&viewer.actor, id).await?)
    } else {
        None
    };
    let is_writer = own.as_ref().is_some_and(|own| own.is_writer);
    if public.sight == Sight::Stub {
        let stub = stub(&web, &viewer, number, &public.message, is_writer);
        return Ok(kept::of_message(
            &public.message,
            show_public(&viewer, &stub),
        ));
    }
    let support = support(&viewer, number, &public, own.as_ref());
    let mut p = Page::titled(
        &web,
        &viewer,
        "messages",
        title(&web, viewer.view.language, &public),
    );
    p.description = p.tt2("message-description", &public.office.title, number);
    p.has_primary = matches!(support, Support::Offered | Support::SignIn(_));
    let message = &public.message;
    let places: Vec<_> = public
        .places
        .iter()
        .map(|place| (place.code.to_string(), place.name.clone()))
        .collect();
    p.linked = Some(Linked::message(
        &web,
        &p,
        number,
        &public,
        &way(("/messages", p.t("nav-messages")), &places),
    ));
    let similar = if public.sight == Sight::Public {
        search::like(&web, &p, id).await?
    } else {
        Vec::new()
    };
    let page = One {
        similar,
        th: ThreadView::new(&p, &public),
        number,
        places,
        domain: (message.domain.to_string(), public.domain.clone()),
        support,
        support_word: p.t(match message.kind {
            Kind::Suggestion => "message-support",
            _ => "message-me-too",
        }),
        supports: message.supports,
        is_writer,
        today: p.date(web.app.rules.calendar.date(web.app.clock.now())),
        p,
    };
    Ok(kept::of_message(message, show_public(&viewer, &page)))
}

fn title(web: &Web, language: Language, thread: &Thread) -> String {
    let title = thread.texts.as_ref().map(|texts| texts.title.clone());
    let key = if thread.message.erased_at.is_some() {
        "message-erased"
    } else {
        "message-progress-only"
    };
    title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| web.words(language).say(key, None))
}

fn support(viewer: &Viewer, number: Number, public: &Thread, own: Option<&Thread>) -> Support {
    let message = &public.message;
    let possible = message.kind != Kind::Thanks
        && public.sight == Sight::Public
        && next(message.stage.kind(), Verb::Support).is_some();
    match own {
        _ if !possible => Support::None,
        None => Support::SignIn(format!(
            "/sign-in?next={}",
            crate::oops::encode(&format!("/messages/{number}"))
        )),
        Some(own) if own.supported => Support::Given,
        Some(own) if own.can(Verb::Support) && viewer.is_citizen() => Support::Offered,
        Some(_) => Support::None,
    }
}

/// What is told of a message of which only its existence may be seen. Of one that is handled in private, not even
/// the stage.
fn stub(web: &Web, viewer: &Viewer, number: Number, message: &Message, is_writer: bool) -> Stub {
    let now: Timestamp = web.app.clock.now();
    let mut p = Page::titled(web, viewer, "messages", number.to_string());
    p.private = true;
    let (key, reason) = match &message.stage {
        Stage::Submitted { .. } => ("waiting", None),
        _ if message.visibility == Visibility::Private => ("private", None),
        Stage::Declined { reason, .. } => (
            "declined",
            Some(p.tt("thread-reason", p.code("decline", reason))),
        ),
        Stage::Diverted { channel } => ("diverted", Some(p.code("channel", channel))),
        Stage::TakenDown { ground } => (
            "taken-down",
            Some(p.tt("thread-ground", p.code("ground", ground))),
        ),
        Stage::Withdrawn { effective_at } if now < *effective_at => ("withdrawing", None),
        Stage::Withdrawn { .. } => ("withdrawn", None),
        _ => ("private", None),
    };
    let chip = match key {
        "private" => Chip::new("", p.code("visibility", Visibility::Private)),
        _ => Chip::new("", p.code("stage", message.stage.kind())),
    };
    Stub {
        number,
        chip,
        heading: p.t(&format!("stub-{key}")),
        reason,
        note: p.t(&format!("stub-{key}-note")),
        is_writer,
        p,
    }
}
