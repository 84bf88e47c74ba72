//! `/feeds`: what can be followed, and how.

use crate::page::{Page, show_public};
use crate::places::{Topic, topics};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "feeds/list.html")]
struct Feeds {
    p: Page,
    topics: Vec<Topic>,
}

/// Shows what can be followed.
pub(super) async fn show_feeds(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "", "feeds-title");
    p.description = p.tt("feeds-description", p.board());
    p.feed = Some(String::new());
    let topics = topics(&p, &web.app.reference());
    Ok(show_public(&viewer, &Feeds { p, topics }))
}
