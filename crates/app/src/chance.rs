//! Time and chance are parameters: the program brings the real ones, tests bring their own.

use domain::Timestamp;
use domain::ids::{AlertId, ContentId, EventId, MessageId, PersonId, PictureId, RatingId, ReplyId};
use std::sync::atomic::{AtomicI64, Ordering};

/// What time it is, in whole milliseconds.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Where random bytes come from.
pub trait Chance: Send + Sync {
    /// Fills the buffer with bytes that nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// Random bytes as an array.
pub fn draw<const N: usize>(chance: &dyn Chance) -> [u8; N] {
    let mut bytes = [0; N];
    chance.fill(&mut bytes);
    bytes
}

/// The first millisecond of 2020, from which ids count.
const EPOCH_MS: i64 = 1_577_836_800_000;

/// Gives time-ordered ids: 41 bits of milliseconds, 10 of the process, 12 that count.
///
/// The process bits are drawn at start, so that several nodes on one database do not give the same.
pub struct Ids {
    last: AtomicI64,
    node: i64,
}

impl Ids {
    /// Ids of this process. They begin behind the newest that is known, also where the clock was set back meanwhile.
    pub fn new(chance: &dyn Chance, newest: i64) -> Self {
        let node = i64::from(u16::from_be_bytes(draw(chance)) & 0x3ff);
        Self {
            // Its millisecond is over, whichever process had it.
            last: AtomicI64::new((newest >> 22) << 12 | 0xfff),
            node,
        }
    }

    /// The next id: greater than all before it.
    pub fn next(&self, now: Timestamp) -> i64 {
        let ticks = (now.as_millisecond() - EPOCH_MS).max(0) << 12;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = ticks.max(last + 1);
            match self
                .last
                .compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return ((next >> 12) << 22) | (self.node << 12) | (next & 0xfff),
                Err(found) => last = found,
            }
        }
    }
}

macro_rules! typed {
    ($($name:ident -> $type:ident),+) => {
        impl Ids {$(
            #[doc = concat!("The next [`", stringify!($type), "`].")]
            pub fn $name(&self, now: Timestamp) -> $type {
                $type(self.next(now))
            }
        )+}
    };
}
typed!(message -> MessageId, content -> ContentId, event -> EventId, reply -> ReplyId, rating -> RatingId,
    picture -> PictureId, person -> PersonId, alert -> AlertId);

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;
    impl Chance for Zeros {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    #[test]
    fn ids_grow_even_when_time_stands_still_or_goes_back() {
        let ids = Ids::new(&Zeros, 0);
        let now = Timestamp::from_millisecond(1_780_000_000_000).unwrap();
        let earlier = Timestamp::from_millisecond(1_779_999_999_000).unwrap();
        let mut last = 0;
        for time in std::iter::repeat_n(now, 5000).chain([earlier]) {
            let next = ids.next(time);
            assert!(next > last);
            last = next;
        }
    }

    #[test]
    fn ids_of_the_next_process_are_greater_even_when_its_clock_was_set_back() {
        let now = Timestamp::from_millisecond(1_780_000_000_000).unwrap();
        let day_before = now - jiff::SignedDuration::from_hours(24);
        let mut newest = 0;
        // Three processes, each of which knows what the one before it gave.
        for time in [now, day_before, now] {
            let ids = Ids::new(&Zeros, newest);
            for _ in 0..5000 {
                let next = ids.next(time);
                assert!(next > newest);
                newest = next;
            }
        }
    }
}
