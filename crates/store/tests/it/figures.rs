//! Figures: counts are added to the rows of their day and month, and read back by what changed them.

use crate::databases::TestDb;
use crate::samples::{DISTRICT_HEAD, MAYOR, code, slug};
use domain::figures::Counted;
use domain::ids::OfficeId;
use jiff::civil::Date;
use store::cursors;
use store::figures::{self, Cell};

on_both![
    counts_are_added_to_their_row,
    rows_are_read_by_what_changed_them,
    what_is_forgotten_begins_anew,
];

fn cell(day: &str, office: OfficeId, domain: &str, region: Option<&str>) -> Cell {
    Cell {
        day: self::day(day),
        office,
        domain: slug(domain),
        region: region.map(code),
    }
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

fn received(n: u32) -> Counted {
    Counted {
        received: n,
        ..Counted::default()
    }
}

async fn counts_are_added_to_their_row(db: &TestDb) {
    let lamps = cell("2026-03-02", MAYOR, "urban", Some("990100"));
    let nowhere = Cell {
        region: None,
        ..lamps.clone()
    };
    let mut replied = Counted {
        replied: 1,
        on_time: 1,
        ..received(1)
    };
    replied.reply_days.add(3);
    db.does(async |tx| {
        figures::add(tx, &lamps, &received(2), 1).await?;
        figures::add(tx, &lamps, &replied, 2).await?;
        figures::add(tx, &nowhere, &received(9), 3).await
    })
    .await;
    let mut sum = replied;
    sum.received = 3;
    let (days, months) = all(db).await;
    let expected = [(nowhere, received(9)), (lamps, sum)];
    assert_eq!(days, expected);
    let first = day("2026-03-01");
    let of_month = expected.map(|(cell, counted)| (Cell { day: first, ..cell }, counted));
    assert_eq!(months, of_month);
}

async fn rows_are_read_by_what_changed_them(db: &TestDb) {
    let cells = [
        cell("2026-02-27", MAYOR, "urban", Some("990100")),
        cell("2026-03-02", MAYOR, "urban", Some("990100")),
        cell("2026-03-03", MAYOR, "urban", Some("990100")),
        cell("2026-03-03", DISTRICT_HEAD, "urban", Some("990102")),
    ];
    db.does(async |tx| {
        for (n, cell) in (1..).zip(&cells) {
            figures::add(tx, cell, &received(n), i64::from(n) * 10).await?;
        }
        Ok(())
    })
    .await;
    let counts = |rows: Vec<(Cell, Counted)>| {
        let counts = rows.iter().map(|(_, counted)| counted.received);
        counts.collect::<Vec<_>>()
    };
    let (days, months) = all(db).await;
    assert_eq!(counts(days), [1, 2, 3, 4]);
    assert_eq!(
        counts(months),
        [1, 5, 4],
        "the month is the sum of its days"
    );

    let after = async |position, since| {
        let since = day(since);
        let days = db.sees(async |tx| figures::days_after(tx, position, since).await);
        let months = db.sees(async |tx| figures::months_after(tx, position).await);
        (counts(days.await), counts(months.await))
    };
    assert_eq!(after(10, "2026-01-01").await, (vec![2, 3, 4], vec![5, 4]));
    assert_eq!(after(30, "2026-01-01").await, (vec![4], vec![4]));
    assert_eq!(after(0, "2026-03-03").await, (vec![3, 4], vec![1, 5, 4]));
    assert_eq!(after(40, "2026-01-01").await, (vec![], vec![]));

    let (since, until) = (day("2026-02-27"), day("2026-03-02"));
    let some = db.sees(async |tx| figures::days(tx, since, until).await);
    assert_eq!(counts(some.await), [1, 2]);
}

async fn what_is_forgotten_begins_anew(db: &TestDb) {
    let lamps = cell("2026-03-02", MAYOR, "urban", Some("990100"));
    for (position, count) in [(7, 2), (3, 1)] {
        db.does(async |tx| {
            figures::add(tx, &lamps, &received(count), position).await?;
            cursors::advance(tx, "figures", 0, position).await?;
            cursors::advance(tx, "other", 0, position).await
        })
        .await;
        let (days, months) = all(db).await;
        assert_eq!((days.len(), months.len()), (1, 1));
        assert_eq!(days[0].1, received(count));
        db.does(async |tx| {
            figures::clear(tx).await?;
            cursors::forget(tx, "figures").await?;
            assert_eq!(cursors::get(tx, "other").await?, position);
            cursors::forget(tx, "other").await
        })
        .await;
        assert_eq!(all(db).await, (vec![], vec![]));
        let cursor = db.sees(async |tx| cursors::get(tx, "figures").await);
        assert_eq!(cursor.await, 0);
    }
}

/// All rows of days and all of months.
async fn all(db: &TestDb) -> (Vec<(Cell, Counted)>, Vec<(Cell, Counted)>) {
    let days = db.sees(async |tx| figures::days(tx, Date::MIN, Date::MAX).await);
    let months = db.sees(async |tx| figures::months_after(tx, 0).await);
    (days.await, months.await)
}
