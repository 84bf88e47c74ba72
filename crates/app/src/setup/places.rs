//! The places of the mainland that every board starts with.

use domain::office::{Level, Region, RegionCode};

/// Code, name, parent, level; each place stands after the one above it.
const REGIONS: &str = include_str!("../../../domain/data/regions.tsv");

/// A row of [`REGIONS`].
pub(super) struct Place {
    pub(super) code: &'static str,
    name: &'static str,
    parent: &'static str,
    level: &'static str,
}

impl Place {
    /// The place; none where the row is broken, which a test rules out.
    pub(super) fn region(&self) -> Option<Region> {
        Some(Region {
            code: RegionCode::parse(self.code).ok()?,
            name: self.name.to_owned(),
            parent: match self.parent {
                "" => None,
                code => Some(RegionCode::parse(code).ok()?),
            },
            level: Level::from_code(self.level).ok()?,
            valid_to: None,
            successor: None,
        })
    }
}

/// All of them.
pub(super) fn mainland() -> impl Iterator<Item = Place> {
    REGIONS.lines().skip(1).map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        Place {
            code: next(),
            name: next(),
            parent: next(),
            level: next(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_place_of_the_country_is_below_one_that_came_before() {
        let mut seen = HashSet::new();
        for place in mainland() {
            let region = place.region();
            let region = region.unwrap_or_else(|| panic!("a broken row: {}", place.code));
            assert!(
                region
                    .parent
                    .as_ref()
                    .is_none_or(|above| seen.contains(above)),
                "{}",
                place.code
            );
            assert!(
                seen.insert(region.code),
                "{} stands there twice",
                place.code
            );
        }
        assert!(seen.len() > 3000);
    }
}
