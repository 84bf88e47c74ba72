//! What is asked and what is not: addresses, redirects, sizes, and answers as they are.

pub mod https;

use super::*;
use crate::serve::listener::{self, Running};
use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use std::net::SocketAddr;
use web::Network;

async fn served() -> Running {
    let router = Router::new()
        .route("/", get(async || "here"))
        .route("/long", get(async || "x".repeat(1000)))
        .route("/away", get(async || Redirect::temporary("/")))
        .route(
            "/made",
            post(async || (StatusCode::CREATED, [(header::LOCATION, "/1")], "made")),
        )
        .route(
            "/agent",
            get(async |headers: HeaderMap| {
                headers[header::USER_AGENT].to_str().unwrap().to_owned()
            }),
        );
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    listener::start(router, listen, 16).await.unwrap()
}

fn http(private: &[&str]) -> Http {
    let private: Vec<Network> = private.iter().map(|text| text.parse().unwrap()).collect();
    Http::new(Reach::public_and(&private), None).unwrap()
}

fn why(asked: Result<Answer>) -> String {
    format!("{:#}", asked.unwrap_err())
}

#[tokio::test]
async fn an_address_that_is_not_public_is_asked_only_where_the_operator_names_it() {
    let running = served().await;
    let port = running.address().port();
    // By its address and by a name that leads there, however either is written.
    for host in [
        "127.0.0.1",
        "localhost",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "2130706433",
        "127.1",
        "0x7f000001",
        "0.0.0.0",
    ] {
        let why = why(http(&["10.0.0.0/8"])
            .get(&format!("http://{host}:{port}/"), 100)
            .await);
        let guarded = why.contains("not a public address");
        // A system's resolver may not take shorthand for an address at all.
        let unknown = why.contains("dns error") && !why.contains("Connection refused");
        assert!(guarded || unknown, "{host}: {why}");
        assert!(
            guarded || host.starts_with(['2', '0']) || host == "127.1",
            "{host}: {why}"
        );
    }
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{port}/");
        let answer = http(&["127.0.0.1"]).get(&url, 100).await.unwrap();
        assert_eq!(answer.body, "here");
    }
    let metadata = http(&[]).get("http://169.254.169.254/latest/", 100).await;
    assert!(why(metadata).contains("not a public address"));
}

#[tokio::test]
async fn only_plain_addresses_of_the_web_are_asked() {
    let http = http(&["127.0.0.1"]);
    for (url, told) in [
        ("ftp://127.0.0.1/", "https:// or http://"),
        ("/path", "https:// or http://"),
        ("http://user:word@127.0.0.1/", "user name"),
        ("http://", "no address"),
    ] {
        let why = why(http.get(url, 100).await);
        assert!(why.contains(told), "{url}: {why}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let running = served().await;
    let (http, base) = (
        http(&["127.0.0.1"]),
        format!("http://{}", running.address()),
    );
    let why = why(http.get(&format!("{base}/away"), 100).await);
    assert!(why.contains("sends on to /"), "{why}");

    let asked = Request::get(format!("{base}/away"))
        .body(Bytes::new())
        .unwrap();
    let answer = http.send(asked, 100).await.unwrap();
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (307, Some("/"))
    );

    // An address of what was made is no redirect.
    let made = http
        .post(&format!("{base}/made"), Bytes::new(), 100)
        .await
        .unwrap();
    assert_eq!((made.status, made.location()), (StatusCode::CREATED, None));
}

#[tokio::test]
async fn a_long_answer_is_not_read() {
    let running = served().await;
    let (http, base) = (
        http(&["127.0.0.1"]),
        format!("http://{}", running.address()),
    );
    let url = format!("{base}/long");
    assert_eq!(http.get(&url, 1000).await.unwrap().body.len(), 1000);
    assert!(why(http.get(&url, 999).await).contains("longer than 999 bytes"));
}

#[tokio::test]
async fn the_program_says_who_it_is_unless_it_is_told_otherwise() {
    let running = served().await;
    let (http, url) = (
        http(&["127.0.0.1"]),
        format!("http://{}/agent", running.address()),
    );
    let answer = http.get(&url, 100).await.unwrap();
    assert!(answer.body.starts_with(b"huiyin/"));
    let asked = Request::get(url).header(header::USER_AGENT, "a phone");
    let answer = http
        .send(asked.body(Bytes::new()).unwrap(), 100)
        .await
        .unwrap();
    assert_eq!(answer.body, "a phone");
}

#[test]
fn an_error_does_not_tell_what_a_query_holds() {
    let uri: Uri = "https://sms.example:8443/send?token=secret"
        .parse()
        .unwrap();
    assert_eq!(named(&uri), "https://sms.example:8443/send");
}
