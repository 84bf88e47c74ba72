//! Who does the work: refused twice, designated, passed down, silent.

use domain::screening::Kind;
use domain::stage::{Stage, StageKind};
use testkit::{City, Door, Letter, REPLY, through_both_doors};

through_both_doors! {
    the_second_refusal_brings_a_designation,
    silence_is_acceptance,
    a_unit_passes_work_down_and_nowhere_else,
    a_complaint_about_conduct_never_goes_to_the_accused,
    a_leader_speaks_inside_or_in_public,
}

async fn the_second_refusal_brings_a_designation(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.water_bureau.refuses(&lamp).await;
    city.dispatcher.assigns(&lamp, City::HOUSING).await;
    city.housing_bureau.refuses(&lamp).await;
    let third = [("unit", &*City::WATER.to_string())];
    let third = city.dispatcher.tries(&lamp, "assignment", &third).await;
    third.is(409);
    if city.door == Door::Api {
        assert_eq!(third.code(), "needs-designation");
    }
    city.supervisor.designates(&lamp, City::HOUSING).await;
    let message = city.message(&lamp).await;
    assert_eq!(
        message.stage,
        Stage::Handling {
            unit: City::HOUSING
        }
    );
    assert_eq!(message.counts.hand_overs, 2);
    city.housing_bureau
        .tries(&lamp, "refusal", &[("ground", "不归我们管。")])
        .await
        .is(409);
    city.housing_bureau.answers(&lamp, REPLY).await;
}

async fn silence_is_acceptance(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.working_days_pass(1).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Handling);
    let seen = city.visitor.thread(&lamp).await;
    let accepted = &seen["events"][3];
    assert_eq!(
        (&accepted["event"], &accepted["by"]),
        (&"accepted".into(), &"clock".into())
    );
    assert_eq!(accepted["silence"], true);
}

async fn a_unit_passes_work_down_and_nowhere_else(city: &City) {
    let lamp = city.wang.files("水管漏水").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    let aside = [("unit", &*City::HOUSING.to_string())];
    city.water_bureau
        .tries(&lamp, "transfer", &aside)
        .await
        .is(422);
    city.housing_bureau
        .tries(&lamp, "acceptance", &[])
        .await
        .is(403);
    city.water_bureau
        .transfers(&lamp, City::WATER_STATION)
        .await;
    city.water_station.accepts(&lamp).await;
    city.water_head.answers(&lamp, REPLY).await;
    assert_eq!(city.message(&lamp).await.counts.hand_overs, 1);
}

async fn a_complaint_about_conduct_never_goes_to_the_accused(city: &City) {
    let letter = Letter {
        kind: Kind::Complaint,
        demand: "请调查窗口人员的态度，并给我一个书面的答复和说法。".into(),
        concerns: Some(City::WATER),
        concerns_conduct: true,
        ..Letter::titled("窗口态度恶劣")
    };
    let number = city.wang.writes(&letter).await.number;
    city.lin.publishes(&number).await;
    for accused in [City::WATER, City::WATER_STATION] {
        let to = [("unit", &*accused.to_string())];
        city.dispatcher
            .tries(&number, "assignment", &to)
            .await
            .is(422);
    }
    city.dispatcher.assigns(&number, City::HOUSING).await;
}

async fn a_leader_speaks_inside_or_in_public(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.mayor
        .instructs(&lamp, "请水务局今晚到场。", "inside")
        .await;
    city.mayors_office
        .instructs(&lamp, "市长已看到，正在督办。", "public")
        .await;
    let page = city.visitor.opens(&format!("/messages/{lamp}")).await;
    page.is(200)
        .hides("请水务局今晚到场")
        .shows("市长已看到，正在督办");
    let thread = city.wang.thread(&lamp).await.to_string();
    assert!(!thread.contains("请水务局今晚到场"));
    let inside = city.water_bureau.thread(&lamp).await.to_string();
    assert!(inside.contains("请水务局今晚到场"));
    let word = [("text", "我来说两句。"), ("audience", "public")];
    city.secretary
        .tries(&lamp, "instruction", &word)
        .await
        .is(403);
}
