//! The working-day calendar: which days count, and on which day a deadline ends.
//!
//! Deadlines are whole working days of the operator's time zone. The days that differ from the plain week come from
//! the yearly notices of the State Council (`data/holidays.tsv`: days off between Monday and Friday, and the Saturdays
//! and Sundays worked in exchange); an operator may lay own days over them, from a CSV or an ICS file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Whether people are at work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DayKind {
    /// A working day, a Saturday or Sunday worked in exchange (调休上班) included.
    Working,
    /// A weekend or a holiday.
    Off,
}

/// Why a file of days was not taken; rows count from 1, the header included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The first row does not name the columns.
    #[error("row 1 must name the columns: date,kind")]
    Header,
    /// A row lacks a date or a kind.
    #[error("row {row} must have a date and a kind")]
    Columns {
        /// The row.
        row: usize,
    },
    /// A date is not a day of the calendar.
    #[error("row {row}: {text:?} is not a date such as 2026-10-01")]
    Date {
        /// The row.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// A kind is neither a day off nor a working day.
    #[error("row {row}: {text:?} is not a kind of day; write off (休) or work (班)")]
    Kind {
        /// The row.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// One day was called both.
    #[error("row {row}: {date} was given the other kind before")]
    Contradiction {
        /// The later of the two rows.
        row: usize,
        /// The day.
        date: Date,
    },
    /// An ICS event ends before it begins, or lasts longer than a year.
    #[error("row {row}: the event that begins on {start} must last between one day and a year")]
    Span {
        /// The row at which the event ends.
        row: usize,
        /// Its first day.
        start: Date,
    },
    /// An ICS event with 休 or 班 in its summary has no DTSTART.
    #[error("row {row}: the event has no DTSTART")]
    NoStart {
        /// The row at which the event ends.
        row: usize,
    },
    /// The file was read, and says nothing about any day.
    #[error("no day off and no make-up workday was found")]
    Empty,
}

/// Knows working days and the time zone they are counted in. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The days whose kind is known from a notice or the operator; the plain week holds for all others.
    days: Arc<BTreeMap<Date, DayKind>>,
    published: RangeInclusive<i16>,
    zone: TimeZone,
}

impl Calendar {
    /// The mainland's calendar: the notices of the State Council, in China's time.
    ///
    /// The zone is the fixed offset +08:00, which is what Asia/Shanghai has been without a break since September 1991:
    /// so it needs no time zone database and reads no file. [`Calendar::in_zone`] changes it.
    pub fn mainland() -> Self {
        Self {
            days: Arc::clone(&MAINLAND),
            published: years_of(&MAINLAND),
            zone: TimeZone::fixed(Offset::constant(8)),
        }
    }

    /// The same days, counted in another zone.
    #[must_use]
    pub fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// The zone in which days begin and end.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Lays the operator's own days over those that are known; of two rows for one day the later holds.
    ///
    /// A year with such a row that follows (or precedes) the published years without a gap counts as published too:
    /// this is how next year's notice is imported before a new release knows it.
    #[must_use]
    pub fn with_overrides(mut self, rows: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        let days = Arc::make_mut(&mut self.days);
        days.extend(rows);
        let known = |year: i16| days.keys().any(|day| day.year() == year);
        let (mut first, mut last) = (*self.published.start(), *self.published.end());
        while known(first.saturating_sub(1)) && first > i16::MIN {
            first = first.saturating_sub(1);
        }
        while known(last.saturating_add(1)) && last < i16::MAX {
            last = last.saturating_add(1);
        }
        self.published = first..=last;
        self
    }

    /// Reads days from CSV: a header that begins with `date,kind`, then rows such as `2026-10-01,off`.
    ///
    /// A kind is `off`, `休`, `work` or `班`; further columns are passed over, so are blank rows.
    pub fn parse_csv(text: &str) -> Result<Vec<(Date, DayKind)>, CalendarError> {
        parse_table(text, ',')
    }

    /// The days whose kind is known, as [`Calendar::parse_csv`] reads them.
    pub fn to_csv(&self) -> String {
        let mut csv = String::from("date,kind\n");
        for (date, kind) in &*self.days {
            let kind = match kind {
                DayKind::Working => "work",
                DayKind::Off => "off",
            };
            // Writing to a string cannot fail.
            writeln!(csv, "{date},{kind}").unwrap_or_default();
        }
        csv
    }

    /// Reads days from an iCalendar file (RFC 5545), as subscriptions to holidays are published.
    ///
    /// Of each VEVENT it takes the days from DTSTART up to, not including, DTEND (one day where there is none) and
    /// the summary: 班 makes them working days, else 休 or 放假 days off. 调休上班 is work. Other events (festivals
    /// that give no day off, solar terms) are passed over. A time of day is ignored: days are whole.
    pub fn parse_ics(text: &str) -> Result<Vec<(Date, DayKind)>, CalendarError> {
        let mut days = Days::default();
        let mut event: Option<IcsEvent> = None;
        for (row, line) in unfold(text) {
            let Some((property, value)) = line.split_once(':') else {
                continue;
            };
            let name = property
                .split(';')
                .next()
                .unwrap_or(property)
                .to_ascii_uppercase();
            match (name.as_str(), &mut event) {
                ("BEGIN", _) if value.eq_ignore_ascii_case("VEVENT") => {
                    event = Some(IcsEvent::default());
                }
                ("END", Some(done)) if value.eq_ignore_ascii_case("VEVENT") => {
                    done.add_to(&mut days, row)?;
                    event = None;
                }
                ("DTSTART", Some(open)) => open.start = Some((row, value.to_owned())),
                ("DTEND", Some(open)) => open.end = Some((row, value.to_owned())),
                ("SUMMARY", Some(open)) => value.clone_into(&mut open.summary),
                _ => {}
            }
        }
        days.finish()
    }

    /// Whether people are at work on that day. Outside the published years the plain week holds, Monday to Friday.
    pub fn is_working_day(&self, day: Date) -> bool {
        self.days.get(&day).map_or_else(
            || !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
            |kind| *kind == DayKind::Working,
        )
    }

    /// The years whose holidays are known, without a gap.
    pub fn years_published(&self) -> RangeInclusive<i16> {
        self.published.clone()
    }

    /// The end (last millisecond) of the n-th working day after the day of `from`.
    ///
    /// The day of `from` itself never counts, whatever the hour; with 0 it is the end of that very day, working or not.
    pub fn end_of_day_after(&self, from: Timestamp, working_days: u32) -> Timestamp {
        self.end_of(self.nth_working_day(self.date(from), working_days))
    }

    /// The n-th working day after the day of `from`, at the same time of day; with 0, `from` itself.
    ///
    /// It is for moments that are not deadlines, such as a reminder when three quarters of the days have gone. A time
    /// that the zone skips on that day moves forward by what was skipped.
    pub fn same_time_after(&self, from: Timestamp, working_days: u32) -> Timestamp {
        let local = from.to_zoned(self.zone.clone()).datetime();
        let day = self.nth_working_day(local.date(), working_days);
        if day == local.date() {
            return from;
        }
        self.zone
            .to_timestamp(day.to_datetime(local.time()))
            .unwrap_or(Timestamp::MAX)
    }

    /// How many working days have begun after the day of `a`, up to the day of `b` inclusive; 0 where `b` is earlier.
    ///
    /// `working_days_between(t, end_of_day_after(t, n))` is `n`.
    pub fn working_days_between(&self, a: Timestamp, b: Timestamp) -> u32 {
        let last = self.date(b);
        let mut count = 0_u32;
        for day in days_after(self.date(a)).take_while(|day| *day <= last) {
            count = count.saturating_add(u32::from(self.is_working_day(day)));
        }
        count
    }

    /// The day on which `t` falls in the zone.
    pub fn date(&self, t: Timestamp) -> Date {
        self.zone.to_datetime(t).date()
    }

    /// The year in which `t` falls in the zone; messages are numbered by it.
    pub fn year(&self, t: Timestamp) -> i16 {
        self.date(t).year()
    }

    /// The last day that time can express stands in for any later one.
    fn nth_working_day(&self, from: Date, n: u32) -> Date {
        let Some(before) = n.checked_sub(1) else {
            return from;
        };
        let skip = usize::try_from(before).unwrap_or(usize::MAX);
        days_after(from)
            .filter(|day| self.is_working_day(*day))
            .nth(skip)
            .unwrap_or(Date::MAX)
    }

    /// The last millisecond of a day: one before the next day begins, which is not midnight in every zone.
    pub fn end_of(&self, day: Date) -> Timestamp {
        day.tomorrow()
            .and_then(|next| next.to_zoned(self.zone.clone()))
            .and_then(|next| next.timestamp().checked_sub(SignedDuration::from_millis(1)))
            .unwrap_or(Timestamp::MAX)
    }
}

/// Parsed once; it is part of the program, and a test reads it.
static MAINLAND: LazyLock<Arc<BTreeMap<Date, DayKind>>> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the table is compiled in, and the tests parse it"
    )]
    let rows = parse_table(include_str!("../data/holidays.tsv"), '\t')
        .expect("data/holidays.tsv is well-formed");
    Arc::new(rows.into_iter().collect())
});

fn years_of(days: &BTreeMap<Date, DayKind>) -> RangeInclusive<i16> {
    let first = days.keys().next().map_or(0, |day| day.year());
    let last = days.keys().next_back().map_or(first, |day| day.year());
    first..=last
}

fn days_after(day: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok())
}

fn parse_table(text: &str, separator: char) -> Result<Vec<(Date, DayKind)>, CalendarError> {
    let mut rows = text.trim_start_matches('\u{feff}').lines().zip(1_usize..);
    let header = rows.next().map_or("", |(line, _)| line);
    let mut names = header.split(separator).map(unquote);
    if names.next() != Some("date") || names.next() != Some("kind") {
        return Err(CalendarError::Header);
    }
    let mut days = Days::default();
    for (line, row) in rows.filter(|(line, _)| !line.trim().is_empty()) {
        let mut cells = line.split(separator).map(unquote);
        let (Some(date), Some(kind)) = (cells.next(), cells.next()) else {
            return Err(CalendarError::Columns { row });
        };
        let kind = match kind {
            "off" | "休" => DayKind::Off,
            "work" | "班" => DayKind::Working,
            _ => {
                return Err(CalendarError::Kind {
                    row,
                    text: kind.to_owned(),
                });
            }
        };
        days.add(row, parse_date(row, "%Y-%m-%d", date)?, kind)?;
    }
    days.finish()
}

fn unquote(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .unwrap_or(cell)
}

fn parse_date(row: usize, format: &str, text: &str) -> Result<Date, CalendarError> {
    Date::strptime(format, text).map_err(|_not_a_date| CalendarError::Date {
        row,
        text: text.to_owned(),
    })
}

/// The days read so far; a file must not contradict itself.
#[derive(Default)]
struct Days(BTreeMap<Date, DayKind>);

impl Days {
    fn add(&mut self, row: usize, date: Date, kind: DayKind) -> Result<(), CalendarError> {
        match self.0.insert(date, kind) {
            Some(before) if before != kind => Err(CalendarError::Contradiction { row, date }),
            _ => Ok(()),
        }
    }

    fn finish(self) -> Result<Vec<(Date, DayKind)>, CalendarError> {
        if self.0.is_empty() {
            Err(CalendarError::Empty)
        } else {
            Ok(self.0.into_iter().collect())
        }
    }
}

/// The properties of a VEVENT that matter here, with the rows they stand in.
#[derive(Default)]
struct IcsEvent {
    start: Option<(usize, String)>,
    end: Option<(usize, String)>,
    summary: String,
}

impl IcsEvent {
    fn add_to(&self, days: &mut Days, row: usize) -> Result<(), CalendarError> {
        let kind = if self.summary.contains('班') {
            DayKind::Working
        } else if self.summary.contains('休') || self.summary.contains("放假") {
            DayKind::Off
        } else {
            return Ok(());
        };
        let Some((start_row, start)) = &self.start else {
            return Err(CalendarError::NoStart { row });
        };
        let start = ics_date(*start_row, start)?;
        let end = match &self.end {
            Some((end_row, end)) => ics_date(*end_row, end)?,
            None => start.saturating_add(1.day()),
        };
        if end <= start || end > start.saturating_add(1.year()) {
            return Err(CalendarError::Span { row, start });
        }
        let mut day = start;
        while day < end {
            days.add(row, day, kind)?;
            day = day.saturating_add(1.day());
        }
        Ok(())
    }
}

/// The day of `20261001`, `20261001T000000` or `20261001T000000Z`.
fn ics_date(row: usize, text: &str) -> Result<Date, CalendarError> {
    let day = text.split('T').next().unwrap_or(text).trim();
    parse_date(row, "%Y%m%d", day)
}

/// Joins the lines that RFC 5545 folds at 75 octets; each comes with the row it begins in.
fn unfold(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (line, row) in text.trim_start_matches('\u{feff}').lines().zip(1_usize..) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, open))) => open.push_str(rest),
            _ => lines.push((row, line.to_owned())),
        }
    }
    lines
}

#[cfg(test)]
mod tests;
