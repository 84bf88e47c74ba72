//! `/` and `/about`.

mod about;
mod front;

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(front::show_front))
        .route("/about", get(about::show_about))
}
