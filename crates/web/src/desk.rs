//! The desk 工作台: worklists in deadline order, and for each message its evidence beside the decision.
//!
//! [`decision`] is the page of a message, [`forms`] says what each verb asks, [`asked`] takes what was sent.
//! The other files are the handlers, in the order in which a message passes through the house.

mod accounts;
mod alerts;
mod asked;
mod assignment;
mod chips;
mod contact;
mod decision;
mod fields;
mod forms;
mod handling;
mod links;
mod points;
mod replies;
mod screening;
mod security;
mod take_down;
mod worklist;

use crate::web::Web;
use axum::Router;
use axum::routing::{get, post};

pub use alerts::Told;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/desk", get(worklist::mine))
        .route("/desk/security", get(security::page))
        .route("/desk/alerts", get(alerts::list))
        .route("/desk/alerts/{alert}", get(alerts::page))
        .route("/desk/alerts/{alert}/taking", post(alerts::take))
        .route("/desk/alerts/{alert}/note", post(alerts::note))
        .route("/desk/alerts/{alert}/contact", post(alerts::reveal))
        .route("/desk/alerts/{alert}/end", post(alerts::end))
        .route("/desk/take-downs", get(take_down::list))
        .route("/desk/{list}", get(worklist::one))
        .route("/desk/messages/{number}", get(decision::page))
        .merge(decisions())
}

/// What a form of the decision page is sent to: nouns.
fn decisions() -> Router<Web> {
    let nouns = Router::new()
        .route("/publication", post(screening::publish))
        .route("/decline", post(screening::decline))
        .route("/diversion", post(screening::divert))
        .route("/redaction", post(screening::redact))
        .route("/take-down", post(take_down::ask))
        .route("/take-down/agreement", post(take_down::agree))
        .route("/take-down/end", post(take_down::end))
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
        .route("/contact", post(contact::reveal))
        .route("/danger", post(alerts::raise))
        .route("/extension-request", post(handling::request_extension))
        .route("/extension", post(handling::judge_extension))
        .route("/offline-record", post(handling::record_offline))
        .route("/interim-reply", post(handling::post_interim))
        .route("/reply", post(replies::submit_reply))
        .route("/reply-publication", post(replies::publish_reply))
        .route("/return", post(replies::return_reply))
        .route("/correction", post(replies::correct_reply))
        .route("/reopening", post(replies::reopen))
        .route("/reopening-refusal", post(replies::keep_closed));
    Router::new().nest("/messages/{number}", nouns)
}
