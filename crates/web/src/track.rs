//! `/track`: whoever holds the query code reads the message as its writer sees it. The code is in no address.

use crate::ledger::receipt::{self, Holder};
use crate::limits::{Wait, Who, proof};
use crate::oops::explain;
use crate::page::{Page, show, show_with};
use crate::posted::Typed;
use crate::tell::{Answer, status};
use crate::thread::ThreadView;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::messages::Thread;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::QueryCode;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/track", get(ask).post(look))
        .route("/track/receipt", post(receipt))
        .route("/track/proof", post(proof))
}

#[derive(Template)]
#[template(path = "track/ask.html")]
struct Ask {
    p: Page,
    typed: String,
    wrong: bool,
    /// A refusal that is not about the code.
    notice: Option<(String, String)>,
    puzzle: Option<String>,
}

impl Ask {
    fn new(web: &Web, viewer: &Viewer, typed: &str) -> Self {
        Self {
            p: Page::new(web, viewer, "track", "track-title").with_primary(),
            typed: typed.chars().take(40).collect(),
            wrong: false,
            notice: None,
            puzzle: proof::of_form(web, viewer),
        }
    }
}

#[derive(Template)]
#[template(path = "track/found.html")]
struct Found {
    p: Page,
    th: ThreadView,
    /// Where its writer acts.
    address: String,
    /// The code that was typed, for the receipt.
    code: String,
    /// Pictures that are shown only to who has signed in.
    unseen: usize,
}

async fn ask(State(web): State<Web>, viewer: Viewer) -> Response {
    show(&Ask::new(&web, &viewer, ""))
}

async fn look(State(web): State<Web>, viewer: Viewer, form: Typed) -> Answer<Response> {
    if let Err(refusal) = proof::check(&web, &viewer, &form.posted) {
        return Ok(unproved(&web, &viewer, form.posted.text("code"), &refusal));
    }
    match coded(&web, &viewer, &form).await? {
        Ok((code, thread)) => Ok(found_page(&web, &viewer, &code, &thread)),
        Err(again) => Ok(*again),
    }
}

/// The page that asks again, with a puzzle.
fn unproved(web: &Web, viewer: &Viewer, typed: &str, refusal: &Refusal) -> Response {
    let mut ask = Ask::new(web, viewer, typed);
    ask.notice = Some(explain(&ask.p, refusal));
    show_with(status(refusal), &ask)
}

/// The receipt, to keep or print: with the code, which its holder has just shown.
async fn receipt(State(web): State<Web>, viewer: Viewer, form: Typed) -> Answer<Response> {
    let (code, thread) = match coded(&web, &viewer, &form).await? {
        Ok(found) => found,
        Err(again) => return Ok(*again),
    };
    let receipt = web.app.ledger_receipt_by_code(&code).await?;
    receipt::paper(&web, &viewer, holder(code, &thread), receipt.as_ref())
}

/// The receipt as a file; where the log does not hold the message yet, the page says when.
async fn proof(State(web): State<Web>, viewer: Viewer, form: Typed) -> Answer<Response> {
    let (code, thread) = match coded(&web, &viewer, &form).await? {
        Ok(found) => found,
        Err(again) => return Ok(*again),
    };
    match web.app.ledger_receipt_by_code(&code).await? {
        Some(receipt) => Ok(receipt::file(&holder(code, &thread), &receipt)),
        None => receipt::paper(&web, &viewer, holder(code, &thread), None),
    }
}

fn holder(code: QueryCode, thread: &Thread) -> Holder {
    let message = &thread.message;
    Holder {
        number: message.number.map(|number| number.to_string()),
        visibility: message.visibility,
        code: Some(code),
        address: crate::me::address(message.number, message.id),
    }
}

/// The message of the code that was typed, or the page that asks again.
async fn coded(
    web: &Web,
    viewer: &Viewer,
    form: &Typed,
) -> Answer<Result<(QueryCode, Thread), Box<Response>>> {
    let typed = form.posted.text("code");
    // A code that cannot be one and a code that is nobody's get the same answer.
    let found = match QueryCode::parse(typed) {
        Ok(code) => by_code(web, viewer, &code)
            .await
            .map(|thread| (code, thread)),
        Err(_) => Err(Refusal::NotFound),
    };
    match found {
        Ok(found) => Ok(Ok(found)),
        Err(Refusal::NotFound) => {
            let ask = Ask {
                wrong: true,
                ..Ask::new(web, viewer, typed)
            };
            let again = show_with(StatusCode::UNPROCESSABLE_ENTITY, &ask);
            Ok(Err(Box::new(again)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The thread of a query code. An address that has tried too many wrong ones waits.
pub async fn by_code(web: &Web, viewer: &Viewer, code: &QueryCode) -> Result<Thread, Refusal> {
    let (who, now) = (Who::at(viewer.address), web.app.clock.now());
    let tries = &web.limits.wrong_codes;
    tries.allows(&who, now).map_err(|wait| Refusal::TooMany {
        what: "queries",
        minutes: Wait(wait).minutes(),
    })?;
    let found = web.app.thread_by_code(code).await;
    if matches!(found, Err(Refusal::NotFound)) {
        tries.add(&who, now, 1);
        proof::count(web, viewer);
    }
    found
}

fn found_page(web: &Web, viewer: &Viewer, code: &QueryCode, thread: &Thread) -> Response {
    let mut p = Page::new(web, viewer, "track", "track-title").with_primary();
    p.private = true;
    let mut th = ThreadView::new(&p, thread);
    p.title = th.title.clone().unwrap_or_else(|| p.t("track-no-title"));
    // A picture's address knows no code: only what is public can be shown here.
    let all = th.pictures.len();
    let public = thread.message.is_public(web.app.clock.now());
    th.pictures.retain(|(_, hidden)| public && !hidden);
    let unseen = all - th.pictures.len();
    let address = crate::me::address(thread.message.number, thread.message.id);
    show(&Found {
        p,
        th,
        address,
        code: code.to_string(),
        unseen,
    })
}
