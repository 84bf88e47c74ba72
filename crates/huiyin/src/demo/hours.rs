//! Office hours: working days as a line of time on which the lives of the demo city are laid out.

use anyhow::{Context, Result};
use domain::Timestamp;
use domain::calendar::Calendar;
use jiff::SignedDuration;
use jiff::civil::{DateTime, Time, time};

/// When work begins and ends; a working day has nine hours.
const OPENS: Time = time(8, 30, 0, 0);
const CLOSES: Time = time(17, 30, 0, 0);
const DAY_SECONDS: f64 = 9.0 * 3600.0;

/// The length of so many working days on the line.
pub fn working_days(days: f64) -> Result<SignedDuration> {
    SignedDuration::try_from_secs_f64(days * DAY_SECONDS).context("a number of working days")
}

/// The moment so much work time before `from`; out of hours counts as the last closing.
pub fn before(calendar: &Calendar, from: Timestamp, work: SignedDuration) -> Result<Timestamp> {
    let mut left = work;
    let mut here = local(calendar, from);
    loop {
        let today = here.date();
        if calendar.is_working_day(today) && here.time() > OPENS {
            let end = here.min(today.to_datetime(CLOSES));
            let worked = end.duration_since(today.to_datetime(OPENS));
            if left <= worked {
                return moment(calendar, end.checked_sub(left)?);
            }
            left -= worked;
        }
        here = today.yesterday()?.to_datetime(CLOSES);
    }
}

/// The moment so much work time after `from`; out of hours counts as the next opening.
pub fn after(calendar: &Calendar, from: Timestamp, work: SignedDuration) -> Result<Timestamp> {
    let mut left = work;
    let mut here = local(calendar, from);
    loop {
        let today = here.date();
        if calendar.is_working_day(today) && here.time() < CLOSES {
            let start = here.max(today.to_datetime(OPENS));
            let stays = today.to_datetime(CLOSES).duration_since(start);
            if left <= stays {
                return moment(calendar, start.checked_add(left)?);
            }
            left -= stays;
        }
        here = today.tomorrow()?.to_datetime(OPENS);
    }
}

fn local(calendar: &Calendar, t: Timestamp) -> DateTime {
    calendar.zone().to_datetime(t)
}

fn moment(calendar: &Calendar, local: DateTime) -> Result<Timestamp> {
    let moment = calendar.zone().to_timestamp(local)?;
    Ok(Timestamp::from_millisecond(moment.as_millisecond())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}:00+08:00").parse().unwrap()
    }

    #[test]
    fn work_time_skips_nights_and_days_off() {
        let calendar = Calendar::mainland();
        let back = |from, days| before(&calendar, at(from), working_days(days).unwrap()).unwrap();
        let on = |from, days| after(&calendar, at(from), working_days(days).unwrap()).unwrap();

        // Monday, 23 November 2026.
        assert_eq!(back("2026-11-23T13:00", 0.5), at("2026-11-23T08:30"));
        assert_eq!(back("2026-11-23T13:00", 1.0), at("2026-11-20T13:00"));
        assert_eq!(back("2026-11-23T06:00", 0.1), at("2026-11-20T16:36"));
        assert_eq!(back("2026-11-22T12:00", 1.5), at("2026-11-19T13:00"));
        assert_eq!(back("2026-11-23T22:00", 0.0), at("2026-11-23T17:30"));

        assert_eq!(on("2026-11-20T13:00", 1.0), at("2026-11-23T13:00"));
        assert_eq!(on("2026-11-21T13:00", 0.5), at("2026-11-23T13:00"));
        assert_eq!(on("2026-11-20T07:00", 0.0), at("2026-11-20T08:30"));
    }
}
