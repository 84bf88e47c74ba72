//! The system's clock and random source: the only place that asks them.

use app::{Chance, Clock};
use jiff::Timestamp;

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
