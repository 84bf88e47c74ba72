//! Positions and numbers of the year: dense, in the order of time, by one sequencer at a time.

use crate::databases::{TestDb, beside, number};
use crate::samples::{add, change, city, message, minutes, morning};
use domain::Timestamp;
use domain::event::{Event, Recorded};
use domain::ids::{MessageId, Number};
use std::collections::HashMap;
use std::pin::pin;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use store::{Db, Engine, Error, Options, events, messages};
use tokio::sync::watch;
use tokio::task::JoinSet;

on_both![
    positions_are_dense_and_keep_each_thread_in_order,
    more_than_one_batch_is_numbered_in_one_go,
    numbers_are_counted_anew_at_midnight_of_the_new_year,
    a_message_that_comes_late_gets_a_number_of_its_own_year,
    what_a_crash_left_unnumbered_is_numbered_by_whoever_comes_next,
    a_reader_is_told_of_new_positions,
    numbering_ends_when_nobody_can_stop_it,
];

async fn all_events(db: &TestDb) -> Vec<Recorded> {
    db.sees(async |tx| events::after(tx, 0, 100_000).await)
        .await
}

/// Positions are 1, 2, 3 …; within a thread they grow with the place in the thread.
fn assert_in_order(events: &[Recorded]) {
    let mut threads: HashMap<MessageId, u32> = HashMap::new();
    for (position, event) in (1..).zip(events) {
        assert_eq!(event.position, Some(position));
        let last = threads.insert(event.message, event.n).unwrap_or(0);
        assert_eq!(event.n, last + 1, "the thread of message {}", event.message);
    }
}

async fn numbers(db: &TestDb, ids: impl IntoIterator<Item = i64>) -> Vec<String> {
    let mut found = Vec::new();
    for id in ids {
        let number = db
            .sees(async |tx| messages::number_of(tx, MessageId(id)).await)
            .await;
        found.push(number.map_or_else(String::new, |number| number.to_string()));
    }
    found
}

/// One writer of many: opens a thread and adds to it, each time in a write of its own.
async fn writes_a_thread(db: Db, id: i64) {
    let mut message = message(id, minutes(id % 5));
    db.write(async |tx| add(tx, &message).await).await.unwrap();
    for _ in 0..5 {
        message.edit(morning()).unwrap(); // the clock of this one stands behind
        db.write(async |tx| change(tx, &message, &Event::Edited).await)
            .await
            .unwrap();
    }
}

async fn positions_are_dense_and_keep_each_thread_in_order(db: &TestDb) {
    db.does(city).await;
    let (stop, stopped) = watch::channel(false);
    let writers = async {
        let mut writers = JoinSet::new();
        for id in 1..=20 {
            writers.spawn(writes_a_thread(db.handle(), id));
        }
        writers.join_all().await;
        stop.send_replace(true);
    };
    tokio::join!(writers, db.sequence(morning, stopped));
    assert_eq!(db.numbered().await, 120);
    let events = all_events(db).await;
    assert_eq!(events.len(), 120);
    assert_in_order(&events);
    let mut numbers = numbers(db, 1..=20).await;
    numbers.sort();
    let dense: Vec<_> = (1..=20)
        .map(|seq| Number { year: 2026, seq }.to_string())
        .collect();
    assert_eq!(numbers, dense);
}

async fn more_than_one_batch_is_numbered_in_one_go(db: &TestDb) {
    const ADD: &str = "WITH RECURSIVE places (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM places WHERE n < 4500)
        INSERT INTO events (id, message, n, at, kind, role, body)
        SELECT 1000000 + n, 1, n, 1772413200000, 'edited', 'citizen', '{\"kind\":\"edited\"}' FROM places";
    db.does(city).await;
    db.does(async |tx| {
        add(tx, &message(1, morning())).await?;
        tx.run(ADD, &[]).await?;
        add(tx, &message(2, minutes(60))).await
    })
    .await;
    assert_eq!(db.numbered().await, 4501);
    let events = all_events(db).await;
    assert_eq!(events.len(), 4501);
    assert_in_order(&events);
    assert_eq!(numbers(db, [1, 2]).await, ["2026-000001", "2026-000002"]);
}

/// Of 2026 in Greenwich until eight hours later.
const LAST_MILLISECOND: &str = "2026-12-31T15:59:59.999Z";
const NEW_YEAR: &str = "2026-12-31T16:00:00Z";

async fn numbers_are_counted_anew_at_midnight_of_the_new_year(db: &TestDb) {
    db.does(city).await;
    let at = crate::samples::at;
    db.does(async |tx| {
        add(tx, &message(1, at(NEW_YEAR))).await?;
        add(tx, &message(2, at(LAST_MILLISECOND))).await?;
        add(tx, &message(3, at("2027-01-01T16:00:00Z"))).await?;
        add(tx, &message(4, at("2026-12-30T16:00:00Z"))).await
    })
    .await;
    db.numbered().await;
    assert_eq!(
        numbers(db, 1..=4).await,
        ["2027-000001", "2026-000002", "2027-000002", "2026-000001"]
    );
    db.does(async |tx| add(tx, &message(5, at("2027-06-01T00:00:00Z"))).await)
        .await;
    db.numbered().await;
    assert_eq!(numbers(db, [5]).await, ["2027-000003"]);
}

async fn a_message_that_comes_late_gets_a_number_of_its_own_year(db: &TestDb) {
    let at = crate::samples::at;
    db.does(city).await;
    db.does(async |tx| add(tx, &message(1, at(NEW_YEAR))).await)
        .await;
    db.numbered().await;
    db.does(async |tx| add(tx, &message(2, at(LAST_MILLISECOND))).await)
        .await;
    db.numbered().await;
    assert_eq!(numbers(db, [1, 2]).await, ["2027-000001", "2026-000001"]);
    let order: Vec<_> = all_events(db)
        .await
        .iter()
        .map(|event| event.message.0)
        .collect();
    assert_eq!(order, [1, 2], "a position that is given stays");
}

/// As if the program had died after COMMIT, before the number: the third message is not numbered.
const FORGET: [&str; 4] = [
    "UPDATE events SET position = NULL WHERE message = 3",
    "UPDATE messages SET number = NULL WHERE id = 3",
    "UPDATE sequencer SET last_position = 2 WHERE id = 1",
    "UPDATE numbers SET last = 2",
];

async fn what_a_crash_left_unnumbered_is_numbered_by_whoever_comes_next(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        for id in 1..=3 {
            add(tx, &message(id, minutes(id))).await?;
        }
        Ok(())
    })
    .await;
    db.numbered().await;
    let next = if db.is_embedded() {
        let file = beside(db.path(), "crashed.db");
        db.backup(&file).await.unwrap();
        let crashed = rusqlite::Connection::open(&file).unwrap();
        crashed.execute_batch(&FORGET.join(";")).unwrap();
        drop(crashed);
        let engine = Engine::Sqlite(file);
        let options = Options {
            engine,
            ..db.options().clone()
        };
        Db::open(&options).await.unwrap()
    } else {
        db.does(async |tx| {
            for sql in FORGET {
                tx.run(sql, &[]).await?;
            }
            Ok(())
        })
        .await;
        assert_eq!(numbers(db, [3]).await, [""]);
        let next = db.again().await.unwrap();
        number(&next, 3).await;
        next
    };
    assert_eq!(*next.position().borrow(), 3);
    let third = next
        .read(async |tx| messages::number_of(tx, MessageId(3)).await)
        .await;
    assert_eq!(third.unwrap().unwrap().to_string(), "2026-000003");
    assert_in_order(
        &next
            .read(async |tx| events::after(tx, 0, 9).await)
            .await
            .unwrap(),
    );
    next.close().await;
}

async fn a_reader_is_told_of_new_positions(db: &TestDb) {
    db.does(city).await;
    let mut position = db.position();
    assert_eq!(*position.borrow_and_update(), 0);
    db.does(async |tx| add(tx, &message(1, morning())).await)
        .await;
    db.numbered().await;
    assert_eq!(*position.borrow_and_update(), 1);
    // What is told is durable and can be read.
    assert_eq!(all_events(db).await.len(), 1);
    if db.is_embedded() {
        db.does(async |tx| store::cursors::advance(tx, "search", 0, 1).await)
            .await;
        assert!(
            !position.has_changed().unwrap(),
            "a write without events tells nobody"
        );
    }
}

async fn numbering_ends_when_nobody_can_stop_it(db: &TestDb) {
    let (stop, stopped) = watch::channel(false);
    drop(stop);
    db.sequence(morning, stopped).await;
}

/// A clock that a test moves, and which counts how often it was looked at: once before each run.
#[derive(Default)]
struct Hand {
    seconds: AtomicI64,
    looks: AtomicU32,
}

impl Hand {
    fn now(&self) -> Timestamp {
        self.looks.fetch_add(1, Ordering::SeqCst);
        let seconds = self.seconds.load(Ordering::SeqCst);
        Timestamp::from_millisecond(morning().as_millisecond() + seconds * 1000).unwrap()
    }

    /// Two whole runs of the sequencer go by, which need not do anything.
    async fn two_runs(&self) {
        let before = self.looks.load(Ordering::SeqCst);
        while self.looks.load(Ordering::SeqCst) < before + 3 {
            tokio::task::yield_now().await;
        }
    }
}

async fn add_one(db: &Db, id: i64) {
    db.write(async |tx| add(tx, &message(id, minutes(id))).await)
        .await
        .unwrap();
}

async fn until(db: &Db, last: i64) {
    db.position()
        .wait_for(|position| *position >= last)
        .await
        .unwrap();
}

async fn epoch_and_last(db: &TestDb) -> (i64, i64) {
    let sql = "SELECT epoch, last_position FROM sequencer";
    let row = db
        .sees(async |tx| tx.row(sql, &[], |row| Ok((row.int(0)?, row.int(1)?))).await)
        .await;
    row.unwrap()
}

/// Runs `sequencing` for as long as `other` takes; afterwards it stands still, like a process that hangs.
async fn meanwhile<T>(
    sequencing: &mut (impl Future<Output = ()> + Unpin),
    other: impl Future<Output = T>,
) -> T {
    tokio::select! {
        done = other => done,
        () = sequencing => panic!("the sequencer ended by itself"),
    }
}

#[tokio::test]
async fn two_sequencers_at_once_make_one_order() {
    crate::databases::on_postgres(async |db| {
        db.does(city).await;
        let other = db.again().await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let writers = async {
            let mut writers = JoinSet::new();
            for id in 1..=20 {
                let db = if id % 2 == 0 {
                    db.handle()
                } else {
                    other.clone()
                };
                writers.spawn(writes_a_thread(db, id));
            }
            writers.join_all().await;
            until(&other, 120).await;
            stop.send_replace(true);
        };
        tokio::join!(
            writers,
            db.sequence(morning, stopped.clone()),
            other.sequence(morning, stopped)
        );
        let events = all_events(db).await;
        assert_eq!(events.len(), 120);
        assert_in_order(&events);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn when_one_stops_the_other_takes_over_at_once() {
    crate::databases::on_postgres(async |db| {
        db.does(city).await;
        let other = db.again().await.unwrap();
        add_one(db, 1).await;
        number(db, 1).await;
        add_one(&other, 2).await;
        number(&other, 2).await;
        assert_eq!(
            epoch_and_last(db).await,
            (2, 2),
            "the clock stood still, the lease was given up"
        );
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_lease_holds_until_it_runs_out_and_a_paused_sequencer_cannot_fork() {
    crate::databases::on_postgres(async |db| {
        db.does(city).await;
        let other = db.again().await.unwrap();
        let hand = Hand::default();
        let (_stop, stopped) = watch::channel(false);
        let mut first = pin!(db.sequence(|| hand.now(), stopped.clone()));
        let mut second = pin!(other.sequence(|| hand.now(), stopped));

        add_one(db, 1).await;
        meanwhile(&mut first, until(db, 1)).await;
        // The first hangs. The second has to wait for the lease to run out.
        add_one(&other, 2).await;
        meanwhile(&mut second, hand.two_runs()).await;
        assert_eq!(epoch_and_last(db).await, (1, 1));
        hand.seconds.store(11, Ordering::SeqCst);
        meanwhile(&mut second, until(&other, 2)).await;
        assert_eq!(epoch_and_last(db).await, (2, 2));

        // The first goes on as if nothing had happened: its epoch is over, it numbers nothing.
        add_one(db, 3).await;
        meanwhile(&mut first, hand.two_runs()).await;
        assert_eq!(epoch_and_last(db).await, (2, 2));
        meanwhile(&mut second, until(&other, 3)).await;
        assert_eq!(epoch_and_last(db).await, (2, 3));
        // It follows the other's positions all the same.
        meanwhile(&mut first, until(db, 3)).await;
        assert_in_order(&all_events(db).await);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_lease_of_a_clock_that_was_a_year_ahead_binds_nobody() {
    crate::databases::on_postgres(async |db| {
        db.does(city).await;
        let other = db.again().await.unwrap();
        let hand = Hand::default();
        let (_stop, stopped) = watch::channel(false);
        let mut first = pin!(db.sequence(|| hand.now(), stopped.clone()));
        let mut second = pin!(other.sequence(|| hand.now(), stopped));
        let year = 365 * 24 * 3600;
        hand.seconds.store(year, Ordering::SeqCst);
        add_one(db, 1).await;
        meanwhile(&mut first, until(db, 1)).await;
        let is_leased = async || {
            db.sees(async |tx| store::sequencer::is_leased(tx, hand.now()).await)
                .await
        };
        assert!(is_leased().await);
        // The first is killed, and the clock is put right.
        hand.seconds.store(0, Ordering::SeqCst);
        assert!(!is_leased().await);
        add_one(&other, 2).await;
        meanwhile(&mut second, until(&other, 2)).await;
        assert_eq!(epoch_and_last(db).await, (2, 2));
        assert_in_order(&all_events(db).await);
        // Not closed: a sequencer that stands still may hold a connection.
    })
    .await;
}

#[tokio::test]
async fn a_run_that_failed_does_not_cost_the_lease() {
    crate::databases::on_postgres(async |db| {
        db.does(city).await;
        let hand = Hand::default();
        let (_stop, stopped) = watch::channel(false);
        let mut sequencing = pin!(db.sequence(|| hand.now(), stopped));
        add_one(db, 1).await;
        meanwhile(&mut sequencing, until(db, 1)).await;
        // Somebody else's hand gave the position that comes next.
        add_one(db, 2).await;
        db.does(async |tx| {
            tx.run("UPDATE events SET position = 2 WHERE message = 2", &[])
                .await
        })
        .await;
        add_one(db, 3).await;
        meanwhile(&mut sequencing, hand.two_runs()).await;
        assert_eq!(epoch_and_last(db).await, (1, 1));
        db.does(async |tx| {
            tx.run("UPDATE events SET position = NULL WHERE message = 2", &[])
                .await
        })
        .await;
        meanwhile(&mut sequencing, until(db, 3)).await;
        assert_eq!(epoch_and_last(db).await, (1, 3));
    })
    .await;
}

#[tokio::test]
async fn a_group_whose_numbering_fails_is_not_kept() {
    crate::databases::on_sqlite(async |db| {
        db.does(city).await;
        db.does(async |tx| add(tx, &message(1, morning())).await)
            .await;
        let refused = db
            .write(async |tx| {
                add(tx, &message(2, minutes(2))).await?;
                add(tx, &message(3, minutes(3))).await?;
                tx.run("UPDATE events SET position = 2 WHERE message = 3", &[])
                    .await
            })
            .await;
        assert!(matches!(refused, Err(Error::Lost(_))), "{refused:?}");
        db.does(async |tx| add(tx, &message(2, minutes(2))).await)
            .await;
        assert_in_order(&all_events(db).await);
        assert_eq!(
            numbers(db, [1, 2, 3]).await,
            ["2026-000001", "2026-000002", ""]
        );
    })
    .await;
}
