//! “Somebody presses me”: to the supervisor alone, and what came of it.

use super::own::{find, own};
use crate::desk::Told;
use crate::page::{Page, Wrong, show_with};
use crate::posted::{Posted, Typed};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::alerts::StepShown;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::alert::{Alert, AlertKind, PRESSURE_DAYS};
use domain::ids::MessageId;
use domain::permission::Forbidden;
use domain::text::Note;

#[derive(Template)]
#[template(path = "me/pressure.html")]
struct Pressure {
    p: Page,
    key: String,
    name: String,
    days: u32,
    limit: usize,
    typed: Posted,
    f: Wrong,
}

/// An alert of the writer's, as the writer is told of it.
pub struct OwnAlert {
    /// What it is about.
    pub name: String,
    /// What happened.
    pub steps: Vec<Told>,
    /// A life may be in danger, and nobody has ended it: the hotlines are shown.
    pub is_danger: bool,
}

/// The alerts of the writer's message.
pub async fn of(
    web: &Web,
    p: &Page,
    viewer: &Viewer,
    id: MessageId,
) -> Result<Vec<OwnAlert>, Refusal> {
    let own = web.app.own_alerts(&viewer.actor, id).await?;
    Ok(told(p, &own))
}

/// In the words of a page.
pub fn told(p: &Page, own: &[(Alert, Vec<StepShown>)]) -> Vec<OwnAlert> {
    let shown = own.iter().map(|(alert, steps)| OwnAlert {
        name: p.code("alert-kind", alert.kind),
        steps: steps.iter().map(|step| Told::new(p, step)).collect(),
        is_danger: alert.is_open() && alert.kind == AlertKind::Danger,
    });
    shown.collect()
}

/// The form.
pub async fn page(State(web): State<Web>, viewer: Viewer, Path(key): Path<String>) -> Answer {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    form(&web, &viewer, key, Posted::default(), Wrong::default()).await
}

async fn form(web: &Web, viewer: &Viewer, key: String, typed: Posted, f: Wrong) -> Answer {
    let thread = own(web, viewer, find(web, &key).await?).await?;
    let p = Page::new(web, viewer, "me", "pressure-title").with_primary();
    let status = if f.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let number = thread.message.number.map(|number| number.to_string());
    let page = Pressure {
        name: number.unwrap_or_else(|| p.t("me-no-number")),
        p,
        key,
        days: PRESSURE_DAYS,
        limit: web.app.limits.note.max,
        typed,
        f,
    };
    Ok(show_with(status, &page))
}

/// Tells the supervisor.
pub async fn tell(
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
    typed: Typed,
) -> Answer {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    if !typed.own {
        return Err(Forbidden::NotYours.into());
    }
    let id = find(&web, &key).await?;
    let text = typed.posted.text("text");
    let length = web.app.limits.note;
    let read = match length.check(text) {
        Some(problem) => Err(problem),
        None => Note::parse(text),
    };
    let text = match read {
        Ok(text) => text,
        Err(problem) => {
            let wrong = Wrong(vec![("text", problem.into())]);
            return form(&web, &viewer, key, typed.posted, wrong).await;
        }
    };
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    web.run(async move { app.report_pressure(&actor, id, text).await })
        .await??;
    let to = format!("/me/messages/{key}?done=pressure");
    Ok(Redirect::to(&to).into_response())
}
