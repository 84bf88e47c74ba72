//! The log in plain words, 核验, and receipts as their holders come by them.

use super::policy;
use super::tree::grows_by;
use axum::http::Method;
use domain::screening::Visibility;
use domain::stage::StageKind;
use jiff::SignedDuration;
use ledger::receipts::Receipt;
use testkit::{Answer, BODY, Body, City, Letter, Person};

in_a_city! {
    the_log_is_read_page_by_page,
    what_the_address_cannot_mean_is_said,
    a_message_is_verified_by_what_its_reader_may_read,
    a_receipt_is_for_its_writer_and_its_code_alone,
    a_receipt_is_renewed_under_the_newest_checkpoint,
    a_sealed_message_has_its_receipt_the_day_after,
}

async fn the_log_is_read_page_by_page(city: &City) {
    city.visitor
        .opens("/ledger")
        .await
        .is(200)
        .shows("还没有存证");
    let lamp = city.has(StageKind::Replied).await;
    grows_by(city, 0, 45).await;
    let first = city.visitor.opens("/ledger").await;
    first.is(200).shows("暂无").shows("liuyan.example/ledger+");
    let size = city.app.signed().borrow().clone().unwrap().size;
    let mut seen = Vec::new();
    let mut page = first;
    loop {
        let text = page.is(200).text();
        let links = text.split("href=\"/ledger/entries/").skip(1);
        seen.extend(links.map(|link| link.split('"').next().unwrap().parse::<u64>().unwrap()));
        let Some((_, next)) = text.split_once("href=\"/ledger?before=") else {
            break;
        };
        let before = next.split('"').next().unwrap();
        page = city
            .visitor
            .opens(&format!("/ledger?before={before}"))
            .await;
    }
    let all: Vec<u64> = (0..size).rev().collect();
    assert_eq!(seen, all, "each once, the latest first");

    let found = city.visitor.opens(&format!("/ledger?number={lamp}")).await;
    assert_eq!(
        found.is(303).header("location"),
        format!("/messages/{lamp}/ledger")
    );
    let one = city.visitor.opens("/ledger/entries/0").await;
    one.is(200)
        .shows("提交留言")
        .shows(&lamp)
        .shows("c2sp.org/tlog-proof@v1");
    one.shows("href=\"/ledger/entries/1\"").hides(BODY);
}

async fn what_the_address_cannot_mean_is_said(city: &City) {
    city.has(StageKind::Open).await;
    city.ledger_follows().await;
    for path in [
        "/ledger?number=2026-999999",
        "/ledger?number=abc",
        "/ledger?before=abc",
        "/ledger?before=-1",
        "/ledger?before=1&before=2",
        "/ledger/entries/abc",
        "/ledger/entries/00",
        "/ledger/entries/+1",
        "/ledger/entries/999999",
        "/ledger/entries/18446744073709551615",
        "/messages/2026-999999/ledger",
        "/messages/abc/ledger",
    ] {
        city.visitor.opens(path).await.is(404);
    }
    city.visitor
        .opens("/ledger?number=2026-999999")
        .await
        .shows("没有编号为");
}

async fn a_message_is_verified_by_what_its_reader_may_read(city: &City) {
    let letter = Letter {
        remark: "门卡在物业前台。".into(),
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.has_letter(&letter, StageKind::InReview).await;
    let sealed = city
        .has_seen_by(Visibility::Private, StageKind::Replied)
        .await;
    let progress = city
        .has_seen_by(Visibility::ProgressOnly, StageKind::Replied)
        .await;
    city.ledger_follows().await;
    let open = |number: &str| format!("/messages/{number}/ledger");
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .shows(&format!("href=\"{}\"", open(&lamp)));
    let page = city.visitor.opens(&open(&lamp)).await;
    page.is(200).shows(BODY).shows("不能证明什么").hides("门卡");
    assert_eq!(page.header("cache-control"), "no-store");
    for logged in city
        .app
        .ledger_of_message(city.id_of(&lamp).await)
        .await
        .unwrap()
    {
        page.shows(&logged.leaf.to_string());
        page.shows(&format!("/ledger/entries/{}\"", logged.index));
    }
    city.wang.opens(&open(&lamp)).await.shows("门卡");
    city.visitor
        .opens(&open(&progress))
        .await
        .is(200)
        .hides(BODY);
    for person in [&city.visitor, &city.wang] {
        let page = person.opens(&open(&sealed)).await;
        page.is(200).shows("这条留言不公开办理").hides(BODY);
    }
}

async fn by_code(person: &Person, path: &str, code: &str) -> Answer {
    let fields = vec![("code".to_owned(), code.to_owned())];
    person.asks(Method::POST, path, Body::Form(fields)).await
}

/// The file is a receipt that verifies, and opens what was written.
fn verified(city: &City, file: &Answer, number: &str) -> Receipt {
    assert_eq!(
        file.is(200).header("content-type"),
        "text/plain; charset=utf-8"
    );
    assert_eq!(
        file.header("content-disposition"),
        format!("attachment; filename=\"{number}.tlog-proof\"")
    );
    let receipt = Receipt::parse(&file.bytes).unwrap();
    receipt.verify(&policy(&city.app)).unwrap();
    receipt
        .opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    receipt
}

async fn a_receipt_is_for_its_writer_and_its_code_alone(city: &City) {
    let sent = city.answered(&Letter::titled("路灯不亮"), Vec::new()).await;
    let (code, number) = (
        sent.code.unwrap().to_string(),
        sent.number.unwrap().to_string(),
    );
    let own = |what: &str| format!("/me/messages/{number}/{what}");
    let page = city.wang.opens(&own("receipt")).await;
    page.is(200)
        .shows("已记入公开存证")
        .shows("<svg class=\"qr\"")
        .hides(&code);
    let mine = verified(city, &city.wang.opens(&own("proof")).await, &number);
    for what in ["receipt", "proof"] {
        city.li.opens(&own(what)).await.is(404);
        city.lin.opens(&own(what)).await.is(404);
        let visitor = city.visitor.opens(&own(what)).await;
        assert!(visitor.is(303).header("location").starts_with("/sign-in"));
    }
    let page = by_code(&city.visitor, "/track/receipt", &code).await;
    page.is(200)
        .shows(&code)
        .shows(&number)
        .shows("<svg class=\"qr\"");
    page.shows(&mine.contents().entry.leaf_hash().unwrap().to_string());
    assert_eq!(page.header("cache-control"), "no-store");
    let file = by_code(&city.visitor, "/track/proof", &code).await;
    assert_eq!(verified(city, &file, &number).contents(), mine.contents());
    for path in ["/track/receipt", "/track/proof"] {
        by_code(&city.visitor, path, "7K3M-9QXD-42TP").await.is(422);
        by_code(&city.visitor, path, "").await.is(422);
    }
    by_code(&city.visitor, "/track", &code)
        .await
        .shows("/track/receipt");
}

async fn a_receipt_is_renewed_under_the_newest_checkpoint(city: &City) {
    let sent = city.answered(&Letter::titled("路灯不亮"), Vec::new()).await;
    let number = sent.number.unwrap().to_string();
    let path = format!("/me/messages/{number}/proof");
    let before = verified(city, &city.wang.opens(&path).await, &number);
    grows_by(city, 0, 300).await;
    let after = verified(city, &city.wang.opens(&path).await, &number);
    assert_eq!(before.contents(), after.contents());
    assert_eq!(before.proof().index, after.proof().index);
    let size = |receipt: &Receipt| receipt.proof().checkpoint.checkpoint().size;
    assert_eq!(size(&after), size(&before) + 300);
}

async fn a_sealed_message_has_its_receipt_the_day_after(city: &City) {
    let letter = Letter {
        visibility: Visibility::Private,
        ..Letter::titled("路灯不亮")
    };
    let sent = city.answered(&letter, Vec::new()).await;
    let (code, number) = (
        sent.code.unwrap().to_string(),
        sent.number.unwrap().to_string(),
    );
    let own = |what: &str| format!("/me/messages/{number}/{what}");
    let page = city.wang.opens(&own("receipt")).await;
    page.is(200).shows("明天").hides("<svg class=\"qr\"");
    let file = city.wang.opens(&own("proof")).await;
    assert_eq!(file.is(303).header("location"), own("receipt"));
    for path in ["/track/receipt", "/track/proof"] {
        by_code(&city.visitor, path, &code)
            .await
            .is(200)
            .shows("明天");
    }
    city.passes(SignedDuration::from_hours(24)).await;
    city.ledger_follows().await;
    let receipt = verified(city, &city.wang.opens(&own("proof")).await, &number);
    assert!(receipt.contents().sealed.is_some());
    by_code(&city.visitor, "/track/receipt", &code)
        .await
        .is(200)
        .shows("密封");
}
