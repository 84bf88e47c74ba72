//! The API itself: where everything is, and its description.

use crate::api::document::DOCUMENT;
use crate::web::Web;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is where.
#[derive(Serialize, ToSchema)]
pub struct Index {
    /// The name of the board.
    board: String,
    /// The version of the API.
    api: &'static str,
    /// The release of the program.
    release: &'static str,
    /// For people.
    documentation: String,
    /// For programs.
    openapi: String,
    /// What can be read, by name.
    links: BTreeMap<&'static str, String>,
}

/// Where everything is. It answers as long as the board is there.
#[utoipa::path(
    get,
    path = "/",
    operation_id = "index",
    tag = "about",
    responses((status = 200, description = "The links", body = Index)),
)]
pub async fn index(State(web): State<Web>) -> Json<Index> {
    let board = &web.app.board;
    let link = |path: &str| format!("{}/api/v1/{path}", board.url);
    let names = ["messages", "offices", "regions", "domains", "units", "me"];
    Json(Index {
        board: board.name.clone(),
        api: "v1",
        release: web.options.version,
        documentation: format!("{}/api", board.url),
        openapi: link("openapi.json"),
        links: names.into_iter().map(|name| (name, link(name))).collect(),
    })
}

/// This description.
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "openapi",
    tag = "about",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)),
)]
pub async fn openapi() -> impl IntoResponse {
    ([(CACHE_CONTROL, "public, max-age=300")], Json(&*DOCUMENT))
}
