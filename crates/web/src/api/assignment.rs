//! Who does the work: assign, accept, refuse, transfer, designate; remind and escalate; a leader's word.

use crate::api::act::{Done, act};
use crate::api::asked::{
    Addressed, Asked, ByNumber, Given, Noted, Nothing, code, note, optional_note,
};
use crate::api::codes;
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::ids::UnitId;
use serde::Deserialize;
use utoipa::ToSchema;

/// The unit that can act.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Assigned {
    #[schema(value_type = String, required = true)]
    unit: Option<String>,
}

/// A dispatcher gives the message to a unit.
#[utoipa::path(
    post,
    path = "/messages/{number}/assignment",
    operation_id = "assign",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Assigned, example = json!({"unit": "909311574016000012"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn assign(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Assigned>,
) -> Said<Json<Done>> {
    let unit: UnitId = code("unit", asked.unit.as_deref())?;
    act(&web, &viewer, id, |app, by| async move {
        app.assign(&by, id, unit).await
    })
    .await
}

/// The unit takes it up.
#[utoipa::path(
    post,
    path = "/messages/{number}/acceptance",
    operation_id = "accept",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Nothing, example = json!({})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Refused {
    #[schema(required = true)]
    ground: String,
}

/// The unit says that it is not its duty, and on what ground.
#[utoipa::path(
    post,
    path = "/messages/{number}/refusal",
    operation_id = "refuse",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Refused, example = json!({"ground": "城东路路灯由市城市管理局养护，依据为该局“三定”规定。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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

/// The message goes to another unit, or down to one below.
#[utoipa::path(
    post,
    path = "/messages/{number}/transfer",
    operation_id = "transfer",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Given, example = json!({"unit": "909311574016000012", "note": "路灯由你单位养护，请办理。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn transfer(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Given>,
) -> Said<Json<Done>> {
    let unit: UnitId = code("unit", asked.unit.as_deref())?;
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.transfer(&by, id, unit, note).await
    })
    .await
}

/// A unit is added that helps.
#[utoipa::path(
    post,
    path = "/messages/{number}/co-unit",
    operation_id = "add_co_unit",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Assigned, example = json!({"unit": "909311574016000012"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn add_co_unit(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Assigned>,
) -> Said<Json<Done>> {
    let unit: UnitId = code("unit", asked.unit.as_deref())?;
    act(&web, &viewer, id, |app, by| async move {
        app.add_co_unit(&by, id, unit).await
    })
    .await
}

/// A supervisor binds a unit after two refusals.
#[utoipa::path(
    post,
    path = "/messages/{number}/designation",
    operation_id = "designate",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Given, example = json!({"unit": "909311574016000012", "note": "由市城市管理局承办，不再退回。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn designate(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Given>,
) -> Said<Json<Done>> {
    let unit: UnitId = code("unit", asked.unit.as_deref())?;
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.designate(&by, id, unit, note).await
    })
    .await
}

/// The unit is reminded.
#[utoipa::path(
    post,
    path = "/messages/{number}/reminder",
    operation_id = "remind",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Noted, example = json!({"note": "还有两个工作日到期，请按时答复。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
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

/// A supervisor lifts the message to the next level.
#[utoipa::path(
    post,
    path = "/messages/{number}/escalation",
    operation_id = "escalate",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Nothing, example = json!({})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn escalate(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.escalate(&by, id).await
    })
    .await
}

/// A leader's word, and who hears it.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Instructed {
    #[schema(required = true)]
    text: String,
    /// `inside` the house, or `public`.
    #[schema(schema_with = codes::audience, required = true)]
    audience: String,
}

/// A leader says a word, inside the house or in public.
#[utoipa::path(
    post,
    path = "/messages/{number}/instruction",
    operation_id = "instruct",
    tag = "assignment",
    params(ByNumber),
    request_body(content = Instructed, example = json!({"text": "请城管局本周内修复，并排查全线路灯。", "audience": "public"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn instruct(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Instructed>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    let public = match asked.audience.as_str() {
        "inside" => false,
        "public" => true,
        _ => return Err(Refusal::field("audience", Problem::Choose).into()),
    };
    act(&web, &viewer, id, |app, by| async move {
        app.instruct(&by, id, text, public).await
    })
    .await
}
