//! `/search/suggest`: what a person may be about to type, for the field that asks while they do.

use crate::oops::encode;
use crate::page::Page;
use crate::viewer::Viewer;
use crate::web::Web;
use app::search::Suggestion;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    /// So far.
    #[serde(default)]
    q: String,
}

/// What is offered.
#[derive(Serialize)]
struct Offered {
    items: Vec<Offer>,
}

#[derive(Serialize)]
struct Offer {
    /// What is chosen.
    text: String,
    /// What it is: 职务, 领域; empty for words.
    what: String,
    /// Where choosing it leads.
    href: String,
}

/// Offers at most eight things. The same for everyone.
pub(super) async fn suggest(
    State(web): State<Web>,
    viewer: Viewer,
    Query(typed): Query<Typed>,
) -> impl IntoResponse {
    let p = Page::new(&web, &viewer, "search", "search-title");
    let items = web.app.suggest(&typed.q).into_iter();
    let items = items.map(|suggestion| Offer::new(&p, suggestion));
    let offered = Offered {
        items: items.collect(),
    };
    ([(CACHE_CONTROL, "public, max-age=60")], Json(offered))
}

impl Offer {
    fn new(p: &Page, suggestion: Suggestion) -> Self {
        let (text, what, path) = match suggestion {
            Suggestion::Office(id, title) => {
                (title, p.t("suggest-office"), format!("/offices/{id}"))
            }
            Suggestion::Domain(slug, name) => (
                p.topic(&name),
                p.t("suggest-domain"),
                format!("/domains/{slug}"),
            ),
            Suggestion::Words(words) => {
                let path = format!("/search?q={}", encode(&words));
                (words, String::new(), path)
            }
        };
        let href = format!("{}{path}", p.at);
        Self { text, what, href }
    }
}
