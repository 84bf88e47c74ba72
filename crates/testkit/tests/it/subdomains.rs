//! 二级领域: a filter within its domain, in the list, in the search, in feeds and through the API.

use axum::http::Method;
use domain::stage::StageKind;
use testkit::{Answer, Body, City, Letter, on_both};

on_both! {
    a_subdomain_narrows_the_list_and_the_feeds,
    a_domain_says_how_many_each_subdomain_has,
    a_subdomain_narrows_the_search_and_is_counted_there,
    a_subdomain_that_does_not_exist_is_named_beside_those_that_do,
    the_form_offers_subdomains_once_the_domain_is_chosen,
}

const ROADS: &str = "%E9%81%93%E8%B7%AF"; // 道路
const HOUSES: &str = "%E7%89%A9%E4%B8%9A"; // 物业

/// One about roads, one about houses, one about neither.
async fn three(city: &City) -> [String; 3] {
    let about = |title: &str, subdomain| Letter {
        subdomain,
        ..Letter::titled(title)
    };
    let road = about("路灯照不到路面", Some("道路"));
    let house = about("楼道路灯不亮", Some("物业"));
    let other = about("广场路灯太暗", None);
    [
        city.has_letter(&road, StageKind::Open).await,
        city.has_letter(&house, StageKind::Open).await,
        city.has_letter(&other, StageKind::Open).await,
    ]
}

async fn calls(city: &City, path: &str) -> Answer {
    city.visitor.calls(Method::GET, path, Body::None).await
}

async fn a_subdomain_narrows_the_list_and_the_feeds(city: &City) {
    let [road, house, other] = three(city).await;
    for path in [
        format!("/messages?domain=urban&subdomain={ROADS}"),
        format!("/feeds/messages.atom?domain=urban&subdomain={ROADS}"),
        format!("/messages?domain=urban&subdomain={ROADS}&kind=help&stage=waiting"),
    ] {
        let page = city.visitor.opens(&path).await;
        page.is(200).shows(&road).hides(&house).hides(&other);
    }
    let list = format!("/messages?domain=urban&subdomain={HOUSES}");
    let found = calls(city, &list).await.is(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    assert_eq!(found["items"][0]["number"], house);
    // The domain takes its part with it.
    let page = city.visitor.opens(&list).await;
    page.shows("1 条留言")
        .shows("href=\"/messages?domain=urban\"")
        .shows("href=\"/messages\"")
        .shows(&format!(
            "/feeds/messages.atom?domain=urban&#38;subdomain={HOUSES}"
        ));
}

async fn a_domain_says_how_many_each_subdomain_has(city: &City) {
    three(city).await;
    let sealed = Letter {
        subdomain: Some("道路"),
        visibility: domain::screening::Visibility::Private,
        ..Letter::titled("路灯不亮")
    };
    city.has_letter(&sealed, StageKind::Open).await;
    let page = city.visitor.opens("/domains/urban").await;
    page.is(200)
        .shows(&format!(
            "href=\"/messages?domain=urban&#38;subdomain={ROADS}\">道路 <small>1 条</small>"
        ))
        .shows("绿化 <small>0 条</small>");
    let english = city.visitor.opens("/en/domains/urban").await;
    english.is(200).shows(&format!(
        "/en/messages?domain=urban&#38;subdomain={HOUSES}\""
    ));
    city.visitor
        .opens("/domains/other")
        .await
        .is(200)
        .hides("subdomain=");
}

async fn a_subdomain_narrows_the_search_and_is_counted_there(city: &City) {
    let [road, house, other] = three(city).await;
    city.search_follows().await;
    let lamp = "%E8%B7%AF%E7%81%AF"; // 路灯
    let way = format!("q={lamp}&#38;domain=urban&#38;subdomain={ROADS}");
    let urban = city
        .visitor
        .opens(&format!("/search?q={lamp}&domain=urban"))
        .await;
    urban.is(200).shows("找到 3 条").shows(&way).hides("供水");
    city.visitor
        .opens(&format!("/search?q={lamp}"))
        .await
        .is(200)
        .hides("subdomain=");
    for order in ["", "&order=best"] {
        let path = format!("/search?q={lamp}&domain=urban&subdomain={ROADS}{order}");
        let page = city.visitor.opens(&path).await;
        page.is(200)
            .shows("找到 1 条")
            .shows(&road)
            .hides(&house)
            .hides(&other);
    }
    let path = format!("/search?q={lamp}&domain=urban&facets=true");
    let found = calls(city, &path).await.is(200).json();
    let counts = found["facets"]["subdomain"].as_array().unwrap();
    assert_eq!(counts.len(), 2, "{counts:?}");
    let path = format!("/search?q={lamp}&domain=urban&subdomain={HOUSES}");
    let found = calls(city, &path).await.is(200).json();
    assert_eq!(
        (&found["total"], &found["items"][0]["number"]),
        (&1.into(), &house.into())
    );
}

async fn a_subdomain_that_does_not_exist_is_named_beside_those_that_do(city: &City) {
    three(city).await;
    for path in ["/messages?", "/search?q=a&", "/feeds/messages.atom?"] {
        let nonsense = city
            .visitor
            .opens(&format!("{path}domain=traffic&subdomain=nonsense"))
            .await;
        nonsense
            .is(400)
            .shows("细分领域")
            .shows("公交</a>")
            .hides("道路");
        let alone = city
            .visitor
            .opens(&format!("{path}subdomain={ROADS}"))
            .await;
        alone.is(400).shows("细分领域");
    }
    let nonsense = city
        .visitor
        .opens("/messages?domain=traffic&subdomain=x")
        .await;
    nonsense.shows("href=\"/messages?domain=traffic&#38;subdomain=%E5%85%AC%E4%BA%A4\"");
    for path in ["/messages?", "/search?q=a&"] {
        let wrong = calls(city, &format!("{path}domain=traffic&subdomain={ROADS}")).await;
        assert_eq!(wrong.is(400).code(), "parameter");
        assert_eq!(wrong.json()["fields"][0]["field"], "subdomain");
        wrong.shows("公交").hides("物业");
        let alone = calls(city, &format!("{path}subdomain={ROADS}")).await;
        assert_eq!(alone.is(400).json()["fields"][0]["field"], "subdomain");
    }
}

async fn the_form_offers_subdomains_once_the_domain_is_chosen(city: &City) {
    let [road, house, _] = three(city).await;
    let any = city.visitor.opens("/messages").await;
    any.is(200).hides("name=\"part\"");
    let chosen = city.visitor.opens("/messages?domain=urban&kind=help").await;
    let form = chosen.form("/messages");
    // The browser sends every field of the form, those that were left empty too.
    let sent = |with: &'static [(&'static str, &'static str)]| {
        let pairs = form.filled(with).into_iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let query = pairs.join("&").replace("道路", ROADS);
        async move { city.visitor.opens(&format!("/messages?{query}")).await }
    };
    let narrowed = sent(&[("part", "urban/道路")]).await;
    let to = narrowed.is(303).header("location");
    assert_eq!(
        to,
        format!("/messages?domain=urban&subdomain={ROADS}&kind=help")
    );
    let page = city.visitor.opens(to).await;
    page.is(200)
        .shows("<option value=\"urban/道路\" selected>")
        .shows(&road)
        .hides(&house);
    // Another domain in the same form: its parts are not yet known.
    let changed = sent(&[("part", "urban/道路"), ("domain", "traffic")]).await;
    assert_eq!(
        changed.is(303).header("location"),
        "/messages?domain=traffic&kind=help"
    );
}
