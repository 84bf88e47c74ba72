//! Figures by what they are of: months, domains, places, seats. In the order of time, of lists or of codes.

use super::frame::Frame;
use super::panel::month_name;
use crate::page::Page;
use domain::figures::Counted;
use domain::office::{Level, RegionCode};
use jiff::civil::Date;

/// What a row is of.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What it is called.
    pub name: String,
    /// Where its own figures are: a path with its query.
    pub href: Option<String>,
    /// How high it stands, where that can be said.
    pub level: Option<Level>,
    /// Its counts.
    pub counted: Counted,
}

/// Month by month, the latest first.
pub(super) fn months(p: &Page, frame: &Frame) -> Vec<Group> {
    let (months, counted) = frame.over_time();
    let both = months.into_iter().zip(counted).rev();
    both.map(|(month, counted)| {
        let code = month_code(month);
        Group {
            name: month_name(p, month),
            href: Some(format!("/figures{}", frame.asked.with("period", &code))),
            level: None,
            counted,
        }
    })
    .collect()
}

/// 2026-11
pub(super) fn month_code(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// Every domain, in the order of lists.
pub(super) fn domains(p: &Page, frame: &Frame) -> Vec<Group> {
    let counted = frame.cube.by_domain(&frame.slice());
    let domains = frame.reference.domains.iter().filter(|domain| {
        let asked = frame.asked.domain.as_ref();
        asked.is_none_or(|slug| *slug == domain.slug)
    });
    domains
        .map(|domain| {
            let found = counted.iter().find(|(slug, _)| *slug == domain.slug);
            let code = domain.slug.to_string();
            Group {
                name: p.topic(&domain.name),
                href: Some(format!("/figures{}", frame.asked.with("domain", &code))),
                level: None,
                counted: found
                    .map(|(_, counted)| counted.clone())
                    .unwrap_or_default(),
            }
        })
        .collect()
}

/// Places of one level, and those above it with what was written to their own seats, in the order of their codes.
pub(super) fn regions(p: &Page, frame: &Frame) -> Vec<Group> {
    let level = level_of(frame);
    let counted = frame.cube.by_region(&frame.slice(), level);
    let groups = counted.into_iter().map(|(code, counted)| {
        let place = code
            .as_ref()
            .and_then(|code| frame.reference.places.get(code));
        let written = code.as_ref().map(ToString::to_string);
        Group {
            name: match (place, &written) {
                // What stands higher has here what was written to its own seats.
                (Some(place), _) if place.level < level => p.tt("figures-own-seats", &place.name),
                (Some(place), _) => place.name.clone(),
                (None, Some(code)) => code.clone(),
                (None, None) => p.t("figures-no-region"),
            },
            href: place.map(|place| {
                let code = place.code.as_str();
                format!("/figures/regions{}", frame.asked.with("region", code))
            }),
            level: Some(place.map_or(Level::Ministry, |place| place.level)),
            counted,
        }
    });
    groups.collect()
}

/// The highest level at which there is more than one place: on a country's board provinces, on a city's its districts.
pub(super) fn level_of(frame: &Frame) -> Level {
    let slice = frame.slice();
    let places = |level: Level| {
        let groups = frame.cube.by_region(&slice, level);
        let of_level = groups.iter().filter(|(code, _)| {
            let place = code
                .as_ref()
                .and_then(|code| frame.reference.places.get(code));
            place.is_some_and(|place| place.level == level)
        });
        of_level.count()
    };
    [Level::Province, Level::City, Level::County]
        .into_iter()
        .find(|level| places(*level) > 1)
        .unwrap_or(Level::Township)
}

/// Every seat that has figures, in the order of lists.
pub(super) fn offices(frame: &Frame) -> Vec<Group> {
    let counted = frame.cube.by_office(&frame.slice());
    let offices = frame.reference.offices.iter().filter_map(|office| {
        let (_, counted) = counted.iter().find(|(id, _)| *id == office.id)?;
        let code = office.id.to_string();
        Some(Group {
            name: office.title.clone(),
            href: Some(format!("/figures{}", frame.asked.with("office", &code))),
            level: Some(office.level),
            counted: counted.clone(),
        })
    });
    offices.collect()
}

/// The two digits of the provinces that have messages, with how many.
pub(super) fn provinces(frame: &Frame) -> Vec<(String, u32)> {
    let counted = frame.cube.by_region(&frame.slice(), Level::Province);
    let codes = counted.into_iter().filter_map(|(code, counted)| {
        let code: RegionCode = code?;
        let digits: String = code.as_str().chars().take(2).collect();
        Some((digits, counted.received))
    });
    codes.filter(|(_, received)| *received > 0).collect()
}
