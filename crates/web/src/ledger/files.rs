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

/// The last checkpoint of the first log, with the lines of witnesses; none while nothing was signed.
pub(super) async fn checkpoint(State(web): State<Web>, headers: HeaderMap) -> Response {
    checkpoint_in(&web, 1, &headers)
}

/// The last checkpoint of a later log.
pub(super) async fn checkpoint_of(
    State(web): State<Web>,
    Path(log): Path<String>,
    headers: HeaderMap,
) -> Response {
    later(&log).map_or_else(nothing, |log| checkpoint_in(&web, log, &headers))
}

fn checkpoint_in(web: &Web, log: u32, headers: &HeaderMap) -> Response {
    match web.app.ledger_checkpoint(log) {
        Some(note) => file_of(headers, TEXT, CHANGES, note.as_bytes().to_vec()),
        None => nothing(),
    }
}

/// The checkpoint of this size, at which one key of the first log handed over to the next.
pub(super) async fn handover(
    State(web): State<Web>,
    Path(size): Path<String>,
    headers: HeaderMap,
) -> Response {
    handover_in(&web, 1, &size, &headers)
}

/// The same of a later log.
pub(super) async fn handover_of(
    State(web): State<Web>,
    Path((log, size)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    later(&log).map_or_else(nothing, |log| handover_in(&web, log, &size, &headers))
}

fn handover_in(web: &Web, log: u32, size: &str, headers: &HeaderMap) -> Response {
    let typed = size.parse().ok().filter(|n: &u64| n.to_string() == size);
    let note = typed.and_then(|size| web.app.ledger_handover(log, size));
    note.map_or_else(nothing, |note| {
        file_of(headers, TEXT, FOR_EVER, note.into_bytes())
    })
}

/// The number of a log that has it in its address: the first has not.
pub(super) fn later(typed: &str) -> Option<u32> {
    let number = typed.parse().ok().filter(|n: &u32| n.to_string() == typed);
    number.filter(|number| *number > 1)
}

/// The policy of a reader who trusts this board alone; none while nothing was signed.
pub(super) async fn policy(State(web): State<Web>, headers: HeaderMap) -> Response {
    match web.app.ledger_policy() {
        Some(policy) => file_of(&headers, TEXT, SUPERSEDED, policy.into_bytes()),
        None => nothing(),
    }
}

/// A tile of hashes or a bundle of entries of the first log, by the one path that it has.
pub(super) async fn tile(
    State(web): State<Web>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Answer {
    tile_in(&web, 1, &path, &headers).await
}

/// The same of a later log.
pub(super) async fn tile_of(
    State(web): State<Web>,
    Path((log, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    match later(&log) {
        Some(log) => tile_in(&web, log, &path, &headers).await,
        None => Ok(nothing()),
    }
}

async fn tile_in(web: &Web, log: u32, path: &str, headers: &HeaderMap) -> Answer {
    let (bytes, is_full) = match format!("tile/{path}").parse() {
        Ok(Resource::Tile(tile)) => (web.app.ledger_tile(log, tile).await?, !tile.is_partial()),
        Ok(Resource::Bundle(bundle)) => (
            web.app.ledger_bundle(log, bundle).await?,
            bundle.width() == ledger::tiles::FULL,
        ),
        Ok(Resource::Checkpoint) | Err(_) => (None, false),
    };
    let cache = if is_full { FOR_EVER } else { SUPERSEDED };
    Ok(bytes.map_or_else(nothing, |bytes| file_of(headers, BYTES, cache, bytes)))
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
