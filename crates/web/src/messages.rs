//! `/messages`: the list with its filters, and each message with its thread.

mod asked;
mod broken;
mod list;
mod one;
mod support;

pub(crate) use asked::{Asked, Group, hangs_on};

use crate::web::Web;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/messages", get(list::show_list))
        .route("/messages/{number}", get(one::show_one))
        .route("/messages/{number}/support", post(support::support))
}
