//! One matter, one message: an editor splits a letter that speaks of two.

use domain::screening::{Kind, Visibility};
use domain::stage::{Stage, StageKind};
use testkit::{Answer, BODY, City, Letter, MAYOR, SECRETARY, matter, through_both_doors};

through_both_doors! {
    one_matter_becomes_a_message_of_its_own,
    nobody_writes_words_under_the_name_of_another,
    a_part_is_for_the_same_readers_and_closed_to_units,
    a_part_that_speaks_of_danger_is_looked_at,
}

/// An editor splits a message, with some fields of the form changed.
async fn splits(city: &City, number: &str, changed: &[(&str, &str)]) -> Answer {
    let fields = matter();
    let fields = fields.iter().map(|(name, text)| (*name, text.as_str()));
    let mut fields: Vec<_> = fields
        .filter(|(name, _)| changed.iter().all(|(other, _)| other != name))
        .collect();
    fields.extend(changed);
    city.lin.does(number, "split", &fields).await
}

async fn one_matter_becomes_a_message_of_its_own(city: &City) {
    let letter = Letter {
        place: "城东路菜场东门".into(),
        pen_name: "城东居民".into(),
        ..Letter::titled("路灯和放学路上的安全")
    };
    let number = city.has_letter(&letter, StageKind::Open).await;
    let due = city.message(&number).await.clock.unwrap().first_due;
    splits(city, &number, &[]).await.succeeds();

    assert_eq!(
        city.events(&number).await,
        ["submitted", "published", "split"]
    );
    let message = city.message(&number).await;
    assert_eq!(message.stage.kind(), StageKind::Open);
    assert_eq!(message.clock.unwrap().first_due, due);

    let part = "2026-000002";
    assert_eq!(city.events(part).await, ["split_off"]);
    let new = city.message(part).await;
    assert_eq!(new.writer, message.writer);
    assert_eq!(new.pen_name, "城东居民");
    assert_eq!((new.office, new.kind), (SECRETARY, Kind::Suggestion));
    assert_eq!(new.domain.as_str(), "education");
    assert_eq!(city.message(&number).await.office, MAYOR);
    assert!(matches!(new.stage, Stage::Submitted { .. }) && new.clock.is_none());

    // Each tells of the other, to everyone as soon as it is published, and before that to the writer.
    let told = city.wang.opens(&format!("/me/messages/{part}")).await;
    told.is(200).shows(&number).shows("由另一条留言拆分而来");
    city.visitor
        .opens(&format!("/messages/{part}"))
        .await
        .hides("放学不安全");
    city.lin.publishes(part).await;
    let shown = city.visitor.opens(&format!("/messages/{part}")).await;
    shown
        .shows("晚上放学不安全")
        .shows("标题由审核员拟定")
        .shows(&number);
    let shown = city.visitor.opens(&format!("/messages/{number}")).await;
    shown.shows(part).shows("拆分出另一条留言");

    // Whoever erases the letter is told that its parts stay.
    let confirm = format!("/me/messages/{number}/erasure");
    city.wang.opens(&confirm).await.shows(part);

    // It lives on like any other.
    city.dispatcher.assigns(part, City::WATER).await;
    city.water_bureau.accepts(part).await;
    let news = city.news().await;
    let news: Vec<_> = news.iter().map(|(_, what)| *what).collect();
    assert_eq!(news, ["published", "split", "published"]);
    super::ledger::ledger_holds(city).await;
}

async fn nobody_writes_words_under_the_name_of_another(city: &City) {
    let number = city.has(StageKind::Submitted).await;
    for (field, text) in [
        ("body", "路灯已经一个月不亮了，晚上孩子放学很不安全。"),
        ("body", "晚上孩子放学很不安全，路灯已经一个星期不亮了。"),
        ("body", "。。。"),
        ("demand", "请给每家赔偿一千元。"),
    ] {
        let page = splits(city, &number, &[(field, text)]).await;
        page.is(422).shows("只能摘录原信里的话");
        // What was typed is still there.
        if page.header("content-type").starts_with("text/html") {
            page.shows(text);
        }
    }
    for (field, text) in [("title", ""), ("body", "")] {
        splits(city, &number, &[(field, text)]).await.is(422);
    }
    assert_eq!(city.events(&number).await, ["submitted"]);
    // The whole letter may stay as it is.
    splits(city, &number, &[("body", BODY)]).await.succeeds();
    // What was read has changed: the same form is not taken twice.
    assert_eq!(city.events(&number).await, ["submitted", "split"]);
}

async fn a_part_is_for_the_same_readers_and_closed_to_units(city: &City) {
    for visibility in [Visibility::ProgressOnly, Visibility::Private] {
        let letter = Letter {
            visibility,
            identity_open: true,
            ..Letter::titled("路灯和放学路上的安全")
        };
        let number = city.has_letter(&letter, StageKind::Submitted).await;
        let due = city.message(&number).await.waits_for();
        splits(city, &number, &[]).await.succeeds();
        let mine = city.wang.opens("/me").await.text();
        assert!(mine.contains("晚上放学不安全"));
        let (year, serial) = number.split_once('-').unwrap();
        let part = format!("{year}-{:06}", serial.parse::<u32>().unwrap() + 1);
        let new = city.message(&part).await;
        // Nobody but the writer opens the switch, and only for one message.
        assert_eq!((new.visibility, new.identity_open), (visibility, false));
        // Splitting buys nobody time.
        assert_eq!(new.waits_for(), due);
        for number in [&number, &part] {
            let seen = city.visitor.opens(&format!("/messages/{number}")).await;
            seen.hides("放学不安全");
        }
    }
    super::ledger::ledger_holds(city).await;
}

async fn a_part_that_speaks_of_danger_is_looked_at(city: &City) {
    let letter = Letter {
        body: format!("{BODY}另外，邻居说不想活了，请去看看他。"),
        ..Letter::titled("路灯和邻居")
    };
    let number = city.has_letter(&letter, StageKind::Submitted).await;
    let body = ("body", "邻居说不想活了，请去看看他。");
    splits(city, &number, &[body]).await.succeeds();
    // Neither is published before somebody has looked.
    city.lin
        .tries("2026-000002", "publication", &[("title", "邻居"), body])
        .await
        .is(409);
}
