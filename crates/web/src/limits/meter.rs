//! How often somebody does something: a leaky bucket for everyone, in memory that never grows.
//!
//! The bucket is kept as the moment at which it will be empty (GCRA, ITU-T I.371). Moments lie in two rows of cells, and
//! whoever asks has one cell in each, by two hashes that nobody outside can compute; what is believed is the lower of
//! the two, so that somebody pays for another only where both cells are shared. There is no table of addresses that
//! could be filled, and nothing to sweep.

use domain::Timestamp;
use jiff::SignedDuration;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicI64, Ordering};

/// Cells of a row: half a megabyte for both rows. With 5,000 addresses at once one in 50 shares one cell, and one in
/// 2,500 both.
const CELLS: usize = 1 << 15;

/// So often something may be done: at once, and after that again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    burst: i64,
    /// Microseconds.
    every: i64,
}

impl Rate {
    /// So often in a time, a part of it at once. None: as often as anybody likes.
    pub fn new(times: u32, within: SignedDuration, at_once: u32) -> Option<Self> {
        let micros = i64::try_from(within.as_micros()).ok()?;
        let every = micros.checked_div(i64::from(times))?;
        Some(Self {
            burst: i64::from(at_once.max(1)),
            every: every.max(1),
        })
    }

    fn tolerance(self) -> i64 {
        self.burst.saturating_mul(self.every)
    }
}

/// Measures one thing that anybody may do.
pub struct Meter {
    rate: Option<Rate>,
    rows: [(RandomState, Box<[AtomicI64]>); 2],
}

impl Meter {
    /// Nobody has done anything yet.
    pub fn new(rate: Option<Rate>) -> Self {
        let cells = if rate.is_some() { CELLS } else { 0 };
        let row = || {
            let row = (0..cells).map(|_cell| AtomicI64::new(i64::MIN)).collect();
            (RandomState::new(), row)
        };
        Self {
            rate,
            rows: [row(), row()],
        }
    }

    /// Counts one more, or says how long to wait.
    pub fn take(&self, who: &impl Hash, now: Timestamp) -> Result<(), SignedDuration> {
        self.full_at(who, now)?;
        self.add(who, now, 1);
        Ok(())
    }

    /// Whether one more would be allowed.
    pub fn allows(&self, who: &impl Hash, now: Timestamp) -> Result<(), SignedDuration> {
        self.full_at(who, now)
    }

    /// Counts so many more, allowed or not.
    pub fn add(&self, who: &impl Hash, now: Timestamp, times: u32) {
        let (Some(rate), Some(cells)) = (self.rate, self.cells(who)) else {
            return;
        };
        let now = now.as_microsecond();
        let more = rate.every.saturating_mul(i64::from(times));
        let empty_at = emptied(cells, now, rate).saturating_add(more);
        for cell in cells {
            cell.fetch_max(empty_at, Ordering::Relaxed);
        }
    }

    fn full_at(&self, who: &impl Hash, now: Timestamp) -> Result<(), SignedDuration> {
        let (Some(rate), Some(cells)) = (self.rate, self.cells(who)) else {
            return Ok(());
        };
        let now = now.as_microsecond();
        let next = emptied(cells, now, rate).saturating_add(rate.every);
        let wait = next.saturating_sub(now).saturating_sub(rate.tolerance());
        if wait <= 0 {
            Ok(())
        } else {
            Err(SignedDuration::from_micros(wait))
        }
    }

    fn cells(&self, who: &impl Hash) -> Option<[&AtomicI64; 2]> {
        let [one, other] = &self.rows;
        Some([cell(one, who)?, cell(other, who)?])
    }
}

fn cell<'r>(
    (state, cells): &'r (RandomState, Box<[AtomicI64]>),
    who: &impl Hash,
) -> Option<&'r AtomicI64> {
    let place = state.hash_one(who) % u64::try_from(cells.len().max(1)).ok()?;
    cells.get(usize::try_from(place).ok()?)
}

/// When the bucket is empty. A clock that went back makes nobody wait longer than a full bucket does.
fn emptied(cells: [&AtomicI64; 2], now: i64, rate: Rate) -> i64 {
    let most = now.saturating_add(rate.tolerance());
    // Trimmed where it stands, or it would be full until the clock is there again.
    let [one, other] = cells.map(|cell| cell.fetch_min(most, Ordering::Relaxed));
    one.min(other).clamp(now, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + second).unwrap()
    }

    fn meter(times: u32, seconds: i64, at_once: u32) -> Meter {
        Meter::new(Rate::new(
            times,
            SignedDuration::from_secs(seconds),
            at_once,
        ))
    }

    #[test]
    fn so_many_at_once_and_then_at_their_pace() {
        let meter = meter(60, 60, 5);
        for _ in 0..5 {
            meter.take(&"a", at(0)).unwrap();
        }
        assert_eq!(meter.take(&"a", at(0)), Err(SignedDuration::from_secs(1)));
        meter.take(&"b", at(0)).unwrap();
        // To be told to wait is free of charge.
        meter.take(&"a", at(1)).unwrap();
        assert!(meter.take(&"a", at(1)).is_err());
        for _ in 0..5 {
            meter.take(&"a", at(100)).unwrap();
        }
        assert!(meter.take(&"a", at(100)).is_err());
    }

    #[test]
    fn what_has_no_rate_has_no_limit_and_no_memory() {
        let meter = meter(0, 60, 5);
        for _ in 0..1000 {
            meter.take(&"a", at(0)).unwrap();
        }
        assert!(meter.rows[0].1.is_empty());
    }

    #[test]
    fn asking_is_not_counting() {
        let meter = meter(10, 600, 2);
        meter.add(&"a", at(0), 1);
        meter.allows(&"a", at(0)).unwrap();
        meter.allows(&"a", at(0)).unwrap();
        meter.add(&"a", at(0), 1);
        assert_eq!(
            meter.allows(&"a", at(0)),
            Err(SignedDuration::from_secs(60))
        );
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out() {
        let meter = meter(60, 60, 5);
        for _ in 0..5 {
            meter.take(&"a", at(1_000_000)).unwrap();
        }
        assert!(meter.take(&"a", at(0)).is_err());
        meter.take(&"a", at(1)).unwrap();
    }

    #[test]
    fn many_others_do_not_make_one_wait() {
        let meter = meter(60, 60, 5);
        for other in 0..5000_u32 {
            meter.take(&other, at(0)).ok();
        }
        let waiting = (1_000_000..1_001_000_u32).filter(|who| {
            let taken = (0..4).all(|_time| meter.take(who, at(0)).is_ok());
            !taken
        });
        // One in a hundred would be a bad hash; none is what is expected mostly.
        assert!(waiting.count() < 10);
    }
}
