//! Lists: filters, pages, and the worklists of the desk.

use axum::http::Method;
use domain::reply::ReturnReason;
use domain::screening::{Kind, Visibility};
use domain::stage::StageKind;
use jiff::SignedDuration;
use serde_json::Value;
use testkit::{Body, City, Letter, on_both};

on_both! {
    filters_narrow_the_list,
    pages_follow_each_other_without_gaps_or_twins,
    a_worklist_holds_what_waits_for_its_owner,
    a_place_in_a_worklist_is_of_that_list_alone,
}

async fn listed(city: &City, query: &str) -> Value {
    let answer = city
        .visitor
        .calls(Method::GET, &format!("/messages?{query}"), Body::None)
        .await;
    answer.is(200).json()
}

fn numbers(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item["number"].as_str().unwrap().to_owned())
        .collect()
}

async fn filters_narrow_the_list(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let thanks = Letter {
        kind: Kind::Thanks,
        domain: "health",
        office: City::SECRETARY,
        ..Letter::titled("感谢护士")
    };
    let thanks = city.has_letter(&thanks, StageKind::Open).await;
    let sealed = city.has_seen_by(Visibility::Private, StageKind::Open).await;
    city.has(StageKind::Submitted).await;
    assert_eq!(
        numbers(&listed(city, "").await),
        [thanks.clone(), lamp.clone()]
    );
    assert!(
        !listed(city, "limit=100")
            .await
            .to_string()
            .contains(&sealed)
    );
    for (query, found) in [
        ("kind=thanks", &thanks),
        ("kind=help", &lamp),
        ("domain=health", &thanks),
        ("office=1", &lamp),
        ("stage=handling,in_review", &lamp),
        ("stage=open", &thanks),
    ] {
        assert_eq!(
            numbers(&listed(city, query).await),
            std::slice::from_ref(found),
            "{query}"
        );
    }
    for (query, count) in [
        ("region=990100", 2),
        ("region=990000", 2),
        ("region=990102", 0),
        ("since=2026-03-02&until=2026-03-02", 2),
        ("until=2026-03-01", 0),
        ("since=2026-03-03", 0),
        ("overdue=true", 0),
        ("overdue=false", 2),
    ] {
        assert_eq!(numbers(&listed(city, query).await).len(), count, "{query}");
    }
    city.water_bureau
        .answers(&lamp, "您好，已收到，谢谢您的来信和关心。")
        .await;
    city.lin.returns(&lamp, ReturnReason::OnlyGreets).await;
    assert_eq!(
        numbers(&listed(city, "returned=true").await),
        std::slice::from_ref(&lamp)
    );
    city.visitor
        .opens("/messages?returned=1")
        .await
        .is(200)
        .shows("路灯不亮")
        .hides("感谢护士");
    city.working_days_pass(16).await;
    assert_eq!(
        numbers(&listed(city, "overdue=true&kind=help").await),
        [lamp]
    );
}

async fn pages_follow_each_other_without_gaps_or_twins(city: &City) {
    let mut all = Vec::new();
    for n in 0..7 {
        // Some in the same millisecond.
        city.clock.pass(SignedDuration::from_mins(n % 3));
        all.insert(0, city.has(StageKind::Open).await);
    }
    let mut seen = Vec::new();
    let mut query = "limit=2".to_owned();
    loop {
        let page = listed(city, &query).await;
        seen.extend(numbers(&page));
        match page["next"].as_str() {
            Some(cursor) => query = format!("limit=2&cursor={cursor}"),
            None => break,
        }
    }
    seen.sort();
    all.sort();
    assert_eq!(seen, all);
}

async fn a_worklist_holds_what_waits_for_its_owner(city: &City) {
    let submitted = city.has(StageKind::Submitted).await;
    let open = city.has(StageKind::Open).await;
    let assigned = city.has(StageKind::Assigned).await;
    let handled = city.has(StageKind::Handling).await;
    let reviewed = city.has(StageKind::InReview).await;
    let judged = city.has(StageKind::ReopenRequested).await;
    for (person, waits) in [
        (&city.lin, vec![&submitted, &reviewed, &judged]),
        (&city.dispatcher, vec![&open]),
        (&city.water_bureau, vec![&assigned, &handled]),
        (&city.water_head, vec![&assigned, &handled]),
        (&city.housing_bureau, vec![]),
        (
            &city.mayor,
            vec![&open, &assigned, &handled, &reviewed, &judged],
        ),
        (&city.secretary, vec![]),
    ] {
        let desk = person
            .calls(Method::GET, "/desk", Body::None)
            .await
            .is(200)
            .json();
        let mut found = numbers(&desk);
        found.sort();
        let mut waits: Vec<_> = waits.into_iter().cloned().collect();
        waits.sort();
        assert_eq!(found, waits, "{}", person.seat.name);
        let page = person.opens("/desk").await;
        for number in &waits {
            page.shows(number);
        }
    }
    city.lin
        .calls(Method::GET, "/desk?list=assignment", Body::None)
        .await
        .is(403);
    city.lin
        .calls(Method::GET, "/desk?list=nonsense", Body::None)
        .await
        .is(400);
    city.wang
        .calls(Method::GET, "/desk", Body::None)
        .await
        .is(403);
}

async fn a_place_in_a_worklist_is_of_that_list_alone(city: &City) {
    let mut waiting = Vec::new();
    for _ in 0..42 {
        city.clock.pass(SignedDuration::from_mins(1));
        waiting.push(city.has(StageKind::Submitted).await);
    }
    let first = city.lin.opens("/desk/screening").await;
    first.is(200).shows(&waiting[0]).hides(&waiting[40]);
    let text = first.text();
    let next = text.split("href=\"/desk/screening?after=").nth(1).unwrap();
    let cursor = next.split('"').next().unwrap();
    let second = city
        .lin
        .opens(&format!("/desk/screening?after={cursor}"))
        .await;
    second
        .is(200)
        .shows(&waiting[40])
        .shows(&waiting[41])
        .hides(&waiting[0]);
    for (person, path) in [
        (&city.lin, format!("/desk?after={cursor}")),
        (&city.lin, format!("/desk/review?after={cursor}")),
        (&city.auditor, format!("/desk/screening?after={cursor}")),
        (
            &city.lin,
            "/desk/screening?after=19d0c3e2a00-1c2f0000000".to_owned(),
        ),
        (&city.lin, "/desk/screening?after=".to_owned()),
    ] {
        let refused = person.opens(&path).await;
        refused.is(400).shows("翻页位置").hides(&waiting[41]);
        let back = path.split('?').next().unwrap();
        refused.shows(&format!("href=\"{back}\">"));
    }
}
