//! Who does the work: assign, accept, refuse, transfer, designate; remind and escalate; a leader's word.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, Given, Noted, Nothing, code, note, optional_note};
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::ids::UnitId;
use serde::Deserialize;

/// The unit that can act.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assigned {
    unit: Option<String>,
}

/// `POST /messages/{number}/assignment`
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
    let unit: UnitId = code("unit", asked.unit.as_deref())?;
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.transfer(&by, id, unit, note).await
    })
    .await
}

/// `POST /messages/{number}/co-unit`
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

/// `POST /messages/{number}/designation`
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

/// `POST /messages/{number}/escalation`
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
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Instructed {
    text: String,
    /// `inside` or `public`.
    audience: String,
}

/// `POST /messages/{number}/instruction`
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
