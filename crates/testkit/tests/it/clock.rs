//! Time: overdue is set once and stays, a return buys no time, the clock stands still only for the writer.

use domain::reply::ReturnReason;
use domain::stage::StageKind;
use jiff::SignedDuration;
use testkit::{City, Door, REPLY, through_both_doors};

through_both_doors! {
    overdue_is_set_once_and_never_cleared,
    a_return_buys_no_time,
    the_clock_stands_still_for_the_writer,
    an_extension_is_given_once,
    the_unit_is_reminded_before_it_is_late,
}

/// A message that the water bureau works on.
async fn handled(city: &City) -> String {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.water_bureau.accepts(&lamp).await;
    lamp
}

async fn overdue_is_set_once_and_never_cleared(city: &City) {
    let lamp = handled(city).await;
    city.working_days_pass(15).await;
    let late = city.message(&lamp).await.clock.unwrap().overdue_since;
    assert!(late.is_some());
    city.visitor
        .opens("/messages?overdue=1")
        .await
        .is(200)
        .shows("路灯不亮");
    city.water_bureau.answers(&lamp, REPLY).await;
    city.lin.publishes_reply(&lamp).await;
    city.working_days_pass(20).await;
    let message = city.message(&lamp).await;
    assert_eq!(message.stage.kind(), StageKind::Closed);
    assert_eq!(message.clock.unwrap().overdue_since, late);
    let events = city.events(&lamp).await;
    assert_eq!(events.iter().filter(|code| **code == "late").count(), 1);
    let published = city.visitor.thread(&lamp).await["events"].clone();
    let published = published.as_array().unwrap().iter();
    let on_time: Vec<_> = published
        .filter_map(|event| event["on_time"].as_bool())
        .collect();
    assert_eq!(on_time, [false]);
}

async fn a_return_buys_no_time(city: &City) {
    let lamp = handled(city).await;
    let due = city.message(&lamp).await.clock.unwrap().due;
    city.working_days_pass(14).await;
    city.water_bureau
        .answers(&lamp, "您好，您反映的问题我们已经收到，谢谢。")
        .await;
    city.lin.returns(&lamp, ReturnReason::OnlyGreets).await;
    let clock = city.message(&lamp).await.clock.unwrap();
    assert_eq!(clock.due, due);
    assert!(clock.answer_again_by.unwrap() > due);
    // Answered within the three days of the return, and yet after the due day.
    city.working_days_pass(2).await;
    city.water_bureau.answers(&lamp, REPLY).await;
    city.lin.publishes_reply(&lamp).await;
    let message = city.message(&lamp).await;
    assert!(message.overdue());
    assert_eq!(message.clock.unwrap().due, due);
}

async fn the_clock_stands_still_for_the_writer(city: &City) {
    let lamp = handled(city).await;
    let due = city.message(&lamp).await.clock.unwrap().due;
    city.water_bureau
        .asks_the_writer(&lamp, "是哪几盏灯？")
        .await;
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .hides("是哪几盏灯");
    city.wang
        .opens(&format!("/me/messages/{lamp}"))
        .await
        .shows("是哪几盏灯");
    city.working_days_pass(2).await;
    city.wang.clarifies(&lamp, "菜场门口的三盏。").await;
    let clock = city.message(&lamp).await.clock.unwrap();
    assert!(clock.due > due);
    assert_eq!(clock.pauses, 1);
    city.water_bureau
        .asks_the_writer(&lamp, "灯杆上的编号是多少？")
        .await;
    // The writer is silent: after five days in all it goes on by itself.
    city.working_days_pass(6).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Handling);
    let third = city
        .water_bureau
        .tries(&lamp, "question", &[("text", "还有吗？")])
        .await;
    third.is(409);
    if city.door == Door::Api {
        assert_eq!(third.code(), "asked-enough");
    }
}

async fn an_extension_is_given_once(city: &City) {
    let lamp = handled(city).await;
    let due = city.message(&lamp).await.clock.unwrap().due;
    let long = [("days", "11"), ("reason", "备件要从外地调运。")];
    let long = city
        .water_bureau
        .tries(&lamp, "extension-request", &long)
        .await;
    assert!(
        [409, 422].contains(&long.status.as_u16()),
        "{}",
        long.status
    );
    city.water_bureau.asks_for_days(&lamp, 5).await;
    city.supervisor.grants(&lamp).await;
    let clock = city.message(&lamp).await.clock.unwrap();
    assert_eq!(clock.due, city.app.rules.due(due, 5));
    assert_eq!(clock.first_due, due);
    let again = [("days", "2"), ("reason", "还是不够。")];
    city.water_bureau
        .tries(&lamp, "extension-request", &again)
        .await
        .is(409);
}

async fn the_unit_is_reminded_before_it_is_late(city: &City) {
    let lamp = handled(city).await;
    city.working_days_pass(11).await;
    assert!(city.events(&lamp).await.contains(&"reminded"));
    assert!(!city.message(&lamp).await.overdue());
    city.supervisor.reminds(&lamp).await;
    city.passes(SignedDuration::from_mins(1)).await;
    let reminded = city.events(&lamp).await;
    assert_eq!(
        reminded.iter().filter(|code| **code == "reminded").count(),
        2
    );
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .hides("请尽快回复");
}
