//! Replies: handed in by a unit, returned or published by an editor.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, Nothing, Worded, code, optional_note, reply};
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::ReplyForm;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::reply::{Outcome, OutcomeKind, ReturnReason};
use jiff::civil::Date;
use serde::Deserialize;

/// A final reply.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Replied {
    text: String,
    outcome: Option<String>,
    /// The promised day, where the outcome is a promise.
    day: Option<String>,
}

/// `POST /messages/{number}/reply`
pub async fn submit(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Replied>,
) -> Said<Json<Done>> {
    let text = reply(&web, "text", &asked.text)?;
    let kind = code("outcome", asked.outcome.as_deref())?;
    let outcome = outcome(kind, asked.day.as_deref())?;
    let form = ReplyForm { text, outcome };
    act(&web, &viewer, id, |app, by| async move {
        app.submit_reply(&by, id, form).await
    })
    .await
}

/// A promise has its day, and nothing else has one.
fn outcome(kind: OutcomeKind, day: Option<&str>) -> Said<Outcome> {
    let wrong = || Refusal::field("day", Problem::Day);
    let day = day.map(|day| day.parse::<Date>().map_err(|_no_day| wrong()));
    match (kind, day.transpose()?) {
        (OutcomeKind::Promised, Some(day)) => Ok(Outcome::Promised { day }),
        (OutcomeKind::Settled, None) => Ok(Outcome::Settled),
        (OutcomeKind::Explained, None) => Ok(Outcome::Explained),
        (OutcomeKind::Cannot, None) => Ok(Outcome::Cannot),
        _ => Err(wrong().into()),
    }
}

/// Why a reply is sent back.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Returned {
    reason: Option<String>,
    note: String,
}

/// `POST /messages/{number}/return`
pub async fn return_reply(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Returned>,
) -> Said<Json<Done>> {
    let reason: ReturnReason = code("reason", asked.reason.as_deref())?;
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.return_reply(&by, id, reason, note).await
    })
    .await
}

/// `POST /messages/{number}/reply-publication`
pub async fn publish(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.publish_reply(&by, id).await
    })
    .await
}

/// `POST /messages/{number}/correction`
pub async fn correct(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = reply(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.correct_reply(&by, id, text).await
    })
    .await
}
