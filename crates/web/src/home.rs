//! `/`, `/about` and `/call`.

mod about;
mod elder;
mod front;
mod voices;

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(front::show_front))
        .route("/about", get(about::show_about))
        .route("/call", get(elder::show_call))
}
