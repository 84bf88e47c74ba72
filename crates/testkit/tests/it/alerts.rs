//! Danger to a life, and pressure on a writer: who is told, how fast, and who never learns of it.

use app::sms::Template;
use domain::security::SecurityKind;
use domain::stage::StageKind;
use jiff::SignedDuration;
use testkit::{City, Letter, Person, on_both};

on_both! {
    whoever_is_on_duty_is_paged_at_once_and_more_of_them_until_somebody_comes,
    words_of_a_text_page_too_and_nothing_is_published_before_somebody_looked,
    a_writer_in_danger_sees_the_hotlines_at_once,
    only_who_looks_after_a_danger_sees_the_number_and_the_writer_reads_it,
    an_editor_raises_a_danger,
    pressure_comes_before_the_supervisor_and_nobody_else,
    pressure_has_a_deadline_that_the_clock_watches,
    nobody_else_finds_an_alert,
}

const FIRST: &str = "19900008881";
const SECOND: &str = "19900008882";

/// The supervisor is paged first, the editor Lin after five minutes.
async fn is_manned(city: &City) {
    city.app.put_on_duty("staff-51", FIRST, 1).await.unwrap();
    city.app.put_on_duty("staff-21", SECOND, 2).await.unwrap();
}

/// The phones that were paged since the last look.
async fn paged(city: &City) -> Vec<String> {
    city.ticks().await;
    while city.app.run_job().await.unwrap() {}
    let sent = city.phones.read().into_iter();
    let pages = sent.filter(|(_, template)| matches!(template, Template::Page { .. }));
    pages.map(|(phone, _)| phone).collect()
}

fn in_danger() -> Letter {
    Letter {
        danger: true,
        ..Letter::titled("邻居家里有人呼救")
    }
}

/// The page of the one alert that waits.
async fn alert_page(person: &Person) -> String {
    let list = person.opens("/desk/alerts").await;
    list.is(200);
    let page = list.text();
    let (_, rest) = page.split_once("/desk/alerts/").expect("an alert");
    let id = rest.split('"').next().unwrap();
    format!("/desk/alerts/{id}")
}

async fn whoever_is_on_duty_is_paged_at_once_and_more_of_them_until_somebody_comes(city: &City) {
    is_manned(city).await;
    city.wang.writes(&in_danger()).await;
    assert_eq!(paged(city).await, [FIRST]);
    city.clock.pass(SignedDuration::from_mins(4));
    assert_eq!(paged(city).await, Vec::<String>::new());
    city.clock.pass(SignedDuration::from_mins(1));
    assert_eq!(
        paged(city).await,
        [FIRST, SECOND],
        "nobody came: the next in turn"
    );
    city.clock.pass(SignedDuration::from_mins(10));
    assert_eq!(paged(city).await, [FIRST, SECOND]);
    let page = alert_page(&city.lin).await;
    city.lin.opens(&page).await.is(200).shows("超过时限");
    let form = city.lin.opens(&page).await.form("/taking");
    city.lin.sends(&form, &[]).await.succeeds();
    city.clock.pass(SignedDuration::from_mins(30));
    assert_eq!(paged(city).await, Vec::<String>::new(), "somebody is at it");
}

async fn words_of_a_text_page_too_and_nothing_is_published_before_somebody_looked(city: &City) {
    is_manned(city).await;
    let letter = Letter {
        body: "工资拖了八个月，家里揭不开锅，我真的活不下去了，请领导帮我问一问什么时候能发。"
            .into(),
        ..Letter::titled("拖欠工资")
    };
    let number = city.wang.writes(&letter).await.number;
    assert_eq!(paged(city).await, [FIRST]);
    city.zhao
        .tries(
            &number,
            "publication",
            &[("title", "拖欠工资"), ("body", &letter.body)],
        )
        .await
        .is(409)
        .shows("请等值班人员看过");
    let page = alert_page(&city.supervisor).await;
    ends(&city.supervisor, &page, "safe").await;
    city.zhao.publishes(&number).await;
    // Nothing of it stands in the thread, for anybody.
    assert_eq!(city.events(&number).await, ["submitted", "published"]);
}

/// Takes the alert of a page and says what came of it.
async fn ends(person: &Person, page: &str, end: &str) {
    let form = person.opens(page).await.form("/taking");
    person.sends(&form, &[]).await.succeeds();
    let form = person.opens(page).await.form("/end");
    let said = [("end", end), ("said", "已经处理，请放心。")];
    person.sends(&form, &said).await.succeeds();
}

async fn a_writer_in_danger_sees_the_hotlines_at_once(city: &City) {
    // Where nobody is on duty, the form says so before anything is written.
    city.wang.opens("/write").await.shows("现在没有人值班");
    is_manned(city).await;
    city.wang.opens("/write").await.hides("现在没有人值班");
    let receipt = city.wang.submits(&in_danger()).await;
    receipt.is(201);
    for hotline in [
        "tel:110",
        "tel:119",
        "tel:120",
        "tel:12356",
        "已经短信通知值班人员",
    ] {
        receipt.shows(hotline);
    }
    city.wang
        .submits(&Letter::titled("路灯不亮"))
        .await
        .hides("tel:12356");
}

async fn only_who_looks_after_a_danger_sees_the_number_and_the_writer_reads_it(city: &City) {
    is_manned(city).await;
    let number = city.wang.writes(&in_danger()).await.number;
    let page = alert_page(&city.lin).await;
    let shown = city.lin.opens(&page).await;
    shown.hides("19900000001");
    assert!(shown.form_if("/contact").is_none(), "take it first");
    city.lin.sends(&shown.form("/taking"), &[]).await.succeeds();
    let form = city.lin.opens(&page).await.form("/contact");
    city.lin.sends(&form, &[("reason", "")]).await.is(422);
    let shown = city.lin.sends(&form, &[("reason", "转公安上门。")]).await;
    shown.is(200).shows("19900000001");
    city.lin.opens(&page).await.hides("19900000001");
    city.wang
        .opens(&format!("/me/messages/{number}"))
        .await
        .shows("查看了联系方式")
        .shows("转公安上门。")
        .hides("林编辑");
    let looked = super::my_data::noted(city, SecurityKind::Reveal).await;
    assert_eq!(looked, ["danger:contact"]);
    let audit = city.auditor.opens(&page).await;
    audit.is(200).hides("19900000001");
    assert!(audit.form_if("/taking").is_none() && audit.form_if("/contact").is_none());
}

async fn an_editor_raises_a_danger(city: &City) {
    is_manned(city).await;
    let lamp = city.has(StageKind::Submitted).await;
    let note = [("note", "备注里说不想拖累家人。")];
    city.zhao.does(&lamp, "danger", &note).await.succeeds();
    assert_eq!(paged(city).await, [FIRST]);
    // A unit that has the message may, one that has not may not.
    let other = city.has(StageKind::Handling).await;
    city.housing_bureau
        .tries(&other, "danger", &note)
        .await
        .is(403);
    city.water_bureau
        .tries(&other, "danger", &note)
        .await
        .succeeds();
    assert_eq!(paged(city).await, [FIRST]);
}

const PRESSED: &str = "水务局的人上门叫我撤回，还说不给好评就停水。";

async fn pressure_comes_before_the_supervisor_and_nobody_else(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let before = city.message(&lamp).await;
    let page = city
        .wang
        .opens(&format!("/me/messages/{lamp}/pressure"))
        .await;
    page.is(200);
    let form = page.form("/pressure");
    city.wang.sends(&form, &[("text", "")]).await.is(422);
    city.wang
        .sends(&form, &[("text", PRESSED)])
        .await
        .succeeds();
    assert_eq!(
        city.message(&lamp).await,
        before,
        "the message does not change by it"
    );
    // Those who look after it and the writer read it; no other page of the board holds a word of it.
    let alert = alert_page(&city.supervisor).await;
    city.supervisor.opens(&alert).await.shows(PRESSED);
    city.auditor.opens(&alert).await.shows(PRESSED);
    for person in city.everyone() {
        let name = person.seat.name;
        if ["督办员", "审计员"].contains(&name) {
            continue;
        }
        person.opens(&alert).await.is_one_of(&[303, 404]);
        person.opens("/desk/alerts").await.is_one_of(&[303, 404]);
        for path in [
            format!("/desk/messages/{lamp}"),
            format!("/messages/{lamp}"),
        ] {
            person.opens(&path).await.hides("停水").hides("有人施压");
        }
    }
    // Somebody else's message is nobody's to press a button on.
    city.li
        .tries(&lamp, "pressure", &[("text", PRESSED)])
        .await
        .is(404);
    city.water_bureau
        .tries(&lamp, "pressure", &[("text", PRESSED)])
        .await
        .is(404);
    ends(&city.supervisor, &alert, "stopped").await;
    city.wang
        .opens(&format!("/me/messages/{lamp}"))
        .await
        .shows(PRESSED)
        .shows("已制止并告诫")
        .shows("已经处理，请放心。")
        .hides("督办员 ·");
    // What a writer has erased is erased here, too.
    city.wang.erases(&lamp).await;
    city.supervisor.opens(&alert).await.hides("停水");
}

async fn pressure_has_a_deadline_that_the_clock_watches(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    city.wang
        .tries(&lamp, "pressure", &[("text", PRESSED)])
        .await
        .succeeds();
    let alert = alert_page(&city.supervisor).await;
    city.working_days_pass(2).await;
    city.supervisor.opens(&alert).await.hides("超过时限");
    city.working_days_pass(2).await;
    city.supervisor.opens(&alert).await.shows("超过时限");
    city.supervisor
        .opens("/desk")
        .await
        .shows("紧急和受压反映（1）");
}

async fn nobody_else_finds_an_alert(city: &City) {
    is_manned(city).await;
    city.wang.writes(&in_danger()).await;
    let alert = alert_page(&city.supervisor).await;
    for person in [
        &city.zhao,
        &city.water_bureau,
        &city.mayor,
        &city.administrator,
        &city.wang,
    ] {
        person.opens(&alert).await.is(404);
        person.opens("/desk/alerts/1").await.is(404);
        let key = person.form_key().await;
        let taking = testkit::Body::Form(vec![("form_key".into(), key)]);
        let path = format!("{alert}/taking");
        person
            .asks(axum::http::Method::POST, &path, taking)
            .await
            .is(404);
    }
    // Off duty, and it is over.
    city.app.take_off_duty("staff-21").await.unwrap();
    city.lin.opens(&alert).await.is(404);
    assert!(city.app.take_off_duty("staff-21").await.is_err());
    assert!(city.app.put_on_duty("staff-21", "12345", 1).await.is_err());
    assert!(city.app.put_on_duty("nobody", FIRST, 1).await.is_err());
}
