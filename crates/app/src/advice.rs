//! 帮我选: which seats a matter may be written to, the best first, and why. It reads counted figures, never messages.

use crate::board::App;
use domain::figures::Slice;
use domain::ids::OfficeId;
use domain::office::{Branch, Office, RegionCode};
use domain::screening::Kind;
use domain::taxonomy::DomainSlug;
use jiff::ToSpan;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A seat that has answered so many of a kind in a year knows it: it comes before a nearer one that has not.
const EXPERIENCED: u32 = 3;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The place of the matter and those above it, the highest first; empty: anywhere.
    pub path: Vec<RegionCode>,
    /// What it is about.
    pub domain: Option<DomainSlug>,
    /// What the writer wants: seats that do not take it are left out.
    pub kind: Option<Kind>,
}

/// A seat, and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advised {
    /// The seat. It is open and takes the kind.
    pub office: OfficeId,
    /// Where it stands, seen from the place.
    pub stands: Stands,
    /// Final replies in this domain within the last twelve months; in any domain where none was asked.
    pub answered: u32,
}

/// Where a seat stands, seen from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// It is the seat of the place.
    Here,
    /// It is that of a place so many steps above.
    Above(usize),
    /// It belongs to no place: a ministry.
    Apart,
}

impl App {
    /// The seats that a matter may be written to, the best first.
    ///
    /// Those of the place come first and then those above it, a government before a party committee; a seat that has
    /// answered some of the domain within a year comes before those that have not, and one that takes every kind before
    /// one that takes only some. Seats elsewhere are left out, and so
    /// are those that belong to no place unless they know the domain.
    pub fn advise(&self, wanted: &Wanted) -> Vec<Advised> {
        let reference = self.reference();
        let answered = self.answered_in_a_year(wanted.domain.as_ref());
        let answered = |office: &Office| answered.get(&office.id).copied().unwrap_or(0);
        let mut found: Vec<(Advised, bool, Branch)> = reference
            .offices
            .iter()
            .filter(|office| office.open && wanted.kind.is_none_or(|kind| office.takes(kind)))
            .filter_map(|office| {
                let advised = Advised {
                    office: office.id,
                    stands: wanted.stands(office)?,
                    answered: answered(office),
                };
                let takes_all = office.kinds.len() == Kind::ALL.len();
                Some((advised, takes_all, office.branch))
            })
            .filter(|(advised, ..)| advised.stands != Stands::Apart || advised.is_experienced())
            .collect();
        // What is equal keeps the order of lists.
        found.sort_by_key(|(advised, takes_all, branch)| {
            (
                !advised.is_experienced(),
                !takes_all,
                advised.stands,
                Reverse(advised.answered),
                *branch == Branch::Party,
            )
        });
        found.into_iter().map(|(advised, ..)| advised).collect()
    }

    fn answered_in_a_year(&self, domain: Option<&DomainSlug>) -> HashMap<OfficeId, u32> {
        let today = self.rules.calendar.date(self.clock.now());
        let slice = Slice {
            since: Some(today.saturating_sub(1.year())),
            domain: domain.cloned(),
            ..Slice::default()
        };
        let offices = self.cube().by_office(&slice).into_iter();
        offices
            .map(|(office, counted)| (office, counted.replied))
            .collect()
    }
}

impl Advised {
    /// Whether it has answered enough to know the domain.
    pub fn is_experienced(&self) -> bool {
        self.answered >= EXPERIENCED
    }
}

impl Wanted {
    /// Where a seat stands; none where it is elsewhere.
    fn stands(&self, office: &Office) -> Option<Stands> {
        let Some(region) = &office.region else {
            return Some(Stands::Apart);
        };
        if self.path.is_empty() {
            return Some(Stands::Here);
        }
        let steps = self.path.iter().rev().position(|code| code == region)?;
        Some(match steps {
            0 => Stands::Here,
            steps => Stands::Above(steps),
        })
    }
}
