//! Figures: counts are added to their row and read back by filter.

use crate::databases::TestDb;
use crate::samples::{DISTRICT_HEAD, MAYOR, code, slug};
use domain::figures::Counted;
use domain::ids::OfficeId;
use jiff::civil::Date;
use store::figures::{self, Cell, Of};

on_both![
    counts_are_added_to_their_row,
    rows_are_read_by_day_office_and_domain
];

fn cell(day: &str, office: OfficeId, domain: &str, region: Option<&str>) -> Cell {
    Cell {
        day: day.parse().unwrap(),
        office,
        domain: slug(domain),
        region: region.map(code),
    }
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
        figures::add(tx, &lamps, &received(2)).await?;
        figures::add(tx, &lamps, &replied).await?;
        figures::add(tx, &nowhere, &received(9)).await
    })
    .await;
    let mut sum = replied;
    sum.received = 3;
    let rows = db
        .sees(async |tx| figures::rows(tx, &Of::default()).await)
        .await;
    assert_eq!(rows, [(nowhere, received(9)), (lamps, sum)]);
}

async fn rows_are_read_by_day_office_and_domain(db: &TestDb) {
    let cells = [
        cell("2026-02-27", MAYOR, "urban", Some("990100")),
        cell("2026-03-02", MAYOR, "traffic", Some("990100")),
        cell("2026-03-02", MAYOR, "urban", Some("990100")),
        cell("2026-03-02", DISTRICT_HEAD, "urban", Some("990102")),
    ];
    db.does(async |tx| {
        for (n, cell) in (1..).zip(&cells) {
            figures::add(tx, cell, &received(n)).await?;
        }
        Ok(())
    })
    .await;
    let counts = async |since: Option<&str>, office, domain: Option<&str>| {
        let since: Option<Date> = since.map(|day| day.parse().unwrap());
        let of = Of {
            since,
            office,
            domain: domain.map(slug),
        };
        let rows = db.sees(async |tx| figures::rows(tx, &of).await).await;
        rows.iter()
            .map(|(_, counted)| counted.received)
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(None, None, None).await, [1, 2, 3, 4]);
    assert_eq!(counts(Some("2026-03-02"), None, None).await, [2, 3, 4]);
    assert_eq!(counts(None, Some(MAYOR), None).await, [1, 2, 3]);
    assert_eq!(counts(None, None, Some("urban")).await, [1, 3, 4]);
    assert_eq!(
        counts(Some("2026-03-01"), Some(MAYOR), Some("urban")).await,
        [3]
    );
    assert!(counts(Some("2026-03-03"), None, None).await.is_empty());
}
