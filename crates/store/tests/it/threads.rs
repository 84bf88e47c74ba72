//! What hangs on a message: events, texts, replies, ratings.

use crate::databases::TestDb;
use crate::samples::{
    EDITOR, LAMPS, VAULT, WRITER, another_key, change, city, message, minutes, morning, submit,
    text,
};
use domain::actor::Role;
use domain::event::{By, Event};
use domain::ids::{ContentId, EventId, MessageId, RatingId, ReplyId, UnitId};
use domain::rating::{Praise, Rating, Score, Scores, Settled};
use domain::reply::{Outcome, Reply, ReplyKind, ReplyState, ReturnReason};
use domain::screening::DeclineReason;
use ledger::facts::Name;
use store::{Error, contents, events, messages, ratings, replies};

on_both![
    a_thread_comes_back_in_its_order,
    events_come_back_by_position_without_gaps,
    texts_come_back_until_they_are_erased,
    a_text_needs_its_message,
    text_is_kept_to_the_letter,
    replies_go_through_their_states,
    ratings_come_back_oldest_first,
];

const ID: MessageId = MessageId(5);

async fn a_thread_comes_back_in_its_order(db: &TestDb) {
    db.does(city).await;
    let mut message = message(5, morning());
    db.does(async |tx| submit(tx, &message).await).await;
    let declined = Event::Declined {
        reason: DeclineReason::NotAMatter,
        guidance: Some(ContentId(77)),
    };
    let returned = Event::ReplyReturned {
        reply: ReplyId(3),
        reason: ReturnReason::OnlyGreets,
        note: None,
        answer_by: minutes(900),
    };
    let by_unit = By {
        role: Role::Handler,
        unit: Some(LAMPS),
        person: Some(EDITOR),
    };
    let by_clock = By {
        role: Role::Clock,
        unit: None,
        person: None,
    };
    for (n, (by, event)) in (2..).zip([(by_unit, &declined), (by_clock, &returned)]) {
        (message.events, message.last_at) = (n, minutes(i64::from(n)));
        let id = EventId(9000 - i64::from(n));
        db.does(async |tx| {
            messages::change(tx, &message, &crate::samples::RULES, (id, by, event)).await
        })
        .await;
    }
    let thread = db.sees(async |tx| events::of_message(tx, ID).await).await;
    assert_eq!(
        thread
            .iter()
            .map(|event| (event.n, event.at))
            .collect::<Vec<_>>(),
        [(1, morning()), (2, minutes(2)), (3, minutes(3))]
    );
    assert_eq!(
        (&thread[1].event, thread[1].by, thread[1].id),
        (&declined, by_unit, EventId(8998))
    );
    assert_eq!(
        (&thread[2].event, thread[2].by, thread[2].message),
        (&returned, by_clock, ID)
    );
    assert_eq!(db.sees(events::count).await, 3);
}

async fn events_come_back_by_position_without_gaps(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        for id in 1..=7 {
            submit(tx, &message(id, minutes(7 - id))).await?;
        }
        Ok(())
    })
    .await;
    assert_eq!(db.numbered().await, 7);
    let page = db.sees(async |tx| events::after(tx, 2, 3).await).await;
    assert_eq!(
        page.iter()
            .map(|event| event.position.unwrap())
            .collect::<Vec<_>>(),
        [3, 4, 5]
    );
    assert_eq!(
        page.iter().map(|event| event.message.0).collect::<Vec<_>>(),
        [5, 4, 3],
        "by time within a batch"
    );
    assert!(
        db.sees(async |tx| events::after(tx, 7, 3).await)
            .await
            .is_empty()
    );
}

async fn texts_come_back_until_they_are_erased(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        let lamp = message(5, morning());
        submit(tx, &lamp).await?;
        submit(tx, &message(6, morning())).await?;
        for n in 0..90 {
            let field = format!("note-{n}");
            contents::add(
                tx,
                &VAULT,
                &lamp,
                &text(ContentId(5000 + n), &field, &format!("第{n}条")),
            )
            .await?;
        }
        Ok(())
    })
    .await;
    let all = (5000..5090)
        .map(ContentId)
        .chain([ContentId(501), ContentId(601), ContentId(9)]);
    let found = db.sees(async |tx| contents::texts(tx, all).await).await;
    assert_eq!(found.len(), 92, "the one that is not there is missing");
    assert_eq!(found[&ContentId(5089)], "第89条");
    let mine: Vec<Name> = ["title", "body"].map(|field| field.parse().unwrap()).into();
    let erased = db
        .does(async |tx| contents::erase(tx, &VAULT, ID, &mine, &another_key(ID)).await)
        .await;
    assert_eq!(erased, 2, "only the fields that are named");
    let notes = (0..90).map(|n| format!("note-{n}").parse().unwrap());
    let all: Vec<Name> = mine.iter().cloned().chain(notes).collect();
    let erased = db
        .does(async |tx| contents::erase(tx, &VAULT, ID, &all, &another_key(ID)).await)
        .await;
    assert_eq!(erased, 90, "what is erased already is not counted again");
    let found = db
        .sees(async |tx| contents::texts(tx, [ContentId(501), ContentId(601)]).await)
        .await;
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        [(ContentId(601), "路灯不亮6".to_owned())]
    );
    let salts = db
        .sees(async |tx| {
            tx.rows(
                "SELECT salt FROM contents WHERE message = 5 AND salt IS NOT NULL",
                &[],
                |_| Ok(()),
            )
            .await
        })
        .await;
    assert!(salts.is_empty(), "the salts are gone as well");
}

async fn a_text_needs_its_message(db: &TestDb) {
    let refused = db
        .write(async |tx| {
            contents::add(
                tx,
                &VAULT,
                &message(5, morning()),
                &text(ContentId(1), "note", "无主"),
            )
            .await
        })
        .await;
    assert!(matches!(refused, Err(Error::Taken(_))), "{refused:?}");
}

async fn text_is_kept_to_the_letter(db: &TestDb) {
    db.does(city).await;
    let odd = "𠮷野家\u{301}e\u{200b} 'quoted' \"双\" \\ %_ $1 ;--\r\n\t🏮 e\u{301}é";
    db.does(async |tx| {
        let lamp = message(5, morning());
        submit(tx, &lamp).await?;
        contents::add(tx, &VAULT, &lamp, &text(ContentId(1), "note", odd)).await?;
        contents::add(tx, &VAULT, &lamp, &text(ContentId(2), "remark", "")).await
    })
    .await;
    let found = db
        .sees(async |tx| contents::texts(tx, [ContentId(1), ContentId(2)]).await)
        .await;
    assert_eq!(
        (found[&ContentId(1)].as_str(), found[&ContentId(2)].as_str()),
        (odd, "")
    );
}

async fn replies_go_through_their_states(db: &TestDb) {
    db.does(city).await;
    let reply = |id, kind, outcome| Reply {
        id: ReplyId(id),
        message: ID,
        unit: Some(LAMPS),
        kind,
        text: ContentId(500 + id),
        outcome,
        by: Some(EDITOR),
        submitted_at: minutes(id),
        state: ReplyState::InReview,
        reviewed_at: None,
    };
    let promised = Outcome::Promised {
        day: "2026-05-01".parse().unwrap(),
    };
    let last = reply(3, ReplyKind::Final, Some(promised));
    let imported = Reply {
        unit: None,
        by: None,
        state: ReplyState::Published,
        ..reply(4, ReplyKind::Final, None)
    };
    db.does(async |tx| {
        submit(tx, &message(5, morning())).await?;
        replies::add(tx, &last).await?;
        replies::add(tx, &reply(1, ReplyKind::Interim, None)).await?;
        replies::add(tx, &reply(2, ReplyKind::Final, Some(Outcome::Settled))).await?;
        replies::add(tx, &imported).await
    })
    .await;
    let (found, all) = db
        .sees(async |tx| {
            Ok((
                replies::by_id(tx, ReplyId(3)).await?.unwrap(),
                replies::of_message(tx, ID).await?,
            ))
        })
        .await;
    assert_eq!(format!("{found:?}"), format!("{last:?}"));
    assert_eq!(
        all.iter().map(|reply| reply.id.0).collect::<Vec<_>>(),
        [1, 2, 3, 4]
    );
    assert_eq!(format!("{:?}", all[3]), format!("{imported:?}"));

    db.does(async |tx| replies::reviewed(tx, ReplyId(2), ReplyState::Published, minutes(9)).await)
        .await;
    let twice = db
        .write(async |tx| replies::reviewed(tx, ReplyId(2), ReplyState::Returned, minutes(9)).await)
        .await;
    assert!(matches!(twice, Err(Error::Stale)));
    db.does(async |tx| replies::corrected(tx, ReplyId(2), ContentId(600)).await)
        .await;
    let waiting = db
        .write(async |tx| replies::corrected(tx, ReplyId(1), ContentId(600)).await)
        .await;
    assert!(matches!(waiting, Err(Error::Stale)));
    assert_eq!(
        db.does(async |tx| replies::drop_waiting(tx, ID, minutes(10)).await)
            .await,
        2
    );
    let all = db.sees(async |tx| replies::of_message(tx, ID).await).await;
    let states: Vec<_> = all
        .iter()
        .map(|reply| (reply.state, reply.reviewed_at, reply.text.0))
        .collect();
    assert_eq!(
        states[..3],
        [
            (ReplyState::Dropped, Some(minutes(10)), 501),
            (ReplyState::Published, Some(minutes(9)), 600),
            (ReplyState::Dropped, Some(minutes(10)), 503),
        ]
    );
    // What everyone may read of several messages at once.
    let nobody = MessageId(ID.0 + 1);
    let asked = [nobody, ID];
    let published = db.sees(async |tx| replies::published(tx, &asked).await);
    let published = published.await;
    assert_eq!(published[&ID], [ContentId(600), ContentId(504)]);
    assert_eq!(published.len(), 1);
}

async fn ratings_come_back_oldest_first(db: &TestDb) {
    db.does(city).await;
    let score = |n: u8| Score::try_from(n).ok();
    let full = Rating {
        id: RatingId(1),
        message: ID,
        reply: Some(ReplyId(1)),
        at: minutes(9),
        settled: Some(Settled::Partly),
        scores: Scores {
            result: score(1),
            manner: score(5),
            speed: score(3),
        },
        words: vec![Praise::Quick, Praise::TryHarder],
        sentence: Some(ContentId(502)),
    };
    let imported = Rating {
        id: RatingId(2),
        reply: None,
        at: minutes(3),
        settled: None,
        scores: Scores::default(),
        words: Vec::new(),
        sentence: None,
        ..full.clone()
    };
    let reply = Reply {
        id: ReplyId(1),
        message: ID,
        unit: Some(UnitId(2)),
        kind: ReplyKind::Final,
        text: ContentId(503),
        outcome: Some(Outcome::Explained),
        by: None,
        submitted_at: minutes(1),
        state: ReplyState::Published,
        reviewed_at: Some(minutes(2)),
    };
    db.does(async |tx| {
        let mut message = message(5, morning());
        submit(tx, &message).await?;
        replies::add(tx, &reply).await?;
        ratings::add(tx, &full).await?;
        ratings::add(tx, &imported).await?;
        (message.events, message.rated, message.writer) = (2, Some(Settled::Partly), Some(WRITER));
        change(tx, &message, &Event::Rated { rating: full.id }).await
    })
    .await;
    let found = db.sees(async |tx| ratings::of_message(tx, ID).await).await;
    assert_eq!(format!("{found:?}"), format!("{:?}", [imported, full]));
}
