//! Style, script and icons, compiled in; their address holds their hash, so that they are kept for ever.

use crate::web::Web;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const CSS: &str = include_str!("../assets/huiyin.css");
/// What only signing in and one's own account have.
const ACCOUNT: &str = include_str!("../assets/account.css");
const API: &str = include_str!("../assets/api.css");
const ELDER: &str = include_str!("../assets/elder.css");
const FIGURES: &str = include_str!("../assets/figures.css");
const FIND: &str = include_str!("../assets/find.css");
/// What only the first page and 帮我选 have.
const FRONT: &str = include_str!("../assets/front.css");
const LEDGER: &str = include_str!("../assets/ledger.css");
const PRINT: &str = include_str!("../assets/print.css");
const SCRIPT: &str = include_str!("../assets/huiyin.js");
/// What forms have that ask for a proof of work.
const PROOF: &str = include_str!("../assets/proof.js");
/// What only signing in and one's own passkeys have.
const PASSKEY: &str = include_str!("../assets/passkey.js");
/// What only 核验 has.
const VERIFY: &str = include_str!("../assets/verify.js");
const ICONS: &str = include_str!("../assets/icons.svg");
const FAVICON: &str = include_str!("../assets/favicon.svg");
const MARK: &str = include_str!("../assets/mark.svg");
/// For those who show a picture of a page and take no drawing.
const MARK_PNG: &[u8] = include_bytes!("../assets/mark.png");

/// Changes with any of them.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let hash = [
        CSS, ACCOUNT, API, ELDER, FIGURES, FIND, FRONT, LEDGER, PASSKEY, PRINT, PROOF, SCRIPT,
        VERIFY, ICONS, FAVICON, MARK,
    ]
    .iter()
    .fold(Sha256::new(), Sha256::chain_update);
    let first = hash
        .finalize()
        .iter()
        .take(5)
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{first:010x}")
});

/// Their routes.
pub fn routes() -> Router<Web> {
    let file = |bytes: &'static [u8], kind: &'static str| {
        get(move || async move {
            let headers = [
                (CONTENT_TYPE, kind),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, bytes).into_response()
        })
    };
    Router::new()
        .route(
            "/assets/account.css",
            file(ACCOUNT.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/api.css",
            file(API.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/elder.css",
            file(ELDER.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/front.css",
            file(FRONT.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/figures.css",
            file(FIGURES.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/ledger.css",
            file(LEDGER.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/proof.js",
            file(PROOF.as_bytes(), "text/javascript; charset=utf-8"),
        )
        .route(
            "/assets/passkey.js",
            file(PASSKEY.as_bytes(), "text/javascript; charset=utf-8"),
        )
        .route(
            "/assets/verify.js",
            file(VERIFY.as_bytes(), "text/javascript; charset=utf-8"),
        )
        .route(
            "/assets/huiyin.css",
            file(CSS.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/huiyin.js",
            file(SCRIPT.as_bytes(), "text/javascript; charset=utf-8"),
        )
        .route("/assets/icons.svg", file(ICONS.as_bytes(), "image/svg+xml"))
        .route(
            "/assets/favicon.svg",
            file(FAVICON.as_bytes(), "image/svg+xml"),
        )
        .route("/favicon.ico", file(FAVICON.as_bytes(), "image/svg+xml"))
        .route(
            "/assets/find.css",
            file(FIND.as_bytes(), "text/css; charset=utf-8"),
        )
        .route(
            "/assets/print.css",
            file(PRINT.as_bytes(), "text/css; charset=utf-8"),
        )
        .route("/assets/mark.png", file(MARK_PNG, "image/png"))
        .route("/assets/mark.svg", file(MARK.as_bytes(), "image/svg+xml"))
        .route("/healthz", get(|| async { "ok\n" }))
}
