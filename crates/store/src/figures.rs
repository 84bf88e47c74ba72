//! Figures: counts of each day, office, domain and region, folded by a job from the events.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Arg, Tx};
use domain::figures::Counted;
use domain::ids::OfficeId;
use domain::office::RegionCode;
use domain::taxonomy::DomainSlug;
use jiff::civil::Date;
use std::fmt::Write;

const GET: &str =
    "SELECT counted FROM figures WHERE day = $1 AND office = $2 AND domain = $3 AND region = $4";
const SET: &str = "INSERT INTO figures (day, office, domain, region, counted) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (day, office, domain, region) DO UPDATE SET counted = excluded.counted";

/// The row that a count belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The day, in the operator's time zone.
    pub day: Date,
    /// The office.
    pub office: OfficeId,
    /// The domain.
    pub domain: DomainSlug,
    /// The office's place.
    pub region: Option<RegionCode>,
}

/// Adds counts to a row.
pub async fn add(tx: &mut Tx, cell: &Cell, counted: &Counted) -> Result<()> {
    let day = cell.day.to_string();
    let region = cell.region.as_ref().map_or("", RegionCode::as_str);
    let key = (cell.office.0, cell.domain.as_str());
    let found = tx
        .row(GET, args![&day, key.0, key.1, region], |row| {
            row.json::<Counted>(0, "figures")
        })
        .await?;
    let mut sum = found.unwrap_or_default();
    sum.merge(counted);
    let sum = serde_json::to_string(&sum).map_err(unparsed("figures"))?;
    tx.run_one(SET, args![&day, key.0, key.1, region, &sum])
        .await
}

/// Which rows to read.
#[derive(Clone, Debug, Default)]
pub struct Of {
    /// From this day on.
    pub since: Option<Date>,
    /// One office.
    pub office: Option<OfficeId>,
    /// One domain.
    pub domain: Option<DomainSlug>,
}

/// The rows that match.
pub async fn rows(tx: &mut Tx, of: &Of) -> Result<Vec<(Cell, Counted)>> {
    let mut sql =
        String::from("SELECT day, office, domain, region, counted FROM figures WHERE day >= $1");
    let since = of.since.map_or_else(String::new, |day| day.to_string());
    let mut args = vec![Arg::from(&since)];
    // Writing to a string cannot fail.
    if let Some(office) = of.office {
        args.push(Arg::from(office.0));
        write!(sql, " AND office = ${}", args.len()).unwrap_or_default();
    }
    if let Some(domain) = &of.domain {
        args.push(Arg::from(domain.as_str()));
        write!(sql, " AND domain = ${}", args.len()).unwrap_or_default();
    }
    sql.push_str(" ORDER BY day, office, domain, region");
    tx.rows(sql, &args, |row| {
        let region = row.text(3)?;
        let cell = Cell {
            day: row.parsed(0, "figures")?,
            office: OfficeId(row.int(1)?),
            domain: DomainSlug::parse(&row.text(2)?).map_err(unparsed("figures"))?,
            region: (!region.is_empty())
                .then(|| RegionCode::parse(&region))
                .transpose()
                .map_err(unparsed("figures"))?,
        };
        Ok((cell, row.json(4, "figures")?))
    })
    .await
}
