//! One's own data: consent with its version, export, correction, withdrawal, closing the account, and what is deleted when
//! its time is over.

use app::sign_in::Browser;
use domain::consent::Purpose;
use domain::screening::Visibility;
use domain::security::SecurityKind;
use domain::stage::StageKind;
use jiff::SignedDuration;
use store::Error;
use testkit::{Body, City, Letter, on_both};

on_both! {
    whoever_sends_a_message_agrees_to_what_was_chosen,
    a_consent_is_withdrawn_and_what_follows_happens,
    the_export_holds_all_that_is_ones_own,
    a_phone_is_changed_by_codes_on_both,
    an_account_is_closed_after_fourteen_days_and_not_before,
    what_is_past_its_time_is_deleted_and_noted,
}

/// Purpose and whether it holds, of all that Wang agreed to.
async fn agreed(city: &City) -> Vec<(Purpose, bool)> {
    let data = city.app.my_data(&city.wang.actor()).await.unwrap();
    let consents = data.consents.iter().map(|(consent, _)| {
        assert_eq!(consent.version, consent.purpose.version());
        assert_eq!(consent.message.is_some(), consent.purpose.is_of_a_message());
        (consent.purpose, consent.withdrawn_at.is_none())
    });
    consents.collect()
}

/// What the security log says of the events of a kind.
pub async fn noted(city: &City, kind: SecurityKind) -> Vec<String> {
    while city.app.security_step().await.unwrap() {}
    let lines = city.app.security_lines(0, 10_000).await.unwrap();
    let of_kind = lines.iter().filter(|line| line.event.kind == kind);
    of_kind
        .filter_map(|line| line.event.detail.as_ref().map(ToString::to_string))
        .collect()
}

fn open_letter() -> Letter {
    Letter {
        identity_open: true,
        remark: "我住在菜场后面的红色小楼。".into(),
        pen_name: "城东居民".into(),
        ..Letter::titled("路灯不亮")
    }
}

async fn whoever_sends_a_message_agrees_to_what_was_chosen(city: &City) {
    assert_eq!(agreed(city).await, []);
    let private = Letter {
        visibility: Visibility::Private,
        ..Letter::titled("井盖缺了一块")
    };
    city.has_letter(&private, StageKind::Submitted).await;
    assert_eq!(agreed(city).await, [(Purpose::Account, true)]);
    city.has_letter(&open_letter(), StageKind::Submitted).await;
    assert_eq!(
        agreed(city).await,
        [
            (Purpose::Account, true),
            (Purpose::Publish, true),
            (Purpose::Identity, true)
        ]
    );
    let page = city.wang.opens("/me/privacy").await;
    page.shows("2026").shows("199 **** 0001");
    page.hides("19900000001");
    // The words that are agreed to stand where they are agreed to.
    city.visitor
        .opens("/sign-in")
        .await
        .shows("即表示您已阅读并同意本说明");
}

async fn a_consent_is_withdrawn_and_what_follows_happens(city: &City) {
    let lamp = city.has_letter(&open_letter(), StageKind::Handling).await;
    let unit = city.water_bureau.thread(&lamp).await;
    assert_eq!(unit["sight"], "original");
    let page = city.wang.opens("/me/privacy").await;
    let form = page.form("/me/privacy/identity");
    city.wang.sends(&form, &[]).await.is(303);
    let unit = city.water_bureau.thread(&lamp).await;
    assert_eq!(
        unit["sight"], "handling",
        "the unit sees the remark no longer"
    );
    let page = city.wang.opens("/me/privacy").await;
    assert!(page.form_if("/me/privacy/identity").is_none());

    // Publication is withdrawn by erasing: the page leads there.
    page.shows(&format!("/me/messages/{lamp}/erasure"));
    let confirm = city
        .wang
        .opens(&format!("/me/messages/{lamp}/erasure"))
        .await;
    city.wang
        .sends(&confirm.form("/erasure"), &[])
        .await
        .is(303);
    assert_eq!(
        agreed(city).await,
        [
            (Purpose::Account, true),
            (Purpose::Publish, false),
            (Purpose::Identity, false)
        ]
    );
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .hides("路灯不亮");
    assert_eq!(
        noted(city, SecurityKind::Consent).await,
        ["given:account", "withdrawn:identity", "withdrawn:publish"]
    );
}

async fn the_export_holds_all_that_is_ones_own(city: &City) {
    let lamp = city.has_letter(&open_letter(), StageKind::Replied).await;
    let other = city.li.files("水管漏水").await;
    city.lin.publishes(&other).await;
    city.wang.supports(&other).await;
    let pressed = [("text", "他们叫我撤回。")];
    let said = city.wang.tries(&lamp, "pressure", &pressed).await;
    said.succeeds();
    let answer = city.wang.opens("/me/privacy/export.json").await;
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"huiyin-my-data.json\""
    );
    let json = answer.json();
    assert_eq!(json["account"]["phone"], "19900000001");
    assert_eq!(json["account"]["pen_name"], "城东居民");
    assert_eq!(json["supported"][0], other.as_str());
    assert_eq!(json["messages"].as_array().unwrap().len(), 1);
    let message = &json["messages"][0];
    assert_eq!(message["number"], lamp.as_str());
    assert_eq!(message["remark"], "我住在菜场后面的红色小楼。");
    assert!(message["events"].as_array().unwrap().len() >= 5);
    assert_eq!(json["consents"].as_array().unwrap().len(), 3);
    let alert = &json["alerts"][0];
    assert_eq!(
        (&alert["kind"], &alert["message"]),
        (&"pressure".into(), &lamp.as_str().into())
    );
    assert_eq!(alert["steps"][0]["text"], "他们叫我撤回。");
    let page = city.wang.opens("/me/privacy/export").await;
    page.shows("19900000001")
        .shows("他们叫我撤回。")
        .shows(testkit::REPLY)
        .shows("我住在菜场后面的红色小楼。");
    assert_eq!(
        noted(city, SecurityKind::Export).await,
        ["my-data", "my-data"]
    );
}

async fn a_phone_is_changed_by_codes_on_both(city: &City) {
    let (old, new) = ("19900000001", "19900000077");
    let wang = city.wang.id();
    let page = city.wang.opens("/me/privacy").await;
    let form = page.form("/me/privacy/phone");
    city.wang.sends(&form, &[("phone", "123")]).await.is(422);
    city.wang.sends(&form, &[("phone", old)]).await.is(422);
    let codes = city.wang.sends(&form, &[("phone", new)]).await;
    let form = codes.is(200).form("/me/privacy/phone/codes");
    let code = |phone: &str| city.phones.code_of(phone).unwrap();
    let (old_code, new_code) = (code(old), code(new));
    let wrong = city
        .wang
        .sends(&form, &[("old_code", "000000"), ("new_code", "000000")])
        .await;
    wrong.is(422);
    // Codes that were sent to one's own phones are of no use to another account.
    let theirs = city.li.opens("/me/privacy").await;
    let mut stolen = form.clone();
    let key = theirs.form("/me/privacy/phone").filled(&[("phone", new)]);
    let key = key.iter().find(|(name, _)| name == "form_key").unwrap();
    stolen.fields.retain(|field| field.name != "form_key");
    let mut sent = stolen.filled(&[("old_code", &old_code), ("new_code", &new_code)]);
    sent.push(key.clone());
    let answer = city
        .li
        .asks(axum::http::Method::POST, &stolen.action, Body::Form(sent))
        .await;
    answer.is(422);
    // The codes are used up by that; new ones are sent.
    city.clock.pass(SignedDuration::from_hours(2));
    let page = city.wang.opens("/me/privacy").await;
    let codes = city
        .wang
        .sends(&page.form("/me/privacy/phone"), &[("phone", new)])
        .await;
    let form = codes.form("/me/privacy/phone/codes");
    let (old_code, new_code) = (code(old), code(new));
    city.wang
        .sends(&form, &[("old_code", &old_code), ("new_code", &new_code)])
        .await
        .is(303);
    let data = city.app.my_data(&city.wang.actor()).await.unwrap();
    assert_eq!(data.phone.as_deref(), Some(new));
    let (waits, _fate) = city.app.send_code(new).await.unwrap();
    let browser = Browser::default();
    let opened = city.app.sign_in_by_code(&waits, &code(new), &browser).await;
    let signed_in = opened.unwrap().who;
    assert_eq!(signed_in.actor.person, Some(wang), "it is the same account");
    assert_eq!(noted(city, SecurityKind::Factor).await, ["phone"]);
    // A phone that has an account is not taken, and only the owner of both learns so.
    city.clock.pass(SignedDuration::from_hours(2));
    let taken = city.li.seat.phone.unwrap();
    let page = city.wang.opens("/me/privacy").await;
    let codes = city
        .wang
        .sends(&page.form("/me/privacy/phone"), &[("phone", taken)])
        .await;
    let form = codes.is(200).form("/me/privacy/phone/codes");
    let with = [("old_code", code(new)), ("new_code", code(taken))];
    let with = with.each_ref().map(|(name, code)| (*name, code.as_str()));
    city.wang.sends(&form, &with).await.is(422);
}

async fn an_account_is_closed_after_fourteen_days_and_not_before(city: &City) {
    let lamp = city.has_letter(&open_letter(), StageKind::Handling).await;
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .shows("城东居民");
    let pressed = [("text", "他们叫我撤回。")];
    let said = city.wang.tries(&lamp, "pressure", &pressed).await;
    said.succeeds();
    let texts_of_alerts = async || {
        let texts: Result<i64, Error> = city
            .app
            .db
            .read(async |tx| {
                let sql = "SELECT COUNT(*) FROM alert_steps WHERE text_sealed IS NOT NULL";
                Ok(tx.row(sql, &[], |row| row.int(0)).await?.unwrap())
            })
            .await;
        texts.unwrap()
    };
    assert_eq!(texts_of_alerts().await, 1);
    let ask = async || {
        let confirm = city.wang.opens("/me/privacy/closing").await;
        let form = confirm.form("/me/privacy/closing");
        city.wang.sends(&form, &[]).await.is(303);
    };
    let closing_at = async || {
        let data = city.app.my_data(&city.wang.actor()).await.unwrap();
        data.closing_at
    };
    ask().await;
    assert!(closing_at().await.is_some());
    let page = city.wang.opens("/me/privacy").await;
    city.wang
        .sends(&page.form("/me/privacy/keeping"), &[])
        .await
        .is(303);
    assert_eq!(closing_at().await, None);

    ask().await;
    city.clock.pass(SignedDuration::from_hours(24 * 14 - 1));
    city.app.housekeep().await.unwrap();
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .shows("城东居民");
    city.clock.pass(SignedDuration::from_hours(2));
    city.app.housekeep().await.unwrap();

    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .hides("城东居民");
    let unit = city.water_bureau.thread(&lamp).await;
    assert_eq!(unit["sight"], "handling");
    let editor = city.lin.thread(&lamp).await;
    assert!(editor["remark"].is_null(), "{editor}");
    assert!(editor["body"].as_str().is_some_and(|body| !body.is_empty()));
    assert_eq!(texts_of_alerts().await, 0);
    let wang = city.wang.id();
    let left: Result<Option<Vec<u8>>, Error> = city
        .app
        .db
        .read(async |tx| store::people::phone(tx, wang).await)
        .await;
    assert_eq!(left.unwrap(), None);
    // The old session is of nobody, and the same phone makes another account.
    city.wang.opens("/me").await.is(303);
    let (waits, _fate) = city.app.send_code("19900000001").await.unwrap();
    let code = city.phones.code_of("19900000001").unwrap();
    let browser = Browser::default();
    let opened = city.app.sign_in_by_code(&waits, &code, &browser).await;
    let signed_in = opened.unwrap().who;
    assert_ne!(signed_in.actor.person, Some(wang));
    assert_eq!(
        noted(city, SecurityKind::Closing).await,
        ["asked", "taken-back", "asked", "done"]
    );
    // Whoever handles the matter goes on; nobody is told of it.
    city.water_bureau.answers(&lamp, testkit::REPLY).await;
    city.phones.read();
    city.lin.publishes_reply(&lamp).await;
    assert!(city.news().await.is_empty());
}

async fn what_is_past_its_time_is_deleted_and_noted(city: &City) {
    city.app.send_code("19900000005").await.unwrap();
    city.app.issue_token(city.lin.id()).await.unwrap();
    city.app.housekeep().await.unwrap();
    assert_eq!(
        noted(city, SecurityKind::Retention).await,
        Vec::<String>::new()
    );
    city.clock.pass(SignedDuration::from_hours(24 * 91));
    city.app.housekeep().await.unwrap();
    assert_eq!(
        noted(city, SecurityKind::Retention).await,
        ["codes", "text-messages", "sessions"]
    );
    let page = city.visitor.opens("/privacy/retention").await;
    page.shows("security_events").shows("发生后 366 天");
    city.visitor
        .opens("/privacy")
        .await
        .shows("征求您同意的事项");
}
