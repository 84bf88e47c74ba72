//! `/sign-in/oidc`: staff are sent to the identity provider, and come back from it.

use super::{SignIn, landing, next_of, phone, steps};
use crate::page::{Page, Wrong, show_with};
use crate::posted::Posted;
use crate::tell::{Answer, Failed};
use crate::viewer::{ASKED_COOKIE, Viewer, cookie, set_cookie};
use crate::web::Web;
use app::sign_in::provider::{AWAY_MINUTES, Came, Return};
use app::{Problem, Refusal};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;

/// A longer way is forgotten: cookies are short.
const LONGEST_NEXT: usize = 500;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/sign-in/oidc", get(leave))
        .route("/sign-in/oidc/callback", get(come_back))
}

/// Sends the browser away. It is a link and no form, since what a form leads to may not leave this site; and it is
/// followed on this site alone, so that nobody is signed in without having asked for it.
async fn leave(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let mut next = next_of(&Posted::from_query(query.as_deref()));
    if next.len() > LONGEST_NEXT {
        next.clear();
    }
    let from = headers.get("sec-fetch-site");
    if from.is_some_and(|from| from != "same-origin" && from != "none") {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    match web.app.ask_provider(&next).await {
        Ok((asked, address)) => {
            let kept = set_cookie(ASKED_COOKIE, &asked, AWAY_MINUTES * 60);
            Ok(([(SET_COOKIE, kept)], Redirect::to(&address)).into_response())
        }
        Err(refusal) => refused(&web, &viewer, next, refusal),
    }
}

/// Takes the browser back, once, whatever comes of it.
async fn come_back(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let posted = Posted::from_query(query.as_deref());
    let said = |field| posted.text(field).to_owned();
    let came = Came {
        state: said("state"),
        code: said("code"),
        issuer: Some(said("iss")).filter(|issuer| !issuer.is_empty()),
    };
    let asked = cookie(&headers, ASKED_COOKIE)
        .unwrap_or_default()
        .to_owned();
    let (app, browser) = (web.app.clone(), viewer.browser());
    let coming = web.run(async move { app.come_back(&asked, &came, &browser).await });
    let answer = match coming.await? {
        Ok(Return::In(opened, next)) => {
            let (viewer, cookies) = phone::entered(&web, &viewer, *opened).await?;
            (cookies, Redirect::to(landing(&viewer, &next))).into_response()
        }
        Ok(Return::OnTheWay(token, next)) => {
            let to = steps::lead(&web, &token, &next).await?;
            ([steps::cookie_of(&token)], to).into_response()
        }
        Ok(Return::Stranger { subject }) => stranger(&web, &viewer, &subject),
        Err(refusal) => refused(&web, &viewer, String::new(), refusal)?,
    };
    let forgotten = (SET_COOKIE, set_cookie(ASKED_COOKIE, "", 0));
    Ok((AppendHeaders([forgotten]), answer).into_response())
}

/// The page of signing in, where nobody came of it.
fn refused(web: &Web, viewer: &Viewer, next: String, refusal: Refusal) -> Answer {
    let Refusal::Form(wrong) = &refusal else {
        return Err(Failed(refusal));
    };
    let is_away = wrong.iter().any(|(_, problem)| *problem == Problem::Away);
    let p = Page::new(web, viewer, "", "sign-in-title").with_primary();
    let notice = if is_away {
        (p.t("away-title"), p.t("problem-away"))
    } else {
        (p.t("unproved-title"), p.t("problem-unproved"))
    };
    Ok(told(web, p, StatusCode::UNPROCESSABLE_ENTITY, next, notice))
}

/// Tells somebody whom the provider knows and nobody here what the operator has to be told.
fn stranger(web: &Web, viewer: &Viewer, subject: &str) -> Response {
    let p = Page::new(web, viewer, "", "sign-in-title").with_primary();
    let notice = (p.t("stranger-title"), p.tt("stranger-advice", subject));
    told(web, p, StatusCode::FORBIDDEN, String::new(), notice)
}

/// The page of signing in with a notice above it.
pub fn told(
    web: &Web,
    p: Page,
    status: StatusCode,
    next: String,
    notice: (String, String),
) -> Response {
    let (nothing, right) = (Posted::default(), Wrong::default());
    show_with(
        status,
        &SignIn::new(web, p, next, &nothing, right, Some(notice)),
    )
}
