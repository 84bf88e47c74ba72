//! The time that figures are of: a month, a quarter, a year, the last twelve months, or all.

use crate::page::Page;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The years that a board can speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1949..=2199;
/// Months in a chart of “all”; a board that is older shows its last ones.
const MONTHS: usize = 240;

/// A time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Period {
    /// The last twelve months, this one included.
    #[default]
    Recent,
    /// The month that begins on this day.
    Month(Date),
    /// The quarter that begins on this day.
    Quarter(Date),
    /// The year that begins on this day.
    Year(Date),
    /// Since the first message.
    All,
}

impl Period {
    /// Reads `2026-11`, `2026-q4`, `2026`, `all`. The last twelve months have no spelling: they are asked by silence.
    pub(super) fn parse(code: &str) -> Option<Self> {
        if code == "all" {
            return Some(Self::All);
        }
        let (year, rest) = code.split_once('-').unwrap_or((code, ""));
        let begin = |month: i8| begin_of(year, month);
        let found = match rest {
            "" => Self::Year(begin(1)?),
            "q1" => Self::Quarter(begin(1)?),
            "q2" => Self::Quarter(begin(4)?),
            "q3" => Self::Quarter(begin(7)?),
            "q4" => Self::Quarter(begin(10)?),
            _ => Self::Month(begin(rest.parse().ok()?)?),
        };
        // One spelling each: neither 2026-1 nor +2026.
        (found.code().as_deref() == Some(code)).then_some(found)
    }

    /// As in the address.
    pub(super) fn code(self) -> Option<String> {
        match self {
            Self::Recent => None,
            Self::Month(first) => Some(first.strftime("%Y-%m").to_string()),
            Self::Quarter(first) => Some(format!("{}-q{}", first.year(), quarter(first))),
            Self::Year(first) => Some(first.year().to_string()),
            Self::All => Some("all".to_owned()),
        }
    }

    /// What it is called.
    pub(super) fn name(self, p: &Page) -> String {
        match self {
            Self::Recent => p.t("figures-recent"),
            Self::Month(first) => p.tt2("figures-month", first.year(), month_name(p, first)),
            Self::Quarter(first) => p.tt2("figures-quarter", first.year(), quarter(first)),
            Self::Year(first) => p.tt("figures-year", first.year()),
            Self::All => p.t("figures-all-time"),
        }
    }

    /// The first and the last day; of “all” neither.
    pub(super) fn days(self, today: Date) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Recent => (Some(year_before(today)), Some(today)),
            Self::Month(first) => (Some(first), Some(first.last_of_month())),
            Self::Quarter(first) => {
                let last = first.saturating_add(2.months()).last_of_month();
                (Some(first), Some(last))
            }
            Self::Year(first) => (Some(first), Some(first.last_of_year())),
            Self::All => (None, None),
        }
    }

    /// Whether it has not begun.
    pub(super) fn is_ahead(self, today: Date) -> bool {
        self.days(today).0.is_some_and(|since| since > today)
    }

    /// The months of charts over time, each by its first day. A month or a quarter alone says nothing over time: its
    /// charts show the twelve months that end with it. Months before the first message are left out.
    pub(super) fn months(self, today: Date, first: Date) -> Vec<Date> {
        let last = self.days(today).1.unwrap_or(today).min(today);
        let from = match self {
            Self::Year(begin) => begin,
            Self::All => first,
            Self::Recent | Self::Month(_) | Self::Quarter(_) => year_before(last),
        };
        let last = last.first_of_month();
        let from = from.max(first).first_of_month().min(last);
        let mut months: Vec<_> = from
            .series(1.month())
            .take_while(|month| *month <= last)
            .collect();
        let surplus = months.len().saturating_sub(MONTHS);
        months.drain(..surplus);
        months
    }

    /// Whether its charts show more than itself.
    pub(super) fn is_short(self) -> bool {
        matches!(self, Self::Month(_) | Self::Quarter(_))
    }

    /// What can be chosen, from the latest back: years, quarters, months.
    pub(super) fn choices(today: Date, first: Date) -> [Vec<Self>; 3] {
        let back = |from: Date, months: i32, most: usize| {
            from.series(-months.months())
                .take(most)
                .take_while(move |begin| begin.saturating_add(months.months()) > first)
                .collect::<Vec<_>>()
        };
        let this_quarter = date(today.year(), (quarter(today) - 1) * 3 + 1, 1);
        [
            back(today.first_of_year(), 12, 20)
                .into_iter()
                .map(Self::Year)
                .collect(),
            back(this_quarter, 3, 8)
                .into_iter()
                .map(Self::Quarter)
                .collect(),
            back(today.first_of_month(), 1, 24)
                .into_iter()
                .map(Self::Month)
                .collect(),
        ]
    }
}

/// A month that a report or a bundle is asked for: `2026-11`.
pub(crate) fn parse_month(code: &str) -> Option<Date> {
    match Period::parse(code)? {
        Period::Month(first) => Some(first),
        _ => None,
    }
}

/// 11, or November in English.
fn month_name(p: &Page, first: Date) -> String {
    p.t(&format!("figures-month-{}", first.month()))
}

fn begin_of(year: &str, month: i8) -> Option<Date> {
    let begin = Date::new(year.parse().ok()?, month, 1).ok()?;
    YEARS.contains(&begin.year()).then_some(begin)
}

fn quarter(day: Date) -> i8 {
    (day.month() - 1) / 3 + 1
}

/// The first day of the twelve months that end with this one's.
fn year_before(day: Date) -> Date {
    day.first_of_month().saturating_sub(11.months())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn a_time_is_read_and_written_alike() {
        for code in ["2026-11", "2026-q4", "2026", "all"] {
            let period = Period::parse(code).unwrap();
            assert_eq!(period.code().as_deref(), Some(code));
        }
        for code in [
            "",
            "2026-1",
            "2026-13",
            "+2026",
            "26",
            "2026-q5",
            "2026-Q4",
            "1800",
            "recent",
            "2026-11-23",
        ] {
            assert_eq!(Period::parse(code), None, "{code}");
        }
    }

    #[test]
    fn its_days_are_its_own() {
        let days = |code: &str| Period::parse(code).unwrap().days(TODAY);
        assert_eq!(
            days("2026-02"),
            (Some(date(2026, 2, 1)), Some(date(2026, 2, 28)))
        );
        assert_eq!(
            days("2026-q4"),
            (Some(date(2026, 10, 1)), Some(date(2026, 12, 31)))
        );
        assert_eq!(days("all"), (None, None));
        assert_eq!(
            Period::Recent.days(TODAY),
            (Some(date(2025, 12, 1)), Some(TODAY))
        );
    }

    #[test]
    fn the_time_ahead_has_no_figures() {
        let ahead = |code: &str| Period::parse(code).unwrap().is_ahead(TODAY);
        assert!(ahead("2026-12") && ahead("2027") && ahead("2027-q1"));
        assert!(!ahead("2026-11") && !ahead("2026") && !ahead("2026-q4") && !ahead("all"));
    }

    #[test]
    fn charts_begin_with_the_first_message_and_end_today() {
        let months = |period: Period, first| {
            let months = period.months(TODAY, first);
            (months.len(), months[0], *months.last().unwrap())
        };
        let old = date(2020, 3, 9);
        let [this, last_year] = [date(2026, 11, 1), date(2025, 12, 1)];
        assert_eq!(months(Period::Recent, old), (12, last_year, this));
        assert_eq!(months(Period::Month(this), old), (12, last_year, this));
        assert_eq!(
            months(Period::Year(date(2026, 1, 1)), old),
            (11, date(2026, 1, 1), this)
        );
        assert_eq!(
            months(Period::Year(date(2025, 1, 1)), old),
            (12, date(2025, 1, 1), last_year)
        );
        assert_eq!(months(Period::All, old), (81, date(2020, 3, 1), this));
        assert_eq!(
            months(Period::Recent, date(2026, 10, 5)),
            (2, date(2026, 10, 1), this)
        );
        // Before the first message there is one month with nothing in it.
        assert_eq!(
            months(Period::Year(date(2019, 1, 1)), old),
            (1, date(2019, 12, 1), date(2019, 12, 1))
        );
    }

    #[test]
    fn what_can_be_chosen_has_messages() {
        let [years, quarters, months] = Period::choices(TODAY, date(2025, 8, 15));
        let codes = |periods: Vec<Period>| -> Vec<_> {
            periods.into_iter().filter_map(Period::code).collect()
        };
        assert_eq!(codes(years), ["2026", "2025"]);
        assert_eq!(codes(quarters).last().unwrap(), "2025-q3");
        assert_eq!(codes(months).last().unwrap(), "2025-08");
    }
}
