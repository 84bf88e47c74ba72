//! One renderer of refusals for pages.

use crate::limits::{Wait, proof};
use crate::page::{Page, show_with};
use crate::sign_in::local;
use crate::tell::{Failed, Told, meant, place, status};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::permission::Forbidden;
use std::fmt::Write;

#[derive(Template)]
#[template(path = "oops.html")]
struct Oops {
    p: Page,
    status: u16,
    heading: String,
    advice: String,
    /// What is wrong, where the page that could show it at its field is not this one.
    details: Vec<String>,
    /// Where a form came from, to go back to it.
    back: Option<String>,
}

/// Makes a page of a refusal.
pub async fn render(
    State(web): State<Web>,
    viewer: Viewer,
    request: Request,
    next: Next,
) -> Response {
    let back = request
        .headers()
        .get("referer")
        .and_then(|value| value.to_str().ok())
        .and_then(|referer| {
            let (_, rest) = referer.split_once("://")?;
            rest.find('/')
                .and_then(|slash| rest.get(slash..))
                // A path that begins with two slashes would lead to another site.
                .and_then(|path| local(View::split(path).1))
                .map(str::to_owned)
        });
    let changes = !request.method().is_safe();
    let place = place(&request);
    let response = next.run(request).await;
    let Some(told) = response.extensions().get::<Told>() else {
        return response;
    };
    let refusal = meant(told, &viewer);
    web.app.record_refusal(&refusal, &place);
    // A page that needs a session leads to signing in, and back.
    if matches!(*refusal, Refusal::Forbidden(Forbidden::SignIn)) && !changes {
        let to = format!("/sign-in?next={}", encode(&viewer.path));
        return Redirect::to(&to).into_response();
    }
    let mut page = oops(&web, &viewer, &refusal, back.filter(|_path| changes));
    if let Refusal::TooMany { minutes, .. } = &*refusal {
        let wait = response.extensions().get::<Wait>();
        let seconds = wait.map_or(u64::from(*minutes) * 60, |wait| wait.seconds());
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    page
}

fn oops(web: &Web, viewer: &Viewer, refusal: &Refusal, back: Option<String>) -> Response {
    let status = status(refusal);
    let mut p = Page::new(web, viewer, "", "oops-title");
    p.private = true;
    let (heading, advice) = explain(&p, refusal);
    p.title.clone_from(&heading);
    let details = match refusal {
        Refusal::Form(wrong) => wrong
            .iter()
            .map(|(field, problem)| p.problem(field, problem))
            .collect(),
        Refusal::Picture(_, why) => vec![why.to_string()],
        _ => Vec::new(),
    };
    show_with(
        status,
        &Oops {
            p,
            status: status.as_u16(),
            heading,
            advice,
            details,
            back,
        },
    )
}

/// What a refusal is called, and what the person can do.
pub fn explain(p: &Page, refusal: &Refusal) -> (String, String) {
    let code = refusal.code();
    let advice = match refusal {
        Refusal::TooMany {
            what: "unproved",
            minutes,
        } => proof::advice(p, *minutes),
        Refusal::TooMany { what, minutes } => p.tn(&format!("advice-too-many-{what}"), *minutes),
        _ => p.code("advice", code),
    };
    (p.code("oops", code), advice)
}

/// No page has this address.
pub async fn no_such_page() -> Failed {
    Failed(Refusal::NotFound)
}

/// The address takes no such request.
pub async fn no_such_method() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}

/// A path as the value of a query parameter.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            write!(encoded, "%{byte:02X}").unwrap_or_default();
        }
    }
    encoded
}
