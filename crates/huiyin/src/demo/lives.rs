//! When everything happens in the demo city: the steps of all lives in one queue, in the order of time.

use crate::demo::contents::{Deed, Life};
use crate::demo::hours::{after, before, working_days};
use anyhow::Result;
use domain::Timestamp;
use domain::calendar::Calendar;
use jiff::SignedDuration;

/// A message is sent up to so many minutes earlier than its file says, a step is taken so many later:
/// people do not act on the stroke of the clock.
const EARLIER_MINUTES: u64 = 25;
const LATER_MINUTES: u64 = 12;

/// Something that somebody does.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// When.
    pub at: Timestamp,
    /// The place of the life in the contents.
    pub life: usize,
    /// What is done; none: the message is sent.
    pub deed: Option<&'a Deed>,
}

/// Lays all lives out so that they reach `now`, and not beyond it. What the clock does is left to the clock.
pub fn in_time<'a>(
    lives: &'a [Life],
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Vec<Moment<'a>>> {
    let mut moments = Vec::new();
    for (index, life) in lives.iter().enumerate() {
        let sent = before(calendar, now, working_days(life.days_ago)?)?;
        let early = minutes(chance_of(&life.key, 0) % EARLIER_MINUTES);
        moments.push(Moment {
            at: before(calendar, sent, early)?,
            life: index,
            deed: None,
        });
        let mut days = 0.0;
        let mut steps_left = u64::try_from(life.steps.len())?;
        for (n, step) in (1..).zip(&life.steps) {
            days += step.after;
            let late = minutes(chance_of(&life.key, n) % LATER_MINUTES);
            let at = after(calendar, sent, working_days(days)? + late)?;
            let latest = now.checked_sub(minutes(steps_left))?;
            steps_left -= 1;
            if !step.deed.is_by_the_clock() {
                moments.push(Moment {
                    at: at.min(latest),
                    life: index,
                    deed: Some(&step.deed),
                });
            }
        }
    }
    // Stable: what one life does at one moment keeps its order.
    moments.sort_by_key(|moment| moment.at);
    Ok(moments)
}

/// A number that belongs to a step of a life and is the same in every run (FNV-1a).
pub fn chance_of(key: &str, n: u64) -> u64 {
    key.bytes()
        .chain(n.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

fn minutes(n: u64) -> SignedDuration {
    SignedDuration::from_mins(i64::try_from(n).unwrap_or(0))
}
