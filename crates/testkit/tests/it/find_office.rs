//! 帮我选: which seats a matter may be written to, on a page of its own and on the way to a message; and the first page
//! of a place.

use axum::http::Method;
use domain::rating::Settled;
use domain::screening::{Kind, Visibility};
use domain::stage::StageKind;
use testkit::{Answer, Body, City, Letter, on_both};

on_both! {
    the_seat_that_answered_most_comes_first,
    a_place_without_a_seat_leads_to_the_one_above,
    what_does_not_exist_is_named,
    advice_on_the_way_keeps_what_was_typed,
    a_seat_that_does_not_take_the_kind_is_not_suggested,
    the_first_page_of_a_place_shows_that_place,
    words_about_a_message_of_which_only_the_progress_is_public_are_not_shown,
}

const MAYOR: &str = "云川市市长";
const SECRETARY: &str = "云川市市委书记";

/// The page comes in the order of its seats: where each stands, as a link.
fn is_before(page: &Answer, first: &str, second: &str) -> bool {
    let text = page.text();
    let (_, list) = text.split_once("class=\"advised\"").unwrap();
    list.find(first).unwrap() < list.find(second).unwrap()
}

async fn answered_by(city: &City, office: domain::ids::OfficeId, domain: &'static str, times: u32) {
    for n in 0..times {
        let letter = Letter {
            office,
            domain,
            ..Letter::titled(&format!("路灯不亮{n}"))
        };
        city.has_letter(&letter, StageKind::Replied).await;
    }
    // Figures follow what is numbered, as the search does.
    city.search_follows().await;
    while city.app.fold_figures().await.unwrap() {}
}

async fn the_seat_that_answered_most_comes_first(city: &City) {
    let page = city
        .visitor
        .opens("/offices/find?region=990100&domain=urban")
        .await;
    assert!(
        is_before(page.is(200), MAYOR, SECRETARY),
        "a government comes first"
    );
    page.hides("近一年答复城建");
    answered_by(city, City::SECRETARY, "urban", 3).await;
    let page = city
        .visitor
        .opens("/offices/find?region=990100&domain=urban")
        .await;
    page.shows("近一年答复城建类留言 3 件")
        .shows("云川市的职务");
    assert!(is_before(&page, SECRETARY, MAYOR), "it knows the matter");
    page.shows("/write?office=2&#38;domain=urban");
    let other = city
        .visitor
        .opens("/offices/find?region=990100&domain=health")
        .await;
    assert!(
        is_before(&other, MAYOR, SECRETARY),
        "of another matter it knows nothing"
    );
    let anywhere = city.visitor.opens("/offices/find?domain=urban/道路").await;
    anywhere.is(200).shows("近一年答复城建类留言 3 件");
    anywhere.shows("domain=urban/%E9%81%93%E8%B7%AF");
}

async fn a_place_without_a_seat_leads_to_the_one_above(city: &City) {
    let page = city.visitor.opens("/offices/find?region=990102").await;
    page.is(200)
        .shows("这个地方没有可以留言的职务")
        .shows("上一级：云川市的职务");
    let above = city.visitor.opens("/offices/find?region=990000").await;
    above.is(200).shows("没有合适的职务");
    let elder = city
        .visitor
        .opens("/elder/offices/find?region=990100")
        .await;
    elder
        .is(200)
        .shows("什么事")
        .hides("建议写给")
        .hides("在哪里");
}

async fn what_does_not_exist_is_named(city: &City) {
    for (query, what) in [
        ("region=abc", "地区"),
        ("region=123456", "地区"),
        ("region=990100&region=990100", "地区"),
        ("domain=none", "领域"),
        ("domain=urban/没有", "领域"),
        ("domain=urban/", "领域"),
    ] {
        let page = city.visitor.opens(&format!("/offices/find?{query}")).await;
        page.is(400).shows(what);
    }
    city.visitor
        .opens("/offices/find?region=&domain=")
        .await
        .is(200);
    for query in ["region=abc", "region=123456", "region=990100&region="] {
        city.visitor
            .opens(&format!("/?{query}"))
            .await
            .is(400)
            .shows("地区");
    }
}

async fn advice_on_the_way_keeps_what_was_typed(city: &City) {
    answered_by(city, City::SECRETARY, "urban", 3).await;
    let begun = city
        .visitor
        .opens("/write?domain=urban&kind=help&title=%E7%81%AF&body=%E9%BB%91")
        .await;
    let office = city.visitor.sends(&begun.form("/write"), &[]).await;
    office
        .is(200)
        .shows("建议写给")
        .shows("近一年答复城建类留言 3 件");
    let form = office.form("/write");
    let asked = city
        .visitor
        .sends(
            &form,
            &[("near", "990100"), ("to", "office"), ("about", "1")],
        )
        .await;
    asked
        .is(200)
        .shows("name=\"title\" value=\"灯\"")
        .shows("name=\"body\" value=\"黑\"");
    for seat in ["value=\"1\"", "value=\"2\""] {
        let radio = format!("name=\"office\" {seat}");
        assert_eq!(
            asked.text().matches(&radio).count(),
            1,
            "each seat stands once"
        );
    }
    let form = asked.form("/write");
    assert!(form.as_is().contains(&("about".into(), "1".into())));
    let next = city.visitor.sends(&form, &[("office", "2")]).await;
    next.is(200).shows("name=\"office\" value=\"2\"");
}

async fn a_seat_that_does_not_take_the_kind_is_not_suggested(city: &City) {
    let wanted = app::advice::Wanted {
        kind: Some(Kind::Help),
        ..app::advice::Wanted::default()
    };
    let reference = city.app.reference();
    let advised = city.app.advise(&wanted);
    assert!(
        advised
            .iter()
            .all(|one| reference.office(one.office).unwrap().takes(Kind::Help))
    );
    assert_eq!(advised.len(), 2);
}

async fn the_first_page_of_a_place_shows_that_place(city: &City) {
    let empty = city.visitor.opens("/").await;
    empty.is(200).shows("从一条留言到有着落").hides("最新留言");
    let number = city.has(StageKind::Replied).await;
    city.wang.rates(&number, Settled::Yes).await;
    let page = city.visitor.opens("/?region=990100").await;
    page.is(200)
        .shows("灯亮了，谢谢。")
        .shows("最新留言")
        .shows(&number);
    page.shows("value=\"990100\" selected");
}

async fn words_about_a_message_of_which_only_the_progress_is_public_are_not_shown(city: &City) {
    let number = city
        .has_seen_by(Visibility::ProgressOnly, StageKind::Replied)
        .await;
    city.wang.rates(&number, Settled::Yes).await;
    city.visitor.opens("/").await.is(200).hides("灯亮了");
    let elder = city.visitor.asks(Method::GET, "/elder/", Body::None).await;
    elder.is(200).hides("灯亮了");
}
