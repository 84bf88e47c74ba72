//! Feeds, the sitemap, and what pages tell other programs: only what is public, in one shape, at one address.

use domain::screening::Visibility;
use domain::stage::StageKind;
use jiff::SignedDuration;
use serde_json::Value;
use testkit::{City, Letter, on_both};

on_both! {
    a_feed_holds_what_is_public_newest_first,
    an_answer_is_an_entry_of_its_own,
    a_feed_takes_the_filters_of_the_list_and_names_what_it_cannot_read,
    a_search_can_be_followed,
    a_feed_is_well_formed_whatever_was_written,
    the_sitemap_names_every_public_message_once,
    a_page_has_one_address_and_says_so,
    a_page_tells_programs_what_everyone_reads,
}

async fn feed(city: &City, path: &str) -> Value {
    let answer = city.visitor.opens(path).await;
    let kind = answer.is(200).header("content-type");
    assert_eq!(kind, "application/feed+json; charset=utf-8", "{path}");
    assert_eq!(answer.header("cache-control"), "public, max-age=60");
    answer.json()
}

fn titles(feed: &Value) -> Vec<&str> {
    let items = feed["items"].as_array().unwrap().iter();
    items.map(|item| item["title"].as_str().unwrap()).collect()
}

async fn a_feed_holds_what_is_public_newest_first(city: &City) {
    city.has_letter(&Letter::titled("路灯不亮"), StageKind::Open)
        .await;
    city.clock.pass(SignedDuration::from_mins(1));
    let pipe = city
        .has_letter(&Letter::titled("水管漏水"), StageKind::Handling)
        .await;
    for visibility in [Visibility::Private, Visibility::ProgressOnly] {
        city.has_seen_by(visibility, StageKind::Open).await;
    }
    city.has(StageKind::Submitted).await;
    city.has(StageKind::Declined).await;
    let feed = feed(city, "/feeds/messages.json").await;
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(titles(&feed), ["水管漏水", "路灯不亮"]);
    let newest = &feed["items"][0];
    let address = format!("{}/messages/{pipe}", city.app.board.url);
    assert_eq!(newest["id"], address);
    assert_eq!(newest["url"], address);
    assert!(
        newest["content_text"]
            .as_str()
            .unwrap()
            .contains(&Letter::titled("").body),
        "{newest}"
    );
    let atom = city.visitor.opens("/feeds/messages.atom").await;
    assert_eq!(
        atom.is(200).header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    atom.shows("<title>水管漏水</title>").shows(&address);
    // The identity of an entry does not depend on the language; the way to it does.
    let english = self::feed(city, "/en/feeds/messages.json").await;
    assert_eq!(english["language"], "en");
    assert_eq!(english["items"][0]["id"], address);
    assert_eq!(
        english["items"][0]["url"],
        format!("{}/en/messages/{pipe}", city.app.board.url)
    );
}

async fn an_answer_is_an_entry_of_its_own(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let replies = "/feeds/replies.json";
    let nothing = "您好，已收到，谢谢您的来信和关心。";
    city.water_bureau.answers(&lamp, nothing).await;
    assert_eq!(titles(&feed(city, replies).await), Vec::<&str>::new());
    city.lin
        .returns(&lamp, domain::reply::ReturnReason::OnlyGreets)
        .await;
    let done = "路灯已于 3 月 3 日修好，更换了两处线路，欢迎监督。";
    city.water_bureau.answers(&lamp, done).await;
    city.lin.publishes_reply(&lamp).await;
    let feed = feed(city, replies).await;
    assert_eq!(titles(&feed), ["路灯不亮"]);
    assert_eq!(feed["items"][0]["content_text"], done);
    assert!(!feed.to_string().contains(nothing), "{feed}");
    let id = feed["items"][0]["id"].as_str().unwrap();
    assert!(id.contains(&format!("/messages/{lamp}#answered-")), "{id}");
}

async fn a_feed_takes_the_filters_of_the_list_and_names_what_it_cannot_read(city: &City) {
    city.has(StageKind::Open).await;
    let all = feed(city, "/feeds/messages.json").await;
    assert_eq!(titles(&all).len(), 1);
    for (query, count) in [
        ("office=1&kind=help", 1),
        ("region=990000", 1),
        ("domain=health", 0),
        ("kind=thanks", 0),
        ("overdue=1", 0),
    ] {
        let feed = feed(city, &format!("/feeds/messages.json?{query}")).await;
        assert_eq!(titles(&feed).len(), count, "{query}");
        assert!(
            feed["feed_url"].as_str().unwrap().len() > "/feeds/messages.json?".len(),
            "{feed}"
        );
    }
    for (query, what) in [
        ("office=77", "office"),
        ("office=mayor", "office"),
        ("region=9901", "region"),
        ("region=110000", "region"),
        ("domain=nothing", "domain"),
        ("kind=rumour", "kind"),
        ("stage=nowhere", "stage"),
        ("after=zz", "after"),
    ] {
        for format in ["atom", "json"] {
            let path = format!("/feeds/replies.{format}?{query}");
            let answer = city.visitor.opens(&path).await;
            answer.is(400);
            assert!(answer.header("cache-control") == "no-store", "{what}");
        }
    }
    // A feed is always its beginning.
    for _ in 0..21 {
        city.has(StageKind::Open).await;
    }
    let list = city.visitor.opens("/messages?kind=help").await.text();
    let after = list.split("after=").nth(1).unwrap();
    let after = after.split('"').next().unwrap();
    let path = format!("/feeds/messages.atom?kind=help&after={after}");
    let turned = city.visitor.opens(&path).await;
    let to = turned.is(303).header("location");
    assert_eq!(to, "/feeds/messages.atom?kind=help");
    city.visitor.opens("/feeds/messages.rss").await.is(404);
}

async fn a_search_can_be_followed(city: &City) {
    const LAMP: &str = "%E8%B7%AF%E7%81%AF"; // 路灯
    let body = "幸福路小学门口的路灯坏了三盏，孩子放学看不清台阶，请尽快修理。";
    let lamp = Letter {
        body: body.into(),
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.has_letter(&lamp, StageKind::Open).await;
    city.clock.pass(SignedDuration::from_mins(1));
    let thanks = Letter {
        domain: "health",
        ..Letter::titled("路灯修好了")
    };
    city.has_letter(&thanks, StageKind::Replied).await;
    let pipe = Letter {
        body: "菜场门口的水管漏了三天，路面积水，请派人来看一看。".into(),
        ..Letter::titled("水管漏水")
    };
    city.has_letter(&pipe, StageKind::Open).await;
    city.has_seen_by(Visibility::Private, StageKind::Open).await;
    city.search_follows().await;
    let page = city
        .visitor
        .opens(&format!("/search?q={LAMP}&order=best"))
        .await;
    let link = format!("/feeds/search.atom?q={LAMP}\"");
    page.is(200)
        .shows(&format!("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"“路灯”的搜索结果\" href=\"{link}"))
        .shows(&format!("<a href=\"{link}"));
    // Somebody may wait for what nobody has written yet.
    let none = city
        .visitor
        .opens("/search?q=%E7%8B%AC%E8%A7%92%E5%85%BD")
        .await;
    none.is(200)
        .shows("/feeds/search.atom?q=%E7%8B%AC%E8%A7%92%E5%85%BD\"");
    city.visitor.opens("/search").await.hides("/feeds/search");

    let path = format!("/feeds/search.json?q={LAMP}");
    let all = feed(city, &path).await;
    assert_eq!(titles(&all), ["路灯修好了", "路灯不亮"]);
    let url = &city.app.board.url;
    assert_eq!(all["feed_url"], format!("{url}{path}"));
    assert_eq!(all["home_page_url"], format!("{url}/search?q={LAMP}"));
    assert_eq!(all["items"][1]["id"], format!("{url}/messages/{lamp}"));
    assert_eq!(all["items"][1]["content_text"], body);
    let some = feed(city, &format!("{path}&domain=health")).await;
    assert_eq!(titles(&some), ["路灯修好了"]);
    let atom = city
        .visitor
        .opens(&format!("/en/feeds/search.atom?q={LAMP}"))
        .await;
    atom.is(200)
        .shows("<title>路灯不亮</title>")
        .shows(&format!("{url}/en/messages/{lamp}"));
    assert_eq!(atom.header("cache-control"), "public, max-age=60");
    // Each has one address, and is always the newest.
    for (asked, address) in [
        ("/feeds/search?q=a", "/feeds/search.atom?q=a"),
        (
            "/feeds/search.atom?q=a&order=best&page=2",
            "/feeds/search.atom?q=a",
        ),
        (
            "/feeds/search.json?q=a&kind=&stage=closed",
            "/feeds/search.json?q=a&stage=closed",
        ),
    ] {
        let moved = city.visitor.opens(asked).await;
        moved.is_one_of(&[303, 308]);
        assert_eq!(moved.header("location"), address);
    }
    let long = "a".repeat(10_000);
    for query in ["", "?q=", "?q=%21%3F", "?q=-a", &format!("?q={long}")] {
        let answer = city
            .visitor
            .opens(&format!("/feeds/search.atom{query}"))
            .await;
        assert_eq!(
            answer.is(422).header("cache-control"),
            "no-store",
            "{query}"
        );
    }
    for query in ["kind=rumour", "page=0", "after=1-1", "q=b"] {
        let path = format!("/feeds/search.json?q=a&{query}");
        city.visitor.opens(&path).await.is(400);
    }
    // What was taken back is gone before the index knows it.
    city.wang.withdraws(&lamp).await;
    assert_eq!(titles(&feed(city, &path).await), ["路灯修好了"]);
}

async fn a_feed_is_well_formed_whatever_was_written(city: &City) {
    let letter = Letter {
        title: "路灯 <b>&amp;</b> ]]> \"不亮\"".into(),
        body: "第一行 & <script>alert(1)</script> ]]>\n\n第二行\u{ffff}\u{fffe} 🏮 晚上孩子放学很不安全，请尽快修。"
            .into(),
        ..Letter::titled("")
    };
    city.has_letter(&letter, StageKind::Open).await;
    let atom = city
        .visitor
        .opens("/feeds/messages.atom")
        .await
        .is(200)
        .text();
    assert!(!atom.contains("<b>") && !atom.contains("<script"), "{atom}");
    assert!(!atom.contains(['\u{ffff}', '\u{fffe}']), "{atom}");
    for tag in ["feed", "entry", "title", "content", "summary", "author"] {
        let opened =
            atom.matches(&format!("<{tag}>")).count() + atom.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, atom.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    let feed = feed(city, "/feeds/messages.json").await;
    assert_eq!(titles(&feed), [letter.title.as_str()]);
}

async fn the_sitemap_names_every_public_message_once(city: &City) {
    let url = &city.app.board.url;
    let public = city.has(StageKind::Replied).await;
    let sealed = city.has_seen_by(Visibility::Private, StageKind::Open).await;
    let waiting = city.has(StageKind::Submitted).await;
    let robots = city.visitor.opens("/robots.txt").await;
    robots
        .is(200)
        .shows("Disallow: /desk")
        .shows(&format!("Sitemap: {url}/sitemap.xml"));
    let index = city.visitor.opens("/sitemap.xml").await;
    index
        .is(200)
        .shows(&format!("<loc>{url}/sitemaps/pages.xml</loc>"))
        .shows(&format!("<loc>{url}/sitemaps/2026-1.xml</loc>"))
        .hides("2026-2");
    let messages = city.visitor.opens("/sitemaps/2026-1.xml").await;
    messages
        .is(200)
        .shows(&format!(
            "<url><loc>{url}/messages/{public}</loc><lastmod>2026-03-"
        ))
        .hides(&sealed)
        .hides(&waiting);
    let pages = city.visitor.opens("/sitemaps/pages.xml").await;
    pages
        .is(200)
        .shows(&format!("<loc>{url}/offices/1</loc>"))
        .shows(&format!("<loc>{url}/en/domains/urban</loc>"))
        .shows(&format!("<loc>{url}/zh-hant/regions/990100</loc>"));
    for file in [
        "2026-2.xml",
        "2025-1.xml",
        "2026-01.xml",
        "2026-0.xml",
        "pages",
        "x.xml",
    ] {
        city.visitor
            .opens(&format!("/sitemaps/{file}"))
            .await
            .is(404);
    }
}

async fn a_page_has_one_address_and_says_so(city: &City) {
    let url = &city.app.board.url;
    let lamp = city.has(StageKind::Replied).await;
    for (path, canonical) in [
        ("/".to_owned(), "/".to_owned()),
        (
            format!("/messages/{lamp}?from=timeline"),
            format!("/messages/{lamp}"),
        ),
        (
            format!("/en/elder/messages/{lamp}"),
            format!("/en/messages/{lamp}"),
        ),
        (
            "/messages?kind=help&utm=1&domain=urban".into(),
            "/messages?domain=urban&amp;kind=help".into(),
        ),
        ("/offices/1".into(), "/offices/1".into()),
    ] {
        let page = city.visitor.opens(&path).await;
        let link = format!("<link rel=\"canonical\" href=\"{url}{canonical}\">");
        let text = page.is(200).text().replace("&#38;", "&amp;");
        assert!(text.contains(&link), "{path}: {text}");
        assert!(text.contains("hreflang=\"x-default\""), "{path}");
    }
    // What is somebody's own, or nothing, is told to nobody.
    for page in [
        city.wang.opens(&format!("/messages/{lamp}")).await,
        city.visitor.opens("/nowhere").await,
        city.visitor.opens("/messages?kind=rumour").await,
    ] {
        page.hides("rel=\"canonical\"")
            .hides("og:title")
            .hides("ld+json");
    }
}

/// The structured data of a page.
fn linked(page: &str) -> Vec<Value> {
    let block = page.split("<script type=\"application/ld+json\">").nth(1);
    let block = block.unwrap().split("</script>").next().unwrap();
    let data: Value = serde_json::from_str(block).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

async fn a_page_tells_programs_what_everyone_reads(city: &City) {
    let letter = Letter {
        title: "路灯</script><script>alert(1)</script>".into(),
        ..Letter::titled("")
    };
    let lamp = city.has_letter(&letter, StageKind::Replied).await;
    let page = city
        .visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .text();
    let graph = linked(&page);
    assert_eq!(graph[0]["@type"], "DiscussionForumPosting");
    assert_eq!(graph[0]["headline"], letter.title);
    assert_eq!(graph[0]["commentCount"], 1);
    assert_eq!(
        graph[0]["comment"][0]["author"]["@type"],
        "GovernmentOrganization"
    );
    assert_eq!(graph[1]["@type"], "BreadcrumbList");
    let question = Letter {
        kind: domain::screening::Kind::Question,
        ..Letter::titled("居住证在哪里办")
    };
    let question = city.has_letter(&question, StageKind::Replied).await;
    let page = city.visitor.opens(&format!("/messages/{question}")).await;
    let graph = linked(&page.text());
    assert_eq!(graph[0]["@type"], "QAPage");
    assert_eq!(graph[0]["mainEntity"]["name"], "居住证在哪里办");
    assert!(graph[0]["mainEntity"]["acceptedAnswer"]["text"].is_string());
    let quiet = city
        .has_seen_by(Visibility::ProgressOnly, StageKind::Replied)
        .await;
    let page = city.visitor.opens(&format!("/messages/{quiet}")).await;
    let graph = linked(&page.text());
    assert_eq!(graph.len(), 1, "{graph:?}");
    assert_eq!(graph[0]["@type"], "BreadcrumbList");
    let office = city.visitor.opens("/offices/1").await;
    assert_eq!(linked(&office.text())[0]["@type"], "GovernmentOrganization");
}
