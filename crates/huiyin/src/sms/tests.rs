//! The webhook against a server that listens: what it is told, and what its answers lead to.

use super::*;
use crate::fetch::Reach;
use crate::key_file::KeyFiles;
use crate::serve::listener::{self, Running};
use crate::system::SystemClock;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use std::fs::{self, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::sync::Mutex;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// What the other side was asked, and what it answers.
#[derive(Clone, Default)]
struct Taken {
    asked: Arc<Mutex<Vec<(HeaderMap, String)>>>,
}

async fn take(State(taken): State<Taken>, headers: HeaderMap, body: String) -> StatusCode {
    let said: Value = serde_json::from_str(&body).unwrap();
    taken.asked.lock().unwrap().push((headers, body));
    match said["to"].as_str().unwrap() {
        "19900000001" => StatusCode::ACCEPTED,
        "19900000422" => StatusCode::UNPROCESSABLE_ENTITY,
        "19900000503" => StatusCode::SERVICE_UNAVAILABLE,
        "19900000302" => StatusCode::FOUND,
        _ => std::future::pending().await,
    }
}

async fn other_side() -> (Running, Taken, Webhook) {
    let taken = Taken::default();
    let router = Router::new()
        .route("/send", post(take))
        .with_state(taken.clone());
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = listener::start(router, listen, 16).await.unwrap();
    let url = format!("http://{}/send", running.address());
    (running, taken, webhook(url))
}

fn webhook(url: String) -> Webhook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sms.secret");
    fs::write(&path, format!("{SECRET}\n")).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    let here = ["127.0.0.1".parse().unwrap()];
    Webhook {
        http: Http::new(Reach::public_and(&here), None).unwrap(),
        url,
        secret: Secret::read(&KeyFiles::default(), &path).unwrap(),
        clock: Arc::new(SystemClock),
    }
}

fn code() -> Template {
    Template::SignInCode {
        code: "012345".into(),
        minutes: 5,
    }
}

#[tokio::test]
async fn the_other_side_can_tell_who_asks_and_what() {
    let (running, taken, webhook) = other_side().await;
    let before = SystemClock.now().as_second();
    webhook.send(77, "19900000001", &code()).await.unwrap();
    let (headers, body) = taken.asked.lock().unwrap()[0].clone();
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/json");
    let seconds: i64 = header("huiyin-timestamp").parse().unwrap();
    assert!((before..before + 60).contains(&seconds));
    // As docs/sms.md tells the other side to do it.
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{seconds}.{body}").as_bytes());
    let expected = mac.finalize().into_bytes();
    let expected: String = expected
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(header("huiyin-signature"), format!("v1={expected}"));
    let said: Value = serde_json::from_str(&body).unwrap();
    let told = json!({
        "id": "77",
        "to": "19900000001",
        "template": "sign_in_code",
        "parameters": { "code": "012345", "minutes": "5" },
    });
    assert_eq!(said, told);
    running.stop().await;
}

#[tokio::test]
async fn its_status_says_whether_to_ask_again() {
    let (running, _taken, webhook) = other_side().await;
    let answer = async |to: &str| webhook.send(1, to, &code()).await.unwrap_err();
    assert!(matches!(answer("19900000422").await, NotSent::Ever(_)));
    assert!(matches!(answer("19900000503").await, NotSent::Yet(_)));
    // It is not followed to where it sends on to.
    assert!(matches!(answer("19900000302").await, NotSent::Yet(_)));
    let slow = answer("19900000000").await;
    assert!(slow.to_string().contains("within 4 s"), "{slow}");
    for said in [
        answer("19900000422").await,
        answer("19900000503").await,
        slow,
    ] {
        let said = said.to_string();
        assert!(
            !said.contains("199000") && !said.contains("012345"),
            "{said}"
        );
    }
    running.stop().await;
}

#[tokio::test]
async fn nobody_there_is_a_reason_to_ask_again() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/send", free.local_addr().unwrap());
    drop(free);
    let why = webhook(url).send(1, "19900000001", &code()).await;
    assert!(matches!(why, Err(NotSent::Yet(_))), "{why:?}");
}

#[test]
fn the_documented_example_is_right() {
    let page = include_str!("../../../../docs/sms.md");
    let body = body(
        1_234_567,
        "19900000001",
        &Template::News {
            number: "2026-000123".into(),
            what: "replied",
        },
    );
    let signed = signature(SECRET.as_bytes(), 1_790_000_000, &body);
    for part in [SECRET, "1790000000", &body, &signed] {
        assert!(page.contains(part), "docs/sms.md lacks {part}");
    }
}
