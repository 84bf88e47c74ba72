//! `/ledger`: the public log, for programs (C2SP tlog-tiles) and in plain words; what proves each message's entries to
//! whoever looks; and receipts.

pub(crate) mod evidence;
mod files;

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/ledger/checkpoint", get(files::checkpoint))
        .route("/ledger/policy", get(files::policy))
        .route("/ledger/tile/{*path}", get(files::tile))
}
