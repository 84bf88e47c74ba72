//! What fails around a board, and a clock that jumps: nothing typed is lost, nothing lasts longer than it may, nobody is
//! held back for a year. docs/reliability.md has them all.

use crate::pictures::{photo, pictures_of, sends};
use app::App;
use app::sign_in::{Browser, Token};
use jiff::SignedDuration;
use std::fs;
use testkit::{City, Gateway, on_both};

on_both! {
    a_folder_of_pictures_that_cannot_be_written_loses_nothing_typed,
    a_clock_that_was_a_year_ahead_holds_nobody_back_afterwards,
    a_clock_that_goes_back_a_day_makes_nothing_last_longer,
    a_clock_that_goes_back_a_day_turns_nothing_round,
}

const PHONE: &str = "19900000078";
const OTHER_PHONE: &str = "19900000079";
const DAY: SignedDuration = SignedDuration::from_hours(24);
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

async fn a_folder_of_pictures_that_cannot_be_written_loses_nothing_typed(city: &City) {
    let folder = city.app.blobs.folder();
    let aside = folder.with_extension("aside");
    let picture = || vec![("picture_1".to_owned(), photo())];
    // A file stands where the folder was: there nobody can write, whatever their rights.
    let breaks = || {
        fs::rename(folder, &aside).unwrap();
        fs::write(folder, "").unwrap();
    };
    let mends = || {
        fs::remove_file(folder).unwrap();
        fs::rename(&aside, folder).unwrap();
    };
    breaks();
    let told = sends(city, picture(), &[]).await;
    told.is(503)
        .shows("服务暂时中断")
        .shows("路灯不亮")
        .shows("孩子放学");
    assert_eq!(told.header("retry-after"), "10");
    let own = async || {
        city.app
            .own_messages(&city.wang.actor())
            .await
            .unwrap()
            .len()
    };
    assert_eq!(own().await, 0, "nothing was taken in part");
    sends(city, Vec::new(), &[]).await.is(201);
    mends();
    sends(city, picture(), &[]).await.is(201);
    assert_eq!(own().await, 2);
    city.lin.publishes("2026-000002").await;
    let page = city.visitor.opens("/messages/2026-000002").await;
    let pictures = pictures_of(&page);
    assert_eq!(pictures.len(), 1);
    breaks();
    city.visitor.opens(&pictures[0]).await.is(503);
    city.visitor.opens("/messages/2026-000002").await.is(200);
    mends();
    city.visitor.opens(&pictures[0]).await.is(200);
}

/// A code for a phone, and where it was asked for.
async fn code_for(city: &City, phone: &str) -> (Token, String) {
    let (token, _fate) = city.app.send_code(phone).await.unwrap();
    (token, city.phones.code_of(phone).unwrap())
}

async fn enters(app: &App, (token, code): &(Token, String)) -> Option<Token> {
    let entered = app.sign_in_by_code(token, code, &Browser::default()).await;
    entered.ok().map(|opened| opened.token)
}

async fn a_clock_that_was_a_year_ahead_holds_nobody_back_afterwards(city: &City) {
    let right = city.now();
    let lamp = city.wang.files("路灯不亮").await;
    city.clock.set(right + YEAR);
    // As many codes as a phone gets in an hour; a session; a text message that waits; a job whose process died.
    for _ in 0..4 {
        code_for(city, PHONE).await;
    }
    let code = code_for(city, PHONE).await;
    assert!(city.app.send_code(PHONE).await.is_err());
    let session = enters(&city.app, &code).await.unwrap();
    let unused = code_for(city, OTHER_PHONE).await;
    city.lin.publishes(&lamp).await;
    let taken = city.app.db.write(async |tx| {
        let now = city.now();
        store::jobs::take(tx, now, now + SignedDuration::from_mins(1)).await
    });
    let taken: Result<_, store::Error> = taken.await;
    assert_eq!(taken.unwrap().unwrap().name, "tell_writer");
    city.phones.gateway(Some(Gateway::Down));
    city.app.send_code("19900000080").await.unwrap();
    city.phones.gateway(None);
    city.phones.read();

    city.clock.set(right + SignedDuration::from_mins(1));
    assert!(city.app.who(&session).await.unwrap().is_none());
    assert_eq!(enters(&city.app, &unused).await, None);
    assert!(
        enters(&city.app, &code_for(city, PHONE).await)
            .await
            .is_some()
    );
    city.app.send_texts().await.unwrap();
    assert_eq!(
        city.phones.code_of("19900000080"),
        None,
        "it was for another year"
    );
    assert_eq!(city.app.gauges().await.unwrap().texts, 0);
    let news: Vec<_> = city
        .news()
        .await
        .into_iter()
        .map(|(_, what)| what)
        .collect();
    assert_eq!(news, ["published"]);
    // The thread that was touched keeps its later time; others have theirs.
    let next = city.li.files("水管漏水").await;
    assert_eq!(city.message(&next).await.created_at, city.now());
    assert!(city.id_of(&next).await > city.id_of(&lamp).await);
    city.ledger_follows().await;
}

async fn a_clock_that_goes_back_a_day_makes_nothing_last_longer(city: &City) {
    let code = code_for(city, PHONE).await;
    let session = enters(&city.app, &code_for(city, OTHER_PHONE).await)
        .await
        .unwrap();
    assert!(city.app.who(&session).await.unwrap().is_some());
    // A step as time servers make it ends nothing.
    city.clock.pass(SignedDuration::from_secs(-30));
    assert!(city.app.who(&session).await.unwrap().is_some());
    city.clock.pass(-DAY);
    for _ in 0..3 {
        city.clock.pass(SignedDuration::from_mins(6));
        assert_eq!(enters(&city.app, &code).await, None);
        assert!(city.app.who(&session).await.unwrap().is_none());
    }
}

async fn a_clock_that_goes_back_a_day_turns_nothing_round(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    let submitted = city.message(&lamp).await.last_at;
    city.clock.pass(-DAY);
    city.lin.publishes(&lamp).await;
    let message = city.message(&lamp).await;
    assert!(message.last_at >= submitted && message.published_at >= Some(submitted));
    let id = city.id_of(&lamp).await;
    let events: Result<_, store::Error> = city
        .app
        .db
        .read(async |tx| store::events::of_message(tx, id).await)
        .await;
    let events = events.unwrap();
    assert!(events.is_sorted_by_key(|event| event.at), "{events:?}");
    assert!(events.is_sorted_by_key(|event| event.id), "{events:?}");
    // Another process, whose clock has always been behind.
    let (_site, _visitor, wang) = city.another_node(SignedDuration::ZERO).await;
    let next = wang.files("水管漏水").await;
    assert_eq!(
        (lamp.as_str(), next.as_str()),
        ("2026-000001", "2026-000002")
    );
    assert!(
        city.id_of(&next).await
            > events
                .iter()
                .map(|event| event.id.0)
                .max()
                .map(domain::ids::MessageId)
                .unwrap()
    );
    city.ledger_follows().await;
    city.runs_jobs().await;
}
