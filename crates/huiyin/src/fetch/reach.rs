//! Which addresses may be asked: those of the public internet, and of all others only those that the operator names.
//!
//! The list of what is not public follows the registries of special-purpose addresses (RFC 6890 and its updates).

use futures::future::BoxFuture;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::vec;
use tower::Service;
use web::Network;

/// Which addresses may be asked.
#[derive(Clone, Debug)]
pub struct Reach(Allowed);

#[derive(Clone, Debug)]
enum Allowed {
    Anywhere,
    PublicAnd(Arc<[Network]>),
}

impl Reach {
    /// The public internet, and besides it these networks. For whatever runs by itself on a server: an address that
    /// came from somewhere else must not lead to the machine's own doors.
    pub fn public_and(private: &[Network]) -> Self {
        Self(Allowed::PublicAnd(private.into()))
    }

    /// Every address. For a command whose user names the address, at a terminal from which they could ask it anyway.
    pub fn anywhere() -> Self {
        Self(Allowed::Anywhere)
    }

    /// Whether this address may be asked.
    pub fn allows(&self, address: IpAddr) -> bool {
        match &self.0 {
            Allowed::Anywhere => true,
            Allowed::PublicAnd(private) => {
                let address = address.to_canonical();
                is_public(address) || private.iter().any(|network| network.contains(address))
            }
        }
    }
}

/// An address that may not be asked.
#[derive(Debug)]
pub struct OutOfReach {
    /// The host as it was named.
    pub host: String,
    /// The address that it has.
    pub address: IpAddr,
}

impl fmt::Display for OutOfReach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, address } = self;
        write!(
            f,
            "{host} is at {address}, which is not a public address. If it is meant, name it in `private` under [outbound]"
        )
    }
}

impl std::error::Error for OutOfReach {}

/// Finds the addresses of a name, and gives only those that may be asked. As the connection is made to one of these, a
/// name that answers differently the next time leads nowhere else.
#[derive(Clone, Debug)]
pub struct Guarded {
    reach: Reach,
    resolver: GaiResolver,
}

impl Guarded {
    /// Guards what the system's resolver finds.
    pub fn new(reach: Reach) -> Self {
        Self {
            reach,
            resolver: GaiResolver::new(),
        }
    }
}

impl Service<Name> for Guarded {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<Self::Response>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.resolver.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let (reach, host) = (self.reach.clone(), name.to_string());
        let found = self.resolver.call(name);
        Box::pin(async move { within(&reach, host, found.await?) })
    }
}

/// Those of the addresses that may be asked; an error where there are addresses and none of them may.
fn within(
    reach: &Reach,
    host: String,
    found: impl Iterator<Item = SocketAddr>,
) -> io::Result<vec::IntoIter<SocketAddr>> {
    let (allowed, others): (Vec<_>, Vec<_>) = found.partition(|one| reach.allows(one.ip()));
    match others.first() {
        Some(other) if allowed.is_empty() => {
            let address = other.ip();
            Err(io::Error::other(OutOfReach { host, address }))
        }
        _ => Ok(allowed.into_iter()),
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        [0 | 127 | 240..=255, ..] => true, // this network, loopback, reserved and broadcast
        [224..=239, ..] => true,           // multicast
        [100, 64..=127, ..] => true,       // behind a carrier's NAT
        [192, 0, 0, _] => true,            // assignments of the IETF
        [192, 88, 99, _] => true,          // what was the relay of 6to4
        [198, 18 | 19, ..] => true,        // measuring of devices
        _ => false,
    };
    !(special || address.is_private() || address.is_link_local() || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // Those that stand for an IPv4 address are what that one is: NAT64, 6to4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        [0x2001, 0..=0x1ff, ..] => false, // Teredo and other assignments of the IETF
        [0x2001, 0xdb8, ..] => false,     // documentation
        [0x3fff, 0..=0xfff, ..] => false, // documentation
        // Whatever else is public is of 2000::/3; loopback, local, mapped and multicast addresses are not.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_not_public_is_out_of_reach() {
        let reach = Reach::public_and(&[]);
        for private in [
            "127.0.0.1",
            "127.8.9.10",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "192.88.99.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:c0a8:101::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!reach.allows(address(private)), "{private}");
            assert!(Reach::anywhere().allows(address(private)), "{private}");
        }
        for public in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.5.5.5",
            "::ffff:223.5.5.5",
            "64:ff9b::223.5.5.5",
            "2001:200::1",
            "2002:df05:505::1",
            "2400:3200::1",
            "2606:4700::1111",
        ] {
            assert!(reach.allows(address(public)), "{public}");
        }
    }

    #[test]
    fn the_operator_names_what_else_may_be_asked() {
        let networks = ["10.20.0.0/16", "::1"].map(|text| text.parse().unwrap());
        let reach = Reach::public_and(&networks);
        for named in ["10.20.3.4", "::ffff:10.20.3.4", "::1", "223.5.5.5"] {
            assert!(reach.allows(address(named)), "{named}");
        }
        for other in ["10.21.0.1", "127.0.0.1", "fe80::1", "169.254.169.254"] {
            assert!(!reach.allows(address(other)), "{other}");
        }
    }

    #[test]
    fn of_many_addresses_only_those_within_reach_are_asked() {
        let reach = Reach::public_and(&[]);
        let found = |texts: &[&str]| {
            let found = texts.iter().map(|text| SocketAddr::new(address(text), 0));
            let found: Vec<_> = found.collect();
            let asked = within(&reach, "w.example".to_owned(), found.into_iter());
            asked.map(|asked| asked.map(|one| one.ip().to_string()).collect::<Vec<_>>())
        };
        assert_eq!(found(&["127.0.0.1", "223.5.5.5"]).unwrap(), ["223.5.5.5"]);
        let why = found(&["10.0.0.1", "fe80::1"]).unwrap_err().to_string();
        assert!(why.contains("w.example is at 10.0.0.1"), "{why}");
        assert!(found(&[]).unwrap().is_empty());
    }
}
