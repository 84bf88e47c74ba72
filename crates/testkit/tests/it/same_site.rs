//! A change is made only by whoever asked for it: form keys, and where a request comes from.

use axum::http::Method;
use domain::stage::StageKind;
use testkit::{Body, City, on_both, routes};

on_both! {
    a_form_of_another_session_changes_nothing,
    what_another_site_asks_for_is_refused_everywhere,
    a_token_is_sent_on_purpose,
}

async fn a_form_of_another_session_changes_nothing(city: &City) {
    let lamp = city.has(StageKind::Assigned).await;
    let path = format!("/messages/{lamp}/acceptance");
    let other = city.lin.form_key().await;
    for key in ["", "key-0", other.as_str()] {
        let form = Body::Form(vec![("form_key".into(), key.into())]);
        city.water_bureau
            .asks(Method::POST, &path, form)
            .await
            .is(403);
    }
    city.water_bureau
        .asks(Method::POST, &path, Body::None)
        .await
        .is(403);
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Assigned);
    city.water_bureau.accepts(&lamp).await;
}

async fn what_another_site_asks_for_is_refused_everywhere(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    let before = city.message(&lamp).await;
    for route in routes().iter().filter(|route| route.method != "GET") {
        let path = route.path.replace("{number}", &lamp);
        let method: Method = route.method.parse().unwrap();
        for (header, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            for person in [&city.wang, &city.lin, &city.dispatcher, &city.visitor] {
                let key = person.form_key().await;
                let mut request = person.browser(method.clone(), &path).await;
                request.headers_mut().unwrap().remove("sec-fetch-site");
                let request = request.header(header, value);
                let body = if route.is_api() {
                    Body::Json(serde_json::json!({}))
                } else {
                    Body::Form(vec![("form_key".into(), key)])
                };
                let answer = person.request(request, body).await;
                answer.is(403);
                // Nobody is left with an empty page.
                assert!(!answer.bytes.is_empty(), "{}", answer.asked);
            }
        }
    }
    assert_eq!(city.message(&lamp).await, before);
}

async fn a_token_is_sent_on_purpose(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    let token = city.app.issue_token(city.li.id()).await.unwrap();
    let request = axum::http::Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1/messages/{lamp}/support"))
        .header("authorization", format!("Bearer {}", token.as_str()))
        .header("origin", "https://app.example")
        .header("sec-fetch-site", "cross-site");
    city.visitor.request(request, Body::None).await.is(200);
    assert_eq!(city.message(&lamp).await.supports, 1);
}
