//! What a test brings instead of the machine's: time that it moves, chance that it can repeat, a drawer of phones.

use app::sms::{NotSent, Sending, Sms, Template};
use app::{Chance, Clock};
use domain::Timestamp;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl HandClock {
    /// Stands at this moment.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_millisecond()))
    }

    /// Moves to a moment, forward or back.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millisecond(), Ordering::SeqCst);
    }

    /// Moves forward.
    pub fn pass(&self, time: SignedDuration) {
        let millis = i64::try_from(time.as_millis()).expect("no test lasts that long");
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).expect("a moment of this age")
    }
}

/// The same bytes in the same order, every time.
#[derive(Debug, Default)]
pub struct SeededChance(AtomicU64);

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let n = self.0.fetch_add(1, Ordering::SeqCst);
            let drawn = Sha256::digest(n.to_be_bytes());
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

/// What text messages were sent, to whom; and a gateway that can be told to fail.
#[derive(Debug, Default)]
pub struct Phones {
    sent: Mutex<VecDeque<(String, Template)>>,
    gateway: Mutex<Option<Gateway>>,
}

/// What the gateway does instead of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gateway {
    /// It is down.
    Down,
    /// It takes none of these numbers.
    Refuses,
}

impl Gateway {
    fn not_sent(self) -> NotSent {
        match self {
            Self::Down => NotSent::Yet("it is down".to_owned()),
            Self::Refuses => NotSent::Ever("no such number".to_owned()),
        }
    }
}

impl Phones {
    /// From now on the gateway does this; none: it sends again.
    pub fn gateway(&self, does: Option<Gateway>) {
        *self.gateway.lock().unwrap() = does;
    }

    /// Everything that was sent since the last look.
    pub fn read(&self) -> Vec<(String, Template)> {
        self.sent.lock().unwrap().drain(..).collect()
    }

    /// The one-time code that was sent last to this phone.
    pub fn code_of(&self, phone: &str) -> Option<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter().rev().find_map(|(to, template)| match template {
            Template::SignInCode { code, .. } if to == phone => Some(code.clone()),
            _ => None,
        })
    }
}

impl Sms for Phones {
    fn send<'a>(&'a self, _id: i64, phone: &'a str, template: &'a Template) -> Sending<'a> {
        if let Some(why) = *self.gateway.lock().unwrap() {
            return Box::pin(async move { Err(why.not_sent()) });
        }
        let mut sent = self.sent.lock().unwrap();
        sent.push_back((phone.to_owned(), template.clone()));
        Box::pin(async { Ok(()) })
    }
}
