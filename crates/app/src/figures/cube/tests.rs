//! The cube equals its rows, whatever came when.

use super::Cube;
use domain::Timestamp;
use domain::figures::{Counted, Slice};
use domain::ids::OfficeId;
use domain::office::{Level, RegionCode};
use domain::taxonomy::DomainSlug;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;
use store::figures::Cell;

/// The days of which single days are held begin here.
const SINCE: Date = date(2026, 10, 1);

/// Rows as the store would have them: what is added, and what changed since the last look.
#[derive(Default)]
struct Rows {
    days: BTreeMap<Cell, Counted>,
    months: BTreeMap<Cell, Counted>,
    changed: (BTreeMap<Cell, Counted>, BTreeMap<Cell, Counted>),
}

impl Rows {
    fn add(&mut self, cell: &Cell, counted: &Counted) {
        let month = Cell {
            day: cell.day.first_of_month(),
            ..cell.clone()
        };
        let day = self.days.entry(cell.clone()).or_default();
        day.merge(counted);
        if cell.day >= SINCE {
            self.changed.0.insert(cell.clone(), day.clone());
        }
        let of_month = self.months.entry(month.clone()).or_default();
        of_month.merge(counted);
        self.changed.1.insert(month, of_month.clone());
    }

    fn show(&mut self, last: &Cube, position: i64) -> Cube {
        let (days, months) = std::mem::take(&mut self.changed);
        let days: Vec<_> = days.into_iter().collect();
        let months: Vec<_> = months.into_iter().collect();
        last.after((position, Timestamp::UNIX_EPOCH), SINCE, &months, &days)
    }
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let days = prop_oneof![
        Just(date(2025, 12, 31)),
        Just(date(2026, 9, 30)),
        Just(date(2026, 10, 1)),
        Just(date(2026, 10, 2)),
        Just(date(2026, 11, 23)),
    ];
    let domains = prop_oneof![Just("urban"), Just("traffic")];
    let regions = prop_oneof![
        Just(None),
        Just(Some("990000")),
        Just(Some("990102")),
        Just(Some("980100")),
    ];
    (days, 1..4_i64, domains, regions).prop_map(|(day, office, domain, region)| Cell {
        day,
        office: OfficeId(office),
        domain: DomainSlug::parse(domain).unwrap(),
        region: region.map(|code| RegionCode::parse(code).unwrap()),
    })
}

fn any_counted() -> impl Strategy<Value = Counted> {
    (0..5_u32, 1..300_u32, 0..80_u32).prop_map(|(received, late, days)| {
        let mut counted = Counted {
            received,
            late,
            ..Counted::default()
        };
        counted.reply_days.add(days);
        counted
    })
}

fn any_slice() -> impl Strategy<Value = Slice> {
    let edge = || {
        prop_oneof![
            2 => Just(None),
            1 => Just(Some(date(2025, 12, 31))),
            1 => Just(Some(date(2026, 9, 15))),
            1 => Just(Some(date(2026, 10, 1))),
            1 => Just(Some(date(2026, 10, 2))),
            1 => Just(Some(date(2026, 11, 30))),
        ]
    };
    let region = prop_oneof![2 => Just(None), 1 => Just(Some("990000")), 1 => Just(Some("990102"))];
    let domain = prop_oneof![2 => Just(None), 1 => Just(Some("urban")), 1 => Just(Some("absent"))];
    let office = prop_oneof![2 => Just(None), 1 => Just(Some(OfficeId(2)))];
    (edge(), edge(), office, domain, region).prop_map(|(since, until, office, domain, region)| {
        Slice {
            since,
            until,
            office,
            domain: domain.map(|slug| DomainSlug::parse(slug).unwrap()),
            region: region.map(|code| RegionCode::parse(code).unwrap()),
        }
    })
}

proptest! {
    #[test]
    fn any_look_in_between_leaves_the_same_cube(
        added in prop::collection::vec((any_cell(), any_counted(), any::<bool>()), 1..40),
        slices in prop::collection::vec(any_slice(), 1..12),
    ) {
        let mut rows = Rows::default();
        let mut cube = Cube::empty();
        for (position, (cell, counted, look)) in (1..).zip(&added) {
            rows.add(cell, counted);
            if *look {
                cube = rows.show(&cube, position);
            }
        }
        cube = rows.show(&cube, 1000);
        for slice in slices {
            let wide = slice.widened(SINCE);
            let mut sum = Counted::default();
            let mut domains: BTreeMap<_, Counted> = BTreeMap::new();
            let mut regions: BTreeMap<_, Counted> = BTreeMap::new();
            for (cell, counted) in &rows.days {
                if wide.has_day(cell.day) && wide.holds(cell.office, &cell.domain, cell.region.as_ref()) {
                    sum.merge(counted);
                    domains.entry(cell.domain.clone()).or_default().merge(counted);
                    let place = cell.region.as_ref().map(|code| code.at(Level::Province));
                    regions.entry(place).or_default().merge(counted);
                }
            }
            prop_assert_eq!(cube.sum(&slice), sum, "{:?}", slice);
            prop_assert_eq!(cube.by_domain(&slice), Vec::from_iter(domains));
            prop_assert_eq!(cube.by_region(&slice, Level::Province), Vec::from_iter(regions));
        }
    }
}

#[test]
fn months_without_figures_stand_between_those_that_have_some() {
    let mut rows = Rows::default();
    let cell = |day| Cell {
        day,
        office: OfficeId(1),
        domain: DomainSlug::other(),
        region: None,
    };
    let one = Counted {
        received: 1,
        ..Counted::default()
    };
    rows.add(&cell(date(2026, 8, 9)), &one);
    rows.add(&cell(date(2026, 11, 9)), &one);
    let cube = rows.show(&Cube::empty(), 1);
    let months: Vec<_> = cube
        .by_month(&Slice::default())
        .into_iter()
        .map(|(month, counted)| (month.month(), counted.received))
        .collect();
    assert_eq!(months, [(8, 1), (9, 0), (10, 0), (11, 1)]);
    assert_eq!(cube.span(), Some((date(2026, 8, 1), date(2026, 11, 1))));
    assert!(cube.by_month(&Slice::month(date(2020, 1, 1))).is_empty());
}
