//! Life of a message, from writing to closing, by pages and by JSON.

use domain::rating::Settled;
use domain::reply::ReturnReason;
use domain::stage::{ClosedResult, Stage, StageKind};
use testkit::{City, REPLY, through_both_doors};

through_both_doors! {
    a_message_is_answered_returned_answered_again_and_settled,
}

async fn a_message_is_answered_returned_answered_again_and_settled(city: &City) {
    let lamp = city.wang.files("城东路灯不亮").await;
    assert_eq!(lamp, "2026-000001");
    city.lin.publishes(&lamp).await;
    city.dispatcher.assigns(&lamp, City::WATER).await;
    city.water_bureau.accepts(&lamp).await;
    city.water_bureau
        .answers(&lamp, "您好，您反映的问题已收到，感谢您的支持。")
        .await;
    city.lin.returns(&lamp, ReturnReason::NoFinding).await;
    city.water_bureau.answers(&lamp, REPLY).await;
    city.lin.publishes_reply(&lamp).await;
    city.wang.rates(&lamp, Settled::Yes).await;
    assert_eq!(city.message(&lamp).await.stage.kind(), StageKind::Replied);

    city.working_days_pass(16).await;
    let message = city.message(&lamp).await;
    assert!(matches!(
        message.stage,
        Stage::Closed {
            result: ClosedResult::Settled,
            ..
        }
    ));
    assert_eq!(message.counts.returns, 1);
    assert!(!message.overdue());
    assert_eq!(
        city.events(&lamp).await,
        [
            "submitted",
            "published",
            "assigned",
            "accepted",
            "reply_submitted",
            "reply_returned",
            "reply_submitted",
            "reply_published",
            "rated",
            "closed"
        ]
    );
    let news = city.news().await;
    let told: Vec<_> = news
        .iter()
        .map(|(phone, what)| (phone.as_str(), *what))
        .collect();
    assert_eq!(
        told,
        [("19900000001", "published"), ("19900000001", "replied")]
    );
}
