//! `/ledger/entries/{index}`: one entry, the very bytes that are hashed, and the proof that the log holds it.

use super::evidence;
use super::said::Told;
use crate::page::{Page, show};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "ledger/entry.html")]
struct One {
    p: Page,
    told: Told,
    /// Canonical JSON.
    text: String,
    /// The proof as a file (C2SP tlog-proof).
    proof: String,
    /// How many entries the log has.
    size: u64,
    later: Option<u64>,
    earlier: Option<u64>,
}

/// Shows an entry.
pub(super) async fn show_entry(
    State(web): State<Web>,
    viewer: Viewer,
    Path(typed): Path<String>,
) -> Answer {
    let index: u64 = typed.parse().map_err(|_err| Refusal::NotFound)?;
    // One entry has one address.
    if index.to_string() != typed {
        return Err(Refusal::NotFound.into());
    }
    let logged = web
        .app
        .ledger_entry(index)
        .await?
        .ok_or(Refusal::NotFound)?;
    let proof = web
        .app
        .ledger_proof(index)
        .await?
        .ok_or(Refusal::NotFound)?;
    let mut p = Page::new(&web, &viewer, "ledger", "ledger-title");
    p.title = p.tn("ledger-entry-title", index);
    p.private = true;
    let size = proof.checkpoint.checkpoint().size;
    let page = One {
        later: index.checked_add(1).filter(|later| *later < size),
        earlier: index.checked_sub(1),
        told: Told::new(&p, &logged),
        text: evidence::text(&logged)?,
        size,
        proof: proof.to_string(),
        p,
    };
    Ok(show(&page))
}
