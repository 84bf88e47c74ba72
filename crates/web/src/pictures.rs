//! `/pictures/{id}` and `/pictures/{id}/thumb`: the bytes of a picture, for those who may see it.

use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use domain::ids::PictureId;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/pictures/{id}", get(full))
        .route("/pictures/{id}/thumb", get(thumb))
}

async fn full(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    show(&web, &viewer, &id, false).await
}

async fn thumb(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    show(&web, &viewer, &id, true).await
}

async fn show(
    web: &Web,
    viewer: &Viewer,
    id: &str,
    thumb: bool,
) -> Answer<impl IntoResponse + use<>> {
    let id: PictureId = id.parse().map_err(|_err| Failed(app::Refusal::NotFound))?;
    let picture = web.app.picture(&viewer.actor, id, thumb).await?;
    // A public picture may be hidden or erased later: caches ask again after five minutes.
    let cache = if picture.public {
        "public, max-age=300"
    } else {
        "private, no-store"
    };
    Ok((
        [
            (CONTENT_TYPE, picture.media_type),
            (CACHE_CONTROL, cache.to_owned()),
        ],
        picture.bytes,
    ))
}
