//! To be written.

use crate::web::Web;
use axum::Router;

pub fn routes(_web: Web) -> Router<Web> {
    Router::new()
}
