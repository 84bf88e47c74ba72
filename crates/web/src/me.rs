//! `/me`: the writer's own messages, and what the writer can do with each.

mod deed;
mod own;
mod passkeys;
mod pictures;
mod pressure;
mod privacy;
mod security;

use crate::page::{Page, show};
use crate::rows::{Chip, RowView};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
pub use own::find;

use deed::Deed;
use domain::Timestamp;
use domain::ids::{MessageId, Number};
use domain::message::Message;
use domain::permission::Forbidden;
use domain::stage::Stage;

pub fn routes() -> Router<Web> {
    let mut routes = Router::new()
        .route("/me", get(mine))
        .route("/me/messages/{number}", get(own::page))
        .route(
            "/me/messages/{number}/withdrawal",
            get(own::confirm_withdrawal),
        )
        .route("/me/messages/{number}/erasure", get(own::confirm_erasure))
        .route("/me/messages/{number}/pressure", get(pressure::page))
        .route("/messages/{number}/pressure", post(pressure::tell))
        .route(
            "/messages/{number}/pictures/{picture}",
            post(pictures::change),
        )
        .merge(privacy::routes())
        .merge(security::routes())
        .merge(passkeys::routes());
    for deed in Deed::ALL {
        let path = format!("/messages/{{number}}/{}", deed.noun());
        let act = move |web, viewer, path, typed| own::act(*deed, web, viewer, path, typed);
        routes = routes.route(&path, post(act));
    }
    routes
}

/// The page of one's own message: by number, or by id while the message has none.
pub fn address(number: Option<Number>, id: MessageId) -> String {
    match number {
        Some(number) => format!("/me/messages/{number}"),
        None => format!("/me/messages/id-{id}"),
    }
}

#[derive(Template)]
#[template(path = "me/list.html")]
struct Mine {
    p: Page,
    pen_name: String,
    waiting: Vec<RowView>,
    others: Vec<RowView>,
    /// What happened to the account and was not read yet.
    unread: Option<u32>,
}

async fn mine(State(web): State<Web>, viewer: Viewer) -> Answer<Response> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    if viewer.is_staff() {
        return Ok(Redirect::to("/desk").into_response());
    }
    let now = web.app.clock.now();
    let unread = web.app.unread_notices(viewer.actor.account()?).await?;
    let unread = Some(unread).filter(|unread| *unread > 0);
    let p = Page::new(&web, &viewer, "me", "me-title");
    let (mut waiting, mut others) = (Vec::new(), Vec::new());
    for listed in web.app.own_messages(&viewer.actor).await? {
        let message = &listed.message;
        let title = web.app.title_for(&viewer.actor, &listed);
        let href = address(message.number, message.id);
        let mut row = RowView::new(&p, &listed, title, Some(href));
        match waits(message, now) {
            Some(word) => {
                row.chips.insert(0, Chip::new("wait", p.t(word)));
                waiting.push(row);
            }
            None => others.push(row),
        }
    }
    Ok(show(&Mine {
        p,
        pen_name: viewer.name().to_owned(),
        waiting,
        others,
        unread,
    }))
}

/// What the message waits for, where it waits for its writer.
fn waits(message: &Message, now: Timestamp) -> Option<&'static str> {
    match message.stage {
        _ if message.erased_at.is_some() => None,
        Stage::AwaitingWriter { .. } => Some("me-waits-answer"),
        Stage::Declined { .. } => Some("me-waits-amendment"),
        Stage::Replied { rate_by, .. } if message.rated.is_none() && now <= rate_by => {
            Some("me-waits-rating")
        }
        _ => None,
    }
}
