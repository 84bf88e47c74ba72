//! Languages and the elder view: in the address of every page, link and redirect, and remembered by those who chose.

use axum::http::Method;
use domain::stage::StageKind;
use testkit::{Body, City, on_both};

on_both! {
    every_page_stays_in_its_view,
    the_elder_view_asks_one_question_a_page,
    a_view_is_remembered_and_leads_nowhere_else,
}

const VIEWS: [(&str, &str, bool); 6] = [
    ("", "zh-Hans", false),
    ("/elder", "zh-Hans", true),
    ("/zh-hant", "zh-Hant", false),
    ("/zh-hant/elder", "zh-Hant", true),
    ("/en", "en", false),
    ("/en/elder", "en", true),
];

/// Where the links and forms of a page lead, on this board.
fn leads(page: &str) -> Vec<&str> {
    let marks = ["href=\"/", "action=\"/"];
    let found = marks.iter().flat_map(|mark| {
        let rest = page.split(mark).skip(1);
        rest.filter_map(|rest| rest.split('"').next())
    });
    let single = [
        "assets/",
        "api/",
        "pictures/",
        "ledger/checkpoint",
        "ledger/policy",
        "view?",
    ];
    found
        .filter(|path| !single.iter().any(|one| path.starts_with(one)))
        .collect()
}

async fn every_page_stays_in_its_view(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    city.ledger_follows().await;
    let own = [
        format!("/messages/{lamp}"),
        format!("/messages/{lamp}/ledger"),
    ];
    let pages = [
        "/",
        "/messages",
        "/offices",
        "/offices/1",
        "/regions",
        "/domains",
        "/domains/urban",
        "/track",
        "/write",
        "/about",
        "/call",
        "/ledger",
        "/ledger/entries/0",
        "/sign-in",
    ];
    for path in pages.into_iter().chain(own.iter().map(String::as_str)) {
        for (prefix, tag, elder) in VIEWS {
            let answer = city.visitor.opens(&format!("{prefix}{path}")).await;
            let page = answer.is(200).text();
            assert_eq!(answer.header("content-language"), tag, "{prefix}{path}");
            let begins = format!(
                "<html lang=\"{tag}\"{}",
                if elder { " class=\"elder\"" } else { ">" }
            );
            assert!(page.contains(&begins), "{prefix}{path}");
            let inside = prefix.trim_start_matches('/');
            for lead in leads(&page) {
                assert!(lead.starts_with(inside), "{prefix}{path} leads to /{lead}");
            }
        }
    }
    // A redirect stays in the view, too; what has one address has no views.
    let sent = city.visitor.opens("/en/elder/me").await;
    assert!(
        sent.header("location").starts_with("/en/elder/sign-in"),
        "{}",
        sent.header("location")
    );
    city.visitor.opens("/en/api/v1/messages").await.is(404);
    city.visitor.opens("/en/ledger/checkpoint").await.is(404);
    city.visitor.opens("/english").await.is(404);
}

async fn the_elder_view_asks_one_question_a_page(city: &City) {
    let first = city.visitor.opens("/elder/write").await;
    let page = first.is(200).text();
    assert!(page.contains("name=\"kind\"") && !page.contains("id=\"domain\""));
    let form = first.form("/elder/write");
    let second = city.visitor.sends(&form, &[("kind", "help")]).await;
    let page = second.is(200).text();
    assert!(page.contains("id=\"domain\""), "{page}");
    // What was chosen travels on, unseen.
    assert!(page.contains("<input type=\"hidden\" name=\"kind\" value=\"help\""));
    // Its answer left out: the same question again, and why.
    let form = second.form("/elder/write");
    let again = city.visitor.sends(&form, &[]).await;
    let page = again.is(422).text();
    assert!(page.contains("id=\"domain-err\""), "{page}");
}

async fn a_view_is_remembered_and_leads_nowhere_else(city: &City) {
    let chosen = city
        .visitor
        .opens("/view?at=/zh-hant/elder&to=/messages")
        .await;
    chosen.is(303);
    assert_eq!(chosen.header("location"), "/zh-hant/elder/messages");
    let cookie = chosen.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("__Host-huiyin-view=/zh-hant/elder;"),
        "{cookie}"
    );
    let pair = cookie.split(';').next().unwrap();
    let asks = async |path| {
        let request = city.visitor.browser(Method::GET, path).await;
        let request = request.header("cookie", pair);
        city.visitor.request(request, Body::None).await
    };
    let front = asks("/").await;
    assert_eq!(front.is(303).header("location"), "/zh-hant/elder/");
    assert!(!front.header("content-security-policy").is_empty());
    // Every other address says itself how it is looked at.
    asks("/messages").await.is(200);
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "evil",
        "",
    ] {
        let sent = city
            .visitor
            .opens(&format!("/view?at=/en&to={elsewhere}"))
            .await;
        assert_eq!(sent.header("location"), "/en/", "{elsewhere}");
    }
    let plain = city.visitor.opens("/view?at=/nonsense&to=/about").await;
    assert_eq!(plain.header("location"), "/about");
}
