//! How a verb is done: to its end, and answered with the message as it stands then.

use crate::api::codes;
use crate::api::item::Item;
use crate::api::problem::Said;
use crate::api::thread::{item, possible};
use crate::viewer::Viewer;
use crate::web::Web;
use app::{App, Refusal};
use axum::Json;
use domain::actor::Actor;
use domain::ids::MessageId;
use serde::Serialize;
use std::future::Future;
use utoipa::ToSchema;

/// The message after a verb.
#[derive(Serialize, ToSchema)]
pub struct Done {
    #[serde(flatten)]
    item: Item,
    /// What this person can do now.
    #[schema(schema_with = codes::verbs)]
    can: Vec<&'static str>,
}

/// Does it, even when the request goes away meanwhile.
pub async fn act<T: Send + 'static, F: Future<Output = Result<T, Refusal>> + Send + 'static>(
    web: &Web,
    viewer: &Viewer,
    id: MessageId,
    verb: impl FnOnce(App, Actor) -> F,
) -> Said<Json<Done>> {
    let doing = verb(web.app.clone(), viewer.actor.clone());
    drop(web.run(doing).await??);
    let thread = web.app.thread(&viewer.actor, id).await?;
    Ok(Json(Done {
        item: item(web, &thread),
        can: possible(&thread),
    }))
}
