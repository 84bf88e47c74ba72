//! A row of counts as a few bytes: what is held in memory of each office, domain and month.
//!
//! Only what is not zero is written: a key of one byte, then the count in groups of seven bits, the lowest first.
//! The bytes never leave the process, so keys may change from release to release.

use super::{Counted, Histogram};
use crate::reply::ReturnReason;
use crate::screening::DeclineReason;

/// Keys of the plain counts begin at 0, then these follow.
const DECLINES: usize = Counted::NAMES.len();
const RETURNS: usize = DECLINES + DeclineReason::ALL.len();
const ANSWER_DAYS: usize = RETURNS + ReturnReason::ALL.len();
const REPLY_DAYS: usize = ANSWER_DAYS + Histogram::LAST + 1;
const KEYS: usize = REPLY_DAYS + Histogram::LAST + 1;
const _: () = assert!(KEYS <= 256, "a key is one byte");

impl Counted {
    /// Appends the row to bytes.
    pub fn pack(&self, to: &mut Vec<u8>) {
        for (key, count) in self.counts().into_iter().enumerate() {
            put(to, key, count);
        }
        for (key, reason) in (DECLINES..).zip(DeclineReason::ALL) {
            put(to, key, self.declines.of(*reason));
        }
        for (key, reason) in (RETURNS..).zip(ReturnReason::ALL) {
            put(to, key, self.returns.of(*reason));
        }
        for (first, days) in [
            (ANSWER_DAYS, &self.answer_days),
            (REPLY_DAYS, &self.reply_days),
        ] {
            for (bin, count) in days.bins() {
                put(to, first + usize::try_from(bin).unwrap_or(0), count);
            }
        }
    }

    /// Adds a row that was packed. Bytes that were not packed by this release end it early.
    pub fn merge_packed(&mut self, mut from: &[u8]) {
        while let Some((key, count, rest)) = take(from) {
            from = rest;
            if let Some(mine) = self.counts_mut().into_iter().nth(key) {
                *mine += count;
            } else if let Some(reason) = within(key, DECLINES, DeclineReason::ALL) {
                self.declines.add_many(reason, count);
            } else if let Some(reason) = within(key, RETURNS, ReturnReason::ALL) {
                self.returns.add_many(reason, count);
            } else if key < REPLY_DAYS {
                self.answer_days.add_many(days(key - ANSWER_DAYS), count);
            } else {
                self.reply_days.add_many(days(key - REPLY_DAYS), count);
            }
        }
    }
}

fn days(bin: usize) -> u32 {
    u32::try_from(bin).unwrap_or(u32::MAX)
}

fn within<C: Copy>(key: usize, first: usize, codes: &[C]) -> Option<C> {
    codes.get(key.checked_sub(first)?).copied()
}

fn put(to: &mut Vec<u8>, key: usize, count: u32) {
    let (Ok(key), 1..) = (u8::try_from(key), count) else {
        return;
    };
    to.push(key);
    let mut left = count;
    while left >= 128 {
        to.push(low_seven(left) | 128);
        left >>= 7;
    }
    to.push(low_seven(left));
}

fn low_seven(count: u32) -> u8 {
    u8::try_from(count & 127).unwrap_or(0)
}

fn take(from: &[u8]) -> Option<(usize, u32, &[u8])> {
    let (key, mut rest) = from.split_first()?;
    let mut count = 0;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, after) = rest.split_first()?;
        rest = after;
        count |= u32::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Some((usize::from(*key), count, rest));
        }
    }
    None
}
