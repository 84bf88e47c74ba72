//! What people type, paste and send by mistake: a clear answer, nothing lost, never a failure of the server.

use axum::http::Method;
use domain::screening::Kind;
use domain::stage::StageKind;
use testkit::{Answer, BODY, Body, City, Door, Letter, on_both, through_both_doors};

through_both_doors! {
    every_field_has_its_limits,
    any_script_is_taken_as_it_is,
}

on_both! {
    the_same_form_twice_is_one_message,
    a_session_that_ended_loses_no_word,
    a_stale_form_is_told,
    addresses_that_mean_nothing_are_no_failures,
    bodies_that_mean_nothing_are_no_failures,
    pages_beyond_the_end_are_empty,
    a_day_has_a_limit,
}

fn complaint() -> Letter {
    Letter {
        kind: Kind::Complaint,
        demand: "请在本周之内修好，并且告诉大家原因和责任人是谁。".into(),
        place: "城东路".into(),
        remark: "上午在家。".into(),
        pen_name: "城东居民".into(),
        ..Letter::titled("路灯不亮")
    }
}

/// Fills one field in.
type Set = fn(&mut Letter, String);

/// It was not taken, and whatever was typed in another field is still there.
#[track_caller]
fn refused(city: &City, answer: &Answer, kept: &str) {
    answer.is(422);
    match city.door {
        Door::Api => assert_eq!(answer.code(), "form"),
        Door::Pages => {
            answer.shows("class=\"errors\"").shows(kept);
        }
    }
}

async fn every_field_has_its_limits(city: &City) {
    let long = |n: usize| "灯".repeat(n);
    let cases: [(&str, Set, Vec<String>); 6] = [
        (
            "title",
            |letter, text| letter.title = text,
            vec![
                String::new(),
                " 　".into(),
                long(23),
                "路灯\u{0}不亮".into(),
                "路灯\u{7}不亮".into(),
            ],
        ),
        (
            "body",
            |letter, text| letter.body = text,
            vec![
                String::new(),
                long(19),
                long(1001),
                format!("{BODY}\u{0}"),
                format!("{BODY}\u{1b}[31m"),
            ],
        ),
        (
            "demand",
            |letter, text| letter.demand = text,
            vec![String::new(), long(19), long(201)],
        ),
        (
            "place",
            |letter, text| letter.place = text,
            vec![long(61), "城东路\u{0}".into()],
        ),
        (
            "remark",
            |letter, text| letter.remark = text,
            vec![long(201)],
        ),
        (
            "pen_name",
            |letter, text| letter.pen_name = text,
            vec![long(13)],
        ),
    ];
    for (field, set, texts) in cases {
        for text in texts {
            let mut letter = complaint();
            set(&mut letter, text.clone());
            let kept = if field == "title" {
                BODY
            } else {
                "路灯不亮"
            };
            let answer = city.wang.submits(&letter).await;
            refused(city, &answer, kept);
        }
    }
    assert_eq!(
        city.app
            .own_messages(&city.wang.actor())
            .await
            .unwrap()
            .len(),
        0
    );
    city.wang.writes(&complaint()).await;
}

async fn any_script_is_taken_as_it_is(city: &City) {
    for (title, shown) in [
        ("路燈不亮，請儘快修復", "路燈不亮，請儘快修復"),
        ("👩‍👩‍👧‍👦 路灯 🏮 不亮", "👩‍👩‍👧‍👦 路灯 🏮 不亮"),
        ("𠮷野家门口的灯", "𠮷野家门口的灯"),
        ("يوجد مصباح معطل", "يوجد مصباح معطل"),
        ("བོད་ཡིག", "བོད་ཡིག"),
        ("ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠣᠯ"),
        ("The lamp is dark", "The lamp is dark"),
        ("路灯\u{202e}不亮", "路灯不亮"),
        ("<b>路灯</b> & \"不亮\"", "<b>路灯</b> & \"不亮\""),
        ("{{ 7*7 }} ${x} %s", "{{ 7*7 }} ${x} %s"),
    ] {
        let letter = Letter {
            body: format!("{BODY}\r\n第二行 {title}"),
            ..Letter::titled(title)
        };
        let number = city.wang.writes(&letter).await.number;
        city.lin.publishes(&number).await;
        let thread = city.visitor.thread(&number).await;
        assert_eq!(thread["title"], shown);
        assert!(thread["body"].as_str().unwrap().contains("。\n第二行"));
        let page = city.visitor.opens(&format!("/messages/{number}")).await;
        page.is(200).hides("<b>路灯</b>").hides("\u{202e}");
    }
    // A note, a reply, a remark to the unit are taken alike.
    let lamp = city.has(StageKind::Handling).await;
    city.water_bureau
        .answers(
            &lamp,
            "路燈已修復 🏮 <script>alert(1)</script>，請放心，如有問題請再來信。",
        )
        .await;
    city.lin.publishes_reply(&lamp).await;
    let page = city.visitor.opens(&format!("/messages/{lamp}")).await;
    page.shows("路燈已修復 🏮").hides("<script>alert");
}

/// The last page of `/write` with everything typed.
async fn last_page(city: &City) -> Answer {
    let typed = complaint().typed();
    let mut page = city.wang.opens("/write").await;
    while page.form_if("/write/submission").is_none() {
        let form = page.form("/write");
        let own: Vec<(&str, &str)> = typed
            .iter()
            .filter(|(name, _)| form.field(name).is_some_and(|field| field.kind != "hidden"))
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        page = city.wang.sends(&form, &own).await;
        page.is(200);
    }
    page
}

async fn the_same_form_twice_is_one_message(city: &City) {
    let page = last_page(city).await;
    let parts = || Body::Parts(page.form("/write/submission").as_is(), Vec::new());
    let first = city
        .wang
        .asks(Method::POST, "/write/submission", parts())
        .await;
    first.is(201).shows("2026-000001");
    let second = city
        .wang
        .asks(Method::POST, "/write/submission", parts())
        .await;
    second.is(200).shows("2026-000001");
    // At once, from two windows.
    let page = last_page(city).await;
    let parts = || Body::Parts(page.form("/write/submission").as_is(), Vec::new());
    let (one, two) = tokio::join!(
        city.wang.asks(Method::POST, "/write/submission", parts()),
        city.wang.asks(Method::POST, "/write/submission", parts())
    );
    one.is_one_of(&[200, 201]).shows("2026-000002");
    two.is_one_of(&[200, 201]).shows("2026-000002");
    assert_eq!(
        city.app
            .own_messages(&city.wang.actor())
            .await
            .unwrap()
            .len(),
        2
    );
}

async fn a_session_that_ended_loses_no_word(city: &City) {
    let page = last_page(city).await;
    city.wang.session_ends().await;
    let parts = Body::Parts(page.form("/write/submission").as_is(), Vec::new());
    let answer = city
        .wang
        .asks(Method::POST, "/write/submission", parts)
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    answer.shows(BODY).shows("上午在家").shows("城东居民");

    let lamp = city.has(StageKind::Handling).await;
    let desk = city
        .water_bureau
        .opens(&format!("/desk/messages/{lamp}"))
        .await;
    city.water_bureau.session_ends().await;
    let typed = "您好：已经查明是电缆老化，三天之内换好。";
    let answer = city
        .water_bureau
        .sends(
            &desk.form("/reply"),
            &[("text", typed), ("outcome", "settled")],
        )
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    answer.shows(typed);
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Handling);

    let lamp = city.has(StageKind::Replied).await;
    city.wang.signs_in_again();
    let own = city.wang.opens(&format!("/me/messages/{lamp}")).await;
    city.wang.session_ends().await;
    let typed = "小学门口的那盏灯还是不亮，什么时候修？";
    let answer = city
        .wang
        .sends(&own.form("/follow-up"), &[("text", typed)])
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    answer.shows(typed);
}

async fn a_stale_form_is_told(city: &City) {
    let lamp = city.has(StageKind::Assigned).await;
    let read = city
        .water_bureau
        .opens(&format!("/desk/messages/{lamp}"))
        .await;
    city.water_head.accepts(&lamp).await;
    city.water_bureau
        .sends(&read.form("/acceptance"), &[])
        .await
        .is(409);
    let own = city
        .wang
        .opens(&format!("/me/messages/{lamp}/withdrawal"))
        .await;
    let form = own.form("/withdrawal");
    city.wang.sends(&form, &[]).await.succeeds();
    city.wang.sends(&form, &[]).await.is(409);
}

async fn addresses_that_mean_nothing_are_no_failures(city: &City) {
    for path in [
        "/messages/2026-000999",
        "/messages/2026-1",
        "/messages/%00",
        "/messages/%FF%FE",
        "/messages/id-999",
        "/messages/路灯",
        "/messages?after=zz",
        "/messages?before=1-",
        "/messages?kind=rumour",
        "/messages?month=2026-13",
        "/messages?office=999999999999999999999",
        "/messages?region=990100%00",
        "/messages?since=9999-12-31&until=0001-01-01",
        "/offices/0",
        "/offices/x",
        "/offices/1?after=zz",
        "/regions/1",
        "/regions/000000",
        "/domains/nonsense",
        "/domains/%E5%9F%8E",
        "/pictures/1",
        "/pictures/x/thumb",
        "/write?office=999",
        "/write?kind=rumour&domain=%00",
        "/sign-in?next=//evil.example",
        "/me/messages/2026-000999",
        "/me/messages/id-9",
        "/desk/nonsense",
        "/desk/messages/2026-000999",
        "/desk?after=zz",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/nowhere",
    ] {
        let path: String = path
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    "%E8%B7%AF".into()
                }
            })
            .collect();
        for person in [&city.visitor, &city.wang, &city.lin] {
            // That it is no failure of the server is checked at every request.
            let answer = person.opens(&path).await;
            assert!(
                !answer.bytes.is_empty() || answer.status.is_redirection(),
                "{}",
                answer.asked
            );
            assert!(!answer.header("location").contains("evil.example"));
        }
    }
}

async fn bodies_that_mean_nothing_are_no_failures(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    let before = city.message(&lamp).await;
    let bodies = || {
        [
            Body::None,
            Body::Raw(
                "application/x-www-form-urlencoded",
                b"%%%&=&a=%ff%fe&&".to_vec(),
            ),
            Body::Raw("application/x-www-form-urlencoded", vec![0; 3_000_000]),
            Body::Raw("multipart/form-data", b"no boundary".to_vec()),
            Body::Raw(
                "multipart/form-data; boundary=x",
                b"--x\r\nContent-Disposition: form-data; name=\"a".to_vec(),
            ),
            Body::Raw("application/json", b"{}".to_vec()),
            Body::Raw("text/plain", vec![0xff; 100]),
            Body::Raw("", Vec::new()),
        ]
    };
    for route in testkit::routes()
        .iter()
        .filter(|route| route.method == "POST" && !route.is_api())
    {
        let path = route.path.replace("{number}", &lamp);
        for body in bodies() {
            for person in [&city.visitor, &city.wang, &city.lin] {
                person.asks(Method::POST, &path, body.clone()).await;
            }
        }
    }
    let after = city.message(&lamp).await;
    assert_eq!(after, before);
}

async fn pages_beyond_the_end_are_empty(city: &City) {
    let mut waiting = Vec::new();
    for _ in 0..21 {
        waiting.push(city.has(StageKind::Open).await);
    }
    let first = city.visitor.opens("/messages?stage=waiting").await.text();
    let next = first
        .split("href=\"")
        .find(|rest| rest.contains("after="))
        .unwrap();
    let next = next.split('"').next().unwrap().replace("&#38;", "&");
    let list = "/messages?stage=open&limit=20";
    let page = city
        .visitor
        .calls(Method::GET, list, Body::None)
        .await
        .json();
    let after = format!("{list}&cursor={}", page["next"].as_str().unwrap());
    // The one that would stand there goes on before anybody turns the page.
    let lamp = &waiting[0];
    city.visitor.opens(&next).await.is(200).shows(lamp);
    city.dispatcher.assigns(lamp, City::WATER).await;
    city.water_bureau.accepts(lamp).await;
    city.visitor.opens(&next).await.is(200).hides(lamp);
    let page = city.visitor.calls(Method::GET, &after, Body::None).await;
    assert_eq!(page.is(200).json()["items"], serde_json::json!([]));
    let none = city.visitor.opens("/messages?kind=thanks").await;
    none.is(200).hides(lamp);
}

async fn a_day_has_a_limit(city: &City) {
    for _ in 0..50 {
        city.filed(&Letter::titled("路灯不亮"), Vec::new()).await;
    }
    let answer = city.wang.submits(&complaint()).await;
    answer.is(429).shows(BODY).shows("上午在家");
    let answer = city
        .wang
        .calls(Method::POST, "/messages", Body::Json(complaint().json()))
        .await;
    assert_eq!(answer.is(429).code(), "too-many");
    assert!(!answer.header("retry-after").is_empty());
    city.li.writes(&complaint()).await;
}
