//! `/ledger/entries/{index}`: one entry, the very bytes that are hashed, and the proof that the log holds it.

use super::evidence;
use super::files;
use super::said::{Told, address};
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
    later: Option<String>,
    earlier: Option<String>,
}

/// Shows an entry of the first log.
pub(super) async fn show_entry(
    State(web): State<Web>,
    viewer: Viewer,
    Path(index): Path<String>,
) -> Answer {
    show_in(&web, &viewer, 1, &index).await
}

/// Shows an entry of a later log.
pub(super) async fn show_entry_of(
    State(web): State<Web>,
    viewer: Viewer,
    Path((log, index)): Path<(String, String)>,
) -> Answer {
    let number = files::later(&log).ok_or(Refusal::NotFound)?;
    show_in(&web, &viewer, number, &index).await
}

async fn show_in(web: &Web, viewer: &Viewer, log: u32, typed: &str) -> Answer {
    let index: u64 = typed.parse().map_err(|_err| Refusal::NotFound)?;
    // One entry has one address.
    if index.to_string() != typed {
        return Err(Refusal::NotFound.into());
    }
    let logged = web.app.ledger_entry(log, index).await?;
    let logged = logged.ok_or(Refusal::NotFound)?;
    let proof = web.app.ledger_proof(log, index).await?;
    let proof = proof.ok_or(Refusal::NotFound)?;
    let mut p = Page::new(web, viewer, "ledger", "ledger-title");
    p.title = p.tn("ledger-entry-title", index);
    p.private = true;
    let size = proof.checkpoint.checkpoint().size;
    let later = index.checked_add(1).filter(|later| *later < size);
    let earlier = index.checked_sub(1);
    let page = One {
        later: later.map(|index| address(log, index)),
        earlier: earlier.map(|index| address(log, index)),
        told: Told::new(&p, &logged),
        text: evidence::text(&logged)?,
        size,
        proof: proof.to_string(),
        p,
    };
    Ok(show(&page))
}
