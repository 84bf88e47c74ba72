//! The unit works: asks the writer, asks for days, writes down what was done, says how far it is.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, Worded, code, note, optional_note, reply};
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::text::TextProblem;
use jiff::civil::Date;
use serde::Deserialize;

/// `POST /messages/{number}/question`
pub async fn ask_writer(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.ask_writer(&by, id, text).await
    })
    .await
}

/// `POST /messages/{number}/clarification`
pub async fn answer_clarification(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.answer_clarification(&by, id, Some(text)).await
    })
    .await
}

/// How many working days more, and why.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExtensionAsked {
    days: Option<u32>,
    reason: String,
}

/// `POST /messages/{number}/extension-request`
pub async fn request_extension(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<ExtensionAsked>,
) -> Said<Json<Done>> {
    let days = asked
        .days
        .ok_or(Refusal::field("days", TextProblem::Empty))?;
    let reason = note(&web, "reason", &asked.reason)?;
    act(&web, &viewer, id, |app, by| async move {
        app.request_extension(&by, id, days, reason).await
    })
    .await
}

/// Whether the days are given.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExtensionJudged {
    /// `grant` or `deny`.
    judgement: String,
    reason: String,
}

/// `POST /messages/{number}/extension`
pub async fn judge_extension(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<ExtensionJudged>,
) -> Said<Json<Done>> {
    let granted = match asked.judgement.as_str() {
        "grant" => true,
        "deny" => false,
        _ => return Err(Refusal::field("judgement", Problem::Choose).into()),
    };
    let reason = optional_note(&web, "reason", &asked.reason)?;
    act(&web, &viewer, id, |app, by| async move {
        if granted {
            app.grant_extension(&by, id).await
        } else {
            app.deny_extension(&by, id, reason).await
        }
    })
    .await
}

/// What was done on the spot, and when.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recorded {
    day: Option<String>,
    text: String,
}

/// `POST /messages/{number}/offline-record`
pub async fn record_offline(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Recorded>,
) -> Said<Json<Done>> {
    let day: Date = code("day", asked.day.as_deref())?;
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.record_offline(&by, id, day, text).await
    })
    .await
}

/// `POST /messages/{number}/interim-reply`
pub async fn post_interim(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = reply(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.post_interim(&by, id, text).await
    })
    .await
}
