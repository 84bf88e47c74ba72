//! What fuzzers reach of the parsers of what strangers send, with what must hold of each. Compiled for them alone.

use crate::bodies::Bodies;
use crate::kept::asked::Asked;
use crate::posted::{Posted, form_pairs};
use crate::viewer::{SESSION_COOKIE, cookie};
use crate::{cursor, door, proxies, view};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue};
use proxies::Network;
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};

/// Reads a form. Written as browsers do, what was read is read again.
pub fn form(body: &[u8]) {
    let pairs = form_pairs(body);
    let mut written = String::new();
    for (name, value) in &pairs {
        if !written.is_empty() {
            written.push('&');
        }
        percent(&mut written, name);
        written.push('=');
        percent(&mut written, value);
    }
    assert_eq!(form_pairs(written.as_bytes()), pairs, "{written}");
}

fn percent(written: &mut String, text: &str) {
    for byte in text.bytes() {
        // Writing to a string cannot fail.
        write!(written, "%{byte:02x}").unwrap_or_default();
    }
}

/// Reads a form of parts, which holds no more than came, and no file of a stranger.
pub async fn parts(boundary: &str, body: &[u8], files: bool) {
    let kind = format!("multipart/form-data; boundary={boundary}");
    let Ok(kind) = HeaderValue::from_str(&kind) else {
        return;
    };
    let mut request = Request::new(Body::from(body.to_vec()));
    request.headers_mut().insert(CONTENT_TYPE, kind);
    let Ok(posted) = Posted::read_parts(request, &Bodies::default(), files).await else {
        return;
    };
    let held: usize = posted.files.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(held <= body.len(), "{held} bytes of files");
    assert!(
        files || posted.files.is_empty(),
        "a stranger's file is kept"
    );
    assert!(
        posted.had_files || posted.files.is_empty(),
        "a file of nobody"
    );
}

/// Reads a cursor. Written again, it leads to the same place of the same list.
pub fn read_cursor(text: &str, list: &str) {
    if let Some(key) = cursor::read(text, list) {
        assert_eq!(cursor::read(&cursor::write(key, list), list), Some(key));
    }
}

/// Reads what the board itself reads of the head of a request: `name: value`, a line each.
pub fn headers(path: &str, lines: &str) {
    let Ok(uri) = path.parse() else {
        return;
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    for (name, value) in lines.lines().filter_map(|line| line.split_once(": ")) {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            request.headers_mut().append(name, value);
        }
    }
    let peer = SocketAddr::from((Ipv4Addr::new(10, 0, 0, 1), 40_000));
    request.extensions_mut().insert(ConnectInfo(peer));
    let trusted = ["10.0.0.0/8", "::/0"].map(|text| text.parse::<Network>());
    let trusted: Vec<_> = trusted.into_iter().flatten().collect();
    assert_eq!(door::address_of(&request, &[]), Some(peer.ip()));
    assert!(door::address_of(&request, &trusted).is_some());
    let session = cookie(request.headers(), SESSION_COOKIE);
    assert!(session.is_none_or(|token| !token.contains(';')));
    let asked = Asked::read(&request);
    // What is kept is nobody's.
    assert!(session.is_none() || asked.is_none_or(|asked| asked.address.starts_with("/assets/")));
    if let Some(asked) = asked {
        asked.has("\"tag\"");
    }
    let (_, rest) = view::View::split(request.uri().path());
    assert!(request.uri().path().ends_with(rest) || rest == "/");
    view::remembered(&request);
    door::is_same_site(request.headers());
}
