//! What a request says that matters to what is kept: its address, its encodings, what the client has already.

use crate::view::View;
use crate::viewer::SESSION_COOKIE;
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, COOKIE, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, Method};

/// Longer addresses are asked by nobody twice.
const LONGEST: usize = 400;
/// Pages that are somebody's own, hold a token, or are kept elsewhere.
const PRIVATE: [&str; 9] = [
    "me", "desk", "write", "sign-in", "track", "view", "pictures", "ledger", "healthz",
];

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is.
    Identity,
    /// gzip
    Gzip,
    /// Brotli
    Brotli,
}

impl Encoding {
    /// For `Content-Encoding`.
    pub(super) fn code(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// The end of an entity tag: each encoding has its own.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => "-g",
            Self::Brotli => "-b",
        }
    }
}

/// A request that a kept page may answer.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'r> {
    /// Path and query, with the view.
    pub(crate) address: &'r str,
    /// Nothing but the head is wanted.
    pub(super) head: bool,
    /// gzip is understood.
    pub(super) gzip: bool,
    /// Brotli is understood.
    pub(super) brotli: bool,
    headers: &'r HeaderMap,
}

impl<'r> Asked<'r> {
    /// None: whoever asks gets an answer of their own.
    pub(crate) fn read(request: &'r Request) -> Option<Self> {
        let head = *request.method() == Method::HEAD;
        if !head && *request.method() != Method::GET {
            return None;
        }
        let address = request.uri().path_and_query()?.as_str();
        let headers = request.headers();
        if address.len() > LONGEST || is_somebody(headers) && !address.starts_with("/assets/") {
            return None;
        }
        let path = request.uri().path();
        // There a remembered view leads elsewhere.
        if path == "/" && headers.contains_key(COOKIE) {
            return None;
        }
        let (_, path) = View::split(path);
        let first = path.trim_start_matches('/').split('/').next();
        if first.is_some_and(|first| PRIVATE.contains(&first)) && !is_full_tile(address) {
            return None;
        }
        let [gzip, brotli] = understood(headers);
        Some(Self {
            address,
            head,
            gzip,
            brotli,
            headers,
        })
    }

    /// The client has this version already.
    pub(crate) fn has(&self, tag: &str) -> bool {
        knows(self.headers, tag)
    }
}

/// A full tile of a public log, or a full bundle of its entries: the same bytes for ever, which every auditor reads.
fn is_full_tile(address: &str) -> bool {
    let of_log = address.strip_prefix("/ledger/").unwrap_or_default();
    // A later log has its number before.
    let later = of_log.split_once('/').filter(|(log, _rest)| {
        let digits = log.bytes().all(|byte| byte.is_ascii_digit());
        digits && !log.is_empty() && !log.starts_with('0')
    });
    let of_log = later.map_or(of_log, |(_log, rest)| rest);
    let tile = of_log.strip_prefix("tile/");
    tile.is_some_and(|tile| !tile.contains(['.', '?']))
}

/// Whether whoever asks has this version already.
pub(crate) fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let tags = texts(headers, IF_NONE_MATCH).flat_map(|line| line.split(','));
    let mut tags = tags.map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// Whether a session comes with the request, good or bad.
fn is_somebody(headers: &HeaderMap) -> bool {
    headers.contains_key(AUTHORIZATION)
        || headers
            .get_all(COOKIE)
            .iter()
            .any(|line| has_session(line.as_bytes()))
}

/// The cookies of a session and of a sign-in under way begin alike; so does that of the view, which is nobody's.
fn has_session(mut cookies: &[u8]) -> bool {
    let name = SESSION_COOKIE.as_bytes();
    while !cookies.is_empty() {
        if let Some(rest) = cookies.strip_prefix(name)
            && !rest.starts_with(b"-view=")
        {
            return true;
        }
        cookies = cookies.get(1..).unwrap_or_default();
    }
    false
}

/// Whether gzip and brotli are understood. A quality of zero refuses; other qualities are not weighed: every browser
/// sends one for all.
fn understood(headers: &HeaderMap) -> [bool; 2] {
    let mut understood = [false; 2];
    for offer in texts(headers, ACCEPT_ENCODING).flat_map(|line| line.split(',')) {
        let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
        let quality = quality.trim().strip_prefix("q=").map(str::parse::<f32>);
        let wanted = !matches!(quality, Some(Ok(quality)) if quality <= 0.0);
        let name = name.trim();
        for (slot, code) in understood.iter_mut().zip(["gzip", "br"]) {
            if name.eq_ignore_ascii_case(code) {
                *slot = wanted;
            }
        }
    }
    understood
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).into_iter();
    lines.filter_map(|line| line.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(path: &str, headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    fn is_read(path: &str, headers: &[(&str, &str)]) -> bool {
        Asked::read(&request(path, headers)).is_some()
    }

    #[test]
    fn only_who_is_nobody_in_particular_is_answered_from_what_is_kept() {
        let session = [("cookie", "a=b; __Host-huiyin=x")];
        assert!(is_read("/messages?stage=open", &[]));
        assert!(is_read(
            "/messages",
            &[("cookie", "__Host-huiyin-view=/en")]
        ));
        assert!(!is_read("/", &[("cookie", "__Host-huiyin-view=/en")]));
        assert!(!is_read("/messages", &session));
        assert!(!is_read("/messages", &[("cookie", "__Host-huiyin-code=x")]));
        assert!(!is_read("/messages", &[("authorization", "Bearer x")]));
        assert!(is_read("/assets/huiyin.css?v=1", &session));
    }

    #[test]
    fn what_is_somebodys_own_is_not_asked_for() {
        for path in [
            "/me",
            "/en/desk/queue",
            "/zh-hant/elder/write",
            "/sign-in?next=/",
        ] {
            assert!(!is_read(path, &[]), "{path}");
        }
        assert!(is_read("/ledger/tile/0/x001/000", &[]));
        assert!(is_read("/ledger/tile/entries/000", &[]));
        assert!(is_read("/ledger/2/tile/0/000", &[]));
        for path in [
            "/ledger",
            "/ledger/checkpoint",
            "/ledger/tile/0/001.p/5",
            "/ledger/tile/0/000?a=1",
        ] {
            assert!(!is_read(path, &[]), "{path}");
        }
        assert!(is_read("/messages?from=/me", &[]));
        assert!(is_read("/elder", &[]));
        let long = format!("/messages?q={}", "x".repeat(LONGEST));
        assert!(!is_read(&long, &[]));
    }

    #[test]
    fn encodings_are_read_as_clients_write_them() {
        for (sent, expected) in [
            ("gzip, deflate, br, zstd", [true, true]),
            ("GZIP;q=1.0", [true, false]),
            ("gzip;q=0, br;q=0.5", [false, true]),
            ("identity", [false, false]),
            ("gzipped", [false, false]),
        ] {
            let request = request("/", &[("accept-encoding", sent)]);
            assert_eq!(understood(request.headers()), expected, "{sent}");
        }
        assert_eq!(understood(request("/", &[]).headers()), [false, false]);
    }

    #[test]
    fn tags_are_compared_weakly() {
        let has = |sent: &str| {
            let request = request("/", &[("if-none-match", sent)]);
            Asked::read(&request).unwrap().has("\"a-g\"")
        };
        assert!(has("\"a-g\"") && has("W/\"a-g\"") && has("\"x\", \"a-g\"") && has("*"));
        assert!(!has("\"a\"") && !has("a-g") && !has(""));
    }
}
