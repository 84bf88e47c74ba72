//! What a witness answers over HTTP (C2SP tlog-witness): `POST /add-checkpoint`, `GET /<hash of the origin>/checkpoint`,
//! and for a person what it is and has seen.

use super::{Answer, Witness};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ledger::witness::{MAX_REQUEST, Refusal};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// A ledger that takes longer to send its request is let go.
const BODY_WITHIN: Duration = Duration::from_secs(15);

/// The type of the size that goes with 409.
const SIZE: &str = "text/x.tlog.size";

/// The routes of a witness.
pub fn router(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/", get(about))
        .route("/healthz", get(async || "ok\n"))
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/{origin}/checkpoint", get(checkpoint))
        .with_state(witness)
}

async fn add_checkpoint(State(witness): State<Arc<Witness>>, body: Body) -> Response {
    let body = axum::body::to_bytes(body, MAX_REQUEST);
    let body = match tokio::time::timeout(BODY_WITHIN, body).await {
        Ok(Ok(body)) => body,
        Ok(Err(_cut_or_long)) => {
            return say(StatusCode::PAYLOAD_TOO_LARGE, "the request is too long");
        }
        Err(_elapsed) => return say(StatusCode::REQUEST_TIMEOUT, "the request came too slowly"),
    };
    aside(move || add(&witness, &body)).await
}

/// Runs on a thread that may wait for the disk, to the end even when whoever asked goes away.
async fn aside(step: impl FnOnce() -> Response + Send + 'static) -> Response {
    let ended = tokio::task::spawn_blocking(step).await;
    ended.unwrap_or_else(|why| {
        tracing::error!(%why, "a request broke");
        say(StatusCode::INTERNAL_SERVER_ERROR, "the witness is broken")
    })
}

fn add(witness: &Witness, body: &Bytes) -> Response {
    match witness.add(body) {
        Ok(line) => format!("{line}\n").into_response(),
        Err(Answer::Malformed(why)) => say(StatusCode::BAD_REQUEST, why),
        Err(Answer::Refused(Refusal::Conflict { latest })) => {
            let kind = [(header::CONTENT_TYPE, SIZE)];
            (StatusCode::CONFLICT, kind, format!("{latest}\n")).into_response()
        }
        Err(Answer::Refused(refusal)) => {
            let status = StatusCode::from_u16(refusal.status());
            say(status.unwrap_or(StatusCode::BAD_REQUEST), refusal)
        }
        Err(Answer::Broken(why)) => broken(&why),
    }
}

/// What was cosigned last, for whoever watches the ledger from here.
async fn checkpoint(State(witness): State<Arc<Witness>>, Path(origin): Path<String>) -> Response {
    aside(move || match witness.last(&origin) {
        Ok(Some(cosigned)) => cosigned.to_string().into_response(),
        Ok(None) => say(StatusCode::NOT_FOUND, "never seen"),
        Err(why) => broken(&why),
    })
    .await
}

/// The public key and the last checkpoint of each ledger, for a person to read.
async fn about(State(witness): State<Arc<Witness>>) -> Response {
    aside(move || tell(&witness)).await
}

fn tell(witness: &Witness) -> Response {
    match witness.seen() {
        Ok(seen) => {
            let mut page = format!("{}\n", witness.key());
            for (origin, checkpoint) in seen {
                // Writing to a string cannot fail.
                match checkpoint {
                    Some(last) => writeln!(page, "\n{origin}\n{}\n{}", last.size, last.root),
                    None => writeln!(page, "\n{origin}\nnever seen"),
                }
                .unwrap_or_default();
            }
            page.into_response()
        }
        Err(why) => broken(&why),
    }
}

fn broken(why: &anyhow::Error) -> Response {
    tracing::error!(
        why = format!("{why:#}"),
        "cannot read or keep what was seen"
    );
    say(StatusCode::INTERNAL_SERVER_ERROR, "the witness is broken")
}

fn say(status: StatusCode, why: impl std::fmt::Display) -> Response {
    (status, format!("{why}\n")).into_response()
}
