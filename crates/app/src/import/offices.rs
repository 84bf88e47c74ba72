//! Archive offices and the archive unit: where imported rows belong that no seat of this board was written to.

use super::{Place, mapping};
use crate::archive::rows::ArchiveRow;
use crate::board::App;
use crate::refusal::Refusal;
use domain::ids::{OfficeId, UnitId};
use domain::office::{Level, Office, Region, Unit};
use std::collections::HashMap;
use store::{Tx, offices, regions, units};

/// The office of rows that name none, and the unit of all.
const ARCHIVE: &str = "历史留言（导入）";
/// What the page of an archive office says.
const INTRO: &str = "存放从其他留言板导入的历史留言，不接收新的留言。";
/// After all seats in lists.
const RANK: i64 = 1_000_000;
/// Most characters of an office's title.
const TITLE: usize = 80;

/// The offices that were met so far in one import.
#[derive(Default)]
pub(super) struct Places {
    known: HashMap<String, Place>,
    unit: Option<UnitId>,
    has_new: bool,
}

impl Places {
    /// Whether an office or the unit was added.
    pub(super) fn has_new(&self) -> bool {
        self.has_new
    }

    /// Where a row belongs: the office of the title that it names, a seat of this board or an archive office, which
    /// is added where it is missing. A dry run adds nothing and gives an id that stands for it.
    pub(super) async fn of(
        &mut self,
        app: &App,
        row: &ArchiveRow,
        dry_run: bool,
    ) -> Result<Place, Refusal> {
        let told = row.office.as_deref().or(row.region.as_deref());
        let title: String = told.unwrap_or(ARCHIVE).chars().take(TITLE).collect();
        if let Some(place) = self.known.get(&title) {
            return Ok(place.clone());
        }
        let level = row.level.as_deref().and_then(mapping::level);
        let (now, unit) = (app.clock.now(), self.unit);
        let (new_office, new_unit) = (app.ids.next(now), app.ids.next(now));
        let find = async |tx: &mut Tx| {
            let found = offices::by_title(tx, &title).await?;
            let region = if let (None, Some(told)) = (&found, told) {
                region_of(tx, told, level).await?
            } else {
                None
            };
            let unit = if unit.is_some() {
                unit
            } else {
                archive_unit(tx).await?
            };
            Ok::<_, store::Error>((found, region, unit))
        };
        let (office, unit, is_new) = if dry_run {
            let (found, region, unit) = app.db.read(find).await?;
            let office = found.unwrap_or_else(|| archive_office(new_office, &title, region, level));
            (office, unit.unwrap_or(UnitId(new_unit)), false)
        } else {
            let found = app.db.write(async |tx| {
                let (found, region, unit) = find(tx).await?;
                let is_new = found.is_none() || unit.is_none();
                let unit = match unit {
                    Some(unit) => unit,
                    None => add_unit(tx, UnitId(new_unit)).await?,
                };
                let office = if let Some(office) = found {
                    office
                } else {
                    let office = archive_office(new_office, &title, region, level);
                    offices::add(tx, &office, RANK).await?;
                    office
                };
                Ok::<_, Refusal>((office, unit, is_new))
            });
            found.await?
        };
        self.unit = Some(unit);
        self.has_new |= is_new;
        let place = Place {
            office: office.id,
            region: office.region,
            unit,
        };
        self.known.insert(title, place.clone());
        Ok(place)
    }
}

fn archive_office(id: i64, title: &str, region: Option<Region>, level: Option<Level>) -> Office {
    Office {
        id: OfficeId(id),
        title: title.to_owned(),
        level: level
            .or(region.as_ref().map(|region| region.level))
            .unwrap_or(Level::City),
        region: region.map(|region| region.code),
        branch: mapping::branch(title),
        unit: None,
        kinds: Vec::new(),
        intro: INTRO.to_owned(),
        open: false,
    }
}

async fn archive_unit(tx: &mut Tx) -> Result<Option<UnitId>, store::Error> {
    let all = units::all(tx).await?;
    Ok(all
        .into_iter()
        .find(|unit| unit.name == ARCHIVE)
        .map(|unit| unit.id))
}

async fn add_unit(tx: &mut Tx, id: UnitId) -> Result<UnitId, store::Error> {
    let unit = Unit {
        id,
        name: ARCHIVE.to_owned(),
        short: ARCHIVE.to_owned(),
        parent: None,
        region: None,
        active: false,
    };
    units::add(tx, &unit).await?;
    Ok(id)
}

/// The place that a title begins with: 杭州市, or the 杭州市 of 杭州市市长. Several places share some names; then the
/// level tells, or none is taken.
async fn region_of(
    tx: &mut Tx,
    title: &str,
    level: Option<Level>,
) -> Result<Option<Region>, store::Error> {
    let letters: Vec<char> = title.chars().collect();
    for length in (2..=letters.len()).rev() {
        let name: String = letters.iter().take(length).collect();
        let mut found = regions::by_name(tx, &name).await?;
        found.retain(|region| level.is_none_or(|level| region.level == level));
        if found.len() == 1 {
            return Ok(found.pop());
        }
    }
    Ok(None)
}
