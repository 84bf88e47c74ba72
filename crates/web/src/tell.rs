//! Refusals as answers: a handler returns one, and one renderer for pages and one for JSON make the answer of it.

use crate::viewer::Viewer;
use app::Refusal;
use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::permission::Forbidden;
use std::sync::Arc;

/// A refusal on its way to the renderer, which finds it among the response's extensions.
#[derive(Debug)]
pub struct Failed(pub Refusal);

/// The refusal of a response.
#[derive(Clone, Debug)]
pub struct Told(pub Arc<Refusal>);

impl<E: Into<Refusal>> From<E> for Failed {
    fn from(refusal: E) -> Self {
        Self(refusal.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        // The chain is logged once, here: at the boundary.
        match &self.0 {
            Refusal::Store(why) => tracing::error!(%why, "an action failed"),
            Refusal::Ledger(why) => tracing::error!(%why, "the ledger is not sound"),
            Refusal::Search(why) => tracing::error!(%why, "a search failed"),
            _ => {}
        }
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Told(Arc::new(self.0)));
        response
    }
}

/// Where a request came to: its method and its route, without what the route's parameters were, for the security log.
pub fn place(request: &Request) -> String {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    let named = route.replace(['{', '*'], ":").replace('}', "");
    format!("{}{named}", request.method())
}

/// What a refusal means for whoever asks: whose session could not be read need not sign in, but come again.
pub fn meant(Told(refusal): &Told, viewer: &Viewer) -> Arc<Refusal> {
    match (&**refusal, &viewer.unread) {
        (Refusal::Forbidden(Forbidden::SignIn), Some(why)) => why.clone(),
        _ => refusal.clone(),
    }
}

/// What a handler answers.
pub type Answer<T = Response> = Result<T, Failed>;

/// The status of a refusal.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Forbidden(Forbidden::SignIn) => StatusCode::UNAUTHORIZED,
        Refusal::Forbidden(_) => StatusCode::FORBIDDEN,
        Refusal::WrongStage(_) | Refusal::Alert(_) | Refusal::Stale => StatusCode::CONFLICT,
        Refusal::Form(_) | Refusal::Picture(..) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Busy | Refusal::Ledger(_) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Store(why) if why.is_outage() => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Sms => StatusCode::BAD_GATEWAY,
        Refusal::Store(_) | Refusal::Search(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
