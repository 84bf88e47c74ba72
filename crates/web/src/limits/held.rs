//! What somebody gets who asks too often: when to come back, and the form as it was typed, to be sent again.

use super::{Asking, Class, Wait, Who};
use crate::page::{Page, show_with};
use crate::posted::Posted;
use crate::tell::Failed;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Fields that are typed anew: they are shown nowhere.
const SECRETS: [&str; 2] = ["password", "code"];
/// A shorter text is not shown on the page: it is in the form all the same.
const SHOWN_CHARACTERS: usize = 20;

#[derive(Template)]
#[template(path = "limits/held.html")]
struct Held {
    p: Page,
    seconds: u64,
    action: String,
    fields: Vec<(String, String)>,
    /// The texts among them.
    texts: Vec<String>,
    /// There were files, which no page can give back.
    files: bool,
}

/// Holds back who asks too often, by address or by account.
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
    let Some(wait) = wait else {
        return next.run(request).await;
    };
    let who = viewer.actor.person.map(Who::Account);
    let who = who.or_else(|| Who::at(viewer.address));
    let is_form = asking.class == Some(Class::Change) && has_form(&request);
    if is_form && who.is_some_and(|who| web.limits.echoes.take(&who, now).is_ok()) {
        return give_back(&web, &viewer, request, wait).await;
    }
    let mut refused = Failed(wait.refusal()).into_response();
    refused.extensions_mut().insert(wait);
    refused
}

fn has_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/x-www-form-urlencoded") || kind.starts_with("multipart/form-data")
}

/// A page with the form as it was typed. Of the page of another session, or of a stranger's, nothing is given back: it
/// would be sent in the name of whoever sees it.
async fn give_back(web: &Web, viewer: &Viewer, request: Request, wait: Wait) -> Response {
    let action = viewer.path.clone();
    let posted = match Posted::read(request, web, false).await {
        Ok(posted) if posted.text("form_key") == viewer.form_key() => posted,
        Ok(_) | Err(_) => {
            let mut refused = Failed(wait.refusal()).into_response();
            refused.extensions_mut().insert(wait);
            return refused;
        }
    };
    let is_secret = |name: &str| SECRETS.iter().any(|secret| name.contains(secret));
    let fields: Vec<_> = posted
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
    let mut p = Page::new(web, viewer, "", "held-title").with_primary();
    p.private = true;
    let held = Held {
        p,
        seconds: wait.seconds(),
        action,
        fields,
        texts,
        files: posted.had_files,
    };
    let mut page = show_with(StatusCode::TOO_MANY_REQUESTS, &held);
    page.headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(wait.seconds()));
    page
}
