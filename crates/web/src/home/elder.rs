//! `/elder/`: four things to do, in large letters; and `/call`: the telephone numbers, in every view.

use crate::page::{Page, show_public};
use crate::rows::RowView;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use store::lists::Filter;

/// Answered messages below the four.
const LIMIT: u32 = 3;

#[derive(Template)]
#[template(path = "home/elder.html")]
struct Elder {
    p: Page,
    answered: Vec<RowView>,
}

#[derive(Template)]
#[template(path = "home/call.html")]
struct Call {
    p: Page,
}

/// The first page of the elder view.
pub(super) async fn elder_front(web: &Web, viewer: &Viewer) -> Answer<Response> {
    let answered = web.app.replied_lately(&Filter::default(), LIMIT).await?;
    let title = web.app.board.name.clone();
    let mut p = Page::titled(web, viewer, "home", title);
    p.description = p.tt("home-description", p.board());
    let answered = answered.iter().map(|row| RowView::answered(&p, row));
    let page = Elder {
        answered: answered.collect(),
        p,
    };
    Ok(show_public(viewer, &page))
}

/// Numbers to call.
pub(super) async fn show_call(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "call", "call-title");
    p.description = p.t("call-lead");
    Ok(show_public(&viewer, &Call { p }))
}
