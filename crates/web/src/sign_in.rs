//! `/sign-in`: citizens by phone and one-time code, staff by login, password and second factor, or elsewhere, both by a
//! passkey; `/sign-out`.

pub mod device;
mod elsewhere;
pub mod passkey;
pub mod phone;
pub mod steps;

use crate::limits::proof;
use crate::oops::{encode, explain};
use crate::page::{Page, Wrong, show_with};
use crate::posted::{Posted, Typed};
use crate::tell::{Answer, status};
use crate::viewer::{SESSION_COOKIE, Viewer, set_cookie};
use crate::web::{DemoPerson, Web};
use app::{Problem, Refusal};
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::permission::Forbidden;
use phone::{Unsent, Waiting};

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/sign-in", get(ask).post(sign_in))
        .route("/sign-in/code", get(ask_code).post(enter_code))
        .route("/sign-out", post(sign_out))
        .merge(steps::routes())
        .merge(elsewhere::routes())
        .merge(passkey::routes())
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignIn {
    p: Page,
    f: Wrong,
    next: String,
    phone: String,
    login: String,
    /// The puzzle of a form that asks for a code.
    puzzle: Option<String>,
    /// A refusal that belongs to no field.
    notice: Option<(String, String)>,
    /// The button of the identity provider.
    provider: Option<String>,
    /// There are passkeys here.
    has_passkeys: bool,
    /// The people of a demo city.
    people: Vec<DemoPerson>,
}

impl SignIn {
    fn new(
        web: &Web,
        p: Page,
        next: String,
        posted: &Posted,
        f: Wrong,
        notice: Option<(String, String)>,
    ) -> Self {
        let demo = web.options.demo.as_ref();
        Self {
            f,
            next,
            phone: posted.text("phone").to_owned(),
            login: posted.text("login").to_owned(),
            puzzle: proof::of_form(web, &p.viewer),
            notice,
            provider: web.app.provider().map(|name| match name {
                "" => p.t("sign-in-elsewhere"),
                name => p.tt("sign-in-by", name),
            }),
            has_passkeys: web.app.passkey_host().is_some(),
            people: demo.map(|demo| demo.people.clone()).unwrap_or_default(),
            p,
        }
    }

    fn next_encoded(&self) -> String {
        encode(&self.next)
    }
}

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct EnterCode {
    p: Page,
    f: Wrong,
    next: String,
    tail: String,
    minutes: u32,
    /// The code has not gone out.
    unsent: Option<Unsent>,
    /// Where a demo city writes its text messages.
    demo_file: Option<String>,
}

impl EnterCode {
    fn next_encoded(&self) -> String {
        encode(&self.next)
    }
}

/// A path of this very site, as an address may name it to lead there next. Anything else leads nowhere.
pub fn local(next: &str) -> Option<&str> {
    let mut bytes = next.bytes();
    let begins = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    // A path that holds two slashes could lead elsewhere once what stands before them is taken off.
    let path = next.split(['?', '#']).next().unwrap_or_default();
    // A backslash is a slash to some browsers; what is not printed is ignored by them.
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (begins && plain && !path.contains("//")).then_some(next)
}

fn next_of(posted: &Posted) -> String {
    local(posted.text("next")).unwrap_or_default().to_owned()
}

async fn ask(State(web): State<Web>, viewer: Viewer, RawQuery(query): RawQuery) -> Response {
    let next = next_of(&Posted::from_query(query.as_deref()));
    page(&web, &viewer, next, &Posted::default(), None)
}

fn page(
    web: &Web,
    viewer: &Viewer,
    next: String,
    posted: &Posted,
    refusal: Option<Refusal>,
) -> Response {
    let p = Page::new(web, viewer, "", "sign-in-title").with_primary();
    let status = refusal.as_ref().map_or(StatusCode::OK, status);
    let (f, notice) = match refusal {
        Some(Refusal::Form(wrong)) => (Wrong(wrong), None),
        Some(other) => (Wrong::default(), Some(explain(&p, &other))),
        None => (Wrong::default(), None),
    };
    show_with(status, &SignIn::new(web, p, next, posted, f, notice))
}

/// Takes a phone, which gets a code, or a login with its password.
async fn sign_in(State(web): State<Web>, viewer: Viewer, typed: Typed) -> Answer<Response> {
    let posted = &typed.posted;
    let next = next_of(posted);
    let answer = if posted.text("login").is_empty() && posted.text("password").is_empty() {
        by_phone(&web, &viewer, posted, &next).await
    } else {
        by_password(&web, &viewer, posted, &next).await
    };
    match answer {
        Err(refusal @ Refusal::Store(_)) => Err(refusal.into()),
        Err(refusal) => Ok(page(&web, &viewer, next, posted, Some(refusal))),
        Ok(answer) => Ok(answer),
    }
}

async fn by_phone(
    web: &Web,
    viewer: &Viewer,
    posted: &Posted,
    next: &str,
) -> Result<Response, Refusal> {
    let (_, cookie) = phone::send_code(web, viewer, posted).await?;
    let to = if next.is_empty() {
        "/sign-in/code".to_owned()
    } else {
        format!("/sign-in/code?next={}", encode(next))
    };
    Ok(([cookie], Redirect::to(&to)).into_response())
}

async fn by_password(
    web: &Web,
    viewer: &Viewer,
    posted: &Posted,
    next: &str,
) -> Result<Response, Refusal> {
    let (app, login) = (web.app.clone(), posted.text("login").to_owned());
    let password = posted.text("password").to_owned();
    if login.trim().is_empty() || password.is_empty() {
        return Err(Refusal::field("password", Problem::Password));
    }
    let browser = viewer.browser();
    let begun = web.run(async move { app.begin_staff(&login, password, &browser).await });
    let token = begun.await??;
    let to = steps::lead(web, &token, next).await?;
    Ok(([steps::cookie_of(&token)], to).into_response())
}

/// Where somebody who has signed in goes.
pub fn landing<'n>(viewer: &Viewer, next: &'n str) -> &'n str {
    match next {
        "" if viewer.is_staff() => "/desk",
        "" => "/me",
        next => next,
    }
}

async fn ask_code(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let next = next_of(&Posted::from_query(query.as_deref()));
    let Some(waiting) = Waiting::of(&headers) else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let waiting = waiting.with_fate(&web).await?;
    Ok(code_page(&web, &viewer, next, waiting, Wrong::default()))
}

fn code_page(web: &Web, viewer: &Viewer, next: String, waiting: Waiting, f: Wrong) -> Response {
    let status = if f.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let demo = web.options.demo.as_ref();
    let enter = EnterCode {
        p: Page::new(web, viewer, "", "write-code-title").with_primary(),
        f,
        next,
        unsent: Unsent::of(waiting.fate),
        tail: waiting.tail,
        minutes: app::sign_in::CODE_MINUTES,
        demo_file: demo.map(|demo| demo.sms_file.display().to_string()),
    };
    show_with(status, &enter)
}

async fn enter_code(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    typed: Typed,
) -> Answer<Response> {
    let next = next_of(&typed.posted);
    let Some(waiting) = Waiting::of(&headers) else {
        let refusal = Refusal::field("phone", Problem::Code);
        return Ok(page(&web, &viewer, next, &typed.posted, Some(refusal)));
    };
    match phone::enter(&web, &viewer, &waiting, typed.posted.text("code")).await {
        Ok((viewer, cookies)) => {
            Ok((cookies, Redirect::to(landing(&viewer, &next))).into_response())
        }
        Err(Refusal::Form(wrong)) => {
            let waiting = waiting.with_fate(&web).await?;
            Ok(code_page(&web, &viewer, next, waiting, Wrong(wrong)))
        }
        Err(other) => Err(other.into()),
    }
}

/// Ends the session. Whoever has none is signed out already.
async fn sign_out(State(web): State<Web>, viewer: Viewer, typed: Typed) -> Answer<Response> {
    if let Some(token) = viewer.token.clone() {
        if !typed.own {
            return Err(Forbidden::NotYours.into());
        }
        let app = web.app.clone();
        web.run(async move { app.sign_out(&token).await }).await??;
    }
    let ended = (SET_COOKIE, set_cookie(SESSION_COOKIE, "", 0));
    // Drafts that script kept in this browser go, too.
    let forgotten = (
        HeaderName::from_static("clear-site-data"),
        "\"storage\"".to_owned(),
    );
    Ok(([ended, forgotten], Redirect::to("/?done=signed-out")).into_response())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_a_path_of_this_site_is_gone_to() {
        for path in ["/", "/me", "/messages/2026-000001?from=%E4%BA%91#thread"] {
            assert_eq!(local(path), Some(path));
        }
        for elsewhere in [
            "",
            "me",
            "//evil.example",
            "/en//evil.example",
            "/\\evil.example",
            "/a\\b",
            "https://evil.example/",
            "/a\r\nset-cookie: x=y",
            "/留言",
            "/\t/evil.example",
        ] {
            assert_eq!(local(elsewhere), None, "{elsewhere:?}");
        }
    }
}
