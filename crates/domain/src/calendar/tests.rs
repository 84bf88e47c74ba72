//! What the calendar promises, by the notices' own dates and by random walks.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::{Calendar, CalendarError, DayKind, MAINLAND};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn the_table_holds_only_days_that_differ_from_the_plain_week() {
    assert_eq!(Calendar::mainland().years_published(), 2019..=2026);
    assert_eq!(MAINLAND.len(), 198);
    let plain = Calendar {
        days: std::sync::Arc::default(),
        ..Calendar::mainland()
    };
    for (day, kind) in MAINLAND.iter() {
        assert_ne!(
            plain.is_working_day(*day),
            *kind == DayKind::Working,
            "{day}"
        );
    }
}

#[test]
fn holidays_make_up_days_and_the_extension_of_2020_are_known() {
    let calendar = Calendar::mainland();
    let off = [
        date(2020, 1, 31),
        date(2020, 2, 1),
        date(2026, 2, 23),
        date(2026, 10, 7),
        date(2025, 10, 8),
    ];
    let worked = [
        date(2020, 1, 19),
        date(2020, 2, 3),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 10, 10),
    ];
    assert!(off.iter().all(|day| !calendar.is_working_day(*day)));
    assert!(worked.iter().all(|day| calendar.is_working_day(*day)));
    // Outside the published years a week is a week.
    assert!(calendar.is_working_day(date(2031, 10, 1)));
    assert!(!calendar.is_working_day(date(2031, 10, 4)));
}

#[test]
fn a_deadline_ends_with_its_day_in_the_zone() {
    let calendar = Calendar::mainland();
    // Wednesday 30 September 2026, then the National Day week, then the made-up Saturday.
    let published = at("2026-09-30T23:59:00+08:00");
    assert_eq!(
        calendar.end_of_day_after(published, 0),
        at("2026-09-30T23:59:59.999+08:00")
    );
    assert_eq!(
        calendar.end_of_day_after(published, 1),
        at("2026-10-08T23:59:59.999+08:00")
    );
    assert_eq!(
        calendar.end_of_day_after(published, 3),
        at("2026-10-10T23:59:59.999+08:00")
    );
    assert_eq!(
        calendar.end_of_day_after(published, 4),
        at("2026-10-12T23:59:59.999+08:00")
    );
    assert_eq!(
        calendar.same_time_after(published, 1),
        at("2026-10-08T23:59:00+08:00")
    );
}

#[test]
fn days_and_years_are_those_of_the_zone() {
    let calendar = Calendar::mainland();
    let new_year_in_china = at("2025-12-31T16:00:00Z");
    assert_eq!(calendar.date(new_year_in_china), date(2026, 1, 1));
    assert_eq!(calendar.year(new_year_in_china), 2026);
    assert_eq!(
        calendar.in_zone(TimeZone::UTC).year(new_year_in_china),
        2025
    );
}

#[test]
fn a_day_without_midnight_still_ends_before_the_next_one_begins() {
    // A zone that springs forward at midnight: Sunday 8 March 2026 begins at one o'clock.
    let zone = TimeZone::posix("XST5XDT,M3.2.0/0,M11.1.0/1").unwrap();
    let calendar = Calendar::mainland().in_zone(zone);
    let saturday = calendar.end_of_day_after(at("2026-03-07T12:00:00-05:00"), 0);
    assert_eq!(saturday, at("2026-03-07T23:59:59.999-05:00"));
    assert_eq!(calendar.date(saturday), date(2026, 3, 7));
}

#[test]
fn the_operator_adds_next_years_notice() {
    let rows = Calendar::parse_csv(
        "\u{feff}date,kind,name\r\n2027-01-01,off,元旦\r\n\r\n\"2027-01-03\",班\r\n",
    )
    .unwrap();
    assert_eq!(
        rows,
        [
            (date(2027, 1, 1), DayKind::Off),
            (date(2027, 1, 3), DayKind::Working)
        ]
    );
    let calendar = Calendar::mainland().with_overrides(rows);
    assert_eq!(calendar.years_published(), 2019..=2027);
    assert!(!calendar.is_working_day(date(2027, 1, 1)));
    assert!(calendar.is_working_day(date(2027, 1, 3)));
    // A lone day far ahead publishes nothing, and the built-in table is not touched.
    let lone = Calendar::mainland().with_overrides([(date(2040, 5, 1), DayKind::Working)]);
    assert_eq!(lone.years_published(), 2019..=2026);
    assert!(Calendar::mainland().is_working_day(date(2027, 1, 1)));
}

#[test]
fn a_bad_row_is_named() {
    let refused = |text: &str| Calendar::parse_csv(text).unwrap_err();
    assert_eq!(refused("2026-01-01,off"), CalendarError::Header);
    assert_eq!(
        refused("date,kind\n2026-01-01"),
        CalendarError::Columns { row: 2 }
    );
    assert_eq!(
        refused("date,kind\n\n2026-02-30,off"),
        CalendarError::Date {
            row: 3,
            text: "2026-02-30".into()
        }
    );
    assert_eq!(
        refused("date,kind\n2026-02-03,maybe"),
        CalendarError::Kind {
            row: 2,
            text: "maybe".into()
        }
    );
    let both = refused("date,kind\n2026-02-03,off\n2026-02-03,work");
    assert_eq!(
        both,
        CalendarError::Contradiction {
            row: 3,
            date: date(2026, 2, 3)
        }
    );
    assert_eq!(refused("date,kind\n"), CalendarError::Empty);
    assert_eq!(
        refused("").to_string(),
        "row 1 must name the columns: date,kind"
    );
}

#[test]
fn a_subscribed_calendar_is_read() {
    let ics = "BEGIN:VCALENDAR\r\nSUMMARY:休\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271003\r\n\
               SUMMARY;LANGUAGE=zh_CN:国庆\r\n 节（休）\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20271009T000000Z\r\n\
               SUMMARY:国庆节调休上班\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20271008\r\nSUMMARY:寒露\r\n\
               END:VEVENT\r\nEND:VCALENDAR\r\n";
    let rows = Calendar::parse_ics(ics).unwrap();
    let expected = [
        (date(2027, 10, 1), DayKind::Off),
        (date(2027, 10, 2), DayKind::Off),
        (date(2027, 10, 9), DayKind::Working),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn an_event_that_cannot_be_is_named() {
    let refused = |lines: &str| {
        Calendar::parse_ics(&format!("BEGIN:VEVENT\nSUMMARY:休\n{lines}\nEND:VEVENT")).unwrap_err()
    };
    let start = date(2027, 10, 2);
    assert_eq!(
        refused("DTSTART:20271002\nDTEND:20271002"),
        CalendarError::Span { row: 5, start }
    );
    assert_eq!(
        refused("DTSTART:20271002\nDTEND:20291002"),
        CalendarError::Span { row: 5, start }
    );
    assert_eq!(
        refused("DTSTART:tomorrow"),
        CalendarError::Date {
            row: 3,
            text: "tomorrow".into()
        }
    );
    assert_eq!(
        refused("DTSTAMP:20271002"),
        CalendarError::NoStart { row: 4 }
    );
    assert_eq!(
        Calendar::parse_ics("BEGIN:VCALENDAR").unwrap_err(),
        CalendarError::Empty
    );
}

#[test]
fn time_at_its_ends_saturates() {
    let calendar = Calendar::mainland();
    assert_eq!(calendar.end_of_day_after(Timestamp::MAX, 5), Timestamp::MAX);
    assert_eq!(
        calendar.end_of_day_after(at("2026-01-01T00:00:00Z"), u32::MAX),
        Timestamp::MAX
    );
    assert_eq!(calendar.date(Timestamp::MIN).year(), -9999);
}

fn moments() -> impl Strategy<Value = Timestamp> {
    (1_500_000_000_000_i64..1_900_000_000_000)
        .prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

fn days() -> impl Strategy<Value = (Date, DayKind)> {
    let kinds = prop_oneof![Just(DayKind::Working), Just(DayKind::Off)];
    (0_i32..3000, kinds).prop_map(|(n, kind)| (date(2019, 1, 1).saturating_add(n.days()), kind))
}

fn calendars() -> impl Strategy<Value = Calendar> {
    (prop::collection::vec(days(), 0..60), -11_i8..13).prop_map(|(rows, hours)| {
        Calendar::mainland()
            .with_overrides(rows)
            .in_zone(TimeZone::fixed(jiff::tz::offset(hours)))
    })
}

proptest! {
    #[test]
    fn counting_is_the_inverse_of_adding(calendar in calendars(), from in moments(), n in 0_u32..80) {
        let due = calendar.end_of_day_after(from, n);
        prop_assert!(due >= from || n == 0);
        prop_assert_eq!(calendar.working_days_between(from, due), n);
        prop_assert!(n == 0 || calendar.is_working_day(calendar.date(due)));
        prop_assert_ne!(calendar.date(due), calendar.date(due + 1.millisecond()));
    }

    #[test]
    fn adding_what_was_counted_never_overshoots(calendar in calendars(), a in moments(), b in moments()) {
        let (a, b) = (a.min(b), a.max(b));
        let counted = calendar.working_days_between(a, b);
        prop_assert!(calendar.end_of_day_after(a, counted) <= calendar.end_of_day_after(b, 0));
        prop_assert!(calendar.end_of_day_after(a, counted + 1) > b);
    }

    #[test]
    fn later_or_longer_never_ends_sooner(calendar in calendars(), a in moments(), b in moments(), n in 0_u32..40) {
        let (a, b) = (a.min(b), a.max(b));
        prop_assert!(calendar.end_of_day_after(a, n) <= calendar.end_of_day_after(b, n));
        prop_assert!(calendar.end_of_day_after(a, n) < calendar.end_of_day_after(a, n + 1));
        prop_assert!(calendar.same_time_after(a, n) <= calendar.end_of_day_after(a, n));
        prop_assert_eq!(calendar.working_days_between(b, a), 0);
    }

    #[test]
    fn any_file_is_read_or_refused(text in "\\PC*", rows in "(date,kind\n)?([0-9]{4}-[0-9]{2}-[0-9]{2},(off|work|休|班)\n){0,5}") {
        let _ = Calendar::parse_csv(&text);
        let _ = Calendar::parse_csv(&rows);
        let _ = Calendar::parse_ics(&text);
        let _ = Calendar::parse_ics(&format!("BEGIN:VEVENT\nSUMMARY:班\nDTSTART:{text}\nDTEND:{text}\nEND:VEVENT"));
    }
}
