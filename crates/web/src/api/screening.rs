//! Screening: publish, decline; the writer edits, amends, appeals.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, Worded, code, note, optional_note, text};
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::Wording;
use axum::Json;
use axum::extract::State;
use domain::form::Draft;
use domain::ids::{Number, OfficeId};
use domain::screening::{Channel, DeclineReason};
use domain::text::{Body, Note, Title};
use serde::Deserialize;

/// The texts of a message, all of them anew.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rewritten {
    title: String,
    body: String,
    demand: String,
    place: String,
    remark: String,
    pen_name: String,
}

impl From<Rewritten> for Draft {
    fn from(asked: Rewritten) -> Self {
        Self {
            title: asked.title,
            body: asked.body,
            demand: asked.demand,
            place: asked.place,
            remark: asked.remark,
            pen_name: asked.pen_name,
        }
    }
}

/// `POST /messages/{number}/text`
pub async fn edit(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Rewritten>,
) -> Said<Json<Done>> {
    let draft = Draft::from(asked);
    act(&web, &viewer, id, |app, by| async move {
        app.edit(&by, id, &draft).await
    })
    .await
}

/// `POST /messages/{number}/amendment`
pub async fn amend(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Rewritten>,
) -> Said<Json<Done>> {
    let draft = Draft::from(asked);
    act(&web, &viewer, id, |app, by| async move {
        app.amend(&by, id, &draft).await
    })
    .await
}

/// The published wording, where words have to go.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublicWording {
    title: String,
    body: String,
    demand: String,
}

impl PublicWording {
    fn parse(&self) -> Said<Wording> {
        Ok(Wording {
            title: text("title", &self.title, Title::parse_optional)?,
            body: text("body", &self.body, Body::parse_optional)?,
            demand: text("demand", &self.demand, Note::parse_optional)?,
        })
    }
}

/// `POST /messages/{number}/publication`
pub async fn publish(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<PublicWording>,
) -> Said<Json<Done>> {
    let wording = asked.parse()?;
    act(&web, &viewer, id, |app, by| async move {
        app.publish(&by, id, wording).await
    })
    .await
}

/// Why a message is not shown.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Declined {
    reason: Option<String>,
    guidance: String,
}

/// `POST /messages/{number}/decline`
pub async fn decline(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Declined>,
) -> Said<Json<Done>> {
    let reason: DeclineReason = code("reason", asked.reason.as_deref())?;
    let guidance = note(&web, "guidance", &asked.guidance)?;
    act(&web, &viewer, id, |app, by| async move {
        app.decline(&by, id, reason, guidance).await
    })
    .await
}

/// The channel that the law provides.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Diverted {
    channel: Option<String>,
    guidance: String,
}

/// `POST /messages/{number}/diversion`
pub async fn divert(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Diverted>,
) -> Said<Json<Done>> {
    let channel: Channel = code("channel", asked.channel.as_deref())?;
    let guidance = optional_note(&web, "guidance", &asked.guidance)?;
    act(&web, &viewer, id, |app, by| async move {
        app.divert(&by, id, channel, guidance).await
    })
    .await
}

/// `POST /messages/{number}/redaction`
pub async fn redact(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<PublicWording>,
) -> Said<Json<Done>> {
    let wording = asked.parse()?;
    act(&web, &viewer, id, |app, by| async move {
        app.redact(&by, id, wording).await
    })
    .await
}

/// The seat that is responsible.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Moved {
    office: Option<String>,
}

/// `POST /messages/{number}/office`
pub async fn move_office(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Moved>,
) -> Said<Json<Done>> {
    let to: OfficeId = code("office", asked.office.as_deref())?;
    act(&web, &viewer, id, |app, by| async move {
        app.move_office(&by, id, to).await
    })
    .await
}

/// The earlier message of the same writer.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Repeated {
    earlier: Option<String>,
}

/// `POST /messages/{number}/duplicate`
pub async fn link_duplicate(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Repeated>,
) -> Said<Json<Done>> {
    let earlier: Number = code("earlier", asked.earlier.as_deref())?;
    act(&web, &viewer, id, |app, by| async move {
        app.link_duplicate(&by, id, earlier).await
    })
    .await
}

/// `POST /messages/{number}/appeal`
pub async fn appeal(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.appeal(&by, id, text).await
    })
    .await
}
