//! The unit works: asks the writer, asks for days, writes down what was done, says how far it is.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, ByNumber, Worded, code, note, optional_note, reply};
use crate::api::codes;
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::text::TextProblem;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

/// The unit asks the writer something; the clock stands still meanwhile.
#[utoipa::path(
    post,
    path = "/messages/{number}/question",
    operation_id = "ask_writer",
    tag = "handling",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "请问不亮的路灯杆上有没有编号？"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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

/// The writer answers the question.
#[utoipa::path(
    post,
    path = "/messages/{number}/clarification",
    operation_id = "answer_clarification",
    tag = "handling",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "灯杆编号是 CD-017 到 CD-023。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExtensionAsked {
    #[schema(value_type = u32, required = true)]
    days: Option<u32>,
    #[schema(required = true)]
    reason: String,
}

/// The unit asks for more working days.
#[utoipa::path(
    post,
    path = "/messages/{number}/extension-request",
    operation_id = "request_extension",
    tag = "handling",
    params(ByNumber),
    request_body(content = ExtensionAsked, example = json!({"days": 5, "reason": "电缆被挖断，需要重新敷设，配件五天后到货。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExtensionJudged {
    /// `grant` or `deny`.
    #[schema(schema_with = codes::judgement, required = true)]
    judgement: String,
    reason: String,
}

/// A supervisor grants the days or does not.
#[utoipa::path(
    post,
    path = "/messages/{number}/extension",
    operation_id = "judge_extension",
    tag = "handling",
    params(ByNumber),
    request_body(content = ExtensionJudged, example = json!({"judgement": "grant"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recorded {
    /// `YYYY-MM-DD`.
    #[schema(value_type = String, format = Date, required = true)]
    day: Option<String>,
    #[schema(required = true)]
    text: String,
}

/// The unit records a call, a visit or an inspection.
#[utoipa::path(
    post,
    path = "/messages/{number}/offline-record",
    operation_id = "record_offline",
    tag = "handling",
    params(ByNumber),
    request_body(content = Recorded, example = json!({"day": "2026-03-02", "text": "维修人员到现场查看，发现地下电缆被挖断。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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

/// The unit says how far it is. This stops no clock.
#[utoipa::path(
    post,
    path = "/messages/{number}/interim-reply",
    operation_id = "post_interim",
    tag = "handling",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "您好，经现场查看，故障原因是施工挖断了地下电缆，我们已经联系施工单位，配件到货后立即修复。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
