//! Screening: declined, amended, appealed to another editor, withdrawn, moved.

use domain::screening::DeclineReason;
use domain::stage::StageKind;
use jiff::SignedDuration;
use testkit::{BODY, City, Door, on_both, through_both_doors};

through_both_doors! {
    what_is_declined_is_amended_and_published,
    an_appeal_goes_to_another_editor_once,
    the_writer_edits_until_it_is_screened,
    what_is_taken_back_is_hidden_after_two_days,
    nothing_is_seen_before_it_is_screened,
}

on_both! {
    an_editor_who_read_another_text_does_not_judge,
}

async fn what_is_declined_is_amended_and_published(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.declines(&lamp, DeclineReason::PersonalData).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Declined);
    let seen = city.wang.thread(&lamp).await;
    assert_eq!(seen["events"][1]["reason"], "personal_data");
    assert_eq!(
        seen["events"][1]["text"],
        "请删去他人的电话号码后重新提交。"
    );
    city.wang.amends(&lamp, "菜场路灯不亮").await;
    city.lin.publishes(&lamp).await;
    let seen = city.visitor.thread(&lamp).await;
    assert_eq!(seen["title"], "菜场路灯不亮");
    assert_eq!(seen["stage"], "open");
}

async fn an_appeal_goes_to_another_editor_once(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.declines(&lamp, DeclineReason::NotAMatter).await;
    city.wang.appeals(&lamp).await;
    let as_written = [("title", "路灯不亮"), ("body", BODY)];
    let again = city.lin.tries(&lamp, "publication", &as_written).await;
    again.is(409);
    city.zhao.declines(&lamp, DeclineReason::NotAMatter).await;
    let second = city
        .wang
        .tries(&lamp, "appeal", &[("text", "请再看看。")])
        .await;
    second.is(409);
    if city.door == Door::Api {
        assert_eq!(second.code(), "appeal-used");
    }
    assert_eq!(
        city.events(&lamp).await,
        ["submitted", "declined", "appealed", "declined"]
    );
}

async fn the_writer_edits_until_it_is_screened(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.wang.edits(&lamp, "城东路灯不亮").await;
    city.lin.publishes(&lamp).await;
    assert_eq!(city.visitor.thread(&lamp).await["title"], "城东路灯不亮");
    let fields = [("title", "又改了"), ("body", BODY)];
    city.wang.tries(&lamp, "text", &fields).await.is(409);
}

async fn what_is_taken_back_is_hidden_after_two_days(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.wang.withdraws(&lamp).await;
    city.passes(SignedDuration::from_hours(47)).await;
    assert_eq!(city.visitor.thread(&lamp).await["title"], "路灯不亮");
    city.passes(SignedDuration::from_hours(1)).await;
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .is(200)
        .hides("路灯不亮");
    let seen = city.visitor.thread(&lamp).await;
    assert_eq!(
        (&seen["sight"], &seen["stage"]),
        (&"stub".into(), &"withdrawn".into())
    );
    assert!(seen["title"].is_null() && seen["office"].is_null());
    city.visitor.opens("/messages").await.hides("路灯不亮");
}

async fn nothing_is_seen_before_it_is_screened(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    for person in [
        &city.visitor,
        &city.li,
        &city.water_bureau,
        &city.mayor,
        &city.administrator,
    ] {
        person
            .opens(&format!("/messages/{lamp}"))
            .await
            .is(200)
            .hides("路灯不亮");
        let seen = person.thread(&lamp).await;
        assert_eq!(seen["sight"], "stub");
        assert!(seen["title"].is_null() && seen["body"].is_null());
    }
    city.visitor.opens("/messages").await.hides("路灯不亮");
    for person in [
        &city.wang,
        &city.lin,
        &city.dispatcher,
        &city.supervisor,
        &city.auditor,
    ] {
        assert_eq!(person.thread(&lamp).await["title"], "路灯不亮");
    }
}

async fn an_editor_who_read_another_text_does_not_judge(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    let read = city.lin.opens(&format!("/desk/messages/{lamp}")).await;
    city.wang.edits(&lamp, "另一件事").await;
    let form = read.form("/publication");
    city.lin.sends(&form, &[]).await.is(409);
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Submitted);
}
