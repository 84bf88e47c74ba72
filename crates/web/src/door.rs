//! The door: who asks and from where, what a change must come with, what every answer carries.

use crate::limits::Asking;
use crate::proxies::{self, Network};
use crate::tell::Failed;
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::security::{Origin, within};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::permission::Forbidden;
use std::net::{IpAddr, SocketAddr};

/// The client's address, through trusted proxies.
pub fn address_of(request: &Request, trusted: &[Network]) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>()?.0;
    if trusted.is_empty() {
        return Some(peer.ip().to_canonical());
    }
    let forwarded: Vec<_> = request
        .headers()
        .get_all("x-forwarded-for")
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    Some(proxies::client(peer, &forwarded, trusted))
}

/// Reads the session.
pub async fn who_and_where(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let asking = request.extensions().get::<Asking>();
    let address = asking.and_then(|asking| asking.address);
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let view = request
        .extensions()
        .get::<View>()
        .copied()
        .unwrap_or_default();
    let viewer = match Viewer::of(&web, request.headers(), path.clone(), view, address).await {
        Ok(viewer) => viewer,
        // Reading goes on without a session while the store is busy; what needs one says so itself.
        Err(why) => {
            tracing::warn!(%why, "a session could not be read");
            Viewer::unread(path, view, address, why)
        }
    };
    let origin = Origin {
        request: Some(web.app.draw_request()),
        address,
        account: viewer.actor.person,
        role: Some(viewer.actor.role),
    };
    request.extensions_mut().insert(viewer);
    within(origin, next.run(request)).await
}

/// Refuses a change that another site asked for. A bearer token is sent on purpose and needs no such proof.
pub async fn same_site(viewer: Viewer, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let bearer = viewer
        .signed_in
        .as_ref()
        .is_some_and(|signed_in| signed_in.bearer);
    if reads || bearer || is_same_site(request.headers()) {
        return next.run(request).await;
    }
    Failed(Refusal::Forbidden(Forbidden::NotYours)).into_response()
}

/// Whether a page of this very site sent it.
pub(crate) fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin" || site == "none",
        // Browsers of before 2023: the origin must be this host. What is no browser sends neither.
        None => match (text(header::ORIGIN), text(header::HOST)) {
            (Some(origin), Some(host)) => origin
                .split_once("://")
                .is_some_and(|(_, there)| there == host),
            (Some(_), None) => false,
            (None, _) => true,
        },
    }
}

/// What every answer carries.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; \
         connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(self)",
    ),
];

/// Seconds after which it is worth while to ask again, where too many were there or the data did not answer.
const COME_AGAIN: HeaderValue = HeaderValue::from_static("10");

/// Adds the security headers; pages that say nothing of caching are not kept, and who is sent away is told when to come.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_away = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if is_away && !headers.contains_key(header::RETRY_AFTER) {
        headers.insert(header::RETRY_AFTER, COME_AGAIN);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
