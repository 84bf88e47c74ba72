//! Worklists: who has to do something, in the order of deadlines.

use crate::databases::TestDb;
use crate::lists::{ids, published};
use crate::samples::{DISTRICT_HEAD, LAMPS, add, city, message, minutes, morning, unit};
use domain::deadline::Extension;
use domain::ids::UnitId;
use domain::message::{Message, Queue};
use domain::screening::TakeDownGround;
use domain::stage::Stage;
use store::lists::{self, Work};
use store::units;

on_both![
    worklists_are_in_the_order_of_deadlines,
    a_worklist_takes_more_units_than_anyone_has,
];

async fn worklists_are_in_the_order_of_deadlines(db: &TestDb) {
    db.does(city).await;
    let screening = |id, by| {
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
    let assigned = Stage::Assigned {
        unit: LAMPS,
        accept_by: minutes(15),
    };
    let mut handling = Message {
        stage: Stage::Handling { unit: UnitId(1) },
        office: DISTRICT_HEAD,
        ..published(5, 1)
    };
    let clock = handling.clock.as_mut().unwrap();
    (clock.due, clock.extension) = (minutes(40), Extension::Requested { days: 3 });
    clock.overdue_since = Some(minutes(40));
    db.does(async |tx| {
        add(tx, &screening(1, 30)).await?;
        add(tx, &screening(2, 10)).await?;
        add(tx, &screening(3, 10)).await?;
        add(
            tx,
            &Message {
                stage: assigned,
                ..published(4, 1)
            },
        )
        .await?;
        add(tx, &handling).await?;
        add(
            tx,
            &Message {
                stage: Stage::TakenDown {
                    ground: TakeDownGround::Secret,
                },
                ..published(6, 1)
            },
        )
        .await
    })
    .await;
    let work = async |work: Work| {
        let (page, count) = db
            .sees(async |tx| {
                Ok((
                    lists::work(tx, &work, None, 99).await?,
                    lists::count_work(tx, &work).await?,
                ))
            })
            .await;
        assert_eq!(i64::try_from(page.items.len()).unwrap(), count);
        ids(&page)
    };
    let any = Work::default;
    assert_eq!(work(any()).await, [2, 3, 4, 1, 5]);
    assert_eq!(
        work(Work {
            queues: vec![Queue::Screening],
            ..any()
        })
        .await,
        [2, 3, 1]
    );
    assert_eq!(
        work(Work {
            queues: vec![Queue::Acceptance, Queue::Handling],
            ..any()
        })
        .await,
        [4, 5]
    );
    assert_eq!(
        work(Work {
            units: Some(vec![LAMPS]),
            ..any()
        })
        .await,
        [4]
    );
    assert_eq!(
        work(Work {
            units: Some(Vec::new()),
            ..any()
        })
        .await,
        [0; 0],
        "of no unit"
    );
    assert_eq!(
        work(Work {
            office: Some(DISTRICT_HEAD),
            ..any()
        })
        .await,
        [5]
    );
    assert_eq!(
        work(Work {
            overdue: true,
            ..any()
        })
        .await,
        [5]
    );
    assert_eq!(
        work(Work {
            extension_asked: true,
            ..any()
        })
        .await,
        [5]
    );
    let all = Work {
        queues: vec![Queue::Handling],
        units: Some(vec![UnitId(1), LAMPS]),
        office: Some(DISTRICT_HEAD),
        overdue: true,
        extension_asked: true,
    };
    assert_eq!(work(all).await, [5]);

    let first = db
        .sees(async |tx| lists::work(tx, &any(), None, 2).await)
        .await;
    let key = first.items[0].key();
    let next = db
        .sees(async |tx| lists::work(tx, &any(), Some(key), 2).await)
        .await;
    assert_eq!(
        (ids(&first), first.more, ids(&next), next.more),
        (vec![2, 3], true, vec![3, 4], true)
    );
}

async fn a_worklist_takes_more_units_than_anyone_has(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        for id in 3..=300 {
            units::add(tx, &unit(id, "市属单位", Some(1))).await?;
        }
        add(
            tx,
            &Message {
                stage: Stage::Handling { unit: UnitId(300) },
                ..published(1, 1)
            },
        )
        .await
    })
    .await;
    let of_all = Work {
        units: Some((1..=300).map(UnitId).collect()),
        ..Work::default()
    };
    let page = db
        .sees(async |tx| lists::work(tx, &of_all, None, 9).await)
        .await;
    assert_eq!(ids(&page), [1]);
}
