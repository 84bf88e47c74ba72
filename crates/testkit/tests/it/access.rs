//! Who gets what: every route of the board for every kind of person, printed to docs/access.md.

use crate::pictures::photo;
use axum::http::Method;
use domain::ids::PictureId;
use domain::screening::Visibility;
use domain::stage::StageKind;
use jiff::SignedDuration;
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use store::passkeys::Passkey;
use testkit::{Body, City, Door, Letter, Person, Route, assert_printed, on_sqlite, routes};

/// The columns of the page.
fn people(city: &City) -> [(&'static str, &Person); 15] {
    [
        ("visitor", &city.visitor),
        ("writer", &city.wang),
        ("citizen", &city.li),
        ("editor", &city.lin),
        ("dispatcher", &city.dispatcher),
        ("unit", &city.water_bureau),
        ("its head", &city.water_head),
        ("other unit", &city.housing_bureau),
        ("leader", &city.mayor),
        ("leader's office", &city.mayors_office),
        ("other leader", &city.secretary),
        ("supervisor", &city.supervisor),
        ("auditor", &city.auditor),
        ("administrator", &city.administrator),
        ("security administrator", &city.security_administrator),
    ]
}

const HEAD: &str = "# Access

Printed by a test (`crates/testkit/tests/it/access.rs`) that asks every route of the board as every kind of person.

The message is the writer's, to the leader's seat, with the unit; for each verb it stands where the verb is possible. `2xx` and `3xx` are done or shown, \
`login` leads to signing in, the picture is one that the writer hid, `401` and `403` are refused, `404` is not there for this person, `409` is not possible for this very person now.
The rules behind it are in [permissions](permissions.md).
";

/// The access of one kind does not depend on the database, so one is enough for a page that both would print alike.
#[tokio::test]
async fn every_route_is_for_whom_the_page_says() {
    on_sqlite(Door::Pages, async |city: &City| {
        let mut page = HEAD.to_owned();
        let (api, pages): (Vec<_>, Vec<_>) = routes().into_iter().partition(Route::is_api);
        for (heading, of) in [("Pages", pages), ("JSON", api)] {
            begin(&mut page, heading, city);
            for (n, route) in of.into_iter().enumerate() {
                // A writer may send so many messages a day.
                if n % 6 == 0 {
                    city.clock.pass(SignedDuration::from_hours(25));
                }
                write!(page, "| `{} {}` |", route.method, route.path).unwrap();
                let mut sent = request(city, &route).await;
                for (_, person) in people(city) {
                    let (answer, done) = asked(person, &route, sent.clone()).await;
                    write!(page, " {answer} |").unwrap();
                    // What was done cannot be done again: the next person finds it as it was.
                    if done {
                        sent = request(city, &route).await;
                    }
                }
                page.push('\n');
            }
        }
        sights(city, &mut page).await;
        assert_printed("docs/access.md", &page);
    })
    .await;
}

fn begin(page: &mut String, heading: &str, city: &City) {
    let names: Vec<_> = people(city).iter().map(|(name, _)| *name).collect();
    write!(
        page,
        "\n## {heading}\n\n| | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(15)
    )
    .unwrap();
}

/// What a person gets from a route, and whether that changed anything.
pub(crate) async fn asked(
    person: &Person,
    route: &Route,
    (path, body): (String, Body),
) -> (String, bool) {
    let method: Method = route.method.parse().unwrap();
    let answer = if let Some(path) = path.strip_prefix("/api/v1") {
        person.calls(method, path, body).await
    } else {
        let body = with_key(person, body).await;
        person.asks(method, &path, body).await
    };
    if route.path == "/sign-out" {
        person.signs_in_again();
    }
    if answer.header("location").starts_with("/sign-in?next=") {
        return ("login".into(), false);
    }
    let status = answer.status.as_u16();
    (status.to_string(), route.method != "GET" && status < 400)
}

/// Where a route leads, and what is sent to it, so that only permission can refuse it.
pub(crate) async fn request(city: &City, route: &Route) -> (String, Body) {
    if let Some(noun) = route.noun() {
        let (number, fields) = city.has_for(noun).await;
        let path = route.path.replace("{number}", &number);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        if route.is_api() {
            return (
                path,
                match noun {
                    "support" => Body::None,
                    _ => Body::Json(testkit::to_json(&fields)),
                },
            );
        }
        let seen = city.message(&number).await.events.to_string();
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let mut sent: Vec<_> = fields.into_iter().map(owned).collect();
        sent.push(owned(("seen", &seen)));
        return (path, Body::Form(sent));
    }
    let (number, picture) = if route.path.contains("/pictures/{") {
        let changes = route.method == "POST";
        let stage = [StageKind::Handling, StageKind::Submitted][usize::from(changes)];
        picture(city, stage).await
    } else if route.path.contains("{number}") || route.path.contains("{month}") {
        (city.has(StageKind::Open).await, PictureId(0))
    } else {
        (String::new(), PictureId(0))
    };
    let today = city.app.rules.calendar.date(city.now());
    let month = today.strftime("%Y-%m").to_string();
    let path = route
        .path
        .replace("{number}", &number)
        .replace("/regions/{code}", "/regions/990100")
        .replace("/problems/{code}", "/problems/form")
        .replace("{slug}", "urban")
        .replace("{file}", "pages.xml")
        .replace("/api/v1/search", "/api/v1/search?q=1")
        .replace("{list}", "review")
        .replace("{month}", &month)
        .replace("/offices/{id}", "/offices/1")
        .replace("/pictures/{id}", &format!("/pictures/{picture}"))
        .replace("{picture}", &picture.to_string())
        .replace("{*path}", "entries/000.p/1")
        .replace("{index}", "0")
        .replace("{size}", "0")
        .replace("{log}", "2")
        .replace("{passkey}", &passkey(city, route).await)
        .replace("{alert}", &alert(city, route).await);
    assert!(!path.contains('{'), "say here what stands in {path}");
    let letter = Letter::titled("水管漏水");
    let form = |fields: &[(&str, &str)]| {
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Body::Form(owned.collect())
    };
    let body = match (route.method, route.path.as_str()) {
        ("GET", _) => Body::None,
        (_, "/write") => form(&[("step", "matter"), ("kind", "help"), ("domain", "urban")]),
        (_, "/write/submission") => {
            let mut typed = letter.typed();
            typed.push(("nonce", city.app.draw_nonce()));
            let owned = typed
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value));
            Body::Form(owned.collect())
        }
        (_, "/sign-in") => form(&[("phone", &phone())]),
        (_, "/sign-in/code") => form(&[("code", "000000")]),
        (_, "/messages/{number}/pictures/{picture}") => form(&[("do", "show")]),
        (
            _,
            "/sign-out"
            | "/me/privacy/closing"
            | "/me/privacy/keeping"
            | "/me/security/passkeys/{passkey}/removal"
            | "/sign-in/passkey/challenge"
            | "/desk/alerts/{alert}/taking",
        ) => form(&[]),
        (_, "/sign-in/passkey" | "/me/security/passkeys") => form(&[("credential", "AAAA")]),
        (_, "/me/security/passkeys/{passkey}") => form(&[("name", "办公室电脑")]),
        (_, "/me/privacy/name") => form(&[("pen_name", "城东居民")]),
        (_, "/me/privacy/phone") => form(&[("phone", &phone())]),
        (_, "/me/privacy/phone/codes") => form(&[("old", "x"), ("new", "y")]),
        (_, "/me/privacy/identity") => form(&[("message", &city.has(StageKind::Open).await)]),
        (_, "/desk/alerts/{alert}/note") => form(&[("note", "已联系社区。")]),
        (_, "/desk/alerts/{alert}/contact") => form(&[("reason", "转公安上门。")]),
        (_, "/desk/alerts/{alert}/end") => form(&[("end", "safe"), ("said", "人平安。")]),
        (_, "/sign-in/factor") => form(&[("code", "000000")]),
        (_, "/sign-in/password") => form(&[("new_password", "k7m3p-q2xwe-9fhtn")]),
        (_, "/sign-in/authenticator") => form(&[("code", "000000")]),
        (_, "/me/security/sessions") => form(&[("session", "others")]),
        (_, "/me/security/password" | "/me/security/authenticator" | "/me/security/codes") => {
            form(&[("password", "guess guess guess"), ("code", "000000")])
        }
        (_, "/track" | "/track/receipt" | "/track/proof") => form(&[("code", &code(city).await)]),
        (_, "/api/v1/messages") => Body::Json(letter.json()),
        (_, "/api/v1/track") => Body::Json(testkit::to_json(&[("code", &code(city).await)])),
        (method, path) => panic!("say here what is sent to {method} {path}"),
    };
    (path, body)
}

/// A danger that the supervisor looks after.
async fn alert(city: &City, route: &Route) -> String {
    if !route.path.contains("{alert}") {
        return String::new();
    }
    let lamp = city.has(StageKind::Open).await;
    let id = city.id_of(&lamp).await;
    let note = domain::text::Note::parse("信里说活不下去了。").unwrap();
    let by = city.supervisor.actor();
    city.app.raise_danger(&by, id, note).await.unwrap();
    let (open, _) = city.app.alerts(&by).await.unwrap();
    let alert = open.iter().find(|row| row.alert.message == id).unwrap();
    city.app.take_alert(&by, alert.alert.id).await.unwrap();
    alert.alert.id.to_string()
}

/// A passkey of the writer's, with a name that nobody can read: these letters are no sealed field.
async fn passkey(city: &City, route: &Route) -> String {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    if !route.path.contains("{passkey}") {
        return String::new();
    }
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    let passkey = Passkey {
        id,
        person: city.wang.id(),
        credential: id.to_be_bytes().to_vec(),
        handle: vec![1; 32],
        public_key: vec![2; 77],
        counter: 0,
        may_sync: false,
        synced: false,
        name_sealed: b"no sealed field".to_vec(),
        made_at: city.now(),
        used_at: None,
    };
    let added: Result<(), store::Error> = city
        .app
        .db
        .write(async |tx| store::passkeys::add(tx, &passkey).await)
        .await;
    added.unwrap();
    id.to_string()
}

/// A phone that has not been sent a code yet, and that nobody of the cast has.
fn phone() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1000);
    format!("199{:08}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The query code of a message.
async fn code(city: &City) -> String {
    let letter = Body::Json(Letter::titled("路灯不亮").json());
    let receipt = city.wang.calls(Method::POST, "/messages", letter).await;
    receipt.json()["code"].as_str().unwrap().to_owned()
}

/// A message of the writer's, and the picture that is hidden in it.
pub(crate) async fn picture(city: &City, stage: StageKind) -> (String, PictureId) {
    let pictures = vec![city.app.new_picture(0, photo(), true).await.unwrap()];
    let letter = Letter::titled("路灯不亮");
    let lamp = city.has_letter_with(&letter, pictures, stage).await;
    let id = city.id_of(&lamp).await;
    let thread = city.app.thread(&city.wang.actor(), id).await.unwrap();
    (lamp, thread.pictures[0].0)
}

async fn with_key(person: &Person, body: Body) -> Body {
    match body {
        Body::Form(mut fields) => {
            fields.push(("form_key".into(), person.form_key().await));
            Body::Form(fields)
        }
        other => other,
    }
}

/// How much of a message each kind of person sees.
async fn sights(city: &City, page: &mut String) {
    begin(page, "How much of a message is seen", city);
    city.clock.pass(SignedDuration::from_hours(25));
    for (name, visibility) in [
        ("public", Visibility::Public),
        ("progress only", Visibility::ProgressOnly),
        ("private", Visibility::Private),
    ] {
        for stage in [
            StageKind::Submitted,
            StageKind::Declined,
            StageKind::Diverted,
            StageKind::Open,
            StageKind::Handling,
            StageKind::Replied,
            StageKind::TakenDown,
        ] {
            let number = city.has_seen_by(visibility, stage).await;
            write!(page, "| {name}, {stage} |").unwrap();
            for (_, person) in people(city) {
                let seen = person.thread(&number).await;
                write!(page, " {} |", seen["sight"].as_str().unwrap()).unwrap();
            }
            page.push('\n');
        }
    }
}
