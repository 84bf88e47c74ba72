//! `POST /messages/{number}/support`: 我也遇到 and 支持, and taking it back.

use crate::oops::encode;
use crate::posted::Typed;
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::ids::Number;
use domain::permission::Forbidden;

/// Counts the viewer in, or with `on=0` out. Who has not signed in is led there, and back to the message.
pub(super) async fn support(
    State(web): State<Web>,
    viewer: Viewer,
    Path(number): Path<String>,
    typed: Typed,
) -> Answer {
    let number: Number = number.parse().map_err(|_err| Failed(Refusal::NotFound))?;
    let here = format!("/messages/{number}");
    if !viewer.is_signed_in() {
        return Ok(Redirect::to(&format!("/sign-in?next={}", encode(&here))).into_response());
    }
    if !typed.own {
        return Err(Failed(Forbidden::NotYours.into()));
    }
    let on = match typed.posted.text("on") {
        "" | "1" => true,
        "0" => false,
        _ => return Err(Failed(Refusal::field("on", app::Problem::Unknown))),
    };
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    web.run(async move {
        let id = app.id_of(number).await?;
        app.support(&actor, id, on).await
    })
    .await??;
    let done = if on { "supported" } else { "unsupported" };
    Ok(Redirect::to(&format!("{here}?done={done}")).into_response())
}
