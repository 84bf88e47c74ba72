//! `/ledger`: the public log, for programs (C2SP tlog-tiles) and in plain words; what proves each message's entries to
//! whoever looks; and receipts.

mod entry;
pub(crate) mod evidence;
mod files;
mod log;
mod message;
pub(crate) mod receipt;
mod said;

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/ledger", get(log::show_log))
        .route("/ledger/checkpoint", get(files::checkpoint))
        .route("/ledger/policy", get(files::policy))
        .route("/ledger/tile/{*path}", get(files::tile))
        .route("/ledger/figures/{file}", get(files::figures))
        .route("/ledger/handover/{size}", get(files::handover))
        .route("/ledger/{log}/checkpoint", get(files::checkpoint_of))
        .route("/ledger/{log}/tile/{*path}", get(files::tile_of))
        .route("/ledger/{log}/handover/{size}", get(files::handover_of))
        .route("/ledger/entries/{index}", get(entry::show_entry))
        .route("/ledger/entries/{log}/{index}", get(entry::show_entry_of))
        .route("/messages/{number}/ledger", get(message::show_message))
        .route("/me/messages/{number}/receipt", get(receipt::show_own))
        .route("/me/messages/{number}/proof", get(receipt::download_own))
}
