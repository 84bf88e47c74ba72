//! What commits to texts, and the steps of the public log: one after the other, each whole or not at all.

use crate::databases::TestDb;
use crate::samples::{VAULT, another_key, city, event_id, message, minutes, morning, submit, text};
use domain::event::Event;
use domain::ids::{ContentId, MessageId};
use ledger::commitments::{Commitment, Salt};
use ledger::facts::Name;
use ledger::hash::Hash;
use ledger::kinds::Kind;
use ledger::tree::{Frontier, leaf_hash};
use store::ledger::{
    self as rows, CheckpointRow, Growth, KeyRow, NewEntry, NewSealed, Succession, Told, Waiting,
};
use store::{Error, contents};

on_both![
    a_commitment_outlives_its_text,
    no_salt_lies_open_and_an_erasure_takes_the_key,
    an_event_writes_a_field_once,
    of_two_steps_from_one_place_one_is_taken,
    what_waits_enters_in_its_order,
    a_log_is_closed_and_another_begins,
    what_was_not_signed_is_taken_back,
    each_key_signs_from_its_size_on,
];

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

async fn a_commitment_outlives_its_text(db: &TestDb) {
    db.does(city).await;
    let lamp = message(5, morning());
    db.does(async |tx| submit(tx, &lamp).await).await;
    let salt = Salt::new([7; 32]);
    let body = Commitment::to(&name("body"), &salt, "小区门口的路灯坏了一周。".as_bytes());
    db.numbered().await;
    let committed = async || {
        let mut found = db
            .sees(async |tx| contents::committed(tx, 0, 1).await)
            .await;
        found.sort_by(|a, b| a.field.cmp(&b.field));
        found
    };
    let before = committed().await;
    assert_eq!(before.len(), 2);
    assert_eq!(
        (&before[0].field, before[0].commitment),
        (&name("body"), body)
    );
    assert_eq!((before[0].message, before[0].n), (lamp.id, 1));
    let openings = db
        .sees(async |tx| contents::openings(tx, &VAULT, lamp.id).await)
        .await;
    assert_eq!(openings[0].salt, salt);
    assert!(body.opens_with(&openings[0].field, &salt, openings[0].text.as_bytes()));

    let all = [name("title"), name("body")];
    db.does(async |tx| contents::erase(tx, &VAULT, lamp.id, &all, &another_key(lamp.id)).await)
        .await;
    assert_eq!(committed().await, before);
    let openings = db
        .sees(async |tx| contents::openings(tx, &VAULT, lamp.id).await)
        .await;
    assert!(openings.is_empty(), "text and salt are gone");
}

async fn no_salt_lies_open_and_an_erasure_takes_the_key(db: &TestDb) {
    db.does(city).await;
    let lamp = message(5, morning());
    db.does(async |tx| submit(tx, &lamp).await).await;
    let key = async || {
        let sql = "SELECT salt_key FROM messages WHERE id = 5";
        let rows = db.sees(async |tx| tx.rows(sql, &[], |row| row.bytes(0)).await);
        rows.await.remove(0)
    };
    let salts = async || {
        let sql = "SELECT id, salt FROM contents WHERE salt IS NOT NULL ORDER BY id";
        let read = |row: &store::Row<'_>| Ok((ContentId(row.int(0)?), row.bytes(1)?));
        db.sees(async |tx| tx.rows(sql, &[], read).await).await
    };
    let (old, before) = (key().await, salts().await);
    assert_eq!(before.len(), 2);
    for (_, salt) in &before {
        assert!(!salt.windows(32).any(|window| window == [7; 32]));
    }

    let body = [name("body")];
    let fresh = another_key(lamp.id);
    db.does(async |tx| contents::erase(tx, &VAULT, lamp.id, &body, &fresh).await)
        .await;
    let left = db
        .sees(async |tx| contents::openings(tx, &VAULT, lamp.id).await)
        .await;
    let left: Vec<_> = left.iter().map(|one| (one.id, one.salt.clone())).collect();
    let title = lamp.texts.title;
    assert_eq!(left, [(title, Salt::new([7; 32]))], "the others still open");
    assert_eq!(key().await, fresh.sealed);
    let old = VAULT.message_key(lamp.id, &old).unwrap();
    let after = salts().await;
    assert!(old.open(title, &before[0].1).is_ok());
    assert!(
        old.open(title, &after[0].1).is_err(),
        "not with the old key"
    );

    // A text that is written later is sealed under the key of today.
    db.does(async |tx| {
        contents::add(tx, &VAULT, &lamp, &text(ContentId(9), "reply", "已修好。")).await
    })
    .await;
    let all = db
        .sees(async |tx| contents::openings(tx, &VAULT, lamp.id).await)
        .await;
    assert_eq!(all.len(), 2);
}

async fn an_event_writes_a_field_once(db: &TestDb) {
    db.does(city).await;
    let mut lamp = message(5, morning());
    db.does(async |tx| submit(tx, &lamp).await).await;
    let again = db
        .write(async |tx| {
            contents::add(tx, &VAULT, &lamp, &text(ContentId(9), "body", "再写一次。")).await
        })
        .await;
    assert!(matches!(again, Err(Error::Taken(_))), "{again:?}");
    lamp.events += 1;
    lamp.last_at = minutes(1);
    db.does(async |tx| {
        let event = (event_id(&lamp), crate::samples::by_writer(), &Event::Edited);
        store::messages::change(tx, &lamp, &crate::samples::RULES, event).await?;
        contents::add(tx, &VAULT, &lamp, &text(ContentId(9), "body", "再写一次。")).await
    })
    .await;
}

/// A step that tells one event of a message.
fn step(from: &rows::Log, message: MessageId, position: i64) -> Growth {
    let bytes = format!("entry {position}").into_bytes();
    let leaf = leaf_hash(&bytes);
    let mut frontier = from.frontier.clone();
    frontier.append(leaf);
    let told = Told {
        message,
        n: 1,
        step: 1,
        position,
    };
    Growth {
        from: from.clone(),
        to: rows::Log {
            number: from.number,
            position,
            frontier,
            day: Some("2026-03-02".parse().unwrap()),
        },
        entries: vec![NewEntry {
            kind: Kind::Received,
            told: Some(told),
            leaf,
            bytes: bytes.clone(),
        }],
        hashes: vec![(1, 0, leaf)],
        sealed: vec![NewSealed {
            told: Told { step: 2, ..told },
            leaf,
            bytes,
            salt: Salt::new([3; 32]),
            commitment: Commitment::new(leaf),
            batch: None,
        }],
        batched: Vec::new(),
        taken: Vec::new(),
    }
}

async fn of_two_steps_from_one_place_one_is_taken(db: &TestDb) {
    db.does(city).await;
    for id in [5, 6] {
        db.does(async |tx| submit(tx, &message(id, morning())).await)
            .await;
    }
    let empty = db.sees(async |tx| rows::log(tx).await).await;
    assert_eq!((empty.position, &empty.frontier), (0, &Frontier::default()));
    let mine = step(&empty, MessageId(5), 1);
    let theirs = step(&empty, MessageId(6), 2);
    db.does(async |tx| rows::grow(tx, &mine).await).await;
    let late = db.write(async |tx| rows::grow(tx, &theirs).await).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");

    let now = db.sees(async |tx| rows::log(tx).await).await;
    assert_eq!(now, mine.to);
    let entries = db.sees(async |tx| rows::entries(tx, 1, 0, 9).await).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].told, Some((MessageId(5), 1)));
    assert_eq!(
        (entries[0].index, &entries[0].bytes),
        (0, &mine.entries[0].bytes)
    );
    let hashes: Vec<Hash> = db.sees(async |tx| rows::hashes(tx, 1, 1, 0, 9).await).await;
    assert_eq!(hashes, [mine.entries[0].leaf]);
    let pending = db.sees(async |tx| rows::pending(tx).await).await;
    assert_eq!((pending.len(), pending[0].message), (1, MessageId(5)));

    // From where the log is now, the other one is taken, and commits to what was sealed.
    let mut theirs = step(&now, MessageId(6), 2);
    theirs.hashes.clear();
    theirs.batched = vec![(MessageId(5), 2, 1)];
    db.does(async |tx| rows::grow(tx, &theirs).await).await;
    let pending = db.sees(async |tx| rows::pending(tx).await).await;
    assert_eq!((pending.len(), pending[0].message), (1, MessageId(6)));
}

async fn what_waits_enters_in_its_order(db: &TestDb) {
    let waiting = |id, version: &str| Waiting {
        id,
        kind: Kind::ReleaseInstalled,
        at: morning(),
        office: Some("unit-7".parse().unwrap()),
        facts: [(
            name("version"),
            version.parse::<ledger::facts::Code>().unwrap().into(),
        )]
        .into(),
    };
    let (first, second) = (waiting(1, "1.0"), waiting(2, "1.1"));
    db.does(async |tx| {
        rows::wait(tx, &second).await?;
        rows::wait(tx, &first).await
    })
    .await;
    let all = db.sees(async |tx| rows::waiting(tx, 9).await).await;
    assert_eq!(all, [first, second.clone()]);
    let last = db
        .sees(async |tx| rows::last_waiting(tx, Kind::ReleaseInstalled).await)
        .await;
    assert_eq!(last, Some(second));
    let other = db
        .sees(async |tx| rows::last_waiting(tx, Kind::PolicyChanged).await)
        .await;
    assert_eq!(other, None);
}

fn checkpoint(log: u32, size: u64) -> CheckpointRow {
    CheckpointRow {
        log,
        size,
        position: 1,
        at: morning(),
        note: format!("log {log}, {size} entries"),
    }
}

fn drawn() -> impl FnMut(domain::Timestamp) -> i64 {
    let mut next = 900;
    move |_at| {
        next += 1;
        next
    }
}

async fn a_log_is_closed_and_another_begins(db: &TestDb) {
    db.does(city).await;
    for id in [5, 6] {
        db.does(async |tx| submit(tx, &message(id, morning())).await)
            .await;
    }
    let empty = db.sees(async |tx| rows::log(tx).await).await;
    let one = step(&empty, MessageId(5), 1);
    db.does(async |tx| rows::grow(tx, &one).await).await;
    let succession = Succession {
        from: one.to.clone(),
        size: 1,
        position: 1,
    };
    db.does(async |tx| {
        rows::set_checkpoint(tx, &checkpoint(1, 1)).await?;
        rows::succeed(tx, &succession, drawn()).await
    })
    .await;
    let next = db.sees(async |tx| rows::log(tx).await).await;
    assert_eq!(next, succession.next());
    assert_eq!((next.number, next.position, next.day), (2, 1, one.to.day));
    // Nothing is added to the closed one any more, by whoever had not heard of it.
    let late = step(&one.to, MessageId(6), 2);
    let late = db.write(async |tx| rows::grow(tx, &late).await).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
    let again = db.write(async |tx| rows::succeed(tx, &succession, drawn()).await);
    assert!(matches!(again.await, Err(Error::Stale)));

    // The day's sealed entry of the first enters a batch of the second.
    let mut two = step(&next, MessageId(6), 2);
    two.hashes.clear();
    two.batched = vec![(MessageId(5), 2, 0)];
    db.does(async |tx| rows::grow(tx, &two).await).await;
    let (first, second, thread, closed, hashes) = db
        .sees(async |tx| {
            Ok((
                rows::entries(tx, 1, 0, 9).await?,
                rows::entries(tx, 2, 0, 9).await?,
                rows::of_message(tx, MessageId(6)).await?,
                rows::closed(tx).await?,
                rows::hashes(tx, 2, 1, 0, 9).await?,
            ))
        })
        .await;
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_eq!((thread[0].log, thread[0].index), (2, 0));
    assert_eq!(closed, [checkpoint(1, 1)]);
    assert_eq!(hashes, []);

    // A closed log's last checkpoint comes with the lines of witnesses, once there are any.
    let cosigned = CheckpointRow {
        note: "with a line".into(),
        ..checkpoint(1, 1)
    };
    db.does(async |tx| {
        rows::set_checkpoint(tx, &checkpoint(2, 1)).await?;
        rows::set_witnessed(tx, &cosigned).await
    })
    .await;
    let (closed, last, witnessed) = db
        .sees(async |tx| {
            Ok((
                rows::closed(tx).await?,
                rows::checkpoint(tx).await?,
                rows::witnessed(tx).await?,
            ))
        })
        .await;
    assert_eq!(closed, [checkpoint(1, 1), cosigned.clone()]);
    assert_eq!(last, Some(checkpoint(2, 1)));
    assert_eq!(witnessed, Some(cosigned));
}

async fn what_was_not_signed_is_taken_back(db: &TestDb) {
    db.does(city).await;
    for id in [5, 6] {
        db.does(async |tx| submit(tx, &message(id, morning())).await)
            .await;
    }
    db.numbered().await;
    let empty = db.sees(async |tx| rows::log(tx).await).await;
    let one = step(&empty, MessageId(5), 1);
    db.does(async |tx| rows::grow(tx, &one).await).await;
    let mut two = step(&one.to, MessageId(6), 2);
    two.hashes.clear();
    let of_board = ledger::entries::Entry {
        kind: Kind::ReleaseInstalled,
        time: u64::try_from(morning().as_millisecond()).unwrap(),
        link: None,
        office: None,
        fields: [].into(),
        facts: [].into(),
    };
    let bytes = of_board.encode().unwrap();
    let leaf = leaf_hash(&bytes);
    two.to.frontier.append(leaf);
    two.entries.push(NewEntry {
        kind: of_board.kind,
        told: None,
        leaf,
        bytes,
    });
    two.batched = vec![(MessageId(5), 2, 1)];
    db.does(async |tx| rows::grow(tx, &two).await).await;
    let succession = Succession {
        from: two.to.clone(),
        size: 1,
        position: 1,
    };
    db.does(async |tx| rows::succeed(tx, &succession, drawn()).await)
        .await;
    let (left, pending, waiting) = db
        .sees(async |tx| {
            Ok((
                rows::entries(tx, 1, 0, 9).await?,
                rows::pending(tx).await?,
                rows::waiting(tx, 9).await?,
            ))
        })
        .await;
    assert_eq!(left.len(), 1);
    // What follows from events is told by them again; what had waited waits again.
    let pending: Vec<_> = pending.iter().map(|one| one.message).collect();
    assert_eq!(pending, [MessageId(5)]);
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].kind, waiting[0].at), (of_board.kind, morning()));
}

async fn each_key_signs_from_its_size_on(db: &TestDb) {
    let key = |log, since, seed, handover: Option<&str>| KeyRow {
        log,
        since,
        key: ledger::keys::SignerKey::from_seed(
            "liuyan.example/ledger".parse().unwrap(),
            ledger::keys::Algorithm::Note,
            &[seed; 32],
        )
        .verifier()
        .clone(),
        handover: handover.map(str::to_owned),
    };
    let keys = [
        key(1, 0, 1, None),
        key(1, 7, 2, Some("both signed")),
        key(2, 0, 3, None),
    ];
    db.does(async |tx| {
        for key in keys.iter().rev() {
            rows::add_key(tx, key).await?;
        }
        // The first that was named stays.
        rows::add_key(tx, &key(1, 0, 9, None)).await
    })
    .await;
    let kept = db.sees(async |tx| rows::keys(tx).await).await;
    assert_eq!(kept, keys);
}
