//! `/api/v1`: the same actions as the pages, as JSON. docs/api.md is its reference.
//!
//! A handler takes what was asked ([`asked`]), calls one action and answers with a message ([`item`], [`thread`]);
//! whatever goes wrong is made an answer of in one place ([`problem`]).

mod about;
mod act;
mod asked;
mod assignment;
mod closure;
mod codes;
mod desk;
pub(crate) mod document;
mod figures;
mod handling;
mod item;
mod ledger;
mod messages;
mod offices;
mod problem;
mod regions;
mod replies;
mod screening;
mod search;
pub mod thread;

pub(crate) use about::index;

use crate::door;
use crate::limits;
use crate::web::Web;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

/// The largest body that is read, in bytes.
const BODY_BYTES: usize = 1024 * 1024;

/// Its routes.
pub fn routes(web: Web) -> Router<Web> {
    Router::new()
        .merge(reading())
        .merge(verbs())
        .fallback(problem::no_such_path)
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(web.clone(), limits::hold))
        .layer(from_fn(door::same_site))
        .layer(from_fn(problem::ended_token))
        .layer(from_fn_with_state(web, problem::render))
}

fn reading() -> Router<Web> {
    Router::new()
        .route("/", get(about::index))
        .route("/openapi.json", get(about::openapi))
        .route("/messages", get(messages::list).post(messages::submit))
        .route("/messages/{number}", get(messages::thread))
        .route("/messages/{number}/ledger", get(ledger::of_message))
        .route("/track", post(messages::track))
        .route("/me", get(desk::me))
        .route("/me/messages", get(desk::own_messages))
        .route("/desk", get(desk::list))
        .route("/offices", get(offices::list))
        .route("/offices/{id}", get(offices::one))
        .route("/regions", get(regions::list))
        .route("/regions/{code}", get(regions::one))
        .route("/domains", get(offices::domains))
        .route("/units", get(offices::units))
        .route("/search", get(search::search))
        .route("/figures", get(figures::show))
        .route("/figures.csv", get(figures::csv))
        .route("/open-data", get(figures::months))
        .route("/open-data/{month}", get(figures::bundle))
        .route("/problems/{code}", get(problem::explained))
}

/// Every verb is a noun under its message.
fn verbs() -> Router<Web> {
    let nouns = Router::new()
        .route("/text", post(screening::edit))
        .route("/publication", post(screening::publish))
        .route("/decline", post(screening::decline))
        .route("/amendment", post(screening::amend))
        .route("/appeal", post(screening::appeal))
        .route("/diversion", post(screening::divert))
        .route("/redaction", post(screening::redact))
        .route("/office", post(screening::move_office))
        .route("/split", post(screening::split))
        .route("/duplicate", post(screening::link_duplicate))
        .route("/assignment", post(assignment::assign))
        .route("/acceptance", post(assignment::accept))
        .route("/refusal", post(assignment::refuse))
        .route("/transfer", post(assignment::transfer))
        .route("/co-unit", post(assignment::add_co_unit))
        .route("/designation", post(assignment::designate))
        .route("/reminder", post(assignment::remind))
        .route("/escalation", post(assignment::escalate))
        .route("/instruction", post(assignment::instruct))
        .route("/question", post(handling::ask_writer))
        .route("/clarification", post(handling::answer_clarification))
        .route("/extension-request", post(handling::request_extension))
        .route("/extension", post(handling::judge_extension))
        .route("/offline-record", post(handling::record_offline))
        .route("/interim-reply", post(handling::post_interim))
        .route("/reply", post(replies::submit))
        .route("/return", post(replies::return_reply))
        .route("/reply-publication", post(replies::publish))
        .route("/correction", post(replies::correct))
        .route("/rating", post(closure::rate))
        .route("/follow-up", post(closure::follow_up))
        .route("/reopening-request", post(closure::request_reopen))
        .route("/reopening", post(closure::reopen))
        .route("/reopening-refusal", post(closure::keep_closed))
        .route("/withdrawal", post(closure::withdraw))
        .route("/erasure", post(closure::erase))
        .route(
            "/support",
            post(closure::support).delete(closure::end_support),
        );
    Router::new().nest("/messages/{number}", nouns)
}
