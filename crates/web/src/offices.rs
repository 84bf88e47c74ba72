//! `/offices`: the seats that can be written to, and each of them with its holders, figures and messages.

pub(crate) mod figures;
pub(crate) mod find;
mod list;
mod one;
mod seat;

pub(crate) use seat::Seat;

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/offices", get(list::show_offices))
        .route("/offices/find", get(find::show_find))
        .route("/offices/{id}", get(one::show_office))
}
