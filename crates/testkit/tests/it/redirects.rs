//! Where addresses lead: never to another site, whatever a parameter or a header says.

use axum::http::Method;
use testkit::{Body, City, on_both};

on_both! {
    no_parameter_leads_to_another_site,
    no_referer_leads_to_another_site,
}

const ELSEWHERE: [&str; 9] = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "/\t/evil.example",
    "/en//evil.example",
    "/elder//evil.example",
    "javascript:alert(1)",
];

async fn no_parameter_leads_to_another_site(city: &City) {
    let encode = |text: &str| -> String {
        let bytes = text.bytes();
        bytes
            .map(|byte| format!("%{byte:02X}"))
            .collect::<Vec<_>>()
            .concat()
    };
    for elsewhere in ELSEWHERE {
        let to = encode(elsewhere);
        for path in [
            format!("/view?at=/en&to={to}"),
            format!("/view?at={to}&to={to}"),
            format!("/sign-in?next={to}"),
            format!("/sign-in/code?next={to}"),
            format!("/en/sign-in?next={to}"),
        ] {
            let answer = city.visitor.opens(&path).await;
            let led = answer.headers.get("location");
            let led = led.map_or("", |led| led.to_str().unwrap());
            assert!(
                !led.contains("evil") && !led.contains("alert"),
                "{path}: {led}"
            );
            answer.hides("evil.example").hides("alert(1)");
        }
        // The form of signing in carries where to go on; the answer to the code goes there.
        let phone = "19900000079";
        let fields = vec![
            ("phone".to_owned(), phone.to_owned()),
            ("next".to_owned(), elsewhere.to_owned()),
        ];
        let sent = city
            .visitor
            .asks(Method::POST, "/sign-in", Body::Form(fields));
        let sent = sent.await;
        let Some(cookie) = sent.headers.get("set-cookie") else {
            sent.is(429); // an hour's codes are used up: the page is ours
            continue;
        };
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
        assert_eq!(sent.is(303).header("location"), "/sign-in/code");
        let fields = vec![
            ("code".to_owned(), city.phones.code_of(phone).unwrap()),
            ("next".to_owned(), elsewhere.to_owned()),
        ];
        let request = city.visitor.browser(Method::POST, "/sign-in/code").await;
        let request = request.header("cookie", cookie);
        let entered = city.visitor.request(request, Body::Form(fields)).await;
        assert_eq!(entered.is(303).header("location"), "/me");
    }
}

async fn no_referer_leads_to_another_site(city: &City) {
    for referer in [
        "https://liuyan.example//evil.example/",
        "https://evil.example//evil.example",
        "https://liuyan.example/en//evil.example",
    ] {
        let request = city.wang.browser(Method::POST, "/sign-out").await;
        let request = request.header("referer", referer);
        let fields = vec![("form_key".to_owned(), "none".to_owned())];
        let answer = city.wang.request(request, Body::Form(fields)).await;
        answer.is(403).hides("evil.example");
    }
    let request = city.wang.browser(Method::POST, "/sign-out").await;
    let request = request.header("referer", "https://liuyan.example/me?page=2");
    let fields = vec![("form_key".to_owned(), "none".to_owned())];
    let answer = city.wang.request(request, Body::Form(fields)).await;
    answer.is(403).shows("href=\"/me?page=2\"");
}
