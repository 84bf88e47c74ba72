//! Units: who does the work. A tree; work is passed down it.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::ids::UnitId;
use domain::office::{RegionCode, Unit};
use std::collections::HashMap;

const ADD: &str =
    "INSERT INTO units (id, name, short, parent, region, active) VALUES ($1, $2, $3, $4, $5, $6)";
const ALL: &str = "SELECT id, name, short, parent, region, active FROM units ORDER BY id";
const BY_ID: &str = "SELECT id, name, short, parent, region, active FROM units WHERE id = $1";

/// Adds a unit; the one above it must be there.
pub async fn add(tx: &mut Tx, unit: &Unit) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            unit.id.0,
            &unit.name,
            &unit.short,
            unit.parent.map(|id| id.0),
            unit.region.as_ref().map(RegionCode::as_str),
            unit.active
        ],
    )
    .await
}

/// A unit.
pub async fn by_id(tx: &mut Tx, id: UnitId) -> Result<Option<Unit>> {
    tx.row(BY_ID, args![id.0], read).await
}

/// All units, in the order in which they were added.
pub async fn all(tx: &mut Tx) -> Result<Vec<Unit>> {
    tx.rows(ALL, &[], read).await
}

/// A unit and every unit below it.
pub async fn below(tx: &mut Tx, top: UnitId) -> Result<Vec<UnitId>> {
    let mut children: HashMap<Option<UnitId>, Vec<UnitId>> = HashMap::new();
    for unit in all(tx).await? {
        children.entry(unit.parent).or_default().push(unit.id);
    }
    let mut found = vec![top];
    let mut next = 0;
    while let Some(unit) = found.get(next).copied() {
        // The tree is removed as it is walked, so that a circle in the data ends.
        found.extend(children.remove(&Some(unit)).unwrap_or_default());
        next += 1;
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<Unit> {
    Ok(Unit {
        id: UnitId(row.int(0)?),
        name: row.text(1)?,
        short: row.text(2)?,
        parent: row.opt_int(3)?.map(UnitId),
        region: row
            .opt_text(4)?
            .map(|code| RegionCode::parse(&code))
            .transpose()
            .map_err(unparsed("units"))?,
        active: row.bool(5)?,
    })
}
