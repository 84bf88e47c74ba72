//! The job queue, and how far readers of the events have come.

use crate::databases::TestDb;
use crate::samples::minutes;
use store::{Error, cursors, jobs};
use tokio::sync::Barrier;

on_both![
    the_job_that_waited_longest_is_taken_first,
    a_job_that_nobody_finished_is_taken_again,
    a_job_is_there_only_with_its_action,
    two_workers_take_two_jobs,
    a_cursor_moves_on_from_where_it_stood,
    what_a_wrong_clock_put_off_is_taken_at_once,
];

async fn the_job_that_waited_longest_is_taken_first(db: &TestDb) {
    db.does(async |tx| {
        jobs::push(tx, 1, "tell_unit", r#"{"message":1}"#, minutes(5)).await?;
        jobs::push(tx, 2, "tell_writer", "{}", minutes(3)).await?;
        jobs::push(tx, 3, "tell_writer", "{}", minutes(9)).await
    })
    .await;
    let take = async |now| {
        db.does(async |tx| jobs::take(tx, minutes(now), minutes(now + 10)).await)
            .await
    };
    assert!(take(2).await.is_none(), "their time has not come");
    assert_eq!(take(6).await.unwrap().id, 2);
    let first = take(6).await.unwrap();
    assert_eq!(
        (
            first.id,
            first.name.as_str(),
            first.body.as_str(),
            first.tries
        ),
        (1, "tell_unit", r#"{"message":1}"#, 1)
    );
    assert!(take(6).await.is_none());
    db.does(async |tx| jobs::done(tx, 2).await).await;
    db.does(async |tx| jobs::done(tx, 2).await).await;
    assert_eq!(db.sees(jobs::count).await, 2);
    let twice = db
        .write(async |tx| jobs::push(tx, 1, "tell_unit", "{}", minutes(0)).await)
        .await;
    assert!(matches!(twice, Err(Error::Taken(_))), "{twice:?}");
}

async fn a_job_that_nobody_finished_is_taken_again(db: &TestDb) {
    db.does(async |tx| jobs::push(tx, 1, "fold_figures", "{}", minutes(0)).await)
        .await;
    let take = async |now, until| {
        db.does(async |tx| jobs::take(tx, minutes(now), minutes(until)).await)
            .await
    };
    assert_eq!(take(0, 10).await.unwrap().tries, 1);
    assert!(take(9, 20).await.is_none());
    assert_eq!(take(10, 20).await.unwrap().tries, 2, "its worker died");
    db.does(async |tx| jobs::retry(tx, 1, minutes(12), "服务器忙").await)
        .await;
    assert!(take(11, 99).await.is_none());
    assert_eq!(take(12, 99).await.unwrap().tries, 3);
}

async fn a_job_is_there_only_with_its_action(db: &TestDb) {
    let refused = db
        .write(async |tx| {
            jobs::push(tx, 1, "tell_unit", "{}", minutes(0)).await?;
            Err::<(), _>(Error::Stale)
        })
        .await;
    assert!(matches!(refused, Err(Error::Stale)));
    assert_eq!(db.sees(jobs::count).await, 0);
}

async fn two_workers_take_two_jobs(db: &TestDb) {
    db.does(async |tx| {
        jobs::push(tx, 1, "tell_unit", "{}", minutes(0)).await?;
        jobs::push(tx, 2, "tell_unit", "{}", minutes(1)).await
    })
    .await;
    let both = Barrier::new(2);
    let worker = async || {
        db.does(async |tx| {
            let taken = jobs::take(tx, minutes(5), minutes(9)).await?;
            if !db.is_embedded() {
                both.wait().await; // both hold their job at once
            }
            Ok(taken.map(|job| job.id))
        })
        .await
    };
    let (one, other) = tokio::join!(worker(), worker());
    let mut taken = [one.unwrap(), other.unwrap()];
    taken.sort_unstable();
    assert_eq!(taken, [1, 2]);
}

async fn a_cursor_moves_on_from_where_it_stood(db: &TestDb) {
    let get = async |name: &str| db.sees(async |tx| cursors::get(tx, name).await).await;
    let advance = async |from, to| {
        db.write(async |tx| cursors::advance(tx, "figures", from, to).await)
            .await
    };
    assert_eq!(get("figures").await, 0);
    advance(0, 7).await.unwrap();
    advance(7, 9).await.unwrap();
    assert!(matches!(advance(7, 12).await, Err(Error::Stale)));
    assert_eq!((get("figures").await, get("search").await), (9, 0));
}

async fn what_a_wrong_clock_put_off_is_taken_at_once(db: &TestDb) {
    let in_a_year = minutes(60 * 24 * 365);
    db.does(async |tx| {
        jobs::push(tx, 1, "tell_unit", "{}", minutes(0)).await?;
        jobs::take(tx, minutes(0), in_a_year).await?;
        jobs::push(tx, 2, "tell_unit", "{}", minutes(60)).await
    })
    .await;
    let take = async || {
        db.does(async |tx| jobs::take(tx, minutes(5), minutes(9)).await)
            .await
    };
    assert_eq!(take().await.unwrap().id, 1);
    assert!(take().await.is_none(), "the other one has its time");
}
