//! Messages: what is written is read back, whatever stage it carries.

use crate::databases::TestDb;
use crate::samples::{
    DISTRICT_HEAD, EDITOR, LAMPS, RULES, WRITER, add, by_writer, change, city, code, event_id,
    message, minutes, morning, salt_key, slug, submit,
};
use domain::deadline::{Clock, Extension};
use domain::event::Event;
use domain::ids::{ContentId, MessageId, Number, PersonId, ReplyId};
use domain::message::{Counts, Message, Texts};
use domain::rating::Settled;
use domain::reply::Outcome;
use domain::screening::{Channel, DeclineReason, Kind, TakeDownGround, Visibility};
use domain::stage::{ClosedResult, Stage, StageKind};
use store::{Error, events, messages};

on_both![
    a_message_comes_back_at_every_stage,
    every_column_comes_back_filled_and_empty,
    every_column_that_can_change_is_saved,
    a_message_that_changed_meanwhile_is_stale,
    a_message_is_found_by_number_query_code_and_writer,
    the_clock_looks_at_what_waits_longest,
    a_row_that_does_not_parse_is_an_error,
];

fn stages() -> Vec<Stage> {
    let (unit, reply, editor) = (LAMPS, ReplyId(9), EDITOR);
    let by = minutes(100);
    vec![
        Stage::Submitted {
            screen_by: by,
            late: true,
            not_by: Some(EDITOR),
            appealed: true,
        },
        Stage::Declined {
            reason: DeclineReason::Repeated,
            by: EDITOR,
            appealed: false,
        },
        Stage::Diverted {
            channel: Channel::Discipline,
        },
        Stage::Open { assign_by: by },
        Stage::Assigned {
            unit,
            accept_by: by,
        },
        Stage::Handling { unit },
        Stage::AwaitingWriter {
            unit,
            resume_by: by,
        },
        Stage::InReview {
            unit,
            reply,
            review_by: by,
            late: true,
        },
        Stage::Replied {
            unit,
            reply,
            editor,
            rate_by: by,
        },
        Stage::ReopenRequested {
            unit,
            reply,
            editor,
            rate_by: by,
            judge_by: minutes(50),
        },
        Stage::Closed {
            result: ClosedResult::Partly,
            unit: Some(unit),
            reply: Some(reply),
        },
        Stage::Closed {
            result: ClosedResult::Unrated,
            unit: None,
            reply: None,
        },
        Stage::Withdrawn { effective_at: by },
        Stage::TakenDown {
            ground: TakeDownGround::Privacy,
        },
    ]
}

async fn a_message_comes_back_at_every_stage(db: &TestDb) {
    db.does(city).await;
    let kinds: Vec<_> = stages().iter().map(Stage::kind).collect();
    assert!(StageKind::ALL.iter().all(|kind| kinds.contains(kind)));
    for (id, stage) in (1..).zip(stages()) {
        let written = Message {
            stage,
            ..message(id, morning())
        };
        db.does(async |tx| add(tx, &written).await).await;
        let read = db
            .sees(async |tx| messages::by_id(tx, written.id).await)
            .await
            .unwrap();
        assert_eq!(
            Message {
                number: None,
                ..read
            },
            written
        );
        // The same stage once more, by way of a change.
        let changed = Message {
            events: 2,
            ..written
        };
        db.does(async |tx| change(tx, &changed, &Event::Edited).await)
            .await;
        let locked = db
            .does(async |tx| messages::lock(tx, changed.id).await)
            .await
            .unwrap();
        assert_eq!(
            Message {
                number: None,
                ..locked
            },
            changed
        );
    }
    assert!(
        db.does(async |tx| messages::lock(tx, MessageId(99)).await)
            .await
            .is_none()
    );
}

/// A message in which nothing is left out.
fn full() -> Message {
    Message {
        subdomain: Some("路灯".into()),
        visibility: Visibility::ProgressOnly,
        identity_open: true,
        hide_place: true,
        concerns: Some(LAMPS),
        concerns_conduct: true,
        texts: Texts {
            title: ContentId(1),
            body: ContentId(2),
            demand: Some(ContentId(3)),
            place: Some(ContentId(4)),
            remark: Some(ContentId(5)),
            public_title: Some(ContentId(6)),
            public_body: Some(ContentId(i64::MAX)),
            public_demand: Some(ContentId(77)),
        },
        stage: Stage::Handling { unit: LAMPS },
        clock: Some(Clock {
            started: minutes(1),
            first_due: minutes(2),
            due: minutes(3),
            answer_again_by: Some(minutes(4)),
            paused: Some(minutes(5)),
            paused_days: 6,
            pauses: 2,
            extension: Extension::Requested { days: 10 },
            reminded: true,
            overdue_since: Some(minutes(7)),
        }),
        counts: Counts {
            returns: 1,
            hand_overs: 2,
            refusals: 3,
            reopenings: 4,
            follow_ups: 5,
            asked_again: true,
        },
        co_units: vec![LAMPS, domain::ids::UnitId(1)],
        supports: u32::MAX,
        rated: Some(Settled::No),
        outcome: Some(Outcome::Promised {
            day: "2026-05-01".parse().unwrap(),
        }),
        published_at: Some(minutes(8)),
        replied_at: Some(minutes(9)),
        erased_at: Some(minutes(10)),
        imported: true,
        ..message(1, morning())
    }
}

/// A message that has only what it must have.
fn bare() -> Message {
    Message {
        writer: None,
        region: None,
        pen_name: String::new(),
        ..message(2, morning())
    }
}

async fn every_column_comes_back_filled_and_empty(db: &TestDb) {
    db.does(city).await;
    for written in [full(), bare()] {
        db.does(async |tx| add(tx, &written).await).await;
        let read = db
            .sees(async |tx| messages::by_id(tx, written.id).await)
            .await
            .unwrap();
        assert_eq!(
            Message {
                number: None,
                ..read
            },
            written
        );
    }
}

async fn every_column_that_can_change_is_saved(db: &TestDb) {
    db.does(city).await;
    let bare = bare();
    db.does(async |tx| add(tx, &bare).await).await;
    let changed = Message {
        id: bare.id,
        events: 2,
        office: DISTRICT_HEAD,
        region: Some(code("990102")),
        kind: Kind::Complaint,
        domain: slug("traffic"),
        pen_name: "改名".into(),
        last_at: minutes(30),
        // These are written once: a vote is counted by its own statement, the rest never changes.
        supports: bare.supports,
        created_at: bare.created_at,
        imported: bare.imported,
        ..full()
    };
    db.does(async |tx| change(tx, &changed, &Event::Edited).await)
        .await;
    let read = db
        .sees(async |tx| messages::by_id(tx, bare.id).await)
        .await
        .unwrap();
    assert_eq!(
        Message {
            number: None,
            ..read
        },
        changed
    );
    let back = Message { events: 3, ..bare };
    db.does(async |tx| change(tx, &back, &Event::Edited).await)
        .await;
    let read = db
        .sees(async |tx| messages::by_id(tx, back.id).await)
        .await
        .unwrap();
    assert_eq!(
        Message {
            number: None,
            ..read
        },
        back
    );
}

async fn a_message_that_changed_meanwhile_is_stale(db: &TestDb) {
    db.does(city).await;
    let mine = message(1, morning());
    db.does(async |tx| add(tx, &mine).await).await;
    let mut theirs = mine.clone();
    theirs.edit(minutes(1)).unwrap();
    db.does(async |tx| change(tx, &theirs, &Event::Edited).await)
        .await;
    let mut late = mine.clone();
    late.withdraw(minutes(2), &RULES).unwrap();
    let refused = db
        .write(async |tx| change(tx, &late, &Event::Edited).await)
        .await;
    assert!(matches!(refused, Err(Error::Stale)), "{refused:?}");
    let read = db
        .sees(async |tx| messages::by_id(tx, mine.id).await)
        .await
        .unwrap();
    assert_eq!(read.stage, theirs.stage);
    assert_eq!(
        db.sees(async |tx| events::of_message(tx, mine.id).await)
            .await
            .len(),
        2
    );
}

async fn a_message_is_found_by_number_query_code_and_writer(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        for (id, blind) in [(1, Some(&[1; 36])), (2, Some(&[2; 36])), (3, None)] {
            let message = message(id, minutes(id));
            let event = (event_id(&message), by_writer(), &Event::Submitted);
            messages::add(tx, &message, blind, &salt_key(message.id), &RULES, event).await?;
        }
        Ok(())
    })
    .await;
    db.numbered().await;
    let second = Number { year: 2026, seq: 2 };
    let (by_number, number, none, by_query, no_query, mine, latest, sent) = db
        .sees(async |tx| {
            Ok((
                messages::by_number(tx, second).await?,
                messages::number_of(tx, MessageId(2)).await?,
                messages::by_number(tx, Number { year: 2026, seq: 4 }).await?,
                messages::by_query(tx, &[2; 36]).await?,
                messages::by_query(tx, &[3; 36]).await?,
                messages::of_writer(tx, WRITER, 10).await?,
                messages::of_writer(tx, WRITER, 1).await?,
                messages::sent_since(tx, WRITER, minutes(1), minutes(60)).await?,
            ))
        })
        .await;
    assert_eq!((by_number, number), (Some(MessageId(2)), Some(second)));
    assert_eq!((by_query, none, no_query), (Some(MessageId(2)), None, None));
    assert_eq!(mine, [MessageId(3), MessageId(2), MessageId(1)]);
    assert_eq!((latest, sent), (vec![MessageId(3)], 2));
    assert!(
        db.sees(async |tx| messages::of_writer(tx, PersonId(2), 10).await)
            .await
            .is_empty()
    );
    assert_eq!(
        db.sees(async |tx| messages::number_of(tx, MessageId(9)).await)
            .await,
        None
    );

    let taken = db
        .write(async |tx| {
            let message = message(4, minutes(4));
            let event = (event_id(&message), by_writer(), &Event::Submitted);
            messages::add(
                tx,
                &message,
                Some(&[1; 36]),
                &salt_key(message.id),
                &RULES,
                event,
            )
            .await
        })
        .await;
    assert!(matches!(taken, Err(Error::Taken(_))), "{taken:?}");
}

async fn the_clock_looks_at_what_waits_longest(db: &TestDb) {
    db.does(city).await;
    let waits = |id, by| {
        let stage = Stage::Submitted {
            screen_by: minutes(by),
            late: false,
            not_by: None,
            appealed: false,
        };
        Message {
            stage,
            ..message(id, morning())
        }
    };
    db.does(async |tx| {
        add(tx, &waits(1, 30)).await?;
        add(tx, &waits(2, 10)).await?;
        add(tx, &waits(3, 20)).await?;
        add(
            tx,
            &Message {
                stage: Stage::Diverted {
                    channel: Channel::Court,
                },
                ..message(4, morning())
            },
        )
        .await
    })
    .await;
    let waking = async |now, limit| {
        db.sees(async |tx| messages::waking(tx, minutes(now), limit).await)
            .await
    };
    assert_eq!(
        waking(99, 9).await,
        [MessageId(2), MessageId(3), MessageId(1)]
    );
    assert_eq!(waking(99, 1).await, [MessageId(2)]);
    assert_eq!(waking(20, 9).await, [MessageId(2)]);
}

async fn a_row_that_does_not_parse_is_an_error(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        submit(tx, &message(1, morning())).await?;
        tx.run("UPDATE messages SET stage = '{\"stage\":\"lost\"}'", &[])
            .await
    })
    .await;
    let read = db
        .read(async |tx| messages::by_id(tx, MessageId(1)).await)
        .await;
    assert!(
        matches!(
            read,
            Err(Error::Row {
                table: "messages",
                ..
            })
        ),
        "{read:?}"
    );
    // It ends nothing: the same transaction goes on.
    db.does(async |tx| {
        assert!(messages::by_id(tx, MessageId(1)).await.is_err());
        tx.run(
            "UPDATE messages SET stage = '{\"stage\":\"open\",\"assign_by\":1}'",
            &[],
        )
        .await
    })
    .await;
    assert!(
        db.sees(async |tx| messages::by_id(tx, MessageId(1)).await)
            .await
            .is_some()
    );
}
