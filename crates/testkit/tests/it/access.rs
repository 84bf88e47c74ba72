//! Who gets what: every route of the board for every kind of person, printed to docs/access.md.

use axum::http::Method;
use domain::screening::Visibility;
use domain::stage::StageKind;
use jiff::SignedDuration;
use std::fmt::Write;
use testkit::{Body, City, Door, Letter, Person, Route, assert_printed, on_sqlite, routes};

/// The columns of the page.
fn people(city: &City) -> [(&'static str, &Person); 13] {
    [
        ("visitor", &city.visitor),
        ("writer", &city.wang),
        ("citizen", &city.li),
        ("editor", &city.lin),
        ("dispatcher", &city.dispatcher),
        ("unit", &city.water_bureau),
        ("other unit", &city.housing_bureau),
        ("leader", &city.mayor),
        ("other leader", &city.secretary),
        ("supervisor", &city.supervisor),
        ("auditor", &city.auditor),
        ("administrator", &city.administrator),
        ("security administrator", &city.security_administrator),
    ]
}

const HEAD: &str = "# Access

Printed by a test (`crates/testkit/tests/it/access.rs`) that asks every route of the board as every kind of person.

The message is the writer's, to the leader's office, with the unit; for each verb it stands where the verb is possible. `2xx` and `3xx` are done or shown, \
`login` leads to signing in, `401` and `403` are refused, `404` is not there for this person, `409` is not possible for this very person now.
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
            for route in of {
                // A writer may send so many messages a day.
                city.clock.pass(SignedDuration::from_hours(25));
                write!(page, "| `{} {}` |", route.method, route.path).unwrap();
                for (_, person) in people(city) {
                    write!(page, " {} |", asked(city, person, &route).await).unwrap();
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
        "---|".repeat(13)
    )
    .unwrap();
}

/// What a person gets from a route.
async fn asked(city: &City, person: &Person, route: &Route) -> String {
    let method: Method = route.method.parse().unwrap();
    let (path, body) = request(city, route).await;
    let answer = match route.is_api() {
        true => {
            person
                .calls(method, path.strip_prefix("/api/v1").unwrap(), body)
                .await
        }
        false => {
            let body = with_key(person, body).await;
            person.asks(method, &path, body).await
        }
    };
    person.signs_in_again(); // signing out is a route, too
    if answer.header("location").starts_with("/sign-in?next=") {
        return "login".into();
    }
    answer.status.as_u16().to_string()
}

/// Where a route leads, and what is sent to it, so that only permission can refuse it.
async fn request(city: &City, route: &Route) -> (String, Body) {
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
    let number = match route.path.contains("/withdrawal") || route.path.contains("{number}") {
        true => city.has(StageKind::Open).await,
        false => String::new(),
    };
    let path = route
        .path
        .replace("{number}", &number)
        .replace("/regions/{code}", "/regions/990100")
        .replace("/problems/{code}", "/problems/form")
        .replace("{slug}", "urban")
        .replace("{list}", "mine")
        .replace("/offices/{id}", "/offices/1")
        .replace("/pictures/{id}", "/pictures/1");
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
            let nonce = format!("nonce-{}", city.has(StageKind::Submitted).await);
            let mut typed: Vec<_> = letter.typed();
            typed.push(("nonce", nonce));
            Body::Form(
                typed
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect(),
            )
        }
        (_, "/sign-in") => form(&[("phone", "19900000009")]),
        (_, "/sign-in/code") => form(&[("code", "000000")]),
        (_, "/sign-out") => form(&[]),
        (_, "/track") => form(&[("code", "0000-0000-0000")]),
        (_, "/api/v1/messages") => Body::Json(letter.json()),
        (_, "/api/v1/track") => Body::Json(testkit::to_json(&[("code", "0000-0000-0000")])),
        (method, path) => panic!("say here what is sent to {method} {path}"),
    };
    (path, body)
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
            city.clock.pass(SignedDuration::from_hours(25));
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
