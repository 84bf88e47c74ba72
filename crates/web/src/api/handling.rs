//! Handling: who does the work, and what the unit and the writer say to each other meanwhile.

use crate::api::act::{Done, act};
use crate::api::asked::{
    Addressed, Asked, Given, Noted, Nothing, Worded, note, optional_note, unit,
};
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::text::TextProblem;
use serde::Deserialize;

/// The unit that can act.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assigned {
    unit: Option<i64>,
}

/// `POST /messages/{number}/assignment`
pub async fn assign(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Assigned>,
) -> Said<Json<Done>> {
    let unit = unit(asked.unit)?;
    act(&web, &viewer, id, |app, by| async move {
        app.assign(&by, id, unit).await
    })
    .await
}

/// `POST /messages/{number}/acceptance`
pub async fn accept(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.accept(&by, id).await
    })
    .await
}

/// Why it is not the unit's duty.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Refused {
    ground: String,
}

/// `POST /messages/{number}/refusal`
pub async fn refuse(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Refused>,
) -> Said<Json<Done>> {
    let ground = note(&web, "ground", &asked.ground)?;
    act(&web, &viewer, id, |app, by| async move {
        app.refuse(&by, id, ground).await
    })
    .await
}

/// `POST /messages/{number}/transfer`
pub async fn transfer(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Given>,
) -> Said<Json<Done>> {
    let unit = unit(asked.unit)?;
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.transfer(&by, id, unit, note).await
    })
    .await
}

/// `POST /messages/{number}/designation`
pub async fn designate(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Given>,
) -> Said<Json<Done>> {
    let unit = unit(asked.unit)?;
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.designate(&by, id, unit, note).await
    })
    .await
}

/// `POST /messages/{number}/reminder`
pub async fn remind(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Noted>,
) -> Said<Json<Done>> {
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.remind(&by, id, note).await
    })
    .await
}

/// A leader's word.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Instructed {
    text: String,
    public: bool,
}

/// `POST /messages/{number}/instruction`
pub async fn instruct(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Instructed>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    let public = asked.public;
    act(&web, &viewer, id, |app, by| async move {
        app.instruct(&by, id, text, public).await
    })
    .await
}

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
    granted: Option<bool>,
    reason: String,
}

/// `POST /messages/{number}/extension`
pub async fn judge_extension(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<ExtensionJudged>,
) -> Said<Json<Done>> {
    let granted = asked
        .granted
        .ok_or(Refusal::field("granted", Problem::Choose))?;
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
