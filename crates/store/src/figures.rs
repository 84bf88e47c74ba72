//! Figures: counts of each day and of each month, by office, domain and region, folded by a job from the events.
//!
//! A row carries the position of the last event that changed it: a reader that keeps rows in memory reads those that
//! changed since it last looked.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::figures::Counted;
use domain::ids::OfficeId;
use domain::office::RegionCode;
use domain::taxonomy::DomainSlug;
use jiff::civil::Date;

const DAY: &str =
    "SELECT counted FROM figures WHERE day = $1 AND office = $2 AND domain = $3 AND region = $4";
const SET_DAY: &str = "INSERT INTO figures (day, office, domain, region, counted, position) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (day, office, domain, region) DO UPDATE SET counted = excluded.counted, position = excluded.position";
const MONTH: &str = "SELECT counted FROM figures_months \
     WHERE month = $1 AND office = $2 AND domain = $3 AND region = $4";
const SET_MONTH: &str = "INSERT INTO figures_months (month, office, domain, region, counted, position) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (month, office, domain, region) DO UPDATE SET counted = excluded.counted, position = excluded.position";
const DAYS_OF: &str = "SELECT day, office, domain, region, counted FROM figures \
     WHERE day >= $1 AND day <= $2 ORDER BY day, office, domain, region";
const DAYS_AFTER: &str = "SELECT day, office, domain, region, counted FROM figures \
     WHERE position > $1 AND day >= $2 ORDER BY day, office, domain, region";
const CLEAR_DAYS: &str = "DELETE FROM figures";
const CLEAR_MONTHS: &str = "DELETE FROM figures_months";
const MONTHS_AFTER: &str = "SELECT month, office, domain, region, counted FROM figures_months \
     WHERE position > $1 ORDER BY month, office, domain, region";
const PUBLISH: &str =
    "INSERT INTO figures_published (month, csv) VALUES ($1, $2) ON CONFLICT (month) DO NOTHING";
const PUBLISHED: &str = "SELECT csv FROM figures_published WHERE month = $1";
const LAST_PUBLISHED: &str = "SELECT month FROM figures_published ORDER BY month DESC LIMIT 1";

/// The row that a count belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The day, in the operator's time zone; of a row of a month its first.
    pub day: Date,
    /// The office.
    pub office: OfficeId,
    /// The domain.
    pub domain: DomainSlug,
    /// The office's place.
    pub region: Option<RegionCode>,
}

/// Adds counts to the row of a day and to that of its month. `position` is that of the last event counted.
pub async fn add(tx: &mut Tx, cell: &Cell, counted: &Counted, position: i64) -> Result<()> {
    let day = cell.day.to_string();
    let month = month_of(cell.day);
    for (time, get, set) in [(&day, DAY, SET_DAY), (&month, MONTH, SET_MONTH)] {
        add_to(tx, (time, get, set), cell, counted, position).await?;
    }
    Ok(())
}

async fn add_to(
    tx: &mut Tx,
    (time, get, set): (&String, &'static str, &'static str),
    cell: &Cell,
    counted: &Counted,
    position: i64,
) -> Result<()> {
    let region = cell.region.as_ref().map_or("", RegionCode::as_str);
    let (office, domain) = (cell.office.0, cell.domain.as_str());
    let found = tx
        .row(get, args![time, office, domain, region], |row| {
            row.json::<Counted>(0, "figures")
        })
        .await?;
    let mut sum = found.unwrap_or_default();
    sum.merge(counted);
    let sum = serde_json::to_string(&sum).map_err(unparsed("figures"))?;
    tx.run_one(set, args![time, office, domain, region, &sum, position])
        .await
}

/// Removes every row, of days and of months.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.run(CLEAR_DAYS, &[]).await?;
    tx.run(CLEAR_MONTHS, &[]).await?;
    Ok(())
}

/// The rows of some days, the last one included.
pub async fn days(tx: &mut Tx, since: Date, until: Date) -> Result<Vec<(Cell, Counted)>> {
    let (since, until) = (since.to_string(), until.to_string());
    tx.rows(DAYS_OF, args![&since, &until], |row| {
        read(row, row.parsed(0, "figures")?)
    })
    .await
}

/// The rows of days from `since` on that changed after a position.
pub async fn days_after(tx: &mut Tx, position: i64, since: Date) -> Result<Vec<(Cell, Counted)>> {
    let since = since.to_string();
    tx.rows(DAYS_AFTER, args![position, &since], |row| {
        read(row, row.parsed(0, "figures")?)
    })
    .await
}

/// The rows of months that changed after a position.
pub async fn months_after(tx: &mut Tx, position: i64) -> Result<Vec<(Cell, Counted)>> {
    tx.rows(MONTHS_AFTER, args![position], |row| {
        let first = format!("{}-01", row.text(0)?);
        read(row, first.parse().map_err(unparsed("figures_months"))?)
    })
    .await
}

/// Keeps the table of a month as it is published. False: it was published before, and that stays.
pub async fn publish(tx: &mut Tx, month: Date, csv: &str) -> Result<bool> {
    Ok(tx.run(PUBLISH, args![&month_of(month), csv]).await? == 1)
}

/// The table of a month as it was published.
pub async fn published(tx: &mut Tx, month: Date) -> Result<Option<String>> {
    tx.row(PUBLISHED, args![&month_of(month)], |row| row.text(0))
        .await
}

/// The last month that was published, by its first day.
pub async fn last_published(tx: &mut Tx) -> Result<Option<Date>> {
    tx.row(LAST_PUBLISHED, &[], |row| {
        let first = format!("{}-01", row.text(0)?);
        first.parse().map_err(unparsed("figures_published"))
    })
    .await
}

/// 2026-11
fn month_of(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

fn read(row: &Row<'_>, day: Date) -> Result<(Cell, Counted)> {
    let region = row.text(3)?;
    let cell = Cell {
        day,
        office: OfficeId(row.int(1)?),
        domain: DomainSlug::parse(&row.text(2)?).map_err(unparsed("figures"))?,
        region: (!region.is_empty())
            .then(|| RegionCode::parse(&region))
            .transpose()
            .map_err(unparsed("figures"))?,
    };
    Ok((cell, row.json(4, "figures")?))
}
