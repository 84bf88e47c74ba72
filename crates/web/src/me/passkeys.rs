//! `/me/security/passkeys`: adding a passkey, its name, taking it away.

use crate::page::{Page, show_with};
use crate::posted::Posted;
use crate::sign_in::passkey::{answer_of, forgotten, kept, kept_of};
use crate::sign_in::steps::Trouble;
use crate::sign_in::{device, phone};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::passkey::ALGORITHMS;
use app::sign_in::{Challenged, LATELY_MINUTES, MOST_PASSKEYS, OwnPasskey, SignedIn};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::permission::Forbidden;

/// Characters of a name.
const NAME_MAX: usize = domain::text::PasskeyName::MAX;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/me/security/passkeys", post(add))
        .route("/me/security/passkeys/new", get(ask))
        .route("/me/security/passkeys/{passkey}", get(one).post(rename))
        .route("/me/security/passkeys/{passkey}/removal", post(remove))
}

#[derive(Template)]
#[template(path = "me/new_passkey.html")]
struct New {
    p: Page,
    trouble: Trouble,
    stands: Stands,
    minutes: u32,
    max: usize,
    name_max: usize,
    /// The name, as typed.
    name: String,
    /// What the authenticator shows its owner as.
    owner: String,
    algorithms: String,
}

/// Whether another can be added now.
enum Stands {
    /// This is asked.
    Asked(Box<Challenged>),
    /// Whoever asks signed in too long ago.
    SignIn,
    /// There are as many as may be.
    Full,
}

async fn ask(State(web): State<Web>, viewer: Viewer) -> Answer {
    new_page(&web, &viewer, None, None).await
}

/// The page that asks for a new one: with a new challenge each time, whatever became of the one before.
async fn new_page(
    web: &Web,
    viewer: &Viewer,
    name: Option<&str>,
    refusal: Option<Refusal>,
) -> Answer {
    let who = signed_in(viewer)?;
    let stands = match web.app.ask_new_passkey(who).await {
        Ok(asked) => Stands::Asked(Box::new(asked)),
        Err(Refusal::Forbidden(Forbidden::SignIn)) => Stands::SignIn,
        Err(Refusal::Form(_)) => Stands::Full,
        Err(other) => return Err(other.into()),
    };
    let p = Page::new(web, viewer, section(viewer), "new-passkey-title").with_primary();
    let here = || device::told(&p, &viewer.browser().kind);
    let name = name.map_or_else(here, str::to_owned);
    let owner = match viewer.name() {
        "" => p.t("passkey-owner"),
        name => name.to_owned(),
    };
    let cookie: Option<phone::Cookie> = match &stands {
        Stands::Asked(asked) => Some(kept(asked)),
        _ => None,
    };
    let page = New {
        trouble: Trouble::of(&p, refusal)?,
        stands,
        minutes: LATELY_MINUTES,
        max: MOST_PASSKEYS,
        name_max: NAME_MAX,
        name,
        owner,
        algorithms: ALGORITHMS.map(|number| number.to_string()).join(" "),
        p,
    };
    let shown = show_with(page.trouble.status, &page);
    Ok(match cookie {
        Some(cookie) => ([cookie], shown).into_response(),
        None => shown,
    })
}

async fn add(State(web): State<Web>, viewer: Viewer, headers: HeaderMap, posted: Posted) -> Answer {
    let who = signed_in(&viewer)?.clone();
    let (kept, answer) = (kept_of(&headers), answer_of(&posted));
    let (app, browser) = (web.app.clone(), viewer.browser());
    let name = posted.text("name").to_owned();
    let adding =
        web.run(async move { app.add_passkey(&who, &kept, &answer, &name, &browser).await });
    match adding.await? {
        Ok(()) => {
            let to = Redirect::to("/me/security?done=passkey-added");
            Ok((forgotten(), to).into_response())
        }
        Err(Refusal::Forbidden(Forbidden::SignIn)) => {
            Ok(unproved(new_page(&web, &viewer, None, None).await?))
        }
        Err(refusal @ Refusal::Form(_)) => {
            new_page(&web, &viewer, Some(posted.text("name")), Some(refusal)).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "me/passkey.html")]
struct One {
    p: Page,
    trouble: Trouble,
    own: OwnPasskey,
    /// The name, as typed.
    name: String,
    name_max: usize,
    /// It can be removed without signing in again.
    lately: bool,
    minutes: u32,
}

async fn one(State(web): State<Web>, viewer: Viewer, Path(id): Path<String>) -> Answer {
    one_page(&web, &viewer, &id, None, None).await
}

async fn one_page(
    web: &Web,
    viewer: &Viewer,
    id: &str,
    typed: Option<&str>,
    refusal: Option<Refusal>,
) -> Answer {
    let who = signed_in(viewer)?;
    let id = id_of(id)?;
    let mut own = web.app.own_passkeys(who).await?.into_iter();
    let own = own.find(|own| own.id == id);
    let own = own.ok_or(Refusal::NotFound)?;
    let p = Page::new(web, viewer, section(viewer), "passkey-title");
    let page = One {
        trouble: Trouble::of(&p, refusal)?,
        name: typed.unwrap_or(&own.name).to_owned(),
        name_max: NAME_MAX,
        lately: web.app.is_lately(who),
        minutes: LATELY_MINUTES,
        own,
        p,
    };
    Ok(show_with(page.trouble.status, &page))
}

async fn rename(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let who = signed_in(&viewer)?.clone();
    let (app, number, name) = (web.app.clone(), id_of(&id)?, posted.text("name").to_owned());
    let renaming = web.run(async move { app.rename_passkey(&who, number, &name).await });
    match renaming.await? {
        Ok(()) => Ok(Redirect::to("/me/security?done=passkey-renamed").into_response()),
        Err(refusal @ Refusal::Form(_)) => {
            let typed = Some(posted.text("name"));
            one_page(&web, &viewer, &id, typed, Some(refusal)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
    _posted: Posted,
) -> Answer {
    let who = signed_in(&viewer)?.clone();
    let (app, number, browser) = (web.app.clone(), id_of(&id)?, viewer.browser());
    let removing = web.run(async move { app.remove_passkey(&who, number, &browser).await });
    match removing.await? {
        Ok(()) => Ok(Redirect::to("/me/security?done=passkey-removed").into_response()),
        Err(Refusal::Forbidden(Forbidden::SignIn)) => {
            Ok(unproved(one_page(&web, &viewer, &id, None, None).await?))
        }
        Err(refusal @ Refusal::Form(_)) => one_page(&web, &viewer, &id, None, Some(refusal)).await,
        Err(other) => Err(other.into()),
    }
}

/// The session is old by now: nothing was done, and the page says what to do.
fn unproved(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNAUTHORIZED;
    page
}

fn id_of(id: &str) -> Result<i64, Refusal> {
    id.parse().map_err(|_malformed| Refusal::NotFound)
}

fn signed_in(viewer: &Viewer) -> Result<&SignedIn, Refusal> {
    let who = viewer.signed_in.as_ref();
    who.ok_or_else(|| Forbidden::SignIn.into())
}

fn section(viewer: &Viewer) -> &'static str {
    if viewer.is_staff() { "desk" } else { "me" }
}
