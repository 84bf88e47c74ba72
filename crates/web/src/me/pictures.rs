//! The writer changes a picture's “do not publish”, or removes it, until the message is screened.

use super::address;
use super::own::find;
use crate::posted::Posted;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PictureId;

pub async fn change(
    State(web): State<Web>,
    viewer: Viewer,
    Path((key, picture)): Path<(String, String)>,
    posted: Posted,
) -> Answer<Response> {
    let id = find(&web, &key).await?;
    let picture: PictureId = picture.parse().map_err(|_unknown| Refusal::NotFound)?;
    let hidden = match posted.text("do") {
        "hide" => Some(true),
        "show" => Some(false),
        "remove" => None,
        _ => return Err(Refusal::field("do", Problem::Choose).into()),
    };
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    let changed = web.run(async move { app.change_picture(&actor, id, picture, hidden).await });
    let message = changed.await??;
    let back = format!("{}?done=picture", address(message.number, id));
    Ok(Redirect::to(&back).into_response())
}
