//! Which messages changed lately, so that whoever keeps what was made of one knows when it is out of date.
//!
//! It is fed twice: at once by the actions of this process, and by position from the events, which tell what
//! other processes did. A stamp counts the changes; what was made after a message's last stamp is of today.

use crate::board::App;
use crate::refusal::Refusal;
use domain::event::Event;
use domain::ids::MessageId;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use store::events;
use tokio::sync::Mutex;

/// Messages whose last change is remembered; beyond it, all count as changed.
const MOST: usize = 50_000;
/// Events that are looked through after a pause; beyond it, all messages count as changed.
const GAP: i64 = 10_000;
/// Events read in one go.
const BATCH: u32 = 1_000;

/// Which messages changed lately.
pub struct Touched {
    /// Counts the changes.
    stamp: AtomicU64,
    last: RwLock<Last>,
    /// The position up to which the events are known here.
    position: AtomicI64,
    /// Whoever reads the events further.
    reading: Mutex<()>,
}

/// The last change of each message.
#[derive(Default)]
struct Last {
    /// Everything that was made until then may be out of date.
    floor: u64,
    of: HashMap<MessageId, u64>,
}

impl Touched {
    /// Nothing changed yet since a position.
    pub(crate) fn new(position: i64) -> Self {
        Self {
            stamp: AtomicU64::new(0),
            last: RwLock::default(),
            position: AtomicI64::new(position),
            reading: Mutex::default(),
        }
    }

    /// What is made from now on carries this stamp. To be taken before anything is read for it.
    pub fn stamp(&self) -> u64 {
        self.stamp.load(Ordering::Acquire)
    }

    /// Whether a message changed since a stamp was taken.
    pub fn since(&self, stamp: u64, message: MessageId) -> bool {
        let last = self.read();
        last.floor > stamp || last.of.get(&message).is_some_and(|at| *at > stamp)
    }

    /// Whether one of these messages changed since a stamp was taken.
    pub fn any_since(&self, stamp: u64, messages: &[MessageId]) -> bool {
        let last = self.read();
        let changed = |message| last.of.get(message).is_some_and(|at| *at > stamp);
        last.floor > stamp || messages.iter().any(changed)
    }

    /// Whether so much changed since a stamp was taken that nothing made before can be trusted.
    pub fn all_since(&self, stamp: u64) -> bool {
        self.read().floor > stamp
    }

    /// A message changed: to be said after COMMIT and before anybody is answered.
    pub(crate) fn touch(&self, message: MessageId) {
        let mut last = self.write();
        let now = self.stamp.fetch_add(1, Ordering::AcqRel) + 1;
        last.of.insert(message, now);
        if last.of.len() > MOST {
            last.floor = now;
            last.of.clear();
        }
    }

    /// Anything may have changed.
    fn touch_all(&self) {
        let mut last = self.write();
        last.floor = self.stamp.fetch_add(1, Ordering::AcqRel) + 1;
        last.of.clear();
    }

    fn read(&self) -> RwLockReadGuard<'_, Last> {
        self.last.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Last> {
        self.last.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Whether the events are known as far as the store has numbered them.
    pub fn has_caught_up(&self) -> bool {
        self.touched.position.load(Ordering::Acquire) >= self.known_position()
    }

    /// Looks through the events that were numbered since the last time.
    pub async fn catch_up(&self) -> Result<(), Refusal> {
        let to = self.known_position();
        let touched = &self.touched;
        let _turn = touched.reading.lock().await;
        loop {
            let from = touched.position.load(Ordering::Acquire);
            if from >= to {
                return Ok(());
            }
            if to - from > GAP {
                touched.touch_all();
                touched.position.store(to, Ordering::Release);
                return Ok(());
            }
            let batch = self
                .db
                .read(async |tx| Ok::<_, Refusal>(events::after(tx, from, BATCH).await?))
                .await?;
            for event in &batch {
                // The title of what is taken away may stand on the pages of others.
                match event.event {
                    Event::TakenDown { .. } | Event::Withdrawn { .. } | Event::Erased => {
                        touched.touch_all();
                    }
                    // Nobody has seen it before.
                    _ if event.n == 1 => {}
                    _ => touched.touch(event.message),
                }
            }
            let read = batch.last().and_then(|event| event.position);
            touched
                .position
                .store(read.unwrap_or(to), Ordering::Release);
        }
    }

    fn known_position(&self) -> i64 {
        *self.position.borrow()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_by_what_was_made_before_it() {
        let touched = Touched::new(0);
        let (lamp, drain) = (MessageId(1), MessageId(2));
        let before = touched.stamp();
        touched.touch(lamp);
        assert!(touched.since(before, lamp) && !touched.since(before, drain));
        assert!(touched.any_since(before, &[drain, lamp]));
        assert!(!touched.any_since(before, &[drain]) && !touched.any_since(before, &[]));
        let after = touched.stamp();
        assert!(!touched.since(after, lamp) && !touched.all_since(after));
        touched.touch_all();
        assert!(touched.any_since(after, &[]));
        assert!(touched.since(after, drain) && touched.all_since(after));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let touched = Touched::new(0);
        let before = touched.stamp();
        for id in 0..=i64::try_from(MOST).unwrap() {
            touched.touch(MessageId(id));
        }
        assert!(touched.all_since(before));
        assert!(!touched.all_since(touched.stamp()));
        assert!(touched.read().of.is_empty());
    }
}
