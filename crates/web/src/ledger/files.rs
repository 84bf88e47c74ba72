//! What other programs read of the log: the checkpoint, tiles, bundles of entries, and whom to trust. Anybody may read
//! them from anywhere: mirrors, auditors, pages of other sites.

use crate::figures::parse_month;
use crate::kept;
use crate::tell::Answer;
use crate::web::Web;
use axum::extract::{Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use ledger::tiles::Resource;

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
const CSV: &str = "text/csv; charset=utf-8";

/// It changes with every entry.
const CHANGES: &str = "max-age=2, must-revalidate";
/// A full tile never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What is not full never changes either, but is soon asked for by nobody.
const SUPERSEDED: &str = "max-age=600";

/// The last checkpoint, with the lines of witnesses; none while nothing was signed.
pub(super) async fn checkpoint(State(web): State<Web>, headers: HeaderMap) -> Response {
    match web.app.ledger_checkpoint() {
        Some(note) => file_of(&headers, TEXT, CHANGES, note.as_bytes().to_vec()),
        None => nothing(),
    }
}

/// The policy of a reader who trusts this log alone; none where this process has no key.
pub(super) async fn policy(State(web): State<Web>, headers: HeaderMap) -> Response {
    match web.app.ledger_policy() {
        Some(policy) => file_of(&headers, TEXT, SUPERSEDED, policy.into_bytes()),
        None => nothing(),
    }
}

/// A tile of hashes or a bundle of entries, by the one path that it has.
pub(super) async fn tile(
    State(web): State<Web>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (bytes, is_full) = match format!("tile/{path}").parse() {
        Ok(Resource::Tile(tile)) => (web.app.ledger_tile(tile).await?, !tile.is_partial()),
        Ok(Resource::Bundle(bundle)) => (
            web.app.ledger_bundle(bundle).await?,
            bundle.width() == ledger::tiles::FULL,
        ),
        Ok(Resource::Checkpoint) | Err(_) => (None, false),
    };
    let cache = if is_full { FOR_EVER } else { SUPERSEDED };
    Ok(bytes.map_or_else(nothing, |bytes| file_of(&headers, BYTES, cache, bytes)))
}

/// The figures of a month as they were published: the log commits to these bytes.
pub(super) async fn figures(
    State(web): State<Web>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let month = file.strip_suffix(".csv").and_then(parse_month);
    let table = match month {
        Some(month) => web.app.published_figures(month).await?,
        None => None,
    };
    Ok(table.map_or_else(nothing, |table| {
        file_of(&headers, CSV, FOR_EVER, table.into_bytes())
    }))
}

/// A file, or that the reader has it already.
fn file_of(asked: &HeaderMap, kind: &'static str, cache: &'static str, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", kept::version(&bytes));
    let has_it = kept::knows(asked, &tag);
    let headers = [
        (CACHE_CONTROL, cache.to_owned()),
        (ETAG, tag),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    if has_it {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, [(CONTENT_TYPE, kind)], bytes).into_response()
    }
}

/// The log does not have it, or does not have it yet.
fn nothing() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_TYPE, TEXT),
    ];
    (StatusCode::NOT_FOUND, headers, "not found\n").into_response()
}
