//! Places: the tree of GB/T 2260 codes. Codes are never deleted.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::office::{Region, RegionCode};

const ADD: &str = "INSERT INTO regions (code, name, parent, level, valid_to, successor) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE SET name = excluded.name, parent = excluded.parent, \
     level = excluded.level, valid_to = excluded.valid_to, successor = excluded.successor";
const BY_CODE: &str =
    "SELECT code, name, parent, level, valid_to, successor FROM regions WHERE code = $1";
const BY_NAME: &str = "SELECT code, name, parent, level, valid_to, successor FROM regions WHERE name = $1 ORDER BY code";
const CHILDREN: &str = "SELECT code, name, parent, level, valid_to, successor FROM regions WHERE parent = $1 ORDER BY code";
const TOPS: &str = "SELECT code, name, parent, level, valid_to, successor FROM regions WHERE parent IS NULL ORDER BY code";
const COUNT: &str = "SELECT COUNT(*) FROM regions";

/// Adds or updates a place; its parent must be there.
pub async fn put(tx: &mut Tx, region: &Region) -> Result<()> {
    let valid_to = region.valid_to.map(|day| day.to_string());
    tx.run_one(
        ADD,
        args![
            region.code.as_str(),
            &region.name,
            region.parent.as_ref().map(RegionCode::as_str),
            region.level.code(),
            valid_to.as_deref(),
            region.successor.as_ref().map(RegionCode::as_str)
        ],
    )
    .await
}

/// A place.
pub async fn by_code(tx: &mut Tx, code: &RegionCode) -> Result<Option<Region>> {
    tx.row(BY_CODE, args![code.as_str()], read).await
}

/// Places of this full name; several counties share one.
pub async fn by_name(tx: &mut Tx, name: &str) -> Result<Vec<Region>> {
    tx.rows(BY_NAME, args![name], read).await
}

/// The places below one, or the provinces.
pub async fn children(tx: &mut Tx, parent: Option<&RegionCode>) -> Result<Vec<Region>> {
    match parent {
        Some(parent) => tx.rows(CHILDREN, args![parent.as_str()], read).await,
        None => tx.rows(TOPS, &[], read).await,
    }
}

/// The place and those above it, the highest first.
pub async fn path(tx: &mut Tx, code: &RegionCode) -> Result<Vec<Region>> {
    let mut path = Vec::new();
    let mut next = Some(code.clone());
    while let Some(code) = next.take()
        && path.len() < 8
    {
        let Some(region) = by_code(tx, &code).await? else {
            break;
        };
        next.clone_from(&region.parent);
        path.insert(0, region);
    }
    Ok(path)
}

/// How many places are known.
pub async fn count(tx: &mut Tx) -> Result<u32> {
    Ok(tx.row(COUNT, &[], |row| row.count(0)).await?.unwrap_or(0))
}

fn read(row: &Row<'_>) -> Result<Region> {
    const TABLE: &str = "regions";
    let code = |code: String| RegionCode::parse(&code).map_err(unparsed(TABLE));
    Ok(Region {
        code: code(row.text(0)?)?,
        name: row.text(1)?,
        parent: row.opt_text(2)?.map(code).transpose()?,
        level: row.parsed(3, TABLE)?,
        valid_to: row.opt_parsed(4, TABLE)?,
        successor: row.opt_text(5)?.map(code).transpose()?,
    })
}
