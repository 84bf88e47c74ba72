//! Which messages figures are of: a time, a place, an office, a domain.

use crate::ids::OfficeId;
use crate::office::RegionCode;
use crate::taxonomy::DomainSlug;
use jiff::civil::Date;

/// What figures are asked of. What is none does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slice {
    /// From this day on.
    pub since: Option<Date>,
    /// Up to this day, inclusive.
    pub until: Option<Date>,
    /// One office.
    pub office: Option<OfficeId>,
    /// One domain.
    pub domain: Option<DomainSlug>,
    /// A place with all that is in it.
    pub region: Option<RegionCode>,
}

impl Slice {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self {
            since: Some(day),
            until: Some(day),
            ..Self::default()
        }
    }

    /// The month of a day.
    pub fn month(day: Date) -> Self {
        Self {
            since: Some(day.first_of_month()),
            until: Some(day.last_of_month()),
            ..Self::default()
        }
    }

    /// The year of a day.
    pub fn year(day: Date) -> Self {
        Self {
            since: Some(day.first_of_year()),
            until: Some(day.last_of_year()),
            ..Self::default()
        }
    }

    /// Whether rows of these belong to it, whatever their day.
    pub fn holds(
        &self,
        office: OfficeId,
        domain: &DomainSlug,
        region: Option<&RegionCode>,
    ) -> bool {
        let within = |outer: &RegionCode| region.is_some_and(|inner| outer.holds(inner));
        self.office.is_none_or(|wanted| wanted == office)
            && self.domain.as_ref().is_none_or(|wanted| wanted == domain)
            && self.region.as_ref().is_none_or(within)
    }

    /// Whether a day belongs to it.
    pub fn has_day(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the whole month of a day belongs to it.
    pub fn has_month(&self, day: Date) -> bool {
        self.has_day(day.first_of_month()) && self.has_day(day.last_of_month())
    }

    /// The same, with the months before `days_since` taken whole: of those, single days are not at hand.
    #[must_use]
    pub fn widened(&self, days_since: Date) -> Self {
        let early = |day: &Date| *day < days_since;
        Self {
            since: self.since.map(|day| {
                if early(&day) {
                    day.first_of_month()
                } else {
                    day
                }
            }),
            until: self.until.map(|day| {
                if early(&day) {
                    day.last_of_month()
                } else {
                    day
                }
            }),
            ..self.clone()
        }
    }
}
