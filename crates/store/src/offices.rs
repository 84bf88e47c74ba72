//! Offices: the seats that are written to, and who held them when.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::ids::{OfficeId, UnitId};
use domain::office::{Branch, Holder, Office, RegionCode};
use domain::screening::Kind;

const ADD: &str = "INSERT INTO offices (id, title, region, level, branch, unit, kinds, intro, open, rank) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const BY_ID: &str =
    "SELECT id, title, region, level, branch, unit, kinds, intro, open FROM offices WHERE id = $1";
const BY_TITLE: &str = "SELECT id, title, region, level, branch, unit, kinds, intro, open FROM offices WHERE title = $1";
const ALL: &str = "SELECT id, title, region, level, branch, unit, kinds, intro, open FROM offices ORDER BY rank, id";
const IN_REGION: &str = "SELECT id, title, region, level, branch, unit, kinds, intro, open FROM offices \
     WHERE region = $1 ORDER BY rank, id";
const ADD_HOLDER: &str =
    "INSERT INTO holders (id, office, name, since, until) VALUES ($1, $2, $3, $4, $5)";
const HOLDERS: &str =
    "SELECT office, name, since, until FROM holders WHERE office = $1 ORDER BY since DESC, id DESC";
const ALL_HOLDERS: &str =
    "SELECT office, name, since, until FROM holders ORDER BY office, since DESC, id DESC";

/// Adds an office; `rank` orders lists.
pub async fn add(tx: &mut Tx, office: &Office, rank: i64) -> Result<()> {
    let kinds = serde_json::to_string(&office.kinds).map_err(unparsed("offices"))?;
    tx.run_one(
        ADD,
        args![
            office.id.0,
            &office.title,
            office.region.as_ref().map(RegionCode::as_str),
            office.level.code(),
            office.branch.code(),
            office.unit.map(|id| id.0),
            &kinds,
            &office.intro,
            office.open,
            rank
        ],
    )
    .await
}

/// An office.
pub async fn by_id(tx: &mut Tx, id: OfficeId) -> Result<Option<Office>> {
    tx.row(BY_ID, args![id.0], read).await
}

/// The office of this title.
pub async fn by_title(tx: &mut Tx, title: &str) -> Result<Option<Office>> {
    tx.row(BY_TITLE, args![title], read).await
}

/// All offices, archive offices included, in the order of lists.
pub async fn all(tx: &mut Tx) -> Result<Vec<Office>> {
    tx.rows(ALL, &[], read).await
}

/// The offices of one place.
pub async fn in_region(tx: &mut Tx, region: &RegionCode) -> Result<Vec<Office>> {
    tx.rows(IN_REGION, args![region.as_str()], read).await
}

/// The seat one level up: of the same branch, in the nearest place above that has one.
pub async fn above(tx: &mut Tx, office: &Office) -> Result<Option<Office>> {
    let Some(region) = &office.region else {
        return Ok(None);
    };
    let path = crate::regions::path(tx, region).await?;
    for place in path.iter().rev().filter(|place| place.code != *region) {
        let there = in_region(tx, &place.code).await?;
        let same = |branch: Branch| {
            there
                .iter()
                .find(|up| up.open && up.branch == branch)
                .cloned()
        };
        if let Some(up) = same(office.branch).or_else(|| there.iter().find(|up| up.open).cloned()) {
            return Ok(Some(up));
        }
    }
    Ok(None)
}

/// Adds a holder of an office.
pub async fn add_holder(tx: &mut Tx, id: i64, holder: &Holder) -> Result<()> {
    let until = holder.until.map(|day| day.to_string());
    tx.run_one(
        ADD_HOLDER,
        args![
            id,
            holder.office.0,
            &holder.name,
            &holder.since.to_string(),
            until.as_deref()
        ],
    )
    .await
}

/// The holders of an office, the latest first.
pub async fn holders(tx: &mut Tx, office: OfficeId) -> Result<Vec<Holder>> {
    tx.rows(HOLDERS, args![office.0], read_holder).await
}

/// The holders of all offices; within an office the latest first.
pub async fn all_holders(tx: &mut Tx) -> Result<Vec<Holder>> {
    tx.rows(ALL_HOLDERS, &[], read_holder).await
}

fn read(row: &Row<'_>) -> Result<Office> {
    const TABLE: &str = "offices";
    Ok(Office {
        id: OfficeId(row.int(0)?),
        title: row.text(1)?,
        region: row
            .opt_text(2)?
            .map(|code| RegionCode::parse(&code))
            .transpose()
            .map_err(unparsed(TABLE))?,
        level: row.parsed(3, TABLE)?,
        branch: row.parsed(4, TABLE)?,
        unit: row.opt_int(5)?.map(UnitId),
        kinds: row.json::<Vec<Kind>>(6, TABLE)?,
        intro: row.text(7)?,
        open: row.bool(8)?,
    })
}

fn read_holder(row: &Row<'_>) -> Result<Holder> {
    Ok(Holder {
        office: OfficeId(row.int(0)?),
        name: row.text(1)?,
        since: row.parsed(2, "holders")?,
        until: row.opt_parsed(3, "holders")?,
    })
}
