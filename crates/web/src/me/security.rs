//! `/me/security`: what happened to one's account, where one is signed in, and changing what one signs in with.

use crate::page::{Page, show, show_with};
use crate::posted::Posted;
use crate::sign_in::steps::{self, Trouble};
use crate::sign_in::{device, phone};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::password::PASSWORD_MIN;
use app::sign_in::{OwnAccount, OwnPasskey, OwnSession, SignedIn};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use domain::Timestamp;
use domain::permission::Forbidden;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/me/security", get(account))
        .route("/me/security/sessions", post(end_sessions))
        .route(
            "/me/security/password",
            get(ask_password).post(change_password),
        )
        .route(
            "/me/security/authenticator",
            get(ask_authenticator).post(renew_authenticator),
        )
        .route("/me/security/codes", get(ask_codes).post(renew_codes))
}

#[derive(Template)]
#[template(path = "me/security.html")]
struct Account {
    p: Page,
    notices: Vec<NoticeView>,
    sessions: Vec<SessionView>,
    passkeys: Vec<OwnPasskey>,
    /// This board is reached by a name, so that there are some.
    has_passkeys: bool,
    /// Staff: when the authenticator was set up, and how many recovery codes are left.
    factors: Option<(Option<Timestamp>, u32)>,
}

struct NoticeView {
    what: String,
    advice: String,
    device: Option<String>,
    at: Timestamp,
    is_new: bool,
}

struct SessionView {
    own: OwnSession,
    name: String,
}

async fn account(State(web): State<Web>, viewer: Viewer) -> Answer {
    let who = signed_in(&viewer)?;
    let OwnAccount {
        notices,
        sessions,
        authenticator,
        codes,
    } = web.app.own_account(who).await?;
    let passkeys = web.app.own_passkeys(who).await?;
    let current = if viewer.is_staff() { "desk" } else { "me" };
    let p = Page::new(&web, &viewer, current, "safety-title");
    let notices = notices.into_iter().map(|notice| NoticeView {
        what: p.code("account", &notice.what),
        advice: p.code("account-advice", &notice.what),
        device: (!notice.device.is_empty()).then(|| device::told(&p, &notice.device)),
        at: notice.at,
        is_new: notice.read_at.is_none(),
    });
    let sessions = sessions.into_iter().map(|own| SessionView {
        name: if own.bearer {
            p.t("safety-token")
        } else {
            device::told(&p, &own.device)
        },
        own,
    });
    Ok(show(&Account {
        notices: notices.collect(),
        sessions: sessions.collect(),
        passkeys,
        has_passkeys: web.app.passkey_host().is_some(),
        factors: viewer.is_staff().then_some((authenticator, codes)),
        p,
    }))
}

/// Ends one session, by its id, or all others.
async fn end_sessions(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let who = signed_in(&viewer)?;
    if posted.text("session") == "others" {
        web.app.end_other_sessions(who).await?;
        return Ok(Redirect::to("/me/security?done=sessions-ended").into_response());
    }
    let id = posted.parsed("session").ok_or(Refusal::NotFound)?;
    web.app.end_session(who, id).await?;
    Ok(Redirect::to("/me/security?done=session-ended").into_response())
}

#[derive(Template)]
#[template(path = "me/password.html")]
struct Password {
    p: Page,
    trouble: Trouble,
    min: usize,
}

async fn ask_password(State(web): State<Web>, viewer: Viewer) -> Answer {
    password_page(&web, &viewer, None)
}

fn password_page(web: &Web, viewer: &Viewer, refusal: Option<Refusal>) -> Answer {
    staff(viewer)?;
    let p = Page::new(web, viewer, "desk", "change-password-title").with_primary();
    let trouble = Trouble::of(&p, refusal)?;
    let page = Password {
        min: PASSWORD_MIN,
        trouble,
        p,
    };
    Ok(show_with(page.trouble.status, &page))
}

async fn change_password(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let who = staff(&viewer)?.clone();
    let changed = match steps::new_password(&posted) {
        Ok(new) => {
            let (app, browser) = (web.app.clone(), viewer.browser());
            let password = posted.text("password").to_owned();
            web.run(async move { app.change_password(&who, password, new, &browser).await })
                .await?
        }
        Err(refusal) => Err(refusal),
    };
    match changed {
        Ok(opened) => {
            let (_, cookies) = phone::entered(&web, &viewer, opened).await?;
            let to = Redirect::to("/me/security?done=password-changed");
            Ok((cookies, to).into_response())
        }
        Err(refusal) => password_page(&web, &viewer, Some(refusal)),
    }
}

/// Both factors, once more, before one of them is replaced.
#[derive(Template)]
#[template(path = "me/prove.html")]
struct Prove {
    p: Page,
    trouble: Trouble,
    /// Where the form goes, behind `/me/security/`.
    to: &'static str,
    lead: String,
    act: String,
}

async fn ask_authenticator(State(web): State<Web>, viewer: Viewer) -> Answer {
    prove_page(&web, &viewer, "authenticator", None)
}

async fn ask_codes(State(web): State<Web>, viewer: Viewer) -> Answer {
    prove_page(&web, &viewer, "codes", None)
}

fn prove_page(web: &Web, viewer: &Viewer, to: &'static str, refusal: Option<Refusal>) -> Answer {
    staff(viewer)?;
    let title = match to {
        "codes" => "renew-codes-title",
        _ => "renew-authenticator-title",
    };
    let p = Page::new(web, viewer, "desk", title).with_primary();
    let trouble = Trouble::of(&p, refusal)?;
    let (lead, act) = match to {
        "codes" => (p.t("renew-codes-lead"), p.t("renew-codes-act")),
        _ => (
            p.t("renew-authenticator-lead"),
            p.t("renew-authenticator-act"),
        ),
    };
    let page = Prove {
        p,
        trouble,
        to,
        lead,
        act,
    };
    Ok(show_with(page.trouble.status, &page))
}

async fn renew_authenticator(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let who = staff(&viewer)?.clone();
    let (password, code) = both(&posted);
    let (app, browser) = (web.app.clone(), viewer.browser());
    let begun = web.run(async move {
        app.renew_authenticator(&who, password, &code, &browser)
            .await
    });
    match begun.await? {
        Ok(token) => {
            let to = steps::lead(&web, &token, "/me/security").await?;
            Ok(([steps::cookie_of(&token)], to).into_response())
        }
        Err(refusal) => prove_page(&web, &viewer, "authenticator", Some(refusal)),
    }
}

async fn renew_codes(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let who = staff(&viewer)?.clone();
    let (password, code) = both(&posted);
    let (app, browser) = (web.app.clone(), viewer.browser());
    let renewed = web.run(async move { app.renew_codes(&who, password, &code, &browser).await });
    match renewed.await? {
        Ok(codes) => Ok(steps::codes_page(
            &web,
            &viewer,
            codes,
            "/me/security".to_owned(),
        )),
        Err(refusal) => prove_page(&web, &viewer, "codes", Some(refusal)),
    }
}

fn both(posted: &Posted) -> (String, String) {
    let of = |field| posted.text(field).to_owned();
    (of("password"), of("code"))
}

fn signed_in(viewer: &Viewer) -> Result<&SignedIn, Refusal> {
    let who = viewer.signed_in.as_ref();
    who.ok_or_else(|| Forbidden::SignIn.into())
}

/// Citizens sign in by their phone: they have neither.
fn staff(viewer: &Viewer) -> Result<&SignedIn, Refusal> {
    let who = signed_in(viewer)?;
    if who.actor.role.is_staff() {
        Ok(who)
    } else {
        Err(Refusal::NotFound)
    }
}
