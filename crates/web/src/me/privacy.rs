//! `/me/privacy`: what somebody may do with their own data.

use super::pressure::{OwnAlert, told};
use crate::api::thread::Thread as ThreadJson;
use crate::page::{Page, Wrong, keep_for_back, show, show_with};
use crate::posted::Posted;
use crate::privacy::version;
use crate::tell::{Answer, status};
use crate::thread::ThreadView;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::my_data::{Asked, CLOSING_DAYS, MyData, Own};
use app::sign_in::Token;
use askama::Template;
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::consent::Purpose;
use domain::permission::Forbidden;
use serde::Serialize;

const HERE: &str = "/me/privacy";

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/me/privacy", get(page))
        .route("/me/privacy/export", get(read))
        .route("/me/privacy/export.json", get(download))
        .route("/me/privacy/name", post(correct_name))
        .route("/me/privacy/phone", post(ask_for_phone))
        .route("/me/privacy/phone/codes", post(change_phone))
        .route("/me/privacy/identity", post(withdraw_identity))
        .route("/me/privacy/closing", get(confirm_closing).post(close))
        .route("/me/privacy/keeping", post(keep))
}

#[derive(Template)]
#[template(path = "me/privacy.html")]
struct Privacy {
    p: Page,
    f: Wrong,
    my: My,
    /// The pen name as typed.
    pen_name: String,
    /// The new phone as typed.
    phone: String,
}

/// The data in words.
struct My {
    since: String,
    /// 199 **** 0001
    phone: String,
    closing: Option<String>,
    consents: Vec<Agreed>,
}

struct Agreed {
    name: String,
    version: String,
    given: String,
    withdrawn: Option<String>,
    /// The number of the message, and the way to it.
    message: Option<(String, String)>,
    /// It can be taken back here.
    is_identity: bool,
    /// It is taken back by erasing the message.
    is_publish: bool,
}

#[derive(Template)]
#[template(path = "me/phone.html")]
struct Codes {
    p: Page,
    f: Wrong,
    asked: Asked,
    minutes: u32,
}

#[derive(Template)]
#[template(path = "me/closing.html")]
struct Closing {
    p: Page,
    days: u32,
}

#[derive(Template)]
#[template(path = "me/export.html")]
struct Export {
    p: Page,
    my: My,
    pen_name: String,
    /// In full: it is one's own page.
    phone: String,
    passkeys: Vec<String>,
    supported: Vec<String>,
    messages: Vec<(ThreadView, Vec<OwnAlert>)>,
}

async fn page(State(web): State<Web>, viewer: Viewer) -> Answer {
    let data = web.app.my_data(&viewer.actor).await?;
    let pen_name = data.pen_name.clone();
    Ok(shown(&web, &viewer, &data, (pen_name, String::new()), None))
}

/// The page, with what was typed and what is wrong with it.
fn shown(
    web: &Web,
    viewer: &Viewer,
    data: &MyData,
    (pen_name, phone): (String, String),
    refusal: Option<Refusal>,
) -> Response {
    let p = Page::new(web, viewer, "me", "my-privacy-title");
    let status = refusal.as_ref().map_or(StatusCode::OK, status);
    let f = match refusal {
        Some(Refusal::Form(wrong)) => Wrong(wrong),
        _ => Wrong::default(),
    };
    let my = My::of(&p, data);
    show_with(
        status,
        &Privacy {
            p,
            f,
            my,
            pen_name,
            phone,
        },
    )
}

/// Everything on one page, to be read and printed.
async fn read(State(web): State<Web>, viewer: Viewer) -> Answer {
    let (data, own) = web.app.export_my_data(&viewer.actor).await?;
    let p = Page::new(&web, &viewer, "me", "my-export-title");
    Ok(show(&Export {
        my: My::of(&p, &data),
        pen_name: data.pen_name,
        phone: data.phone.unwrap_or_default(),
        passkeys: data.passkeys.into_iter().map(|own| own.name).collect(),
        supported: data.supported.iter().map(ToString::to_string).collect(),
        messages: own
            .iter()
            .map(|own| (ThreadView::new(&p, &own.thread), told(&p, &own.alerts)))
            .collect(),
        p,
    }))
}

/// The same as JSON. Messages are as `/api/v1/messages/{number}` gives them.
#[derive(Serialize)]
struct ExportJson {
    board: String,
    exported_at: String,
    account: AccountJson,
    consents: Vec<ConsentJson>,
    passkeys: Vec<PasskeyJson>,
    supported: Vec<String>,
    messages: Vec<ThreadJson>,
    alerts: Vec<AlertJson>,
}

#[derive(Serialize)]
struct AccountJson {
    number: String,
    since: String,
    phone: Option<String>,
    pen_name: String,
    closing_at: Option<String>,
}

#[derive(Serialize)]
struct ConsentJson {
    purpose: &'static str,
    version: String,
    given_at: String,
    withdrawn_at: Option<String>,
    message: Option<String>,
}

#[derive(Serialize)]
struct PasskeyJson {
    name: String,
    synced: bool,
    added_at: String,
    used_at: Option<String>,
}

/// What was said in confidence about a message, and what came of it.
#[derive(Serialize)]
struct AlertJson {
    message: Option<String>,
    kind: &'static str,
    steps: Vec<StepJson>,
}

#[derive(Serialize)]
struct StepJson {
    at: String,
    step: &'static str,
    role: &'static str,
    end: Option<String>,
    text: Option<String>,
}

impl AlertJson {
    fn of(own: &Own) -> impl Iterator<Item = Self> {
        let number = own.thread.message.number;
        own.alerts.iter().map(move |(alert, steps)| Self {
            message: number.map(|number| number.to_string()),
            kind: alert.kind.code(),
            steps: steps
                .iter()
                .map(|step| StepJson {
                    at: step.at.to_string(),
                    step: step.step.code(),
                    role: step.role.code(),
                    end: step.code.clone(),
                    text: step.text.clone(),
                })
                .collect(),
        })
    }
}

async fn download(State(web): State<Web>, viewer: Viewer) -> Answer {
    let (data, own) = web.app.export_my_data(&viewer.actor).await?;
    let consents = data.consents.iter().map(|(consent, number)| ConsentJson {
        purpose: consent.purpose.code(),
        version: consent.version.clone(),
        given_at: consent.given_at.to_string(),
        withdrawn_at: consent.withdrawn_at.map(|at| at.to_string()),
        message: number.map(|number| number.to_string()),
    });
    let passkeys = data.passkeys.into_iter().map(|passkey| PasskeyJson {
        name: passkey.name,
        synced: passkey.synced,
        added_at: passkey.made_at.to_string(),
        used_at: passkey.used_at.map(|at| at.to_string()),
    });
    let export = ExportJson {
        board: web.app.board.name.clone(),
        exported_at: web.app.clock.now().to_string(),
        consents: consents.collect(),
        passkeys: passkeys.collect(),
        supported: data.supported.iter().map(ToString::to_string).collect(),
        messages: own
            .iter()
            .map(|own| ThreadJson::of(&web, &own.thread))
            .collect(),
        alerts: own.iter().flat_map(AlertJson::of).collect(),
        account: AccountJson {
            number: data.account.to_string(),
            since: data.since.to_string(),
            phone: data.phone,
            pen_name: data.pen_name,
            closing_at: data.closing_at.map(|at| at.to_string()),
        },
    };
    let name = (
        CONTENT_DISPOSITION,
        "attachment; filename=\"huiyin-my-data.json\"",
    );
    Ok(([name], Json(export)).into_response())
}

async fn correct_name(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let typed = posted.text("pen_name").to_owned();
    match web.app.correct_my_name(&viewer.actor, &typed).await {
        Ok(()) => Ok(done("my-name")),
        Err(refusal @ Refusal::Form(_)) => {
            let data = web.app.my_data(&viewer.actor).await?;
            Ok(shown(
                &web,
                &viewer,
                &data,
                (typed, String::new()),
                Some(refusal),
            ))
        }
        Err(other) => Err(other.into()),
    }
}

/// Sends a code to the old phone and one to the new one.
async fn ask_for_phone(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    let typed = posted.text("phone").to_owned();
    let phone = typed.clone();
    let asked = web
        .run(async move { app.ask_for_phone(&actor, &phone).await })
        .await?;
    match asked {
        Ok(asked) => Ok(codes_page(&web, &viewer, asked, None)),
        Err(refusal @ Refusal::Form(_)) => {
            let data = web.app.my_data(&viewer.actor).await?;
            let pen_name = data.pen_name.clone();
            Ok(shown(
                &web,
                &viewer,
                &data,
                (pen_name, typed),
                Some(refusal),
            ))
        }
        Err(other) => Err(other.into()),
    }
}

fn codes_page(web: &Web, viewer: &Viewer, asked: Asked, refusal: Option<Refusal>) -> Response {
    let status = refusal.as_ref().map_or(StatusCode::OK, status);
    let f = match refusal {
        Some(Refusal::Form(wrong)) => Wrong(wrong),
        _ => Wrong::default(),
    };
    let page = Codes {
        p: Page::new(web, viewer, "me", "my-phone-title").with_primary(),
        f,
        asked,
        minutes: app::sign_in::CODE_MINUTES,
    };
    keep_for_back(show_with(status, &page))
}

async fn change_phone(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let asked = Asked {
        old: Token::received(posted.text("old")),
        new: Token::received(posted.text("new")),
    };
    let codes = (
        posted.text("old_code").to_owned(),
        posted.text("new_code").to_owned(),
    );
    let (app, actor, sent) = (web.app.clone(), viewer.actor.clone(), asked.clone());
    let changed = web
        .run(async move {
            let (old, new) = &codes;
            app.change_my_phone(&actor, &sent, (old, new)).await
        })
        .await?;
    match changed {
        Ok(()) => Ok(done("my-phone")),
        Err(refusal @ Refusal::Form(_)) => Ok(codes_page(&web, &viewer, asked, Some(refusal))),
        Err(other) => Err(other.into()),
    }
}

async fn withdraw_identity(State(web): State<Web>, viewer: Viewer, posted: Posted) -> Answer {
    let number = posted.parsed("message").ok_or(Refusal::NotFound)?;
    let id = web.app.id_of(number).await?;
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    web.run(async move { app.withdraw_identity(&actor, id).await })
        .await??;
    Ok(done("my-identity"))
}

async fn confirm_closing(State(web): State<Web>, viewer: Viewer) -> Answer {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    if viewer.is_staff() {
        return Err(Forbidden::NotYours.into());
    }
    Ok(show(&Closing {
        p: Page::new(&web, &viewer, "me", "my-closing-title"),
        days: CLOSING_DAYS,
    }))
}

async fn close(State(web): State<Web>, viewer: Viewer, _posted: Posted) -> Answer {
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    web.run(async move { app.close_my_account(&actor).await })
        .await??;
    Ok(done("my-closing"))
}

async fn keep(State(web): State<Web>, viewer: Viewer, _posted: Posted) -> Answer {
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    web.run(async move { app.keep_my_account(&actor).await })
        .await??;
    Ok(done("my-keeping"))
}

fn done(what: &str) -> Response {
    Redirect::to(&format!("{HERE}?done={what}")).into_response()
}

impl My {
    fn of(p: &Page, data: &MyData) -> Self {
        let consents = data.consents.iter().rev().map(|(consent, number)| {
            let holds = consent.withdrawn_at.is_none() && number.is_some();
            Agreed {
                name: p.code("consent-name", consent.purpose),
                version: version(p, &consent.version),
                given: p.moment(&consent.given_at),
                withdrawn: consent.withdrawn_at.map(|at| p.moment(&at)),
                message: number
                    .map(|number| (number.to_string(), format!("/me/messages/{number}"))),
                is_identity: holds && consent.purpose == Purpose::Identity,
                is_publish: holds && consent.purpose == Purpose::Publish,
            }
        });
        Self {
            since: p.day(&data.since),
            phone: data.phone.as_deref().map_or_else(String::new, masked),
            closing: data.closing_at.map(|at| p.moment(&at)),
            consents: consents.collect(),
        }
    }
}

/// 199 **** 0001
fn masked(phone: &str) -> String {
    let first: String = phone.chars().take(3).collect();
    let last: String = phone.chars().skip(7).collect();
    format!("{first} **** {last}")
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn of_a_phone_the_middle_is_hidden() {
        assert_eq!(masked("19900000001"), "199 **** 0001");
    }
}
