//! Limits by address and by account: when to come back, what was typed, and who is not meant.

use axum::extract::ConnectInfo;
use axum::http::Method;
use jiff::SignedDuration;
use std::net::SocketAddr;
use testkit::{Answer, BODY, Body, City, Person, on_both};
use web::Rates;

on_both! {
    reading_too_fast_is_told_when_to_come_back,
    a_form_that_came_too_fast_is_given_back,
    nothing_is_given_back_that_another_page_sent,
    an_account_is_one_wherever_it_comes_from,
    codes_cost_money_and_an_address_gets_so_many,
    wrong_query_codes_are_counted_at_both_doors,
    a_stranger_sends_no_large_bodies,
}

const NONE: Rates = Rates {
    reads_a_minute: 0,
    searches_a_minute: 0,
    changes_a_minute: 0,
    sign_ins_an_hour: 0,
    codes_an_hour: 0,
};

/// Somebody asks from an address.
pub async fn from(
    address: &str,
    person: &Person,
    method: Method,
    path: &str,
    body: Body,
) -> Answer {
    let request = person.browser(method, path).await;
    let address = SocketAddr::new(address.parse().unwrap(), 40_000);
    person
        .request(request.extension(ConnectInfo(address)), body)
        .await
}

async fn reads(address: &str, person: &Person, path: &str) -> Answer {
    from(address, person, Method::GET, path, Body::None).await
}

/// A form that holds these.
pub fn form(fields: &[(&str, &str)]) -> Body {
    let fields = fields.iter();
    Body::Form(
        fields
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

async fn reading_too_fast_is_told_when_to_come_back(city: &City) {
    let rates = Rates {
        reads_a_minute: 12,
        ..NONE
    };
    let [visitor, _wang] = city.node_with(rates).await;
    let (one, neighbour) = ("2001:db8::1", "2001:db8::ffff:7");
    for path in ["/", "/", "/messages", "/api/v1/messages", "/en/", "/me/x"] {
        let answer = reads(one, &visitor, path).await;
        assert_ne!(answer.status, 429, "{path}");
    }
    // One /64 is one household; pages that are kept in memory count like others; a file does not.
    let page = reads(neighbour, &visitor, "/en/messages").await;
    page.is(429).shows("too many requests from your network");
    assert_eq!(page.header("retry-after"), "5");
    let problem = reads(one, &visitor, "/api/v1/messages").await;
    assert_eq!(problem.is(429).code(), "too-many");
    assert_eq!(problem.header("retry-after"), "5");
    reads(one, &visitor, "/assets/huiyin.css").await.is(200);
    reads("2001:db8:0:1::1", &visitor, "/").await.is(200);
    // This very machine is its operator, or a proxy that nobody named.
    for _ in 0..20 {
        reads("127.0.0.1", &visitor, "/").await.is(200);
    }
    city.clock.pass(SignedDuration::from_secs(5));
    reads(one, &visitor, "/").await.is(200);
    reads(one, &visitor, "/").await.is(429);
}

const CHANGES: Rates = Rates {
    changes_a_minute: 2,
    ..NONE
};

async fn a_form_that_came_too_fast_is_given_back(city: &City) {
    let [visitor, _wang] = city.node_with(CHANGES).await;
    let fields = [
        ("step", "matter"),
        ("title", "路灯不亮"),
        ("body", BODY),
        ("phone", "19900000078"),
    ];
    let send =
        async |path: &str| from("192.0.2.1", &visitor, Method::POST, path, form(&fields)).await;
    assert_ne!(send("/write").await.status, 429);
    let held = send("/zh-hant/write").await;
    held.is(429).shows(BODY).shows("請稍候再提交");
    assert_eq!(held.header("retry-after"), "30");
    let again = held.form("/write");
    assert_eq!(again.action, "/zh-hant/write");
    for (name, value) in fields {
        assert_eq!(again.field(name).unwrap().value, value);
    }
    city.clock.pass(SignedDuration::from_secs(30));
    let body = Body::Form(again.filled(&[]));
    let taken = from("192.0.2.1", &visitor, Method::POST, &again.action, body).await;
    assert_ne!(taken.status, 429);
    taken.shows(BODY);
}

async fn nothing_is_given_back_that_another_page_sent(city: &City) {
    let [_visitor, wang] = city.node_with(CHANGES).await;
    let fields = [("form_key", "of another session"), ("body", BODY)];
    for _ in 0..2 {
        let sent = from("192.0.2.1", &wang, Method::POST, "/write", form(&fields)).await;
        if sent.status == 429 {
            sent.hides(BODY);
            return;
        }
    }
    panic!("two in a minute are one too many");
}

async fn an_account_is_one_wherever_it_comes_from(city: &City) {
    let [_visitor, wang] = city.node_with(CHANGES).await;
    let key = wang.form_key().await;
    let send = async |address: &str| {
        let fields = [
            ("form_key", key.as_str()),
            ("step", "matter"),
            ("body", BODY),
        ];
        from(address, &wang, Method::POST, "/write", form(&fields)).await
    };
    assert_ne!(send("192.0.2.1").await.status, 429);
    send("198.51.100.1").await.is(429).shows(BODY);
}

async fn codes_cost_money_and_an_address_gets_so_many(city: &City) {
    let rates = Rates {
        codes_an_hour: 6,
        ..NONE
    };
    let [visitor, _wang] = city.node_with(rates).await;
    let ask = async |phone: &str| {
        let fields = form(&[("phone", phone), ("next", "/me")]);
        from("192.0.2.1", &visitor, Method::POST, "/sign-in", fields).await
    };
    ask("19900000071").await.is(303);
    ask("19900000072").await.is(303);
    let held = ask("19900000073").await;
    held.is(429).shows("19900000073");
    assert_eq!(city.phones.code_of("19900000073"), None);
    city.clock.pass(SignedDuration::from_mins(10));
    ask("19900000073").await.is(303);
}

async fn wrong_query_codes_are_counted_at_both_doors(city: &City) {
    let [visitor, _wang] = city.node_with(NONE).await;
    let wrong = "7K3M-9QXD-42TP";
    for n in 0..20 {
        let (path, body) = if n % 2 == 0 {
            ("/track", form(&[("code", wrong)]))
        } else {
            let body = serde_json::json!({ "code": wrong });
            ("/api/v1/track", Body::Json(body))
        };
        let answer = from("192.0.2.1", &visitor, Method::POST, path, body).await;
        answer.is_one_of(&[404, 422]);
    }
    let code = form(&[("code", wrong)]);
    let held = from("192.0.2.1", &visitor, Method::POST, "/track", code).await;
    held.is(429);
    let body = Body::Json(serde_json::json!({ "code": wrong }));
    let held = from("192.0.2.1", &visitor, Method::POST, "/api/v1/track", body).await;
    assert_eq!(held.is(429).code(), "too-many");
}

async fn a_stranger_sends_no_large_bodies(city: &City) {
    let large = "长".repeat(100_000);
    let page = city.visitor.asks(
        Method::POST,
        "/write",
        form(&[("step", "matter"), ("body", &large)]),
    );
    page.await.is(413);
    let body = Body::Json(serde_json::json!({ "code": large }));
    let problem = city.visitor.calls(Method::POST, "/track", body).await;
    assert_eq!(problem.is(413).code(), "too-large");
    // The texts of whoever was signed out meanwhile come back; the pictures were not even kept.
    let parts = Body::Parts(
        vec![
            ("title".into(), "路灯不亮".into()),
            ("body".into(), BODY.into()),
        ],
        vec![("picture_1".into(), vec![0; 3_000_000])],
    );
    let answer = city
        .visitor
        .asks(Method::POST, "/write/submission", parts)
        .await;
    answer.shows(BODY);
}
