//! `/sign-in/passkey`: a challenge for the script, and what a passkey answers.

use super::elsewhere::told;
use super::{landing, next_of, page, phone};
use crate::page::Page;
use crate::posted::{Posted, Typed};
use crate::tell::{Answer, status};
use crate::viewer::{PASSKEY_COOKIE, Viewer, cookie, set_cookie};
use crate::web::Web;
use app::Refusal;
use app::sign_in::{CHALLENGE_MINUTES, Challenged, PasskeyAnswer};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/sign-in/passkey", post(enter))
        .route("/sign-in/passkey/challenge", post(ask))
}

/// What the script asks the browser.
#[derive(Serialize)]
struct ForScript {
    challenge: String,
    host: String,
}

/// The cookie that holds a challenge, sealed.
pub fn kept(asked: &Challenged) -> phone::Cookie {
    let value = set_cookie(PASSKEY_COOKIE, &asked.kept, CHALLENGE_MINUTES * 60);
    (SET_COOKIE, value)
}

/// The challenge that a request answers; nothing where it has none.
pub fn kept_of(headers: &HeaderMap) -> String {
    cookie(headers, PASSKEY_COOKIE)
        .unwrap_or_default()
        .to_owned()
}

/// Ends the cookie of a challenge that was answered.
pub fn forgotten() -> AppendHeaders<[phone::Cookie; 1]> {
    AppendHeaders([(SET_COOKIE, set_cookie(PASSKEY_COOKIE, "", 0))])
}

/// What the script has put into a form.
pub fn answer_of(posted: &Posted) -> PasskeyAnswer {
    let said = |field| posted.text(field).to_owned();
    PasskeyAnswer {
        credential: said("credential"),
        client: said("client"),
        authenticator: said("authenticator"),
        signature: said("signature"),
        handle: said("handle"),
    }
}

async fn ask(State(web): State<Web>) -> Answer {
    let asked = web.app.ask_passkey()?;
    let cookie = kept(&asked);
    let said = ForScript {
        challenge: asked.challenge,
        host: asked.host,
    };
    Ok(([cookie], Json(said)).into_response())
}

async fn enter(State(web): State<Web>, viewer: Viewer, headers: HeaderMap, typed: Typed) -> Answer {
    let next = next_of(&typed.posted);
    let (kept, answer) = (kept_of(&headers), answer_of(&typed.posted));
    let (app, browser) = (web.app.clone(), viewer.browser());
    let entering = web.run(async move { app.sign_in_by_passkey(&kept, &answer, &browser).await });
    let answer = match entering.await? {
        Ok(opened) => {
            let (viewer, cookies) = phone::entered(&web, &viewer, opened).await?;
            (cookies, Redirect::to(landing(&viewer, &next))).into_response()
        }
        Err(refusal @ Refusal::Form(_)) => {
            let p = Page::new(&web, &viewer, "", "sign-in-title").with_primary();
            let notice = (p.t("passkey-wrong-title"), p.t("passkey-wrong"));
            told(&web, p, status(&refusal), next, notice)
        }
        Err(refusal @ Refusal::Store(_)) => return Err(refusal.into()),
        Err(other) => page(&web, &viewer, next, &Posted::default(), Some(other)),
    };
    Ok((forgotten(), answer).into_response())
}
