//! `/figures/how-to-read`: what is counted when, and what cannot be concluded from it.

use super::filters::tabs;
use super::measure::Measure;
use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::State;
use domain::figures::statistics::ENOUGH;

#[derive(Template)]
#[template(path = "figures/read.html")]
struct HowToRead {
    p: Page,
    tabs: Vec<(String, String, bool)>,
    /// Heading and text.
    parts: Vec<(String, String)>,
    measures: Vec<Measure>,
}

/// Shows how to read the figures.
pub(super) async fn show_how_to_read(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "figures", "figures-read");
    p.description = p.tt("read-description", p.board());
    let part = |part: &str| {
        let text = p.tn(&format!("read-{part}"), ENOUGH);
        (p.t(&format!("read-{part}-title")), text)
    };
    let parts = [
        "when",
        "intervals",
        "few",
        "many",
        "silence",
        "not",
        "again",
    ]
    .map(part);
    let page = HowToRead {
        tabs: tabs(&p, "/figures/how-to-read", ""),
        parts: parts.to_vec(),
        measures: Measure::ALL.to_vec(),
        p,
    };
    Ok(show_public(&viewer, &page))
}
