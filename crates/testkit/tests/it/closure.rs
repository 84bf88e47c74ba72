//! How it ends: rating, follow-up, reopening, silence, erasure; “me too”.

use domain::rating::Settled;
use domain::stage::{ClosedResult, Stage, StageKind};
use testkit::{BODY, City, Door, REPLY, through_both_doors};

through_both_doors! {
    another_editor_judges_a_reopening,
    a_reopening_that_is_refused_gives_the_time_back,
    a_follow_up_is_answered_under_the_reply,
    silence_is_never_settled,
    a_reply_is_rated_once,
    a_promise_moves_the_time_for_rating,
    what_is_erased_is_gone_and_the_thread_says_so,
    me_too_counts_once_and_can_be_taken_back,
}

/// A message with a published reply.
async fn replied(city: &City) -> String {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.water_bureau.accepts(&lamp).await;
    city.water_bureau.answers(&lamp, REPLY).await;
    city.lin.publishes_reply(&lamp).await;
    lamp
}

async fn another_editor_judges_a_reopening(city: &City) {
    let lamp = replied(city).await;
    city.wang.rates(&lamp, Settled::No).await;
    city.wang
        .asks_to_reopen(&lamp, "只亮了一天，又全黑了。")
        .await;
    city.lin.tries(&lamp, "reopening", &[]).await.is(409);
    city.zhao.reopens(&lamp).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Handling);
    city.water_bureau
        .answers(
            &lamp,
            "您好：3 月 5 日查明是控制箱短路，已更换控制箱，连续三晚巡查正常。",
        )
        .await;
    city.lin.publishes_reply(&lamp).await;
    city.wang.rates(&lamp, Settled::Yes).await;
    city.working_days_pass(16).await;
    let message = city.message(&lamp).await;
    assert!(matches!(
        message.stage,
        Stage::Closed {
            result: ClosedResult::Settled,
            ..
        }
    ));
    assert_eq!(message.counts.reopenings, 1);
    let thread = city.visitor.thread(&lamp).await;
    let rated = thread["events"].as_array().unwrap().iter();
    let both: Vec<_> = rated
        .filter_map(|event| event["rating"]["settled"].as_str())
        .collect();
    assert_eq!(
        both,
        ["not_settled", "settled"],
        "the first and the latest stand"
    );
}

async fn a_reopening_that_is_refused_gives_the_time_back(city: &City) {
    let lamp = replied(city).await;
    city.working_days_pass(10).await;
    city.wang.asks_to_reopen(&lamp, "还是不亮。").await;
    city.working_days_pass(3).await;
    city.zhao.keeps_closed(&lamp).await;
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .shows("现场照片显示已修好");
    city.working_days_pass(4).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Replied);
    city.wang.rates(&lamp, Settled::Partly).await;
    city.working_days_pass(15).await;
    let stage = city.message(&lamp).await.stage;
    assert!(matches!(
        stage,
        Stage::Closed {
            result: ClosedResult::Partly,
            ..
        }
    ));
}

async fn a_follow_up_is_answered_under_the_reply(city: &City) {
    let lamp = replied(city).await;
    let unasked = [("text", REPLY), ("outcome", "settled")];
    let unasked = city.water_bureau.tries(&lamp, "reply", &unasked).await;
    unasked.is(409);
    if city.door == Door::Api {
        assert_eq!(unasked.code(), "nothing-asked");
    }
    city.wang
        .follows_up(&lamp, "小学门口的那盏什么时候修？")
        .await;
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .shows("小学门口的那盏什么时候修");
    city.water_bureau
        .answers(
            &lamp,
            "您好：小学门口的一盏已于 3 月 2 日晚一并修好，请放心。",
        )
        .await;
    city.lin.publishes_reply(&lamp).await;
    let page = city.visitor.opens(&format!("/messages/{lamp}")).await;
    page.shows("城东路 12 盏路灯因电缆老化不亮")
        .shows("小学门口的一盏已于");
}

async fn silence_is_never_settled(city: &City) {
    let lamp = replied(city).await;
    city.working_days_pass(16).await;
    let stage = city.message(&lamp).await.stage;
    assert!(matches!(
        stage,
        Stage::Closed {
            result: ClosedResult::Unrated,
            ..
        }
    ));
    let rating = [
        ("settled", "settled"),
        ("result", "5"),
        ("manner", "5"),
        ("speed", "5"),
    ];
    city.wang.tries(&lamp, "rating", &rating).await.is(409);
}

async fn a_reply_is_rated_once(city: &City) {
    let lamp = replied(city).await;
    let rating = [
        ("settled", "partly"),
        ("result", "3"),
        ("manner", "5"),
        ("speed", "1"),
    ];
    city.li
        .tries(&lamp, "rating", &rating)
        .await
        .is_one_of(&[403, 404]);
    if city.door == Door::Pages {
        let odd = [&rating[..], &[("word", "loud")]].concat();
        let odd = city.wang.tries(&lamp, "rating", &odd).await;
        odd.is(422).hides("field-word");
    }
    city.wang.rates(&lamp, Settled::Yes).await;
    let again = city.wang.tries(&lamp, "rating", &rating).await;
    again.is(409);
    if city.door == Door::Api {
        assert_eq!(again.code(), "rated");
    }
}

async fn a_promise_moves_the_time_for_rating(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.water_bureau.accepts(&lamp).await;
    let past = [
        ("text", REPLY),
        ("outcome", "promised"),
        ("day", "2026-03-02"),
    ];
    city.water_bureau.tries(&lamp, "reply", &past).await.is(422);
    city.water_bureau.promises(&lamp, REPLY, "2026-04-30").await;
    city.lin.publishes_reply(&lamp).await;
    city.working_days_pass(16).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Replied);
    city.working_days_pass(45).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Closed);
}

async fn what_is_erased_is_gone_and_the_thread_says_so(city: &City) {
    let lamp = replied(city).await;
    city.wang.rates(&lamp, Settled::Yes).await;
    city.wang.follows_up(&lamp, "小学门口的那盏呢？").await;
    city.wang.erases(&lamp).await;
    assert_eq!(city.events(&lamp).await.last(), Some(&"erased"));
    let page = city.visitor.opens(&format!("/messages/{lamp}")).await;
    // What officials said in public stays said.
    page.is(200).shows("电缆老化").hides(BODY);
    for person in city.everyone() {
        let seen = person.thread(&lamp).await.to_string();
        for word in ["菜场", "路灯不亮", "灯亮了", "小学门口"] {
            assert!(!seen.contains(word), "{}: {seen}", person.seat.name);
        }
    }
    city.visitor.opens("/messages").await.hides("路灯不亮");
}

async fn me_too_counts_once_and_can_be_taken_back(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.lin.publishes(&lamp).await;
    city.li.supports(&lamp).await;
    city.li
        .tries(&lamp, "support", &[("on", "1")])
        .await
        .succeeds();
    assert_eq!(city.message(&lamp).await.supports, 1);
    city.wang
        .tries(&lamp, "support", &[("on", "1")])
        .await
        .is(403);
    city.lin
        .tries(&lamp, "support", &[("on", "1")])
        .await
        .is(403);
    city.li.supports_no_more(&lamp).await;
    assert_eq!(city.message(&lamp).await.supports, 0);
}
