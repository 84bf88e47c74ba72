//! What somebody gets who asks too often, or while the data does not answer: when to come back, and the form as it was
//! typed, to be sent again.

use super::{Asking, Class, Wait, Who};
use crate::oops::explain;
use crate::page::{Page, show_with};
use crate::posted::{Echo, Posted};
use crate::tell::{Failed, Told, meant, status};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Fields that are typed anew: they are shown nowhere.
const SECRETS: [&str; 3] = ["password", "code", "again"];
/// Where the last page of a message is sent to.
const SUBMISSION: &str = "/write/submission";
/// A shorter text is not shown on the page: it is in the form all the same.
const SHOWN_CHARACTERS: usize = 20;

#[derive(Template)]
#[template(path = "limits/held.html")]
struct Held {
    p: Page,
    lead: String,
    action: String,
    form_key: String,
    fields: Vec<(String, String)>,
    /// The texts among them.
    texts: Vec<String>,
    /// There were files, which no page can give back.
    files: bool,
}

/// Why a form is given back.
enum Why {
    /// It came too fast.
    Fast(Wait),
    /// The data does not answer, or too many are here.
    Outage(Arc<Refusal>),
}

/// Holds back who asks too often, by address or by account, and gives back what was typed while the data did not answer.
pub async fn hold(
    State(web): State<Web>,
    viewer: Viewer,
    request: Request,
    next: Next,
) -> Response {
    let now = web.app.clock.now();
    let Some(asking) = request.extensions().get::<Asking>().copied() else {
        return next.run(request).await;
    };
    let wait = asking
        .wait
        .or_else(|| web.limits.by_account(asking, &viewer, now));
    let is_form = !request.method().is_safe() && has_form(&request);
    let Some(wait) = wait else {
        return match &viewer.unread {
            _ if !is_form => next.run(request).await,
            // Whose form it is cannot be told now: when it is sent again, it is asked.
            Some(why) => match Posted::read(request, &web, false).await {
                Ok(posted) => give_back(&web, &viewer, &posted, &Why::Outage(why.clone())),
                Err(refusal) => Failed(refusal).into_response(),
            },
            None => with_echo(&web, &viewer, request, next).await,
        };
    };
    let who = viewer.actor.person.map(Who::Account);
    let who = who.or_else(|| Who::at(viewer.address));
    let counts = asking.class == Some(Class::Change) && is_form;
    if counts && who.is_some_and(|who| web.limits.echoes.take(&who, now).is_ok()) {
        // Of the page of another session, or of a stranger's, nothing is given back: it would be sent in the name of
        // whoever sees it.
        if let Ok(posted) = Posted::read(request, &web, false).await
            && posted.text("form_key") == viewer.form_key()
        {
            return give_back(&web, &viewer, &posted, &Why::Fast(wait));
        }
    }
    let mut refused = Failed(wait.refusal()).into_response();
    refused.extensions_mut().insert(wait);
    refused
}

/// Lets a form through; where the data goes away under it, what was typed comes back.
async fn with_echo(web: &Web, viewer: &Viewer, mut request: Request, next: Next) -> Response {
    let echo = Echo::default();
    request.extensions_mut().insert(echo.clone());
    let response = next.run(request).await;
    let told = response.extensions().get::<Told>();
    let outage = told
        .map(|told| meant(told, viewer))
        .filter(|refusal| status(refusal) == StatusCode::SERVICE_UNAVAILABLE);
    match outage.zip(echo.heard()) {
        Some((why, posted)) => give_back(web, viewer, posted, &Why::Outage(why)),
        None => response,
    }
}

fn has_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/x-www-form-urlencoded") || kind.starts_with("multipart/form-data")
}

/// A page with the form as it was typed. Its key is the one that it came with: who may send it is asked when it is sent.
fn give_back(web: &Web, viewer: &Viewer, posted: &Posted, why: &Why) -> Response {
    let is_secret = |name: &str| SECRETS.iter().any(|secret| name.contains(secret));
    let mut fields: Vec<_> = posted
        .fields()
        .filter(|(name, _)| !is_secret(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let is_text = |text: &&String| {
        text.chars().count() >= SHOWN_CHARACTERS && text.contains(|c: char| !c.is_ascii())
    };
    let texts = fields
        .iter()
        .map(|(_, value)| value)
        .filter(is_text)
        .cloned()
        .collect();
    let mut action = viewer.path.clone();
    if posted.had_files && viewer.bare_path() == SUBMISSION {
        // The page on which pictures are chosen.
        "/write".clone_into(&mut action);
        fields.push(("to".into(), "check".into()));
    }
    let mut p = Page::new(web, viewer, "", "held-title").with_primary();
    p.private = true;
    let (status, lead) = match why {
        Why::Fast(wait) => {
            let lead = p.tn("held-lead", wait.seconds());
            (StatusCode::TOO_MANY_REQUESTS, lead)
        }
        Why::Outage(refusal) => {
            let (heading, advice) = explain(&p, refusal);
            p.title = heading;
            (status(refusal), format!("{advice}{}", p.t("held-kept")))
        }
    };
    let held = Held {
        p,
        lead,
        action,
        form_key: posted.text("form_key").to_owned(),
        fields,
        texts,
        files: posted.had_files,
    };
    let mut page = show_with(status, &held);
    if let Why::Fast(wait) = why {
        page.headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(wait.seconds()));
    }
    page
}
