//! The pages of the search: what was found is marked, what cannot be looked for is named, and similar messages stand
//! where they help.

use domain::screening::{Kind, Visibility};
use domain::stage::StageKind;
use testkit::{Answer, City, Letter, on_both};

on_both! {
    what_was_found_is_marked,
    facets_narrow_the_search_and_can_be_taken_away,
    what_cannot_be_looked_for_is_named,
    a_number_leads_to_its_message,
    pages_of_a_search_follow_each_other,
    what_one_may_be_typing_is_offered,
    a_message_shows_what_is_like_it,
    a_writer_sees_first_what_others_wrote,
    an_editor_sees_what_is_like_it,
    programs_search_too,
}

async fn looks(city: &City, query: &str) -> Answer {
    city.search_follows().await;
    city.visitor.opens(&format!("/search?{query}")).await
}

fn letter(title: &str, body: &str) -> Letter {
    Letter {
        body: body.into(),
        ..Letter::titled(title)
    }
}

const LAMP: &str = "%E8%B7%AF%E7%81%AF"; // 路灯

async fn what_was_found_is_marked(city: &City) {
    let body = "幸福路小学门口的路灯坏了三盏，孩子放学看不清 <b>台阶</b>，请尽快修理。";
    let lamp = city
        .has_letter(&letter("路灯<i>不亮</i>", body), StageKind::Open)
        .await;
    let sealed = city.has_seen_by(Visibility::Private, StageKind::Open).await;
    let page = looks(city, &format!("q={LAMP}")).await;
    page.is(200)
        .shows("找到 1 条")
        .shows(&format!("href=\"/messages/{lamp}\""))
        .shows("<mark>路灯</mark>&#60;i&#62;不亮&#60;/i&#62;")
        .shows("门口的<mark>路灯</mark>坏了三盏")
        .hides("<b>台阶")
        .hides(&sealed)
        .shows("noindex");
    // Traditional characters find simplified ones; the words stay as they were typed.
    looks(city, "q=%E8%B7%AF%E7%87%88")
        .await
        .shows("value=\"路燈\"")
        .shows("<mark>路灯</mark>");
    let english = city.visitor.opens(&format!("/en/search?q={LAMP}")).await;
    english
        .is(200)
        .shows("1 message found")
        .shows("href=\"/en/messages/");
    // The search of nothing is the form.
    looks(city, "")
        .await
        .is(200)
        .shows("怎样搜得准")
        .hides("找到");
    looks(city, "q=%E7%8B%AC%E8%A7%92%E5%85%BD")
        .await
        .is(200)
        .shows("没有找到")
        .shows("/write\"");
}

async fn facets_narrow_the_search_and_can_be_taken_away(city: &City) {
    city.has_letter(&Letter::titled("路灯不亮"), StageKind::Open)
        .await;
    let thanks = Letter {
        kind: Kind::Thanks,
        domain: "health",
        ..letter(
            "路灯修好了",
            "感谢师傅冒雨修好了医院门口的路灯，病人出入方便多了，谢谢你们。",
        )
    };
    city.has_letter(&thanks, StageKind::Handling).await;
    let all = looks(city, &format!("q={LAMP}&order=best")).await;
    all.is(200).shows("找到 2 条");
    for way in ["domain=health", "kind=thanks", "stage=handling"] {
        let href = format!("/search?q={LAMP}&#38;order=best&#38;{way}");
        assert!(all.text().contains(&href), "{way}: {}", all.text());
        let one = looks(city, &format!("q={LAMP}&order=best&{way}")).await;
        one.is(200)
            .shows("找到 1 条")
            .shows("修好了")
            .hides("</mark>不亮")
            .shows(&format!("href=\"/search?q={LAMP}&#38;order=best\""));
    }
    let none = looks(city, &format!("q={LAMP}&kind=complaint")).await;
    none.is(200)
        .shows("没有找到")
        .shows(&format!("href=\"/search?q={LAMP}\""));
    let days = looks(city, &format!("q={LAMP}&since=2026-01-01&until=2026-12-31")).await;
    days.is(200).shows("找到 2 条");
    // The form sends what was left empty: the address has a shorter spelling.
    let long = looks(city, &format!("q={LAMP}&kind=&order=newest")).await;
    assert_eq!(long.is(303).header("location"), format!("/search?q={LAMP}"));
}

async fn what_cannot_be_looked_for_is_named(city: &City) {
    city.has(StageKind::Open).await;
    let long = "a".repeat(10_000);
    let many = (10..50)
        .map(|n| format!("a{n}"))
        .collect::<Vec<_>>()
        .join("+");
    for (query, said) in [
        (format!("q={long}"), "搜索内容最多"),
        (
            "q=%EF%BC%8C%E3%80%82%21%3F+%E2%80%A6".into(),
            "请输入要找的字词",
        ),
        (format!("q=-{LAMP}"), "只写了要排除的字词"),
        (format!("q={many}"), "一次最多搜索"),
    ] {
        let page = looks(city, &query).await;
        page.is(422).shows(said).shows("name=\"q\"");
        page.hides(&format!("value=\"{long}"));
        assert_eq!(page.header("cache-control"), "no-store");
    }
    // Quotes that are not closed, and signs of other query languages, are words like others.
    for words in [
        "%22",
        "%E2%80%9C",
        "+%22+%28",
        "%22a+AND+",
        "title%3A",
        "%2A",
        "%5B%5D",
    ] {
        let page = looks(city, &format!("q={LAMP}{words}")).await;
        page.is_one_of(&[200]);
    }
    for (query, what) in [
        ("kind=rumour", "类型"),
        ("office=77", "写给谁"),
        ("domain=nothing", "领域"),
        ("order=loudest", "排序"),
        ("page=0", "页码"),
        ("page=51", "页码"),
        ("page=02", "页码"),
        ("page=2&page=3", "页码"),
        ("after=1-1", ""),
        ("before=1-1", ""),
    ] {
        let page = looks(city, &format!("q={LAMP}&{query}")).await;
        page.is(400).shows("网址里有一处认不出来").shows(what);
    }
    looks(city, &format!("q={LAMP}&q={LAMP}")).await.is(400);
    looks(city, "q=%FF%FE").await.is_one_of(&[200, 400, 422]);
}

async fn a_number_leads_to_its_message(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    for typed in [
        lamp.clone(),
        format!("+{lamp}+"),
        lamp.replace('-', "%EF%BC%8D"),
    ] {
        let found = looks(city, &format!("q={typed}")).await;
        assert_eq!(
            found.is(303).header("location"),
            format!("/messages/{lamp}"),
            "{typed}"
        );
    }
    let sealed = city.has_seen_by(Visibility::Private, StageKind::Open).await;
    looks(city, &format!("q={sealed}"))
        .await
        .is(200)
        .shows("没有找到");
}

async fn pages_of_a_search_follow_each_other(city: &City) {
    let mut all = Vec::new();
    for _ in 0..23 {
        city.clock.pass(jiff::SignedDuration::from_hours(5));
        all.insert(0, city.has(StageKind::Open).await);
    }
    let numbers = |page: &Answer| -> Vec<String> {
        let text = page.text();
        let rows = text.split("<ul class=\"rows hits\">").nth(1).unwrap();
        let links = rows.split("class=\"t\" href=\"/messages/").skip(1);
        links
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let first = looks(city, &format!("q={LAMP}")).await;
    first
        .is(200)
        .shows("找到 23 条")
        .shows(&format!("href=\"/search?q={LAMP}&#38;page=2\""));
    let second = looks(city, &format!("q={LAMP}&page=2")).await;
    second
        .is(200)
        .shows(&format!("rel=\"prev nofollow\" href=\"/search?q={LAMP}\""));
    assert_eq!([numbers(&first), numbers(&second)].concat(), all);
    looks(city, &format!("q={LAMP}&page=3"))
        .await
        .is(200)
        .shows("后面没有了");
}

async fn what_one_may_be_typing_is_offered(city: &City) {
    city.has(StageKind::Open).await;
    city.search_follows().await;
    let offered = |path: &'static str| async move {
        let answer = city.visitor.opens(path).await;
        assert_eq!(answer.is(200).header("cache-control"), "public, max-age=60");
        answer.json()["items"].as_array().unwrap().clone()
    };
    let mayor = offered("/search/suggest?q=%E5%B8%82%E9%95%BF").await;
    assert_eq!(mayor[0]["href"], "/offices/1", "{mayor:?}");
    assert_eq!(mayor[0]["what"], "职务");
    let urban = offered("/en/search/suggest?q=%E5%9F%8E%E5%BB%BA").await;
    assert_eq!(urban[0]["href"], "/en/domains/urban", "{urban:?}");
    assert_eq!(offered("/search/suggest").await.len(), 0);
    assert_eq!(offered("/search/suggest?q=+").await.len(), 0);
    let long = format!("/search/suggest?q={}", "%E8%B7%AF".repeat(300));
    let none = city.visitor.opens(&long).await;
    assert_eq!(none.is(200).json()["items"].as_array().unwrap().len(), 0);
}

const DRAIN: &str = "东关河桥下的排污口每天晚上排黑水，气味很大，河边散步的人都绕着走，请查一查。";

async fn a_message_shows_what_is_like_it(city: &City) {
    let drain = city
        .has_letter(&letter("东关河排污口排黑水", DRAIN), StageKind::Open)
        .await;
    let again = letter("东关河桥下排污口气味大", DRAIN);
    let again = city.has_letter(&again, StageKind::Handling).await;
    let other = letter(
        "建议老年食堂周末开门",
        "子女周末加班，老人中午没有热饭吃，希望周末也开。谢谢。",
    );
    let other = city.has_letter(&other, StageKind::Open).await;
    // A word is special among many.
    for _ in 0..10 {
        city.has(StageKind::Open).await;
    }
    let quiet = Letter {
        visibility: Visibility::Private,
        ..letter("东关河排污口", DRAIN)
    };
    let quiet = city.has_letter(&quiet, StageKind::Open).await;
    city.search_follows().await;
    city.visitor
        .opens(&format!("/messages/{drain}"))
        .await
        .is(200)
        .shows("同类留言")
        .shows(&format!("href=\"/messages/{again}\""))
        .hides(&other)
        .hides(&quiet);
    city.visitor
        .opens(&format!("/messages/{other}"))
        .await
        .is(200)
        .hides("同类留言");
}

async fn a_writer_sees_first_what_others_wrote(city: &City) {
    let drain = city
        .has_letter(&letter("东关河排污口排黑水", DRAIN), StageKind::Open)
        .await;
    city.search_follows().await;
    let typed = |step: &str, title: &str, body: &str| {
        let mut fields = letter(title, body).typed();
        fields.push(("step", step.to_owned()));
        let owned = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        owned.collect::<Vec<_>>()
    };
    let sends = |fields: Vec<(String, String)>| async {
        city.visitor
            .asks(
                axum::http::Method::POST,
                "/write",
                testkit::Body::Form(fields),
            )
            .await
    };
    let page = sends(typed("text", "东关河黑水", DRAIN)).await;
    page.is(200)
        .shows("这些留言可能说的是同一件事")
        .shows(&format!("href=\"/messages/{drain}\" target=\"_blank\""))
        .shows(DRAIN);
    // Going on is one click, and nothing that was typed is lost.
    let form = page.form("/write");
    let next = city.visitor.sends(&form, &[]).await;
    next.is(200).shows("id=\"phone\"").shows(DRAIN);
    let back = city.visitor.sends(&form, &[("to", "text")]).await;
    back.is(200)
        .shows("name=\"title\"")
        .shows(DRAIN)
        .hides("可能说的是同一件事");
    // Nothing like it: nothing in between.
    let new = sends(typed(
        "text",
        "老年食堂周末不开门",
        "子女周末加班，老人中午没有热饭吃，希望周末也开。谢谢。",
    ))
    .await;
    new.is(200)
        .shows("id=\"phone\"")
        .hides("可能说的是同一件事");
    // Whoever asks for the page itself gets the one before it.
    let mut asked = typed("matter", "东关河黑水", DRAIN);
    asked.push(("to".into(), "similar".into()));
    sends(asked).await.is(200).shows("name=\"title\"");
    // The text comes first: what is wrong with it is said before anything is looked for.
    sends(typed("text", "", DRAIN)).await.is(422);
}

async fn an_editor_sees_what_is_like_it(city: &City) {
    let drain = city
        .has_letter(&letter("东关河排污口排黑水", DRAIN), StageKind::Open)
        .await;
    let again = letter("东关河桥下排污口气味大", DRAIN);
    let again = city.has_letter(&again, StageKind::Submitted).await;
    city.search_follows().await;
    let desk = city.lin.opens(&format!("/desk/messages/{again}")).await;
    desk.is(200)
        .shows("同类留言")
        .shows(&format!("href=\"/messages/{drain}\""));
    // A public message is not like itself.
    let own = city.lin.opens(&format!("/desk/messages/{drain}")).await;
    own.is(200).hides("同类留言");
}

async fn programs_search_too(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    let thanks = Letter {
        kind: Kind::Thanks,
        ..letter(
            "路灯修好了",
            "感谢师傅冒雨修好了门口的路灯，大家出入方便多了，谢谢你们。",
        )
    };
    city.has_letter(&thanks, StageKind::Open).await;
    city.search_follows().await;
    let asks = async |query: &str| {
        let path = format!("/search?{query}");
        city.visitor
            .calls(axum::http::Method::GET, &path, testkit::Body::None)
            .await
    };
    let found = asks(&format!("q={LAMP}&kind=help")).await.is(200).json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["total_is_exact"], true);
    assert_eq!(found["next"], serde_json::Value::Null);
    assert!(found.get("facets").is_none());
    let item = &found["items"][0];
    assert_eq!(item["number"], lamp);
    assert_eq!(item["title"], "路灯不亮");
    assert_eq!(item["title_pieces"][0]["text"], "路灯");
    assert_eq!(item["title_pieces"][0]["hit"], true);
    let counted = asks(&format!("q={LAMP}&facets=true&order=best")).await;
    let counted = counted.is(200).json();
    assert_eq!(counted["total"], 2);
    let kinds = counted["facets"]["kind"].as_array().unwrap();
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    for (query, name) in [
        (format!("q={LAMP}&order=loudest"), "order"),
        (format!("q={LAMP}&cursor=19d0c3e2a00-1c2f0000000"), "cursor"),
        (format!("q={LAMP}&kind=rumour"), "kind"),
        (format!("q={LAMP}&colour=red"), "colour"),
        (format!("q={LAMP}&facets=many"), "facets"),
    ] {
        let answer = asks(&query).await;
        assert_eq!(answer.is(400).json()["fields"][0]["field"], name, "{query}");
    }
    for query in ["", "q=", "q=%21%21", &format!("q={}", "a".repeat(10_000))] {
        let answer = asks(query).await;
        assert_eq!(answer.is(422).json()["fields"][0]["field"], "q", "{query}");
    }
}
