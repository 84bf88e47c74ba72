//! The queue of text messages: who comes first, who is taken again, what is left of one that is over.

use crate::databases::TestDb;
use crate::samples::minutes;
use store::retention::{self, Timed};
use store::text_messages::{self, NewText, Which};

on_both![
    those_that_somebody_waits_for_come_first,
    one_that_nobody_finished_is_taken_again,
    what_is_over_says_nothing_any_more,
    only_what_was_begun_counts,
    what_a_wrong_clock_put_off_is_taken_at_once,
];

async fn push(db: &TestDb, id: i64, urgent: bool, at: i64) {
    db.does(async |tx| {
        let text = NewText {
            id,
            sealed: &[7; 40],
            urgent,
            send_by: minutes(60),
        };
        text_messages::push(tx, &text, minutes(at)).await
    })
    .await;
}

async fn take(db: &TestDb, which: Which, now: i64) -> Option<(i64, u32)> {
    db.does(async |tx| {
        let taken = text_messages::take(tx, which, minutes(now), minutes(now + 1)).await?;
        Ok(taken.map(|text| (text.id, text.tries)))
    })
    .await
}

async fn those_that_somebody_waits_for_come_first(db: &TestDb) {
    push(db, 1, false, 0).await;
    push(db, 2, true, 3).await;
    push(db, 3, true, 9).await;
    assert_eq!(
        take(db, Which::This(3), 5).await,
        None,
        "its time has not come"
    );
    assert_eq!(take(db, Which::Any, 5).await, Some((2, 1)));
    assert_eq!(take(db, Which::Urgent, 5).await, None);
    assert_eq!(take(db, Which::Any, 5).await, Some((1, 1)));
    // The same id is there once.
    push(db, 2, true, 0).await;
    assert_eq!(db.sees(text_messages::waiting).await, 3);
}

async fn one_that_nobody_finished_is_taken_again(db: &TestDb) {
    push(db, 1, true, 0).await;
    assert_eq!(take(db, Which::Any, 0).await, Some((1, 1)));
    assert_eq!(take(db, Which::Any, 0).await, None);
    assert_eq!(take(db, Which::Any, 1).await, Some((1, 2)));
    db.does(async |tx| text_messages::retry(tx, 1, minutes(5)).await)
        .await;
    assert_eq!(take(db, Which::Any, 4).await, None);
    assert_eq!(take(db, Which::This(1), 5).await, Some((1, 3)));
}

async fn what_is_over_says_nothing_any_more(db: &TestDb) {
    push(db, 1, true, 0).await;
    db.does(async |tx| text_messages::end(tx, 1, "sent").await)
        .await;
    assert_eq!(take(db, Which::Any, 50).await, None);
    let state = db.sees(async |tx| text_messages::state(tx, 1).await).await;
    assert_eq!(state.as_deref(), Some("sent"));
    let sealed = db.sees(async |tx| {
        let sealed = "SELECT sealed FROM text_messages WHERE id = 1";
        tx.row(sealed, &[], |row| row.opt_bytes(0)).await
    });
    assert_eq!(sealed.await, Some(None));
    let forgotten =
        db.does(async |tx| retention::forget(tx, Timed::TextMessages, minutes(61), 9).await);
    assert_eq!(forgotten.await, 1);
}

async fn only_what_was_begun_counts(db: &TestDb) {
    for id in 1..=3 {
        push(db, id, false, 0).await;
    }
    take(db, Which::This(1), 10).await;
    take(db, Which::This(2), 20).await;
    take(db, Which::This(1), 30).await;
    for (since, now, expected) in [
        (0, 60, 2),
        (10, 60, 2),
        (11, 60, 1),
        (21, 60, 0),
        (0, 15, 1),
    ] {
        let begun =
            db.sees(async |tx| text_messages::begun_since(tx, minutes(since), minutes(now)).await);
        assert_eq!(begun.await, expected, "{since} {now}");
    }
}

async fn what_a_wrong_clock_put_off_is_taken_at_once(db: &TestDb) {
    push(db, 1, false, 0).await;
    push(db, 2, true, 0).await;
    for id in [1, 2] {
        let in_a_year = minutes(60 * 24 * 365);
        db.does(async |tx| text_messages::retry(tx, id, in_a_year).await)
            .await;
    }
    assert_eq!(take(db, Which::Urgent, 5).await, Some((2, 1)));
    assert_eq!(take(db, Which::This(1), 5).await, Some((1, 1)));
    assert_eq!(take(db, Which::Any, 5).await, None);
}
