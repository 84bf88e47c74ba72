//! Guessed references: whatever number, id or code somebody puts into an address, nothing of others' comes out, and nothing
//! of theirs changes.

use crate::access::{asked, picture, request};
use axum::http::Method;
use domain::screening::Visibility;
use domain::stage::StageKind;
use testkit::{Answer, Body, City, Door, Letter, Person, Route, on_both, on_sqlite, routes};

on_both! {
    nothing_of_a_private_message_is_in_any_answer,
    what_is_somebody_elses_is_not_changed_by_its_number,
    an_export_is_of_whoever_asks,
}

/// What a private message and its writer have that others must never read.
const SECRETS: [&str; 6] = [
    "西门外第三棵槐树",
    "井盖缺了一块",
    "住在红色小楼",
    "槐树下的人",
    "19900000001",
    "199 **** 0001",
];

fn secret() -> Letter {
    Letter {
        visibility: Visibility::Private,
        body: "西门外第三棵槐树旁边，井盖缺了一块，晚上看不见，已经有人摔伤，请尽快来修。".into(),
        remark: "我住在红色小楼。".into(),
        pen_name: "槐树下的人".into(),
        ..Letter::titled("井盖缺了一块")
    }
}

async fn reads(person: &Person, route: &Route, path: &str) -> Answer {
    assert_eq!(route.method, "GET");
    if let Some(path) = path.strip_prefix("/api/v1") {
        person.calls(Method::GET, path, Body::None).await
    } else {
        person.opens(path).await
    }
}

async fn nothing_of_a_private_message_is_in_any_answer(city: &City) {
    let number = city.has_letter(&secret(), StageKind::Handling).await;
    let id = city.id_of(&number).await;
    city.search_follows().await;
    city.ledger_follows().await;
    let others = [
        &city.visitor,
        &city.li,
        &city.housing_bureau,
        &city.secretary,
        &city.administrator,
        &city.security_administrator,
    ];
    let by_number = ["{number}", "{id}", "{code}", "{file}", "{list}", "{*path}"];
    for route in routes().iter().filter(|route| route.method == "GET") {
        for key in [number.clone(), format!("id-{id}"), id.to_string()] {
            let mut path = route.path.clone();
            for parameter in by_number {
                path = path.replace(parameter, &key);
            }
            let path = path
                .replace("{slug}", "urban")
                .replace("{month}", "2026-03")
                .replace("{index}", "0");
            for person in others {
                let answer = reads(person, route, &path).await;
                for secret in SECRETS {
                    answer.hides(secret);
                }
            }
            if !route.path.contains('{') {
                break;
            }
        }
    }
    // The test can fail: those who may read it do.
    let seen = city.wang.opens(&format!("/me/messages/{number}")).await;
    for secret in &SECRETS[..4] {
        seen.shows(secret);
    }
    city.lin
        .opens(&format!("/desk/messages/{number}"))
        .await
        .shows(SECRETS[0]);
}

async fn what_is_somebody_elses_is_not_changed_by_its_number(city: &City) {
    let (hers, hidden) = picture(city, StageKind::Submitted).await;
    let id = city.id_of(&hers).await;
    let before = city.app.thread(&city.wang.actor(), id).await.unwrap();
    let key = city.li.form_key().await;
    let form = |fields: &[(&str, &str)]| {
        let mut owned: Vec<_> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        owned.push(("form_key".to_owned(), key.clone()));
        Body::Form(owned)
    };
    // Li has a message of his own: its number beside the id of another's picture opens nothing.
    let own = city.li.files("路灯不亮").await;
    let pictures = format!("/messages/{hers}/pictures/{hidden}");
    let mixed = format!("/messages/{own}/pictures/{hidden}");
    for path in [pictures, mixed] {
        for what in ["show", "remove"] {
            let answer = city
                .li
                .asks(Method::POST, &path, form(&[("do", what)]))
                .await;
            answer.is_one_of(&[403, 404]);
        }
    }
    for noun in ["text", "amendment", "withdrawal", "erasure", "rating"] {
        let fields = [
            ("title", "改过的标题"),
            ("body", testkit::BODY),
            ("settled", "yes"),
        ];
        let path = format!("/messages/{hers}/{noun}");
        let answer = city.li.asks(Method::POST, &path, form(&fields)).await;
        answer.is_one_of(&[403, 404]);
    }
    let answer = city
        .li
        .asks(
            Method::POST,
            "/me/privacy/identity",
            form(&[("message", &hers)]),
        )
        .await;
    answer.is(404);
    for path in [
        format!("/pictures/{hidden}"),
        format!("/pictures/{hidden}/thumb"),
        format!("/me/messages/{hers}"),
        format!("/me/messages/{hers}/receipt"),
        format!("/me/messages/{hers}/proof"),
        format!("/me/messages/{hers}/erasure"),
        format!("/me/messages/id-{id}"),
    ] {
        city.li.opens(&path).await.is_one_of(&[303, 403, 404]);
    }
    let after = city.app.thread(&city.wang.actor(), id).await.unwrap();
    assert_eq!(after.message.events, before.message.events);
    assert_eq!(after.pictures, before.pictures);
}

async fn an_export_is_of_whoever_asks(city: &City) {
    let number = city.has_letter(&secret(), StageKind::Open).await;
    city.visitor.opens("/me/privacy/export.json").await.is(303);
    for person in [&city.lin, &city.auditor, &city.administrator] {
        for path in [
            "/me/privacy",
            "/me/privacy/export",
            "/me/privacy/export.json",
        ] {
            person.opens(path).await.is(403);
        }
    }
    // A parameter that names another account is nothing.
    for query in ["", "?account=11", "?number=2026-000001"] {
        let answer = city
            .li
            .opens(&format!("/me/privacy/export.json{query}"))
            .await;
        for secret in SECRETS {
            answer.hides(secret);
        }
        answer.hides(&number);
    }
}

/// The rule does not depend on the database, and each route takes its time.
#[tokio::test]
async fn the_auditor_changes_nothing() {
    on_sqlite(Door::Pages, async |city: &City| {
        let count = async || {
            let counted: Result<i64, store::Error> = city.app.db.read(store::events::count).await;
            counted.unwrap()
        };
        for (n, route) in routes().into_iter().enumerate() {
            if route.method == "GET" {
                continue;
            }
            if n % 6 == 0 {
                city.clock.pass(jiff::SignedDuration::from_hours(25));
            }
            let sent = request(city, &route).await;
            let before = count().await;
            let (answer, _) = asked(&city.auditor, &route, sent).await;
            assert_eq!(before, count().await, "{} {}", route.method, route.path);
            // What anybody may do at the door changes no message: signing in and out, a step of the form, a query code,
            // ending one's own sessions.
            let at_the_door = [
                "/sign-",
                "/write",
                "/track",
                "/api/v1/track",
                "/me/security",
            ];
            let may = at_the_door.iter().any(|path| route.path.starts_with(path));
            assert!(
                may || answer.starts_with('4'),
                "{} {}: {answer}",
                route.method,
                route.path
            );
        }
    })
    .await;
}
