//! `/about`: what the board promises, with the operator's own terms.

use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::State;
use domain::deadline::Terms;
use domain::reply::ReturnReason;
use domain::screening::DeclineReason;

#[derive(Template)]
#[template(path = "home/about.html")]
struct About {
    p: Page,
    terms: Terms,
    returns: Vec<String>,
    declines: Vec<String>,
}

/// Shows the rules.
pub(super) async fn show_about(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "about", "about-title");
    p.description = p.tt("about-description", p.board());
    let page = About {
        terms: web.app.rules.terms.clone(),
        returns: ReturnReason::ALL
            .iter()
            .map(|reason| p.code("return", reason))
            .collect(),
        declines: DeclineReason::ALL
            .iter()
            .map(|reason| p.code("decline", reason))
            .collect(),
        p,
    };
    Ok(show_public(&viewer, &page))
}
