//! Figures that are published for good: when a month is over its table is kept, and the log commits to it.

use super::all_entries;
use crate::figures::folds;
use app::figures::figures_json;
use domain::figures::{Counted, Slice};
use domain::stage::StageKind;
use jiff::Timestamp;
use ledger::entries::Entry;
use ledger::facts::{Fact, Value};
use ledger::hash::Hash;
use ledger::kinds::Kind;
use sha2::{Digest, Sha256};
use testkit::{Answer, City, REPLY};

in_a_city! {
    a_month_that_is_over_is_published_once_and_for_good,
    months_that_were_missed_are_made_up_for,
    a_table_that_is_none_is_not_found,
}

async fn publishes(city: &City, at: &str) {
    city.clock.set(at.parse::<Timestamp>().unwrap());
    city.app.ledger_publish_figures().await.unwrap();
    city.ledger_follows().await;
}

async fn table(city: &City, month: &str) -> Answer {
    let path = format!("/ledger/figures/{month}.csv");
    city.visitor.opens(&path).await
}

/// The entries that commit to tables.
async fn commitments(city: &City) -> Vec<Entry> {
    let log = all_entries(&city.app).await;
    let of_figures = |entry: &Entry| entry.kind == Kind::FiguresPublished;
    log.into_iter().filter(of_figures).collect()
}

fn value(entry: &Entry, name: &str) -> Value {
    match &entry.facts[&name.parse().unwrap()] {
        Fact::One(value) => value.clone(),
        Fact::Many(_) => panic!("{name} is a list"),
    }
}

/// The one row of a table, by its columns.
fn row(table: &str) -> Vec<(String, String)> {
    let lines: Vec<_> = table.trim_start_matches('\u{feff}').lines().collect();
    let [names, row] = lines.as_slice() else {
        panic!("{table}")
    };
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    cells(names).into_iter().zip(cells(row)).collect()
}

async fn a_month_that_is_over_is_published_once_and_for_good(city: &City) {
    let number = city.has(StageKind::Handling).await;
    city.working_days_pass(17).await;
    city.ledger_follows().await;
    // What began before midnight may still be under way.
    publishes(city, "2026-04-01T00:30:00+08:00").await;
    table(city, "2026-03").await.is(404);
    let size = u64::try_from(all_entries(&city.app).await.len()).unwrap();
    publishes(city, "2026-04-01T01:30:00+08:00").await;

    let march = table(city, "2026-03").await;
    assert_eq!(
        march.is(200).header("content-type"),
        "text/csv; charset=utf-8"
    );
    assert_eq!(
        march.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(march.header("access-control-allow-origin"), "*");
    let told = commitments(city).await;
    let [entry] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(
        value(entry, "month"),
        Value::Code("2026-03".parse().unwrap())
    );
    let hash = Hash::new(Sha256::digest(&march.bytes).into());
    assert_eq!(value(entry, "table"), Value::Hash(hash));
    let Value::Number(counts) = value(entry, "entries") else {
        panic!("{entry:?}")
    };
    assert_eq!(u64::try_from(counts.get()).unwrap(), size);
    let has = |name: &str, cell: &str| {
        let found = row(&march.text())
            .into_iter()
            .find(|(column, _)| column == name);
        assert_eq!(found, Some((name.to_owned(), cell.to_owned())));
    };
    has("month", "2026-03");
    has("received", "1");
    has("late", "1");
    has("late_replied", "0");

    // A late answer changes what is counted of March from now on, and not what was published.
    city.water_bureau.answers(&number, REPLY).await;
    city.lin.publishes_reply(&number).await;
    publishes(city, "2026-04-20T09:00:00+08:00").await;
    folds(city).await;
    let march_now = Slice::month("2026-03-01".parse().unwrap());
    assert_eq!(city.app.cube().sum(&march_now).late_replied, 1);
    assert_eq!(table(city, "2026-03").await.bytes, march.bytes);
    assert_eq!(commitments(city).await.len(), 1);
}

async fn months_that_were_missed_are_made_up_for(city: &City) {
    city.has(StageKind::Open).await;
    publishes(city, "2026-06-15T09:00:00+08:00").await;
    let told = commitments(city).await;
    let months: Vec<_> = told.iter().map(|entry| value(entry, "month")).collect();
    let expected = ["2026-03", "2026-04", "2026-05"];
    assert_eq!(
        months,
        expected.map(|month| Value::Code(month.parse().unwrap()))
    );
    // A month without anything is a table without a row.
    let april = table(city, "2026-04").await.is(200).text();
    assert_eq!(april.lines().count(), 1, "{april}");
    for name in figures_json(&Counted::default()).keys() {
        assert!(april.contains(name.as_str()), "{name}");
    }
    let page = city
        .visitor
        .opens("/figures/open-data")
        .await
        .is(200)
        .text();
    assert!(page.contains("/ledger/figures/2026-05.csv"));
    assert!(
        !page.contains("/ledger/figures/2026-06.csv"),
        "it is not over"
    );
}

async fn a_table_that_is_none_is_not_found(city: &City) {
    city.has(StageKind::Open).await;
    publishes(city, "2026-04-15T09:00:00+08:00").await;
    for file in [
        "2026-04.csv",
        "2026-02.csv",
        "2026-3.csv",
        "2026-03",
        "2026-03.json",
        "2026.csv",
        "x.csv",
    ] {
        city.visitor
            .opens(&format!("/ledger/figures/{file}"))
            .await
            .is(404);
    }
}
