//! How many wrong query codes an address may try. A code has 60 random bits; this is against noise, not for safety.

use app::Refusal;
use domain::Timestamp;
use jiff::Span;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Wrong codes in a window.
const MOST: u32 = 20;
/// Minutes of a window.
const MINUTES: u32 = 10;
/// Addresses that are remembered at most.
const KEPT: usize = 10_000;

/// Wrong codes by address, in memory: forgotten with the process, and never more than [`KEPT`] addresses.
#[derive(Default)]
pub struct Tries(Mutex<HashMap<Option<IpAddr>, Window>>);

struct Window {
    ends: Timestamp,
    tries: u32,
}

impl Tries {
    /// Counts a try before its code is looked up.
    pub fn take(&self, address: Option<IpAddr>, now: Timestamp) -> Result<(), Refusal> {
        let mut all = self.lock();
        if all.len() >= KEPT {
            all.retain(|_, window| window.ends > now);
        }
        if all.len() >= KEPT {
            all.clear();
        }
        let window = all.entry(address.map(network)).or_insert(Window {
            ends: now,
            tries: 0,
        });
        if window.ends <= now {
            let span = Span::new().minutes(i64::from(MINUTES));
            window.ends = now.checked_add(span).unwrap_or(Timestamp::MAX);
            window.tries = 0;
        }
        if window.tries >= MOST {
            let left = (window.ends.as_second() - now.as_second()) / 60 + 1;
            return Err(Refusal::TooMany {
                what: "queries",
                minutes: u32::try_from(left).unwrap_or(MINUTES).min(MINUTES),
            });
        }
        window.tries += 1;
        Ok(())
    }

    /// The code was right: the try does not count.
    pub fn give_back(&self, address: Option<IpAddr>) {
        if let Some(window) = self.lock().get_mut(&address.map(network)) {
            window.tries = window.tries.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<IpAddr>, Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One household has one IPv4 address, or 2^64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn twenty_wrong_codes_in_ten_minutes_and_no_more() {
        let tries = Tries::default();
        let (one, other) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..MOST {
            tries.take(one, at(0)).unwrap();
        }
        let refusal = tries.take(one, at(4)).unwrap_err();
        assert!(matches!(
            refusal,
            Refusal::TooMany {
                what: "queries",
                minutes: 7
            }
        ));
        tries.take(other, at(4)).unwrap();
        tries.take(one, at(10)).unwrap();
    }

    #[test]
    fn right_codes_do_not_count() {
        let tries = Tries::default();
        for _ in 0..3 * MOST {
            tries.take(None, at(0)).unwrap();
            tries.give_back(None);
        }
    }

    #[test]
    fn one_network_of_ipv6_is_one_address() {
        let tries = Tries::default();
        for n in 0..MOST {
            let address = format!("2001:db8::{n}").parse().ok();
            tries.take(address, at(0)).unwrap();
        }
        let neighbour = "2001:db8::ffff:1".parse().ok();
        assert!(tries.take(neighbour, at(0)).is_err());
        tries.take("2001:db8:0:1::1".parse().ok(), at(0)).unwrap();
    }

    #[test]
    fn memory_is_bounded() {
        let tries = Tries::default();
        for n in 0..u32::try_from(KEPT).unwrap() + 10 {
            let address = IpAddr::from(n.to_be_bytes());
            tries.take(Some(address), at(0)).unwrap();
        }
        assert!(tries.lock().len() <= KEPT);
    }
}
