//! Personal data: hidden before anyone reads it; the writer's contact, looked at with a reason that the writer reads.

use axum::http::Method;
use domain::form::Age;
use domain::screening::Visibility;
use domain::security::SecurityKind;
use domain::stage::StageKind;
use testkit::{Body, City, Letter, Person, on_both};

on_both! {
    what_is_found_is_hidden_from_all_but_those_who_screen,
    the_writer_sees_beforehand_what_everybody_will_see,
    an_editor_says_why_a_number_stays,
    a_reply_with_a_private_number_takes_a_reason,
    nobody_publishes_a_number_past_an_editor,
    the_unit_in_charge_looks_at_a_contact_and_the_writer_is_told,
    a_contact_is_never_shown_where_the_switch_is_closed,
    a_contact_is_nobody_elses,
    the_younger_the_writer_the_less_is_public,
}

const PHONE: &str = "19900009999";

/// A letter that tells too much.
fn telling() -> Letter {
    Letter {
        body: format!(
            "幸福小区3幢2单元501室楼上漏水，请打我的电话{PHONE}，物业说不归他们管，请尽快处理，谢谢。"
        ),
        place: "幸福小区3幢2单元501室".into(),
        ..Letter::titled("楼上漏水")
    }
}

async fn what_is_found_is_hidden_from_all_but_those_who_screen(city: &City) {
    let leak = city.has_letter(&telling(), StageKind::Handling).await;
    for person in [&city.visitor, &city.li, &city.water_bureau, &city.mayor] {
        let page = person.opens(&format!("/messages/{leak}")).await;
        page.shows("〔手机号〕")
            .shows("幸福小区〔门牌号〕")
            .hides(PHONE)
            .hides("501");
    }
    // What is kept is kept for the work: editors, and the unit where the writer lets it.
    city.lin
        .opens(&format!("/desk/messages/{leak}"))
        .await
        .shows(PHONE);
    city.water_bureau
        .opens(&format!("/desk/messages/{leak}"))
        .await
        .hides(PHONE)
        .shows("3幢2单元501室"); // the place, which the unit needs
    let open = Letter {
        identity_open: true,
        ..telling()
    };
    let open = city.has_letter(&open, StageKind::Handling).await;
    city.water_bureau
        .opens(&format!("/desk/messages/{open}"))
        .await
        .shows(PHONE);
    let redacted = &city.visitor.thread(&leak).await["events"][1]["redacted"];
    assert_eq!(*redacted, true);
}

async fn the_writer_sees_beforehand_what_everybody_will_see(city: &City) {
    let page = last_page(&city.wang, &telling()).await;
    page.shows("幸福小区〔门牌号〕")
        .shows("〔手机号〕")
        .shows("手机号 1 处")
        .shows(&format!(
            r#"<mark class="hide" title="手机号">{PHONE}</mark>"#
        ));
    let named = Letter {
        pen_name: format!("王{PHONE}"),
        ..Letter::titled("路灯不亮")
    };
    city.wang.submits(&named).await.is(422).shows("手机号");
}

/// The page that shows all of a letter once more.
async fn last_page(person: &Person, letter: &Letter) -> testkit::Answer {
    let typed = letter.typed();
    let mut page = person.opens("/write").await;
    while page.form_if("/write/submission").is_none() {
        let form = page.form("/write");
        let own: Vec<_> = typed
            .iter()
            .filter(|(name, _)| form.field(name).is_some_and(|field| field.kind != "hidden"))
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        page = person.sends(&form, &own).await;
        page.is(200);
    }
    page
}

async fn an_editor_says_why_a_number_stays(city: &City) {
    let letter = Letter {
        body: "供水公司门口的公告写着抢修队长19900009999，打了三天都没有人接，请核实号码是否有误。"
            .into(),
        ..Letter::titled("抢修电话打不通")
    };
    let number = city.wang.writes(&letter).await.number;
    // The form begins with the number taken out, and names of private people, too.
    let page = city.lin.opens(&format!("/desk/messages/{number}")).await;
    page.shows("可能有个人信息").shows("手机号 1 处");
    let form = page.form("/publication");
    assert!(form.field("body").unwrap().value.contains("〔手机号〕"));
    let kept = [("body", letter.body.as_str())];
    let refused = city.lin.sends(&form, &kept).await;
    refused.is(422).shows("保留个人信息的理由");
    let reason = "号码是公告上公开的抢修电话。";
    let kept = [("body", letter.body.as_str()), ("unmasked", reason)];
    city.lin.sends(&form, &kept).await.succeeds();
    let page = city.visitor.opens(&format!("/messages/{number}")).await;
    page.shows(PHONE).hides(reason);
    city.zhao
        .opens(&format!("/desk/messages/{number}"))
        .await
        .shows(reason);
}

async fn a_reply_with_a_private_number_takes_a_reason(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let reply =
        "您好，路灯已于三月十日修好，电缆已更换。如还有问题请联系现场负责人手机19900009998。";
    city.water_bureau.answers(&lamp, reply).await;
    let page = city.lin.opens(&format!("/desk/messages/{lamp}")).await;
    page.shows(r#"<mark class="hide" title="手机号">19900009998</mark>"#);
    city.lin
        .tries(&lamp, "reply-publication", &[])
        .await
        .is(422);
    let without = city
        .lin
        .calls(
            Method::POST,
            &format!("/messages/{lamp}/reply-publication"),
            Body::Json(serde_json::json!({})),
        )
        .await;
    without.is(422);
    assert_eq!(without.json()["fields"][0]["code"], "personal");
    let reason = [("unmasked", "现场负责人同意公开。")];
    city.lin
        .does(&lamp, "reply-publication", &reason)
        .await
        .succeeds();
    // The number of an office is for everybody.
    let lamp = city.has(StageKind::Handling).await;
    city.water_bureau
        .answers(&lamp, "您好，路灯已于三月十日修好，详询0990-55550001。")
        .await;
    city.lin.publishes_reply(&lamp).await;
}

async fn nobody_publishes_a_number_past_an_editor(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let text = [("text", "请联系19900009998处理。")];
    city.water_bureau
        .tries(&lamp, "interim-reply", &text)
        .await
        .is(422);
    city.mayor
        .tries(&lamp, "instruction", &[text[0], ("audience", "public")])
        .await
        .is(422);
    city.mayor
        .tries(&lamp, "instruction", &[text[0], ("audience", "inside")])
        .await
        .succeeds();
    let replied = city.has(StageKind::Replied).await;
    city.wang.tries(&replied, "follow-up", &text).await.is(422);
    city.water_bureau
        .tries(&replied, "correction", &text)
        .await
        .is(422);
    let private = city
        .has_seen_by(Visibility::Private, StageKind::Replied)
        .await;
    city.wang
        .tries(&private, "follow-up", &text)
        .await
        .succeeds();
}

/// A message whose writer lets the unit know who writes.
fn open() -> Letter {
    Letter {
        identity_open: true,
        ..Letter::titled("路灯不亮")
    }
}

const REASON: &str = "约时间上门查看电表箱。";

async fn the_unit_in_charge_looks_at_a_contact_and_the_writer_is_told(city: &City) {
    let lamp = city.has_letter(&open(), StageKind::Handling).await;
    drop(city.news().await);
    let desk = format!("/desk/messages/{lamp}");
    let page = city.water_bureau.opens(&desk).await;
    page.shows("199****0001").hides("19900000001");
    city.water_bureau
        .tries(&lamp, "contact", &[("reason", " ")])
        .await
        .is(422);
    let shown = city
        .water_bureau
        .does(&lamp, "contact", &[("reason", REASON)])
        .await;
    shown.is(200).shows("19900000001").shows(REASON);
    assert!(shown.header("cache-control").contains("no-store"));
    // Once: no address shows it again.
    city.water_bureau.opens(&desk).await.hides("19900000001");
    let looked = super::my_data::noted(city, SecurityKind::Reveal).await;
    assert_eq!(looked, ["contact"]);
    assert_eq!(city.events(&lamp).await.last(), Some(&"contact_revealed"));
    assert_eq!(city.news().await, [("19900000001".to_owned(), "contact")]);
    let own = city.wang.opens(&format!("/me/messages/{lamp}")).await;
    own.shows("市水务局 查看了您的联系方式").shows(REASON);
    for person in [&city.visitor, &city.li] {
        let page = person.opens(&format!("/messages/{lamp}")).await;
        page.hides("联系方式").hides(REASON);
    }
    city.ledger_follows().await;
}

async fn a_contact_is_never_shown_where_the_switch_is_closed(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let refused = city
        .water_bureau
        .tries(&lamp, "contact", &[("reason", REASON)])
        .await;
    refused.is(409).hides("1990000").shows("身份开关");
    let page = city
        .water_bureau
        .opens(&format!("/desk/messages/{lamp}"))
        .await;
    page.hides("199****");
    assert!(page.form_if("/contact").is_none());
    assert!(!city.events(&lamp).await.contains(&"contact_revealed"));
}

async fn a_contact_is_nobody_elses(city: &City) {
    let lamp = city.has_letter(&open(), StageKind::Handling).await;
    let housing = [("unit", &*City::HOUSING.to_string())];
    city.dispatcher
        .does(&lamp, "co-unit", &housing)
        .await
        .succeeds();
    for person in city.everyone() {
        let unit = person.seat.unit == Some(City::WATER);
        let answer = person.tries(&lamp, "contact", &[("reason", REASON)]).await;
        assert_eq!(answer.status.is_success(), unit, "{}", person.seat.name);
        assert_eq!(
            answer.text().contains("19900000001"),
            unit,
            "{}",
            person.seat.name
        );
        if unit {
            continue;
        }
        for path in [
            format!("/desk/messages/{lamp}"),
            format!("/messages/{lamp}"),
        ] {
            person.opens(&path).await.hides("199****");
        }
    }
}

async fn the_younger_the_writer_the_less_is_public(city: &City) {
    let of_age = |age, visibility| Letter {
        age,
        visibility,
        identity_open: true,
        pen_name: "小明".into(),
        ..Letter::titled("学校门口没有红绿灯")
    };
    let child = of_age(Age::Child, Visibility::Public);
    let child = city.wang.writes(&child).await.number;
    let message = city.message(&child).await;
    assert_eq!(message.visibility, Visibility::Private, "whatever was sent");
    assert!(message.identity_open && message.pen_name.is_empty());
    let alone = of_age(Age::ChildAlone, Visibility::Public);
    let alone = city.wang.writes(&alone).await.number;
    assert!(!city.message(&alone).await.identity_open);
    city.lin
        .opens(&format!("/desk/messages/{alone}"))
        .await
        .shows("请勿联系监护人");
    let minor = of_age(Age::Minor, Visibility::Public);
    let minor = city.wang.writes(&minor).await.number;
    let message = city.message(&minor).await;
    assert_eq!(message.visibility, Visibility::Public, "one may choose it");
    assert!(message.pen_name.is_empty());
    // Where nothing is chosen, the page offers what is safe.
    let page = city.wang.opens("/write").await;
    let form = page.form("/write");
    let typed = [("kind", "help"), ("domain", "education"), ("age", "minor")];
    let page = city.wang.sends(&form, &typed).await;
    let carried = page
        .form("/write")
        .field("age")
        .map(|field| field.value.clone());
    assert_eq!(carried.as_deref(), Some("minor"));
}
