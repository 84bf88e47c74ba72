//! The two doors, on both databases: what is promised to whoever reads and writes.

use crate::databases::TestDb;
use crate::samples::{VAULT, WRITER, city, message, morning, person, submit};
use domain::actor::Role;
use domain::ids::MessageId;
use futures::FutureExt;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Db, Error, Result, Tx, contents, events, nonces, people};
use tokio::task::JoinSet;

on_both![
    an_answer_comes_after_the_write_can_be_read,
    a_refusal_leaves_nothing,
    a_panic_leaves_nothing,
    a_caller_that_goes_away_leaves_nothing,
    a_spawned_write_is_kept_when_nobody_waits_for_it,
    of_sixty_four_writers_each_form_is_taken_once,
    the_same_row_is_added_once,
    an_action_that_hides_a_failure_is_refused,
    after_a_failure_nothing_more_is_run,
    a_statement_that_makes_no_sense_fails_alone,
    what_is_read_is_of_one_moment,
    a_reader_cannot_write,
    a_reader_that_failed_or_panicked_harms_no_other,
    a_reader_that_goes_away_while_it_begins_harms_no_other,
    inside_a_write_a_reader_sees_what_was_before,
    nul_is_no_text,
    after_closing_writes_are_refused,
];

async fn take(db: &Db, nonce: &str) -> Result<bool> {
    db.write(async |tx| nonces::take(tx, nonce, WRITER, MessageId(1), morning()).await)
        .await
}

async fn kept(tx: &mut Tx) -> Result<Vec<String>> {
    tx.rows("SELECT nonce FROM nonces ORDER BY nonce", &[], |row| {
        row.text(0)
    })
    .await
}

async fn take_in(tx: &mut Tx, nonce: &str) -> Result<bool> {
    nonces::take(tx, nonce, WRITER, MessageId(1), morning()).await
}

async fn an_answer_comes_after_the_write_can_be_read(db: &TestDb) {
    for n in 0..20 {
        assert!(take(db, &format!("{n:02}")).await.unwrap());
        assert_eq!(db.sees(kept).await.len(), n + 1);
    }
}

async fn a_refusal_leaves_nothing(db: &TestDb) {
    let refused = db
        .write(async |tx| {
            take_in(tx, "a").await?;
            Err::<(), _>(Error::Stale)
        })
        .await;
    assert!(matches!(refused, Err(Error::Stale)));
    assert!(take(db, "b").await.unwrap());
    assert_eq!(db.sees(kept).await, ["b"]);
}

async fn a_panic_leaves_nothing(db: &TestDb) {
    let handle = db.handle();
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let panics = async |tx: &mut Tx| -> Result<()> {
            take_in(tx, "a").await?;
            panic!("in the middle of a write, as the test wants")
        };
        handle.write(panics).await
    });
    assert!(tasks.join_next().await.unwrap().unwrap_err().is_panic());
    assert!(take(db, "b").await.unwrap());
    assert_eq!(db.sees(kept).await, ["b"]);
}

async fn a_caller_that_goes_away_leaves_nothing(db: &TestDb) {
    let reached = tokio::sync::Notify::new();
    let write = db.write(async |tx| {
        take_in(tx, "a").await?;
        reached.notify_one();
        pending::<Result<()>>().await
    });
    tokio::select! {
        _ = write => panic!("the action never ends"),
        () = reached.notified() => {}
    }
    assert!(take(db, "b").await.unwrap());
    assert_eq!(db.sees(kept).await, ["b"]);
}

async fn a_spawned_write_is_kept_when_nobody_waits_for_it(db: &TestDb) {
    let ended = Arc::new(tokio::sync::Semaphore::new(0));
    let mut requests = JoinSet::new();
    for n in 0..100 {
        let (db, ended) = (db.handle(), ended.clone());
        requests.spawn(async move {
            take(&db, &format!("{n}")).await.unwrap();
            ended.add_permits(1);
        });
    }
    requests.detach_all();
    drop(requests);
    drop(ended.acquire_many(100).await.unwrap());
    assert_eq!(db.sees(kept).await.len(), 100);
}

async fn of_sixty_four_writers_each_form_is_taken_once(db: &TestDb) {
    let taken = Arc::new(AtomicU32::new(0));
    let mut writers = JoinSet::new();
    for writer in 0..64 {
        let (db, taken) = (db.handle(), taken.clone());
        writers.spawn(async move {
            for n in 0..6 {
                // Everyone sends the form of a neighbour, too.
                for form in [writer, (writer + 1) % 64] {
                    if take(&db, &format!("{form}-{n}")).await.unwrap() {
                        taken.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
        });
    }
    writers.join_all().await;
    assert_eq!(taken.load(Ordering::Relaxed), 64 * 6);
    assert_eq!(db.sees(kept).await.len(), 64 * 6);
}

async fn the_same_row_is_added_once(db: &TestDb) {
    let mut writers = JoinSet::new();
    for _ in 0..8 {
        let db = db.handle();
        let citizen = person(5, Role::Citizen);
        writers.spawn(async move {
            db.write(async |tx| people::add(tx, &citizen, None, morning()).await)
                .await
        });
    }
    let answers = writers.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(
        answers
            .iter()
            .filter(|answer| matches!(answer, Err(Error::Taken(_))))
            .count(),
        7,
        "{answers:?}"
    );
}

async fn an_action_that_hides_a_failure_is_refused(db: &TestDb) {
    db.does(city).await;
    let hides = db
        .write(async |tx| {
            take_in(tx, "a").await?;
            drop(people::add(tx, &person(WRITER.0, Role::Citizen), None, morning()).await);
            Ok(())
        })
        .await;
    assert!(
        matches!(hides, Err(Error::Taken(_))),
        "PostgreSQL would have kept nothing: {hides:?}"
    );
    assert!(db.sees(kept).await.is_empty());
    assert!(take(db, "b").await.unwrap());
}

async fn after_a_failure_nothing_more_is_run(db: &TestDb) {
    db.does(city).await;
    let goes_on = db
        .write(async |tx| {
            let taken = people::add(tx, &person(WRITER.0, Role::Citizen), None, morning()).await;
            assert!(matches!(taken, Err(Error::Taken(_))), "{taken:?}");
            let next = take_in(tx, "a").await;
            assert!(matches!(next, Err(Error::Taken(_))), "{next:?}");
            Err::<(), _>(Error::Stale)
        })
        .await;
    assert!(
        matches!(goes_on, Err(Error::Stale)),
        "an action's own refusal stands: {goes_on:?}"
    );
    assert!(take(db, "b").await.unwrap());
}

async fn a_statement_that_makes_no_sense_fails_alone(db: &TestDb) {
    for sql in [
        "SELECT nothing FROM nowhere",
        "UPDATE",
        "DELETE FROM nonces WHERE",
    ] {
        let failed = db.write(async |tx| tx.run(sql, &[]).await).await;
        assert!(
            matches!(failed, Err(Error::Database(_))),
            "{sql}: {failed:?}"
        );
    }
    let empty = db
        .write(async |tx| tx.run("INSERT INTO cursors (name) VALUES ('a')", &[]).await)
        .await;
    assert!(
        matches!(empty, Err(Error::Taken(_))),
        "a null where none may be: {empty:?}"
    );
    assert!(take(db, "b").await.unwrap());
}

async fn what_is_read_is_of_one_moment(db: &TestDb) {
    db.does(city).await;
    take(db, "a").await.unwrap();
    let (before, after) = db
        .sees(async |tx| {
            let before = kept(tx).await?;
            take(db, "b").await?;
            db.write(async |tx| submit(tx, &message(1, morning())).await)
                .await?;
            assert_eq!(events::count(tx).await?, 0);
            Ok((before, kept(tx).await?))
        })
        .await;
    assert_eq!(
        (before, after),
        (vec!["a".to_owned()], vec!["a".to_owned()])
    );
    assert_eq!(db.sees(kept).await, ["a", "b"]);
}

async fn a_reader_cannot_write(db: &TestDb) {
    let wrote = db.read(async |tx| take_in(tx, "a").await).await;
    assert!(matches!(wrote, Err(Error::Database(_))), "{wrote:?}");
    let hidden = db
        .read(async |tx| Ok::<_, Error>(take_in(tx, "b").await.is_err()))
        .await;
    assert!(hidden.unwrap());
    assert!(db.sees(kept).await.is_empty());
    assert!(take(db, "c").await.unwrap());
}

async fn a_reader_that_failed_or_panicked_harms_no_other(db: &TestDb) {
    // More of each than there are connections.
    for _ in 0..12 {
        let refused = db.read(async |_tx| Err::<(), _>(Error::Stale)).await;
        assert!(matches!(refused, Err(Error::Stale)));
        let failed = db
            .read(async |tx| tx.run("SELECT nothing", &[]).await)
            .await;
        assert!(matches!(failed, Err(Error::Database(_))), "{failed:?}");
        let away = db.read(async |tx| {
            kept(tx).await?;
            pending::<Result<()>>().await
        });
        tokio::select! {
            biased;
            _ = away => panic!("the action never ends"),
            _ = db.sees(kept) => {}
        }
    }
    let mut readers = JoinSet::new();
    for _ in 0..12 {
        let db = db.handle();
        readers.spawn(async move {
            let panics = async |tx: &mut Tx| -> Result<()> {
                kept(tx).await?;
                panic!("in the middle of a read, as the test wants")
            };
            db.read(panics).await
        });
    }
    while let Some(ended) = readers.join_next().await {
        assert!(ended.unwrap_err().is_panic());
    }
    for n in 0..12_usize {
        assert_eq!(
            db.sees(kept).await.len(),
            n,
            "no connection still shows an older moment"
        );
        take(db, &n.to_string()).await.unwrap();
    }
}

async fn inside_a_write_a_reader_sees_what_was_before(db: &TestDb) {
    take(db, "a").await.unwrap();
    let seen = db
        .does(async |tx| {
            take_in(tx, "b").await?;
            db.read(kept).await
        })
        .await;
    assert_eq!(seen, ["a"]);
    assert_eq!(db.sees(kept).await, ["a", "b"]);
}

async fn nul_is_no_text(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| submit(tx, &message(1, morning())).await)
        .await;
    let nul = crate::samples::text(domain::ids::ContentId(9), "note", "路\0灯");
    let added = db
        .write(async |tx| contents::add(tx, &VAULT, &message(1, morning()), &nul).await)
        .await;
    if db.is_embedded() {
        // What the forms refuse is kept as it is, not cut short.
        let found = db
            .sees(async |tx| contents::texts(tx, [nul.id]).await)
            .await;
        assert_eq!(
            (added.unwrap(), found[&nul.id].as_str()),
            (nul.id, "路\0灯")
        );
    } else {
        assert!(matches!(added, Err(Error::Database(_))), "{added:?}");
    }
    assert!(take(db, "a").await.unwrap());
}

async fn after_closing_writes_are_refused(db: &TestDb) {
    take(db, "a").await.unwrap();
    db.close().await;
    let late = take(db, "b").await;
    assert!(matches!(late, Err(Error::Lost(_))), "{late:?}");
    db.close().await;
    let again = db.again().await;
    match again {
        Err(Error::Locked(_)) => assert!(
            db.is_embedded(),
            "the file is this process's until it is dropped"
        ),
        again => {
            let again = again.unwrap();
            assert_eq!(again.read(kept).await.unwrap(), ["a"]);
            again.close().await;
        }
    }
}

async fn a_reader_that_goes_away_while_it_begins_harms_no_other(db: &TestDb) {
    db.does(city).await;
    for n in 0..60 {
        let handle = db.handle();
        let mut reading = Box::pin(handle.read(async |tx| events::count(tx).await));
        // Each time a little later on its way.
        for _ in 0..n % 12 {
            if (&mut reading).now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(reading);
        let nonce = format!("after-{n}");
        assert!(take(&handle, &nonce).await.unwrap(), "{nonce}");
    }
}
