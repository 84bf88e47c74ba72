//! The JSON API beyond the verbs: problems that name what is wrong, keys, what never changes in shape.

use axum::http::{Method, Request};
use domain::stage::StageKind;
use serde_json::{Value, json};
use testkit::{Answer, Body, City, Letter, on_both};

on_both! {
    a_request_that_means_nothing_is_named,
    fields_to_correct_are_named_all_at_once,
    the_same_key_is_taken_once,
    a_token_that_has_ended_is_told,
    reference_data_is_for_everyone,
    an_item_has_its_shape,
    a_cursor_is_of_its_list_alone,
    nobody_takes_everything_at_once,
}

/// Problem details with a status and a stable code.
#[track_caller]
fn problem(answer: &Answer, status: u16, code: &str) -> Value {
    answer.is(status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let json = answer.json();
    assert_eq!(json["code"], code, "{json}");
    assert_eq!(json["status"], status);
    assert_eq!(
        json["type"],
        format!("https://liuyan.example/api/v1/problems/{code}")
    );
    for name in ["title", "detail"] {
        let text = json[name].as_str().unwrap();
        assert!(
            text.chars().any(|c| ('一'..='龥').contains(&c)),
            "{name}: {text}"
        );
    }
    json
}

async fn a_request_that_means_nothing_is_named(city: &City) {
    let lamp = city.has(StageKind::Assigned).await;
    let get = async |path: &str| city.visitor.calls(Method::GET, path, Body::None).await;
    problem(&get("/nowhere").await, 404, "no-such-path");
    problem(&get("/messages/2026-999999").await, 404, "not-found");
    for path in [
        "/messages/2026-1",
        "/messages/id-x",
        "/messages/id-+1",
        "/messages/%FF",
        "/offices/999",
        "/offices/x",
    ] {
        problem(&get(path).await, 404, "not-found");
    }
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("cursor=zz", "cursor"),
        ("office=999", "office"),
        ("office=mayor", "office"),
        ("region=9901", "region"),
        ("domain=nonsense", "domain"),
        ("domain=urban&subdomain=nonsense", "subdomain"),
        ("subdomain=%E8%B7%AF", "subdomain"),
        ("kind=rumour", "kind"),
        ("stage=open,nowhere", "stage"),
        ("overdue=yes", "overdue"),
        ("since=yesterday", "since"),
        ("until=2026-02-30", "until"),
        ("limit=2&limit=3", "limit"),
        ("colour=red", "colour"),
    ] {
        let said = problem(&get(&format!("/messages?{query}")).await, 400, "parameter");
        assert_eq!(said["fields"][0]["field"], name, "{query}");
    }
    let wrong = city
        .visitor
        .calls(Method::PUT, "/messages", Body::None)
        .await;
    problem(&wrong, 405, "no-such-method");
    assert!(
        wrong.header("allow").contains("POST"),
        "{}",
        wrong.header("allow")
    );

    let path = format!("/messages/{lamp}/refusal");
    let send = async |kind: &'static str, body: &str| {
        let body = Body::Raw(kind, body.as_bytes().to_vec());
        city.water_bureau.calls(Method::POST, &path, body).await
    };
    let said = problem(
        &send("application/json", "{\n  \"ground\": 7}").await,
        400,
        "json",
    );
    assert_eq!(said["line"], 2);
    assert!(said["column"].is_number() && said["error"].is_string());
    for broken in [
        "",
        "{",
        "[]",
        "null",
        "{\"ground\": \"\\ud800\"}",
        "{\"ground\": \"x\"} x",
        "\u{feff}{}",
    ] {
        problem(
            &send("application/json; charset=utf-8", broken).await,
            400,
            "json",
        );
    }
    let said = problem(
        &send("application/json", r#"{"gruond": "x"}"#).await,
        400,
        "unknown-field",
    );
    assert_eq!(said["fields"][0]["field"], "gruond");
    problem(&send("text/plain", "{}").await, 415, "media-type");
    problem(
        &send("application/x-www-form-urlencoded", "ground=x").await,
        415,
        "media-type",
    );
    let large = format!(r#"{{"ground": "{}"}}"#, "x".repeat(1_100_000));
    problem(&send("application/json", &large).await, 413, "too-large");
    let nested = format!("{}{}", "[".repeat(500), "]".repeat(500));
    problem(
        &send("application/json", &format!(r#"{{"ground": {nested}}}"#)).await,
        400,
        "json",
    );
    problem(&send("application/json", "{}").await, 422, "form");
    let refused = problem(
        &city
            .li
            .calls(Method::POST, &path, Body::Json(json!({"ground": "x"})))
            .await,
        403,
        "forbidden",
    );
    assert_eq!(
        refused["instance"],
        format!("/api/v1/messages/{lamp}/refusal")
    );
    let again = city
        .lin
        .calls(
            Method::POST,
            &format!("/messages/{lamp}/publication"),
            Body::None,
        )
        .await;
    problem(&again, 409, "wrong-stage");
    // Every code can be looked up.
    for code in [
        "no-such-path",
        "parameter",
        "json",
        "form",
        "wrong-stage",
        "stale",
        "too-large",
        "sign-in",
    ] {
        let explained = get(&format!("/problems/{code}")).await;
        assert_eq!(explained.is(200).json()["code"], code);
    }
    problem(&get("/problems/nonsense").await, 404, "not-found");
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Assigned);
}

async fn fields_to_correct_are_named_all_at_once(city: &City) {
    let letter = Letter {
        title: "灯".repeat(23),
        body: "灯".into(),
        place: "路".repeat(61),
        ..Letter::titled("")
    };
    let answer = city
        .wang
        .calls(Method::POST, "/messages", Body::Json(letter.json()))
        .await;
    let said = problem(&answer, 422, "form");
    let fields: Vec<_> = said["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            (
                field["field"].as_str().unwrap(),
                field["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("title", "too-long"),
            ("body", "too-short"),
            ("place", "too-long")
        ]
    );
    for (name, value, code) in [
        ("office", json!("999"), "choose"),
        ("office", json!("mayor"), "unknown"),
        ("office", json!(null), "choose"),
        ("kind", json!("rumour"), "unknown"),
        ("kind", json!(null), "choose"),
        ("domain", json!("nonsense"), "choose"),
        ("visibility", json!("secret"), "unknown"),
        ("concerns", json!("999"), "unknown"),
        ("title", json!("路灯\u{0}不亮"), "control"),
    ] {
        let mut json = Letter::titled("路灯不亮").json();
        json[name] = value.clone();
        let answer = city
            .wang
            .calls(Method::POST, "/messages", Body::Json(json))
            .await;
        let said = problem(&answer, 422, "form");
        assert_eq!(said["fields"][0]["field"], name, "{name} {value}");
        assert_eq!(said["fields"][0]["code"], code, "{name} {value}");
    }
    assert_eq!(
        city.wang
            .calls(Method::GET, "/me/messages", Body::None)
            .await
            .json()["items"],
        json!([])
    );
}

async fn the_same_key_is_taken_once(city: &City) {
    let token = city.app.issue_token(city.wang.id()).await.unwrap();
    let theirs = city.app.issue_token(city.li.id()).await.unwrap();
    let send = async |token: &str, key: &str| {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/messages")
            .header("authorization", format!("Bearer {token}"))
            .header("idempotency-key", key);
        city.visitor
            .request(request, Body::Json(Letter::titled("路灯不亮").json()))
            .await
    };
    let first = send(token.as_str(), "one").await;
    assert_eq!(
        first.is(201).header("location"),
        "/api/v1/messages/2026-000001"
    );
    assert_eq!(first.json()["location"], "/api/v1/messages/2026-000001");
    let again = send(token.as_str(), "one").await.is(200).json();
    assert_eq!(
        (&again["number"], &again["code"]),
        (&json!("2026-000001"), &Value::Null)
    );
    send(token.as_str(), "two").await.is(201);
    send(theirs.as_str(), "one").await.is(201);
    for key in ["", "a b", &"x".repeat(101)] {
        problem(&send(token.as_str(), key).await, 400, "idempotency-key");
    }
    let mine = city
        .wang
        .calls(Method::GET, "/me/messages", Body::None)
        .await
        .json();
    assert_eq!(mine["items"].as_array().unwrap().len(), 2);
    // Without a key, each is its own.
    let letter = Body::Json(Letter::titled("路灯不亮").json());
    city.li
        .calls(Method::POST, "/messages", letter.clone())
        .await
        .is(201);
    city.li
        .calls(Method::POST, "/messages", letter)
        .await
        .is(201);
}

async fn a_token_that_has_ended_is_told(city: &City) {
    for path in ["/messages", "/me"] {
        for header in ["Bearer nonsense", "Bearer", "Basic eDp5", ""] {
            let request = Request::builder()
                .uri(format!("/api/v1{path}"))
                .header("authorization", header);
            let answer = city.visitor.request(request, Body::None).await;
            problem(&answer, 401, "sign-in");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    city.wang
        .calls(Method::GET, "/me", Body::None)
        .await
        .is(200);
    city.wang.session_ends().await;
    problem(
        &city.wang.calls(Method::GET, "/me", Body::None).await,
        401,
        "sign-in",
    );
}

async fn reference_data_is_for_everyone(city: &City) {
    let get = async |path: &str| {
        city.visitor
            .calls(Method::GET, path, Body::None)
            .await
            .is(200)
            .json()
    };
    let offices = get("/offices").await;
    assert_eq!(offices["items"][1]["title"], "云川市市长");
    assert_eq!(offices["items"][1]["holder"], "陈明远");
    assert_eq!(get("/offices/1").await["holders"][0]["since"], "2024-01-01");
    assert_eq!(get("/domains").await["items"][0]["slug"], "urban");
    assert_eq!(get("/units").await["items"][1]["short"], "市水务局");
    let regions = get("/regions").await;
    assert_eq!(regions["items"][0]["level"], "province");
    let city_itself = get("/regions/990100").await;
    assert_eq!(city_itself["name"], "云川市");
    assert_eq!(city_itself["above"].as_array().unwrap().len(), 1);
    assert_eq!(city_itself["offices"][1]["title"], "云川市市长");
    for place in ["/regions/123456", "/regions/x"] {
        let nowhere = city.visitor.calls(Method::GET, place, Body::None).await;
        problem(&nowhere, 404, "not-found");
    }
    let index = get("").await;
    assert_eq!(index["api"], "v1");
    assert_eq!(
        index["links"]["offices"],
        "https://liuyan.example/api/v1/offices"
    );
    assert_eq!(
        get("/me").await,
        json!({"role": "visitor", "name": null, "unit": null, "unit_id": null, "office": null, "office_id": null})
    );
    let me = city
        .water_bureau
        .calls(Method::GET, "/me", Body::None)
        .await
        .json();
    assert_eq!(
        (&me["role"], &me["unit"]),
        (&json!("handler"), &json!("市水务局"))
    );
}

async fn an_item_has_its_shape(city: &City) {
    city.has(StageKind::Handling).await;
    let list = city
        .visitor
        .calls(Method::GET, "/messages", Body::None)
        .await
        .json();
    assert_eq!(
        list,
        json!({
            "items": [{
                "number": "2026-000001", "title": "路灯不亮",
                "kind": "help", "domain": "urban", "domain_name": "城建",
                "office": "云川市市长", "office_id": "1", "region": "990100",
                "created_at": "2026-03-02T09:00:00+08:00", "published_at": "2026-03-02T09:00:00+08:00",
                "replied_at": null, "due": "2026-03-23T23:59:59.999+08:00", "overdue": false,
                "returns": 0, "hand_overs": 0, "reopenings": 0, "follow_ups": 0, "supports": 0,
                "outcome": null, "closed": null, "imported": false, "stage": "handling",
            }],
            "next": null,
        })
    );
}

async fn a_cursor_is_of_its_list_alone(city: &City) {
    for _ in 0..3 {
        city.has(StageKind::Open).await;
    }
    let get = async |query: &str| {
        let path = format!("/messages?{query}");
        city.visitor.calls(Method::GET, &path, Body::None).await
    };
    let first = get("kind=help&limit=2").await.is(200).json();
    let next = first["next"].as_str().unwrap();
    let second = get(&format!("limit=1&cursor={next}&kind=help")).await;
    assert_eq!(second.is(200).json()["items"][0]["number"], "2026-000001");
    for query in ["limit=2", "kind=help&overdue=true", "kind=thanks"] {
        let said = get(&format!("{query}&cursor={next}")).await;
        let said = problem(&said, 400, "parameter");
        assert_eq!(said["fields"][0]["field"], "cursor", "{query}");
    }
    let desk = format!("/desk?cursor={next}");
    let desk = city.lin.calls(Method::GET, &desk, Body::None).await;
    problem(&desk, 400, "parameter");
    // The pages have cursors of their own, which are bound alike.
    let page = city.visitor.opens(&format!("/messages?after={next}")).await;
    page.is(400);
}

async fn nobody_takes_everything_at_once(city: &City) {
    let all = city
        .visitor
        .calls(Method::GET, "/messages?limit=1000000", Body::None)
        .await;
    let said = problem(&all, 400, "parameter");
    let detail = said["detail"].as_str().unwrap();
    assert!(
        detail.contains("https://liuyan.example/figures/open-data"),
        "{detail}"
    );
}
