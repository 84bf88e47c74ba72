//! How many connections there may be, and how long each may take; what was cut is counted.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use web::Network;

/// What connections are bound to.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Connections that are open at once; more of them wait to be accepted.
    pub connections: usize,
    /// Of them from one address (of IPv6: one /64); 0: as many as there are.
    pub per_address: usize,
    /// Addresses from which there may be as many as there are: proxies.
    pub spared: Arc<[Network]>,
    /// How long a client may take.
    pub patience: Patience,
}

impl Bounds {
    /// So many connections, wherever they come from.
    pub fn of(connections: usize) -> Self {
        Self {
            connections,
            per_address: 0,
            spared: Arc::default(),
            patience: Patience::default(),
        }
    }
}

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To send the head of a request.
    pub head: Duration,
    /// To send a body, however short; …
    pub body: Duration,
    /// … a longer one must come with so many bytes a second on average, …
    pub body_rate: u32,
    /// … and all of it within this time.
    pub whole_body: Duration,
    /// To take anything of an answer that waits to be sent.
    pub answer: Duration,
}

impl Default for Patience {
    /// A telephone on a poor network sends 50 kilobytes a second. What waits to be sent lies in the buffers of two
    /// systems: they may hold some megabytes, and are not emptied evenly.
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            body: Duration::from_secs(20),
            body_rate: 8 * 1024,
            whole_body: Duration::from_mins(20),
            answer: Duration::from_mins(2),
        }
    }
}

impl Patience {
    /// How long the first `bytes` of a body may take.
    pub fn for_body(&self, bytes: u64) -> Duration {
        let pace = Duration::from_secs(bytes / u64::from(self.body_rate.max(1)));
        self.body.saturating_add(pace).min(self.whole_body)
    }
}

/// What was cut, since the start.
#[derive(Debug, Default)]
pub struct Counts {
    /// Connections of an address that had too many.
    pub crowded: AtomicU64,
    /// Heads that did not come in time.
    pub slow_heads: AtomicU64,
    /// Bodies that did not come in time.
    pub slow_bodies: AtomicU64,
    /// Answers that nobody took in time.
    pub slow_readers: AtomicU64,
}

impl Counts {
    /// One more.
    pub fn count(what: &AtomicU64) {
        what.fetch_add(1, Ordering::Relaxed);
    }
}

/// How many connections each address has.
#[derive(Debug)]
pub struct Crowd {
    most: usize,
    spared: Arc<[Network]>,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// One connection of an address. Dropped, it is over.
pub struct Place {
    crowd: Arc<Crowd>,
    address: Option<IpAddr>,
}

impl Crowd {
    /// Nobody yet.
    pub fn new(bounds: &Bounds) -> Arc<Self> {
        Arc::new(Self {
            most: bounds.per_address,
            spared: bounds.spared.clone(),
            open: Mutex::default(),
        })
    }

    /// None where the address has as many as it may.
    pub fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        let is_spared = self.spared.iter().any(|network| network.contains(address));
        let address = (self.most > 0 && !is_spared).then(|| household(address));
        if let Some(address) = address {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            let count = open.entry(address).or_default();
            if *count >= self.most {
                return None;
            }
            *count += 1;
        }
        let crowd = self.clone();
        Some(Place { crowd, address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut open = self
            .crowd
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&address);
            }
        }
    }
}

/// One household has one IPv4 address, or 2^64 of IPv6.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_connections_and_a_proxy_has_more() {
        let bounds = Bounds {
            per_address: 2,
            spared: ["10.0.0.1".parse().unwrap()].into(),
            ..Bounds::of(10)
        };
        let crowd = Crowd::new(&bounds);
        let enter = |address: &str| crowd.enter(address.parse().unwrap());
        let (one, two) = (enter("2001:db8::1"), enter("2001:db8::ffff:1"));
        assert!(enter("2001:db8::2").is_none(), "one /64");
        assert!(enter("2001:db8:0:1::1").is_some(), "another one");
        drop(one);
        assert!(enter("2001:db8::2").is_some());
        let proxied: Vec<_> = (0..5).map(|_n| enter("::ffff:10.0.0.1")).collect();
        assert!(proxied.iter().all(Option::is_some));
        drop(proxied);
        drop(two);
        assert!(
            crowd.open.lock().unwrap().is_empty(),
            "nobody is remembered"
        );
    }
}
