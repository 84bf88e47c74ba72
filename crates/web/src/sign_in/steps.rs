//! The way of staff from their password to a session: the second factor; the first time a password and an
//! authenticator of their own. A cookie holds the token of the way, which opens nothing but the next step.

use super::{landing, next_of, phone};
use crate::oops::{encode, explain};
use crate::page::{Page, Wrong, show_with};
use crate::posted::{Posted, Typed};
use crate::qr::{Qr, qr};
use crate::tell::{Answer, Failed, status};
use crate::viewer::{Viewer, WAY_COOKIE, cookie, set_cookie};
use crate::web::Web;
use app::password::PASSWORD_MIN;
use app::sign_in::{Offer, OnTheWay, Opened, Step, Token, WAY_MINUTES};
use app::{Problem, Refusal};
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::permission::Forbidden;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/sign-in/factor", get(ask_factor).post(take_factor))
        .route("/sign-in/password", get(ask_password).post(take_password))
        .route(
            "/sign-in/authenticator",
            get(offer_authenticator).post(take_authenticator),
        )
}

/// The cookie that holds the token of a way.
pub fn cookie_of(token: &Token) -> phone::Cookie {
    let value = set_cookie(WAY_COOKIE, token.as_str(), WAY_MINUTES * 60);
    (SET_COOKIE, value)
}

/// The answer that leads to the next step of a way, or to its beginning where it has ended.
pub async fn lead(web: &Web, token: &Token, next: &str) -> Result<Redirect, Refusal> {
    let way = web.app.on_the_way(token).await?;
    let path = match way.map(|way| way.step) {
        Some(Step::Code) => "/sign-in/factor",
        Some(Step::Password) => "/sign-in/password",
        Some(Step::Authenticator) => "/sign-in/authenticator",
        None => "/sign-in",
    };
    Ok(if next.is_empty() {
        Redirect::to(path)
    } else {
        Redirect::to(&format!("{path}?next={}", encode(next)))
    })
}

/// What a form of the way has wrong: at its fields, or above them.
pub struct Trouble {
    /// At its fields.
    pub f: Wrong,
    /// Above them: heading and advice.
    pub notice: Option<(String, String)>,
    /// The status of the answer.
    pub status: StatusCode,
}

impl Trouble {
    /// What a refusal is, on its page; without one nothing is wrong. What is no matter of the form is handed on.
    pub fn of(p: &Page, refusal: Option<Refusal>) -> Result<Self, Failed> {
        let Some(refusal) = refusal else {
            return Ok(Self {
                f: Wrong::default(),
                notice: None,
                status: StatusCode::OK,
            });
        };
        let status = status(&refusal);
        match refusal {
            Refusal::Form(wrong) => Ok(Self {
                f: Wrong(wrong),
                notice: None,
                status,
            }),
            Refusal::TooMany { .. } | Refusal::Busy => Ok(Self {
                f: Wrong::default(),
                notice: Some(explain(p, &refusal)),
                status,
            }),
            other => Err(Failed(other)),
        }
    }
}

/// The token of the request's way, and who is on it, where this is the next step; else the answer that leads on.
async fn at(
    web: &Web,
    headers: &HeaderMap,
    step: Step,
    next: &str,
) -> Answer<Result<(Token, OnTheWay), Response>> {
    let Some(token) = cookie(headers, WAY_COOKIE).map(Token::received) else {
        return Ok(Err(Redirect::to("/sign-in").into_response()));
    };
    match web.app.on_the_way(&token).await? {
        Some(way) if way.step == step => Ok(Ok((token, way))),
        _ => Ok(Err(lead(web, &token, next).await?.into_response())),
    }
}

/// After a step: the session, or the next step.
async fn arrived(
    web: &Web,
    viewer: &Viewer,
    token: &Token,
    opened: Option<Opened>,
    next: &str,
) -> Answer {
    let Some(opened) = opened else {
        return Ok(lead(web, token, next).await?.into_response());
    };
    let (viewer, cookies) = phone::entered(web, viewer, opened).await?;
    Ok((cookies, Redirect::to(landing(&viewer, next))).into_response())
}

#[derive(Template)]
#[template(path = "sign_in/factor.html")]
struct Factor {
    p: Page,
    trouble: Trouble,
    next: String,
    login: String,
    /// The code that a demo city gives away.
    demo: Option<String>,
}

async fn ask_factor(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let next = next_of(&Posted::from_query(query.as_deref()));
    match at(&web, &headers, Step::Code, &next).await? {
        Ok((_, way)) => factor_page(&web, &viewer, &way, next, None),
        Err(elsewhere) => Ok(elsewhere),
    }
}

fn factor_page(
    web: &Web,
    viewer: &Viewer,
    way: &OnTheWay,
    next: String,
    refusal: Option<Refusal>,
) -> Answer {
    let p = Page::new(web, viewer, "", "factor-title").with_primary();
    let trouble = Trouble::of(&p, refusal)?;
    let now = web.app.clock.now();
    let demo = web.options.demo.as_ref();
    let factor = Factor {
        demo: demo.map(|demo| demo.secret.next_code(now, way.used)),
        login: way.login.clone(),
        trouble,
        next,
        p,
    };
    Ok(show_with(factor.trouble.status, &factor))
}

async fn take_factor(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    let posted = &typed.posted;
    let next = next_of(posted);
    let (token, way) = match at(&web, &headers, Step::Code, &next).await? {
        Ok(here) => here,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let by_code = posted.text("recovery").trim().is_empty();
    let field = if by_code { "code" } else { "recovery" };
    let (app, sent, browser) = (web.app.clone(), token.clone(), viewer.browser());
    let said = posted.text(field).to_owned();
    let proving = web.run(async move { app.prove_code(&sent, &said, &browser).await });
    match proving.await? {
        Ok(opened) => arrived(&web, &viewer, &token, opened, &next).await,
        // Meanwhile it was done in another window, or the way has ended.
        Err(Refusal::Forbidden(Forbidden::SignIn)) => {
            Ok(lead(&web, &token, &next).await?.into_response())
        }
        Err(Refusal::Form(_)) => {
            let wrong = Refusal::field(field, Problem::Factor);
            factor_page(&web, &viewer, &way, next, Some(wrong))
        }
        Err(other) => factor_page(&web, &viewer, &way, next, Some(other)),
    }
}

#[derive(Template)]
#[template(path = "sign_in/password.html")]
struct FirstPassword {
    p: Page,
    trouble: Trouble,
    next: String,
    login: String,
    min: usize,
}

async fn ask_password(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let next = next_of(&Posted::from_query(query.as_deref()));
    match at(&web, &headers, Step::Password, &next).await? {
        Ok((_, way)) => password_page(&web, &viewer, &way, next, None),
        Err(elsewhere) => Ok(elsewhere),
    }
}

fn password_page(
    web: &Web,
    viewer: &Viewer,
    way: &OnTheWay,
    next: String,
    refusal: Option<Refusal>,
) -> Answer {
    let p = Page::new(web, viewer, "", "first-password-title").with_primary();
    let trouble = Trouble::of(&p, refusal)?;
    let page = FirstPassword {
        login: way.login.clone(),
        min: PASSWORD_MIN,
        trouble,
        next,
        p,
    };
    Ok(show_with(page.trouble.status, &page))
}

async fn take_password(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    let next = next_of(&typed.posted);
    let (token, way) = match at(&web, &headers, Step::Password, &next).await? {
        Ok(here) => here,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let replaced = match new_password(&typed.posted) {
        Ok(password) => {
            let (app, sent, browser) = (web.app.clone(), token.clone(), viewer.browser());
            web.run(async move { app.replace_password(&sent, password, &browser).await })
                .await?
        }
        Err(refusal) => Err(refusal),
    };
    match replaced {
        Ok(opened) => arrived(&web, &viewer, &token, opened, &next).await,
        Err(Refusal::Forbidden(Forbidden::SignIn)) => {
            Ok(lead(&web, &token, &next).await?.into_response())
        }
        Err(refusal) => password_page(&web, &viewer, &way, next, Some(refusal)),
    }
}

/// A new password, typed twice alike.
pub fn new_password(posted: &Posted) -> Result<String, Refusal> {
    let password = posted.text("new_password");
    if password == posted.text("again") {
        Ok(password.to_owned())
    } else {
        Err(Refusal::field("again", Problem::Differs))
    }
}

#[derive(Template)]
#[template(path = "sign_in/authenticator.html")]
struct Authenticator {
    p: Page,
    trouble: Trouble,
    next: String,
    login: String,
    sealed: String,
    /// The secret in groups of four, as it is typed.
    groups: Vec<String>,
    qr: Option<Qr>,
}

async fn offer_authenticator(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let next = next_of(&Posted::from_query(query.as_deref()));
    match at(&web, &headers, Step::Authenticator, &next).await? {
        Ok((_, way)) => {
            let offer = web.app.offer_authenticator(&way);
            authenticator_page(&web, &viewer, &way, offer, next, None)
        }
        Err(elsewhere) => Ok(elsewhere),
    }
}

fn authenticator_page(
    web: &Web,
    viewer: &Viewer,
    way: &OnTheWay,
    offer: Offer,
    next: String,
    refusal: Option<Refusal>,
) -> Answer {
    let p = Page::new(web, viewer, "", "authenticator-title").with_primary();
    let trouble = Trouble::of(&p, refusal)?;
    let letters: Vec<char> = offer.base32.chars().collect();
    let page = Authenticator {
        login: way.login.clone(),
        groups: letters
            .chunks(4)
            .map(|four| four.iter().collect())
            .collect(),
        qr: qr(&offer.uri),
        sealed: offer.sealed,
        trouble,
        next,
        p,
    };
    Ok(show_with(page.trouble.status, &page))
}

async fn take_authenticator(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    let posted = &typed.posted;
    let next = next_of(posted);
    let (token, way) = match at(&web, &headers, Step::Authenticator, &next).await? {
        Ok(here) => here,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let sealed = posted.text("offer").to_owned();
    let (app, sent, browser) = (web.app.clone(), token.clone(), viewer.browser());
    let (offer, code) = (sealed.clone(), posted.text("code").to_owned());
    let enrolling = web.run(async move { app.enrol(&sent, &offer, &code, &browser).await });
    match enrolling.await? {
        Ok((opened, codes)) => {
            let (viewer, cookies) = phone::entered(&web, &viewer, opened).await?;
            let to = landing(&viewer, &next).to_owned();
            Ok((cookies, codes_page(&web, &viewer, codes, to)).into_response())
        }
        Err(Refusal::Forbidden(Forbidden::SignIn)) => {
            Ok(lead(&web, &token, &next).await?.into_response())
        }
        Err(refusal) => {
            // An offer that is too old, or that this board did not make, gives way to a new one.
            let again = web.app.offer_again(&way, &sealed);
            let offer = again.unwrap_or_else(|| web.app.offer_authenticator(&way));
            authenticator_page(&web, &viewer, &way, offer, next, Some(refusal))
        }
    }
}

#[derive(Template)]
#[template(path = "sign_in/codes.html")]
struct Sheet {
    p: Page,
    codes: Vec<String>,
    /// Where they were drawn, to tell one sheet from another.
    login: String,
    to: String,
}

/// Recovery codes, this once.
pub fn codes_page(web: &Web, viewer: &Viewer, codes: Vec<String>, to: String) -> Response {
    let p = Page::new(web, viewer, "", "codes-title").with_primary();
    let login = viewer.name().to_owned();
    let page = Sheet {
        p,
        codes,
        login,
        to,
    };
    show_with(StatusCode::OK, &page)
}
