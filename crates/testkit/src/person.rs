//! Somebody at the door: asks for pages, sends forms and JSON, with a session that is there when it is needed.

use crate::answer::Answer;
use crate::cast::Seat;
use crate::city::Door;
use crate::described::Described;
use crate::forms::Form;
use app::App;
use axum::body::Body as HttpBody;
use axum::http::request::Builder;
use axum::http::{Method, Request, StatusCode};
use domain::Timestamp;
use domain::actor::Actor;
use domain::ids::PersonId;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use store::sessions::{self, Session};
use tower::ServiceExt;
use web::Site;

/// Somebody of the city.
pub struct Person {
    /// Who it is.
    pub seat: Seat,
    pub(crate) app: App,
    pub(crate) site: Site,
    pub(crate) door: Door,
    session: Mutex<Option<Open>>,
}

/// A session.
#[derive(Clone, Debug)]
struct Open {
    token: String,
    form_key: String,
    since: Timestamp,
}

/// What is sent.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// `application/x-www-form-urlencoded`
    Form(Vec<(String, String)>),
    /// `multipart/form-data`: fields, then files with name and bytes.
    Parts(Vec<(String, String)>, Vec<(String, Vec<u8>)>),
    /// `application/json`
    Json(Value),
    /// Anything, called anything.
    Raw(&'static str, Vec<u8>),
}

impl Person {
    pub(crate) fn new(seat: Seat, app: App, site: Site, door: Door) -> Self {
        Self {
            seat,
            app,
            site,
            door,
            session: Mutex::new(None),
        }
    }

    /// The account.
    pub fn id(&self) -> PersonId {
        self.seat.id.expect("a visitor has no account")
    }

    /// The board's description of its API.
    pub async fn described(&self) -> &'static Described {
        Described::by(&self.site).await
    }

    /// The board at whose door this person stands.
    pub fn site(&self) -> Site {
        self.site.clone()
    }

    /// As the app knows this person.
    pub fn actor(&self) -> Actor {
        let unit = self.seat.unit;
        Actor {
            role: self.seat.role,
            person: self.seat.id,
            unit,
            units: unit.map_or_else(Vec::new, |unit| self.app.reference().units_below(unit)),
            office: self.seat.office,
        }
    }

    /// Asks for a page.
    pub async fn opens(&self, path: &str) -> Answer {
        self.asks(Method::GET, path, Body::None).await
    }

    /// Sends a form that was read from a page, with these fields filled in.
    pub async fn sends(&self, form: &Form, with: &[(&str, &str)]) -> Answer {
        let filled = form.filled(with);
        self.asks(Method::POST, &form.action, Body::Form(filled))
            .await
    }

    /// Asks for JSON, or sends it. Whatever comes back is as the description of the API says.
    pub async fn calls(&self, method: Method, path: &str, body: Body) -> Answer {
        let address = format!("/api/v1{path}");
        let token = self.token(true).await;
        let mut request = Request::builder().method(method.clone()).uri(&address);
        if let Some(open) = token {
            request = request.header("authorization", format!("Bearer {}", open.token));
        }
        let answer = self.request(request, body).await;
        let described = self.described().await;
        described.assert_fits(method.as_str(), path, &answer);
        answer
    }

    /// Asks the pages for anything.
    pub async fn asks(&self, method: Method, path: &str, body: Body) -> Answer {
        let request = self.browser(method, path).await;
        self.request(request, body).await
    }

    /// A request as this person's browser begins it.
    pub async fn browser(&self, method: Method, path: &str) -> Builder {
        let mut request = Request::builder().method(method).uri(path);
        request = request
            .header("host", "liuyan.example")
            .header("sec-fetch-site", "same-origin");
        match self.token(false).await {
            Some(open) => request.header("cookie", format!("__Host-huiyin={}", open.token)),
            None => request,
        }
    }

    /// Sends a request with a body.
    pub async fn request(&self, request: Builder, body: Body) -> Answer {
        let (kind, bytes) = match body {
            Body::None => (None, Vec::new()),
            Body::Form(fields) => (
                Some("application/x-www-form-urlencoded".to_owned()),
                urlencoded(&fields),
            ),
            Body::Parts(fields, files) => (
                Some("multipart/form-data; boundary=----huiyin".to_owned()),
                multipart(&fields, &files),
            ),
            Body::Json(json) => (
                Some("application/json".to_owned()),
                json.to_string().into_bytes(),
            ),
            Body::Raw(kind, bytes) => (Some(kind.to_owned()), bytes),
        };
        let request = match kind {
            Some(kind) => request.header("content-type", kind),
            None => request,
        };
        let request = request.body(HttpBody::from(bytes)).unwrap();
        let asked = format!("{}: {} {}", self.seat.name, request.method(), request.uri());
        let response = self.site.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let answer = Answer {
            asked,
            status: parts.status,
            headers: parts.headers,
            bytes,
        };
        // “Come again” is an answer; every other failure of the server is a fault of the program.
        let is_outage = answer.status == StatusCode::SERVICE_UNAVAILABLE;
        assert!(
            is_outage || !answer.status.is_server_error(),
            "{}: {} {}",
            answer.asked,
            answer.status,
            answer.text()
        );
        answer
    }

    /// What a form of this person's session must carry.
    pub async fn form_key(&self) -> String {
        self.token(false)
            .await
            .map(|open| open.form_key)
            .unwrap_or_default()
    }

    /// The session ends, somewhere else.
    pub async fn session_ends(&self) {
        let open = self.session.lock().unwrap().clone();
        let open = open.expect("a session");
        let hash = hash(&open.token);
        let ended: Result<(), store::Error> = self
            .app
            .db
            .write(async |tx| sessions::end(tx, &hash).await)
            .await;
        ended.unwrap();
    }

    /// Forgets the session: the next request brings a new one.
    pub fn signs_in_again(&self) {
        *self.session.lock().unwrap() = None;
    }

    /// A session of the wanted kind; none for a visitor. One that is old gives way to a new one, so that tests may
    /// let weeks pass.
    async fn token(&self, bearer: bool) -> Option<Open> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let person = self.seat.id?;
        let now = self.app.clock.now();
        let kept = self.session.lock().unwrap().clone();
        let fresh = |open: &Open| {
            let age = open.since.duration_until(now);
            (SignedDuration::ZERO..SignedDuration::from_hours(1)).contains(&age)
                && open.token.starts_with('b') == bearer
        };
        if let Some(open) = kept.filter(fresh) {
            return Some(open);
        }
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let kind = if bearer { 'b' } else { 'c' };
        let open = Open {
            token: format!("{kind}{n:042}"),
            form_key: format!("key-{n}"),
            since: now,
        };
        let session = Session {
            id: i64::try_from(n).unwrap(),
            person,
            form_key: open.form_key.clone(),
            bearer,
            device: String::new(),
            seen_at: now,
            expires_at: now.checked_add(SignedDuration::from_hours(12)).unwrap(),
        };
        let hash = hash(&open.token);
        let added: Result<(), store::Error> = self
            .app
            .db
            .write(async |tx| sessions::add(tx, &hash, &session).await)
            .await;
        added.unwrap();
        *self.session.lock().unwrap() = Some(open.clone());
        Some(open)
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Fields as a browser encodes them.
fn urlencoded(fields: &[(String, String)]) -> Vec<u8> {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| match b {
                b' ' => "+".to_owned(),
                b if b.is_ascii_alphanumeric() || b"-._*".contains(&b) => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect()
    };
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&").into_bytes()
}

/// Fields and files as a browser sends them.
fn multipart(fields: &[(String, String)], files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "------huiyin\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "------huiyin\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"------huiyin--\r\n");
    body
}
