//! The spellings of dates and times in archive files.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

/// Years a message can be from; a date outside is a slip of the pen or of a program.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Reads a date, with or without a time of day, as the clocks showed it where the board was.
///
/// `2019/4/24 17:32:20`, `2019-04-24T17:32`, `2019.4.24`, `2019年4月24日 17时32分20秒` and the like; a date alone is
/// midnight. What carries an offset (RFC 3339) is an instant, and is turned to the clocks of `zone`.
/// Fractions of a second are dropped.
pub fn parse_time(text: &str, zone: &TimeZone) -> Option<DateTime> {
    let text = text.trim();
    let time = match text.parse::<Timestamp>() {
        Ok(instant) => instant.to_zoned(zone.clone()).datetime(),
        Err(_no_offset) => {
            let end = text.find(|c: char| c.is_whitespace() || matches!(c, 'T' | 't' | '日'));
            let (date, time) = end.map_or((text, ""), |end| text.split_at(end));
            let time = time
                .trim_start_matches('日')
                .trim_start_matches(['T', 't'])
                .trim();
            parse_date(date)?.to_datetime(parse_time_of_day(time)?)
        }
    };
    let whole = time.with().subsec_nanosecond(0).build().ok()?;
    YEARS.contains(&whole.year()).then_some(whole)
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split(['/', '-', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let year = i16::try_from(number(year)?).ok()?;
    Date::new(year, small(month)?, small(day)?).ok()
}

fn parse_time_of_day(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let text = text.trim_end_matches(['秒', '分']);
    let mut parts = text.split([':', '：', '时', '分']);
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next().unwrap_or("0");
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()
}

/// One or two digits.
fn small(digits: &str) -> Option<i8> {
    if digits.len() > 2 {
        return None;
    }
    i8::try_from(number(digits)?).ok()
}

/// Digits and nothing else: `parse` alone would take a sign.
fn number(digits: &str) -> Option<u16> {
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if only_digits {
        digits.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::datetime, tz};

    use super::*;

    fn read(text: &str) -> Option<DateTime> {
        parse_time(text, &TimeZone::fixed(tz::offset(8)))
    }

    #[test]
    fn every_known_spelling_is_read() {
        let second = Some(datetime(2019, 4, 4, 17, 32, 20, 0));
        for text in [
            "2019/4/4 17:32:20",
            "2019-04-04 17:32:20",
            " 2019-04-04T17:32:20 ",
            "2019-04-04 17:32:20.123",
            "2019.4.4\u{3000}17:32:20",
            "2019年4月4日 17时32分20秒",
            "2019年4月4日17：32：20",
            "2019-04-04T17:32:20+08:00",
            "2019-04-04T09:32:20.5Z",
        ] {
            assert_eq!(read(text), second, "{text}");
        }
        let minute = Some(datetime(2019, 4, 24, 7, 2, 0, 0));
        for text in ["2019/4/24 7:02", "2019/4/24 07:2", "2019年4月24日7时2分"] {
            assert_eq!(read(text), minute, "{text}");
        }
        let day = Some(datetime(2024, 9, 9, 0, 0, 0, 0));
        for text in ["2024-09-09", "2024/9/9", "2024.09.09", "2024年9月9日"] {
            assert_eq!(read(text), day, "{text}");
        }
        assert!(read("2024-02-29").is_some());
    }

    #[test]
    fn what_is_no_time_is_not_guessed_at() {
        for text in [
            "",
            "昨天",
            "2019/2/30",
            "2023-02-29",
            "2019/13/1",
            "19/4/24",
            "24/4/2019",
            "2019/4",
            "2019/4/24/1",
            "2019/+4/24",
            "2019/4/24 25:00:00",
            "2019/4/24 17",
            "2019/4/24 17:60",
            "2019/4/24 17:32:20:1",
            "2019/4/24 17:32:20.",
            "2019/4/24 17:32:20 PM",
            "0001/1/1",
            "43579",
            "20190424",
            "2019/4/24,",
            "２０１９/4/24",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
