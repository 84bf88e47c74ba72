//! What every answer carries, and what is kept by whom.

use axum::http::Method;
use domain::stage::StageKind;
use testkit::{Body, City, on_both, routes};

on_both! {
    every_answer_carries_the_security_headers,
    only_what_is_public_is_kept_by_others,
}

async fn every_answer_carries_the_security_headers(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    let mut paths: Vec<(Method, String)> = routes()
        .iter()
        .map(|route| {
            let path = route
                .path
                .replace("{number}", &lamp)
                .replace("{slug}", "urban")
                .replace("{list}", "mine")
                .replace("{code}", "990100")
                .replace("{id}", "1");
            (route.method.parse().unwrap(), path)
        })
        .collect();
    paths.push((Method::GET, "/nowhere".into()));
    paths.push((Method::GET, "/api/v1/nowhere".into()));
    paths.push((Method::PUT, "/messages".into()));
    paths.push((Method::PUT, "/api/v1/messages".into()));
    paths.push((Method::OPTIONS, "/api/v1/messages".into()));
    for (method, path) in paths {
        for person in [&city.visitor, &city.lin] {
            let answer = person.asks(method.clone(), &path, Body::None).await;
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{path}"
            );
            assert!(!policy.contains("unsafe"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert!(
                !answer.header("strict-transport-security").is_empty(),
                "{path}"
            );
            assert!(!answer.header("cache-control").is_empty(), "{path}");
            let html = answer.header("content-type").starts_with("text/html");
            let page = answer.text();
            assert!(
                !html || !page.contains(" style=") && !page.contains(" onclick="),
                "{path}"
            );
        }
        person_signs_in_again(city);
    }
}

/// Signing out is a route, too.
fn person_signs_in_again(city: &City) {
    city.lin.signs_in_again();
}

async fn only_what_is_public_is_kept_by_others(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    for path in [
        "/me".to_owned(),
        format!("/me/messages/{lamp}"),
        "/write".into(),
        "/sign-in".into(),
        "/track".into(),
    ] {
        let answer = city.wang.opens(&path).await;
        assert!(!answer.header("cache-control").contains("public"), "{path}");
    }
    for path in ["/desk".to_owned(), format!("/desk/messages/{lamp}")] {
        let answer = city.lin.opens(&path).await;
        assert!(!answer.header("cache-control").contains("public"), "{path}");
    }
    // A page that shows who looks is never kept for others.
    for path in [
        "/".to_owned(),
        "/messages".into(),
        format!("/messages/{lamp}"),
    ] {
        let answer = city.wang.opens(&path).await;
        assert!(!answer.header("cache-control").contains("public"), "{path}");
    }
    for path in ["/messages", "/offices", "/domains", "/units"] {
        let answer = city.visitor.calls(Method::GET, path, Body::None).await;
        assert_eq!(
            answer.is(200).header("cache-control"),
            "public, max-age=1",
            "{path}"
        );
    }
    let own = city
        .wang
        .calls(Method::GET, "/me/messages", Body::None)
        .await;
    assert_eq!(own.is(200).header("cache-control"), "no-store");
}
