//! What is kept: rendered once for all who wait, never older than what happened, nobody's own.

use axum::http::{Method, Request};
use domain::stage::StageKind;
use futures::future::join_all;
use jiff::SignedDuration;
use std::io::Read;
use testkit::{Answer, Body, City, Letter, Person, on_both};

on_both! {
    of_all_who_wait_one_renders,
    a_list_lags_by_a_second_and_no_more,
    a_message_is_shown_as_it_is_on_every_node,
    what_is_erased_or_taken_down_is_gone_at_once,
    a_withdrawal_takes_effect_by_the_clock,
    what_was_found_is_kept_while_the_index_stands_still,
    supports_are_counted_at_once_here_and_soon_elsewhere,
    who_signed_in_neither_gets_nor_makes_a_kept_page,
    nothing_outlives_midnight,
    what_the_client_has_is_not_sent_again,
    each_client_gets_an_encoding_that_it_understands,
    what_is_not_the_same_for_everyone_is_not_kept,
}

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Waits until the store has numbered what happened, as other nodes see it.
async fn numbered(city: &City, position: i64) {
    let mut known = city.app.db.position();
    known.wait_for(|known| *known > position).await.unwrap();
}

fn position(city: &City) -> i64 {
    *city.app.db.position().borrow()
}

async fn asks(person: &Person, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.request(request, Body::None).await
}

async fn of_all_who_wait_one_renders(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    let (site, visitor, _) = city.another_node(SECOND).await;
    for path in [
        "/".to_owned(),
        "/messages".into(),
        format!("/messages/{lamp}"),
    ] {
        let before = site.rendered();
        let answers = join_all((0..20).map(|_| visitor.opens(&path))).await;
        assert_eq!(site.rendered() - before, 1, "{path}");
        let first = &answers[0];
        for answer in &answers {
            assert_eq!(answer.is(200).bytes, first.bytes, "{path}");
            assert!(!answer.header("content-security-policy").is_empty());
            assert_eq!(answer.header("content-language"), "zh-Hans");
        }
    }
    // A view has pages of its own.
    let english = visitor.opens("/en/messages").await;
    assert_eq!(english.is(200).header("content-language"), "en");
}

async fn a_list_lags_by_a_second_and_no_more(city: &City) {
    let (site, visitor, _) = city.another_node(SECOND).await;
    visitor.opens("/messages").await.is(200);
    let lamp = city.has(StageKind::Replied).await;
    assert!(!visitor.opens("/messages").await.text().contains(&lamp));
    city.clock.pass(SECOND);
    let before = site.rendered();
    assert!(visitor.opens("/messages").await.text().contains(&lamp));
    assert!(visitor.opens("/messages").await.text().contains(&lamp));
    assert_eq!(site.rendered() - before, 1);
}

async fn a_message_is_shown_as_it_is_on_every_node(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let other = city.has(StageKind::Handling).await;
    let (site, there, _) = city.another_node(SECOND).await;
    let reply = "城东路的路灯已经全部换新，三天内巡查一次，欢迎随时告诉我们。";
    let pages = |number: &str| {
        [
            format!("/messages/{number}"),
            format!("/api/v1/messages/{number}"),
        ]
    };
    for person in [&city.visitor, &there] {
        for (page, beside) in pages(&lamp).iter().zip(&pages(&other)) {
            assert!(!person.opens(page).await.is(200).text().contains(reply));
            person.opens(beside).await.is(200);
        }
    }
    let before = position(city);
    city.water_bureau.posts_interim(&lamp, reply).await;
    // Here before anybody is answered; elsewhere once the position is known.
    for page in &pages(&lamp) {
        assert!(city.visitor.opens(page).await.text().contains(reply));
    }
    numbered(city, before).await;
    for (page, beside) in pages(&lamp).iter().zip(&pages(&other)) {
        let rendered = site.rendered();
        assert!(there.opens(page).await.text().contains(reply));
        there.opens(beside).await.is(200);
        assert_eq!(site.rendered() - rendered, 1, "only the one that changed");
    }
}

async fn what_is_erased_or_taken_down_is_gone_at_once(city: &City) {
    let lamp = city.has(StageKind::Closed).await;
    let (_, there, _) = city.another_node(SECOND).await;
    let page = format!("/messages/{lamp}");
    for person in [&city.visitor, &there] {
        for path in [page.as_str(), "/messages"] {
            assert!(
                person.opens(path).await.text().contains("路灯不亮"),
                "{path}"
            );
        }
    }
    let before = position(city);
    city.wang.erases(&lamp).await;
    assert!(!city.visitor.opens(&page).await.text().contains("路灯不亮"));
    numbered(city, before).await;
    // The message itself, and its title on whatever page it stood.
    for path in [page.as_str(), "/messages"] {
        assert!(
            !there.opens(path).await.text().contains("路灯不亮"),
            "{path}"
        );
    }
}

async fn a_withdrawal_takes_effect_by_the_clock(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let (_, visitor, _) = city.another_node(SignedDuration::from_hours(1)).await;
    let page = format!("/messages/{lamp}");
    let before = position(city);
    city.wang.withdraws(&lamp).await;
    numbered(city, before).await;
    let day = SignedDuration::from_hours(24);
    city.clock.pass(day);
    assert!(visitor.opens(&page).await.text().contains("路灯不亮"));
    // No event happens at this moment, and the page was kept a second ago.
    city.clock.pass(day - SECOND);
    assert!(visitor.opens(&page).await.text().contains("路灯不亮"));
    city.clock.pass(SECOND);
    assert!(!visitor.opens(&page).await.text().contains("路灯不亮"));
}

async fn what_was_found_is_kept_while_the_index_stands_still(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let pipe = Letter {
        body: "菜场门口的水管漏了三天，路面积水，请派人来看一看。".into(),
        ..Letter::titled("水管漏水")
    };
    let other = city.has_letter(&pipe, StageKind::Open).await;
    city.search_follows().await;
    let words = "q=%E8%B7%AF%E7%81%AF"; // 路灯
    let paths = [
        format!("/search?{words}"),
        format!("/api/v1/search?{words}"),
        format!("/feeds/search.atom?{words}"),
    ];
    let rendered = async || {
        let before = city.rendered();
        for path in paths.iter().chain(&paths) {
            city.visitor.opens(path).await.is(200).shows(&lamp);
        }
        city.rendered() - before
    };
    assert_eq!(rendered().await, 3);
    assert_eq!(rendered().await, 0);
    // What is shown has changed; what is not shown has.
    city.li.supports(&lamp).await;
    assert_eq!(rendered().await, 3);
    city.visitor.opens(&paths[0]).await.shows("1 人");
    city.dispatcher.assigns(&other, City::WATER).await;
    assert_eq!(rendered().await, 0);
    city.search_follows().await;
    let found = city.has(StageKind::Open).await;
    rendered().await;
    assert_eq!(rendered().await, 0, "the index has not followed");
    city.search_follows().await;
    assert_eq!(rendered().await, 3);
    for path in &paths {
        city.visitor.opens(path).await.shows(&found);
    }
    // Whoever signed in gets a page of their own; what was taken back is gone before the index knows it.
    let before = city.rendered();
    let own = city.wang.opens(&paths[0]).await;
    assert_eq!(own.is(200).header("etag"), "");
    assert_eq!(city.rendered(), before);
    city.wang.withdraws(&found).await;
    for path in &paths {
        city.visitor.opens(path).await.hides(&found);
    }
}

async fn supports_are_counted_at_once_here_and_soon_elsewhere(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let (_, there, _) = city.another_node(SECOND).await;
    let page = format!("/messages/{lamp}");
    for person in [&city.visitor, &there] {
        assert!(!person.opens(&page).await.text().contains("1 人"));
    }
    city.li.supports(&lamp).await;
    assert!(city.visitor.opens(&page).await.text().contains("1 人"));
    city.clock.pass(SignedDuration::from_secs(61));
    assert!(there.opens(&page).await.text().contains("1 人"));
}

async fn who_signed_in_neither_gets_nor_makes_a_kept_page(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    let (site, visitor, wang) = city.another_node(SECOND).await;
    for path in ["/".to_owned(), format!("/messages/{lamp}")] {
        for _ in 0..2 {
            let own = wang.opens(&path).await;
            assert!(own.is(200).text().contains("href=\"/me\""), "{path}");
            assert_eq!(own.header("etag"), "");
            let shared = visitor.opens(&path).await;
            assert!(!shared.is(200).text().contains("href=\"/me\""), "{path}");
            let varies = "accept-encoding, cookie, authorization";
            assert_eq!(shared.header("vary"), varies, "{path}");
        }
    }
    assert_eq!(site.rendered(), 2);
}

async fn nothing_outlives_midnight(city: &City) {
    let (site, visitor, _) = city.another_node(SignedDuration::from_hours(24)).await;
    let offices = visitor.opens("/offices").await;
    city.clock.set("2026-03-02T23:59:59+08:00".parse().unwrap());
    assert_eq!(visitor.opens("/offices").await.bytes, offices.bytes);
    assert_eq!(site.rendered(), 1);
    city.clock.set("2026-03-03T00:00:00+08:00".parse().unwrap());
    visitor.opens("/offices").await.is(200);
    assert_eq!(site.rendered(), 2);
    // A clock that went back says nothing of age.
    city.clock.set("2026-03-02T12:00:00+08:00".parse().unwrap());
    visitor.opens("/offices").await.is(200);
    assert_eq!(site.rendered(), 3);
}

async fn what_the_client_has_is_not_sent_again(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    let visitor = &city.visitor;
    for path in [
        "/messages".to_owned(),
        format!("/messages/{lamp}"),
        format!("/api/v1/messages/{lamp}"),
        "/assets/huiyin.css".into(),
    ] {
        let first = visitor.opens(&path).await;
        let tag = first.is(200).header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        let again = asks(visitor, Method::GET, &path, &[("if-none-match", &tag)]).await;
        assert_eq!(again.is(304).bytes.len(), 0);
        assert_eq!(again.header("etag"), tag);
        assert_eq!(again.header("cache-control"), first.header("cache-control"));
        let other = [("if-none-match", tag.as_str()), ("accept-encoding", "gzip")];
        let other = asks(visitor, Method::GET, &path, &other).await;
        assert_ne!(
            other.is(200).header("etag"),
            tag,
            "another encoding, another tag"
        );
        let head = asks(visitor, Method::HEAD, &path, &[]).await;
        assert_eq!(head.is(200).header("etag"), tag);
        assert_eq!(head.header("content-length"), first.bytes.len().to_string());
        assert_eq!(head.bytes.len(), 0);
    }
    // What has no page has none by HEAD either.
    let nowhere = asks(visitor, Method::HEAD, "/messages/2026-999999", &[]).await;
    assert_eq!(nowhere.is(404).bytes.len(), 0);
}

async fn each_client_gets_an_encoding_that_it_understands(city: &City) {
    let (site, visitor, wang) = city.another_node(SECOND).await;
    let plain = visitor.opens("/offices").await;
    let nobody = &visitor;
    let accepts = |codes: &'static str| async move {
        let headers = [("accept-encoding", codes)];
        asks(nobody, Method::GET, "/offices", &headers).await
    };
    let gzip = accepts("gzip, deflate, br").await;
    assert_eq!(gzip.is(200).header("content-encoding"), "gzip");
    assert!(gzip.bytes.len() * 2 < plain.bytes.len());
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&*gzip.bytes)
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, plain.bytes);
    for refuses in ["gzip;q=0, identity", "zstd"] {
        let answer = accepts(refuses).await;
        assert_eq!(answer.is(200).header("content-encoding"), "");
        assert_eq!(answer.bytes, plain.bytes);
    }
    // What is asked for often is worth brotli.
    for _ in 0..100 {
        accepts("gzip, br").await.is(200);
    }
    let brotli = accepts("gzip, br").await;
    assert_eq!(brotli.header("content-encoding"), "br");
    assert!(brotli.bytes.len() < gzip.bytes.len());
    assert_eq!(accepts("gzip").await.bytes, gzip.bytes);
    assert_eq!(site.rendered(), 1, "none of it was rendered anew");
    // A file is the same for everyone, and packed for those who signed in, too.
    let request = wang.browser(Method::GET, "/assets/huiyin.css").await;
    let request = request.header("accept-encoding", "gzip, br");
    let css = wang.request(request, Body::None).await;
    assert_eq!(css.is(200).header("content-encoding"), "br");
    assert!(css.header("cache-control").contains("immutable"));
}

async fn what_is_not_the_same_for_everyone_is_not_kept(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    let (site, visitor, _) = city.another_node(SECOND).await;
    for path in [
        "/sign-in",
        "/write",
        "/track",
        "/me",
        "/nowhere",
        "/messages?done=published",
        "/messages?stage=nonsense",
        &format!("/messages/{lamp}?done=published"),
    ] {
        for _ in 0..2 {
            assert_eq!(visitor.opens(path).await.header("etag"), "", "{path}");
        }
    }
    assert_eq!(site.rendered(), 0);
}
