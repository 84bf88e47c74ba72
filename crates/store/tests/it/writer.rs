//! The one writer of the embedded store: groups, their faults, and its end.

use crate::databases::{TestDb, beside, on_sqlite};
use crate::samples::{VAULT, WRITER, city, message, minutes, morning, submit, text};
use domain::ids::{ContentId, MessageId};
use std::future::pending;
use std::sync::Arc;
use store::{Db, Engine, Error, Options, Result, Tx, contents, events, nonces};
use tokio::sync::oneshot;
use tokio::task::{JoinSet, yield_now};

async fn take(tx: &mut Tx, nonce: &str) -> Result<bool> {
    nonces::take(tx, nonce, WRITER, MessageId(1), morning()).await
}

async fn kept(db: &Db) -> Vec<String> {
    let sql = "SELECT nonce FROM nonces ORDER BY nonce";
    db.read(async |tx| tx.rows(sql, &[], |row| row.text(0)).await)
        .await
        .unwrap()
}

/// Lets every task run until it waits: these tests run on one thread, which serves tasks in turn, some
/// sixty of them between two of ours.
async fn everyone_queues() {
    for _ in 0..200 {
        yield_now().await;
    }
}

/// Somebody who holds the turn until told otherwise, so that all who come now share the next group.
struct Holder {
    release: oneshot::Sender<()>,
    holding: JoinSet<Result<bool>>,
}

impl Holder {
    async fn of(db: &TestDb) -> Self {
        let (release, released) = oneshot::channel();
        let mut holding = JoinSet::new();
        let db = db.handle();
        holding.spawn(async move {
            db.write(async |tx| {
                released.await.unwrap();
                take(tx, "holder").await
            })
            .await
        });
        everyone_queues().await;
        Self { release, holding }
    }

    async fn release(mut self) -> Result<bool> {
        everyone_queues().await;
        self.release.send(()).unwrap();
        self.holding.join_next().await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_refusal_and_a_panic_in_the_middle_of_a_group_leave_the_others() {
    on_sqlite(async |db| {
        let holder = Holder::of(db).await;
        let mut callers = JoinSet::new();
        for n in 0..50 {
            let db = db.handle();
            callers.spawn(async move {
                db.write(async |tx| {
                    take(tx, &format!("{n:02}")).await?;
                    match n {
                        10 => panic!("in the middle of a group, as the test wants"),
                        20 => Err(Error::Stale),
                        30 => tx
                            .run("INSERT INTO nonces (nonce) VALUES ('half')", &[])
                            .await
                            .map(|_rows| n),
                        40 => tx.run("SELECT nothing", &[]).await.map(|_rows| n),
                        _ => Ok(n),
                    }
                })
                .await
            });
        }
        assert!(holder.release().await.unwrap());
        let (mut acknowledged, mut refused, mut panicked) = (Vec::new(), 0, 0);
        while let Some(ended) = callers.join_next().await {
            match ended {
                Ok(Ok(n)) => acknowledged.push(format!("{n:02}")),
                Ok(Err(Error::Stale | Error::Taken(_) | Error::Database(_))) => refused += 1,
                Ok(Err(other)) => panic!("{other:?}"),
                Err(gone) => panicked += u32::from(gone.is_panic()),
            }
        }
        acknowledged.sort();
        assert_eq!((acknowledged.len(), refused, panicked), (46, 3, 1));
        acknowledged.push("holder".into());
        assert_eq!(kept(db).await, acknowledged);
    })
    .await;
}

#[tokio::test]
async fn callers_that_go_away_harm_no_other() {
    on_sqlite(async |db| {
        let holder = Holder::of(db).await;
        let (mut queueing, mut stays) = (JoinSet::<Result<()>>::new(), JoinSet::new());
        for n in 0..30 {
            let handle = db.handle();
            let task = if n % 3 == 0 {
                &mut queueing
            } else {
                &mut stays
            };
            task.spawn(async move {
                let name = format!("{n:02}");
                handle
                    .write(async |tx| {
                        take(tx, &name).await?;
                        if n % 3 == 0 { pending().await } else { Ok(()) }
                    })
                    .await
            });
        }
        everyone_queues().await;
        queueing.abort_all();
        assert!(holder.release().await.unwrap());
        for ended in stays.join_all().await {
            ended.unwrap();
        }
        assert_eq!(kept(db).await.len(), 21);
    })
    .await;
}

#[tokio::test]
async fn a_caller_that_goes_away_in_its_turn_is_undone_and_the_group_goes_on() {
    on_sqlite(async |db| {
        let holder = Holder::of(db).await;
        let (before, after) = (db.handle(), db.handle());
        let mut others = JoinSet::new();
        others.spawn(async move { before.write(async |tx| take(tx, "before").await).await });
        everyone_queues().await;
        let (reached, in_its_turn) = oneshot::channel();
        let handle = db.handle();
        let mut goes = JoinSet::new();
        goes.spawn(async move {
            handle
                .write(async |tx| {
                    take(tx, "gone").await?;
                    reached.send(()).unwrap();
                    pending::<Result<()>>().await
                })
                .await
        });
        everyone_queues().await;
        others.spawn(async move { after.write(async |tx| take(tx, "after").await).await });
        let leaving = async {
            in_its_turn.await.unwrap();
            goes.shutdown().await;
        };
        let (held, ()) = tokio::join!(holder.release(), leaving);
        assert!(held.unwrap());
        for ended in others.join_all().await {
            assert!(ended.unwrap());
        }
        assert_eq!(kept(db).await, ["after", "before", "holder"]);
    })
    .await;
}

/// A reference that is checked at COMMIT only, and is broken.
async fn break_commit(tx: &mut Tx) -> Result<()> {
    tx.run("PRAGMA defer_foreign_keys = ON", &[]).await?;
    let sql =
        "INSERT INTO contents (id, message, n, field, commitment) VALUES (1, 999, 1, 'note', '')";
    tx.run(sql, &[]).await.map(|_rows| ())
}

/// Grows the file beyond what it may have: a full disk.
async fn fill_disk(tx: &mut Tx) -> Result<()> {
    let pages = tx
        .row("PRAGMA page_count", &[], |row| row.int(0))
        .await?
        .unwrap();
    let limit = format!("PRAGMA max_page_count = {}", pages + 4);
    tx.rows(limit, &[], |_row| Ok(())).await?;
    let big = text(ContentId(1), "note", &"灯".repeat(200_000));
    contents::add(tx, &VAULT, &message(1, morning()), &big)
        .await
        .map(|_id| ())
}

/// What befalls one member befalls the group: all are told, nothing is kept, the next write works.
///
/// Where the committing thread queues is not ours to say: it may end the group before the fault. So this
/// goes on until all shared it; whatever they were told has to be true each time.
async fn a_fault_fails_the_group(fault: impl AsyncFn(&mut Tx) -> Result<()>) {
    for _ in 0..100 {
        let mut lost = 0;
        on_sqlite(async |db| lost = answers_are_true(db, &fault).await).await;
        if lost == 10 {
            return;
        }
    }
    panic!("the callers never shared a group with the fault");
}

/// Lets ten callers and a fault come at once, and says how many callers were told that nothing was kept.
async fn answers_are_true(db: &TestDb, fault: &impl AsyncFn(&mut Tx) -> Result<()>) -> usize {
    db.does(city).await;
    db.does(async |tx| submit(tx, &message(1, morning())).await)
        .await;
    let holder = Holder::of(db).await;
    let mut callers = JoinSet::new();
    for n in 0..10 {
        let db = db.handle();
        callers.spawn(async move {
            let answer = db.write(async |tx| match n {
                // A refusal that rests on what another wrote.
                9 if !take(tx, "0").await? => Err(Error::Stale),
                _ => take(tx, &n.to_string()).await,
            });
            (n.to_string(), answer.await)
        });
    }
    everyone_queues().await;
    let breaks = db.write(async |tx| fault(tx).await);
    let (broken, held) = tokio::join!(breaks, holder.release());
    assert!(matches!(broken, Err(Error::Lost(_))), "{broken:?}");
    let mut answers = callers.join_all().await;
    answers.push(("holder".into(), held));
    let kept = kept(db).await;
    let mut lost = 0;
    for (nonce, answer) in answers {
        match answer {
            Ok(_) => assert!(kept.contains(&nonce), "{nonce} was acknowledged"),
            Err(Error::Stale) => assert!(kept.contains(&"0".to_owned()), "it rests on nothing"),
            Err(Error::Lost(_)) => {
                assert!(!kept.contains(&nonce), "{nonce} is a ghost");
                lost += usize::from(nonce != "holder");
            }
            Err(other) => panic!("{nonce}: {other:?}"),
        }
    }
    assert!(!kept.contains(&"ghost".to_owned()));
    assert!(db.does(async |tx| take(tx, "next").await).await);
    db.does(async |tx| submit(tx, &message(2, minutes(1))).await)
        .await;
    assert_eq!(
        (db.sees(events::count).await, *db.position().borrow()),
        (2, 2)
    );
    lost
}

#[tokio::test]
async fn a_failed_commit_tells_all_members_and_the_next_write_works() {
    a_fault_fails_the_group(break_commit).await;
}

#[tokio::test]
async fn a_full_disk_fails_the_group_and_the_next_write_works() {
    a_fault_fails_the_group(fill_disk).await;
}

#[tokio::test]
async fn a_full_disk_that_an_action_hides_fails_the_group_all_the_same() {
    a_fault_fails_the_group(async |tx: &mut Tx| {
        drop(fill_disk(tx).await);
        // The transaction is gone by now: this would be kept on its own.
        drop(take(tx, "ghost").await);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn more_than_the_queue_holds_is_busy() {
    on_sqlite(async |db| {
        let holder = Holder::of(db).await;
        let mut callers = JoinSet::new();
        for n in 0..4095 {
            let db = db.handle();
            callers.spawn(async move { db.write(async |tx| take(tx, &n.to_string()).await).await });
        }
        everyone_queues().await;
        for _ in 0..3 {
            let busy = db.write(async |tx| take(tx, "one too many").await).await;
            assert!(matches!(busy, Err(Error::Busy)), "{busy:?}");
        }
        assert!(holder.release().await.unwrap());
        for answer in callers.join_all().await {
            assert!(answer.unwrap());
        }
        assert_eq!(kept(db).await.len(), 4096);
        assert!(
            db.does(async |tx| take(tx, "now there is room").await)
                .await
        );
    })
    .await;
}

#[tokio::test]
async fn closing_answers_all_that_were_accepted_and_refuses_the_rest() {
    on_sqlite(async |db| {
        let holder = Holder::of(db).await;
        let mut accepted = JoinSet::<Result<()>>::new();
        for n in 0..20 {
            let db = db.handle();
            accepted.spawn(async move {
                db.write(async |tx| {
                    take(tx, &format!("{n:02}")).await?;
                    assert!(n < 19, "the last before closing panics, as the test wants");
                    Ok(())
                })
                .await
            });
        }
        everyone_queues().await;
        let mut late = JoinSet::new();
        let closing = db.handle();
        late.spawn(async move {
            closing.close().await;
            Ok(true)
        });
        everyone_queues().await;
        for n in 0..5 {
            let db = db.handle();
            late.spawn(async move {
                db.write(async |tx| take(tx, &format!("late{n}")).await)
                    .await
            });
        }
        assert!(holder.release().await.unwrap());
        let (mut kept_count, mut panicked) = (0, 0);
        while let Some(ended) = accepted.join_next().await {
            match ended {
                Ok(answer) => kept_count += u32::from(answer.is_ok()),
                Err(gone) => panicked += u32::from(gone.is_panic()),
            }
        }
        assert_eq!((kept_count, panicked), (19, 1));
        let late = late.join_all().await;
        assert_eq!(
            late.iter()
                .filter(|answer| matches!(answer, Err(Error::Lost(_))))
                .count(),
            5,
            "{late:?}"
        );
        assert_eq!(
            kept(db).await.len(),
            20,
            "and what panicked is not among them"
        );
    })
    .await;
}

#[tokio::test]
async fn closing_after_a_panic_keeps_nothing_of_it() {
    // Whether the committing thread or the closing one comes first.
    for _ in 0..20 {
        on_sqlite(async |db| {
            let handle = db.handle();
            let mut tasks = JoinSet::new();
            tasks.spawn(async move {
                let panics = async |tx: &mut Tx| -> Result<()> {
                    take(tx, "half").await?;
                    panic!("just before closing, as the test wants")
                };
                handle.write(panics).await
            });
            let closing = db.handle();
            everyone_queues().await;
            closing.close().await;
            assert!(tasks.join_next().await.unwrap().unwrap_err().is_panic());
            assert!(kept(db).await.is_empty());
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_writes_opens_with_all_that_was_acknowledged() {
    on_sqlite(async |db| {
        db.does(city).await;
        db.does(async |tx| {
            let lamp = message(1, morning());
            submit(tx, &lamp).await?;
            for n in 0..12 {
                contents::add(
                    tx,
                    &VAULT,
                    &lamp,
                    &text(
                        ContentId(10 + n),
                        &format!("note-{n}"),
                        &"灯".repeat(500_000),
                    ),
                )
                .await?;
            }
            Ok(())
        })
        .await;
        let before: Arc<[String]> = (0..20).map(|n| format!("before{n:02}")).collect();
        for nonce in before.iter() {
            db.does(async |tx| take(tx, nonce).await).await;
        }
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let mut writers = JoinSet::new();
        for writer in 0..4 {
            let (db, stopped) = (db.handle(), stopped.clone());
            writers.spawn(async move {
                let mut n = 0;
                while !*stopped.borrow() {
                    db.write(async |tx| take(tx, &format!("{writer}-{n}")).await)
                        .await
                        .unwrap();
                    n += 1;
                }
                n
            });
        }
        let file = beside(db.path(), "backup.db");
        db.backup(&file).await.unwrap();
        stop.send_replace(true);
        assert!(writers.join_all().await.iter().all(|written| *written > 0));
        let check = rusqlite::Connection::open(&file).unwrap();
        let sound: String = check
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        drop(check);
        let options = Options {
            engine: Engine::Sqlite(file),
            ..db.options().clone()
        };
        let copy = Db::open(&options).await.unwrap();
        let kept = kept(&copy).await;
        assert!(before.iter().all(|nonce| kept.contains(nonce)));
        assert!(
            copy.write(async |tx| take(tx, "the copy can be written").await)
                .await
                .unwrap()
        );
    })
    .await;
}
