//! The system's clock and random source: the only place that asks them.

use app::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A clock that differs by more from the time that has passed was moved.
const JUMP: SignedDuration = SignedDuration::from_hours(1);

/// The machine's clock, in whole milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "the door to the real clock; all else is handed it"
        )]
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// The clock of a board that is served: the machine's, which it does not follow when it jumps by more than an hour.
///
/// What time does to a board cannot be taken back: messages become late and are closed, days of the public log end, data
/// is deleted. So it goes on counting by itself and says so, until the machine agrees with it again, or until somebody
/// who knows what time it is starts the program anew. A machine that slept has jumped, too.
pub struct SteadyClock(Mutex<Count>);

impl SteadyClock {
    /// Begins with what the machine says.
    pub fn new() -> Self {
        Self(Mutex::new(Count {
            time: SystemClock.now(),
            at: instant(),
            doubts: false,
        }))
    }
}

impl Clock for SteadyClock {
    fn now(&self) -> Timestamp {
        let mut count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        count.look(SystemClock.now(), instant())
    }
}

/// What time it was when the machine was last believed.
struct Count {
    time: Timestamp,
    at: Instant,
    /// The machine is not believed.
    doubts: bool,
}

impl Count {
    fn look(&mut self, machine: Timestamp, at: Instant) -> Timestamp {
        let passed = whole_millis(at.saturating_duration_since(self.at));
        let own = self.time.checked_add(passed).unwrap_or(machine);
        let ahead = own.duration_until(machine);
        let doubts = ahead.abs() > JUMP;
        let seconds = ahead.as_secs();
        if doubts && !self.doubts {
            tracing::error!(
                seconds,
                "the machine's clock was moved: the board goes on counting by itself. Start it anew to take over the \
                 machine's time"
            );
        } else if self.doubts && !doubts {
            tracing::info!(seconds, "the machine's clock is right again");
        }
        self.doubts = doubts;
        if doubts {
            return own;
        }
        (self.time, self.at) = (machine, at);
        machine
    }
}

fn whole_millis(passed: Duration) -> SignedDuration {
    i64::try_from(passed.as_millis()).map_or(SignedDuration::MAX, SignedDuration::from_millis)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time that passes, by which the real clock is judged"
)]
fn instant() -> Instant {
    Instant::now()
}

/// The machine's random source.
#[derive(Clone, Copy, Debug)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the door to real chance; all else is handed it"
        )]
        let filled = getrandom::fill(bytes);
        #[expect(
            clippy::expect_used,
            reason = "without random bytes no id, salt or code may be given: better to stop"
        )]
        filled.expect("the system gives random bytes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumps_is_not_followed_and_one_that_is_put_right_a_little_is() {
        let began: Timestamp = "2026-03-02T09:00:00+08:00".parse().unwrap();
        let at = instant();
        let mut count = Count {
            time: began,
            at,
            doubts: false,
        };
        // Seconds that have passed, what the machine says has, and what is believed.
        let year = 365 * 86_400;
        for (passed, machine, believed) in [
            (1, 1, 1),
            (2, -20, -20),
            (3, 1_800, 1_800),
            // A year ahead, and an hour of it.
            (4, year, 1_801),
            (3_604, year + 3_600, 5_401),
            // Right again; a day back; right again.
            (3_605, 5_400, 5_400),
            (3_606, 5_401 - 86_400, 5_401),
            (3_607, 5_402, 5_402),
        ] {
            let now = count.look(
                began + SignedDuration::from_secs(machine),
                at + Duration::from_secs(passed),
            );
            let since = began.duration_until(now).as_secs();
            assert_eq!(since, believed, "after {passed} s");
        }
    }
}
