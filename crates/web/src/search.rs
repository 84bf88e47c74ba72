//! `/search`: public messages by their words, with filters in the address; suggestions while typing; messages that
//! speak of the same, for the pages that show them.

mod asked;
mod page;
mod similar;
mod suggest;

pub(crate) use asked::Sought;
pub(crate) use similar::{like, same_as};

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/search", get(page::show_search))
        .route("/search/suggest", get(suggest::suggest))
}
