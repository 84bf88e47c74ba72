//! Replies: handed in by a unit, returned or published by an editor.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, ByNumber, Worded, code, optional_note, reply};
use crate::api::codes;
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
use utoipa::ToSchema;

/// A final reply.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Replied {
    #[schema(required = true)]
    text: String,
    #[schema(schema_with = codes::outcome, required = true)]
    outcome: Option<String>,
    /// The promised day, where the outcome is a promise.
    #[schema(format = Date)]
    day: Option<String>,
}

/// The unit hands in its final reply, for review. A promise has its day.
#[utoipa::path(
    post,
    path = "/messages/{number}/reply",
    operation_id = "submit_reply",
    tag = "replies",
    params(ByNumber),
    request_body(content = Replied, example = json!({"text": "您好，城东路从菜场到小学的七盏路灯已于三月十日晚全部修复，并加装了电缆标识。如再有故障，请拨打 12319。", "outcome": "settled"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Returned {
    #[schema(schema_with = codes::return_reason, required = true)]
    reason: Option<String>,
    /// What is missing.
    note: String,
}

/// An editor sends a reply back that says nothing, with a public reason.
#[utoipa::path(
    post,
    path = "/messages/{number}/return",
    operation_id = "return_reply",
    tag = "replies",
    params(ByNumber),
    request_body(content = Returned, example = json!({"reason": "no_finding", "note": "请写明故障原因和修复日期。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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

/// What an editor says of a reply that is published.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReplyPublication {
    /// Why personal data stays in it; needed where some is found.
    unmasked: String,
}

/// An editor publishes the reply.
#[utoipa::path(
    post,
    path = "/messages/{number}/reply-publication",
    operation_id = "publish_reply",
    tag = "replies",
    params(ByNumber),
    request_body(content = ReplyPublication, example = json!({})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn publish(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<ReplyPublication>,
) -> Said<Json<Done>> {
    let unmasked = optional_note(&web, "unmasked", &asked.unmasked)?;
    act(&web, &viewer, id, |app, by| async move {
        app.publish_reply(&by, id, unmasked).await
    })
    .await
}

/// The unit corrects a published reply, visibly.
#[utoipa::path(
    post,
    path = "/messages/{number}/correction",
    operation_id = "correct_reply",
    tag = "replies",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "您好，城东路从菜场到小学的八盏路灯（原答复误写为七盏）已于三月十日晚全部修复。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
