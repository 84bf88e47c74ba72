//! Networks, and the proxies in them whose word on the client's address is believed.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// An address, or a network in CIDR notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    network: IpAddr,
    bits: u8,
}

/// Not an address and not a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither an IP address nor a network such as 10.0.0.0/8")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;
    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let no = || NoNetwork(text.to_owned());
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let network: IpAddr = address.parse().map_err(|_err| no())?;
        let most = if network.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits
                .parse()
                .ok()
                .filter(|bits| *bits <= most)
                .ok_or_else(no)?,
            None => most,
        };
        Ok(Self { network, bits })
    }
}

impl Network {
    /// Whether the address is one of the network's.
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.network, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.bits);
                u32::from(network).checked_shr(shift) == u32::from(address).checked_shr(shift)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.bits);
                u128::from(network).checked_shr(shift) == u128::from(address).checked_shr(shift)
            }
            _ => false,
        }
    }
}

/// The client's address: the last one in `X-Forwarded-For` that no trusted proxy has; of an untrusted peer its own.
pub fn client(peer: SocketAddr, forwarded: &[&str], trusted: &[Network]) -> IpAddr {
    let mut client = peer.ip().to_canonical();
    let hops = forwarded
        .iter()
        .flat_map(|line| line.split(','))
        .map(str::trim);
    for hop in hops.collect::<Vec<_>>().into_iter().rev() {
        let believed = trusted.iter().any(|network| network.contains(client));
        match hop.parse::<IpAddr>() {
            Ok(hop) if believed => client = hop.to_canonical(),
            _ => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted: Vec<Network> = ["10.0.0.0/8", "::1", "0.0.0.0/0"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        let (inner, all) = (&trusted[..2], &trusted[..]);
        let peer = |text: &str| text.parse::<SocketAddr>().unwrap();
        let found = |peer_text, forwarded: &[&str], trusted| {
            client(peer(peer_text), forwarded, trusted).to_string()
        };
        assert_eq!(
            found("203.0.113.9:1", &["198.51.100.1"], inner),
            "203.0.113.9"
        );
        assert_eq!(
            found("10.1.1.1:1", &["198.51.100.1"], inner),
            "198.51.100.1"
        );
        assert_eq!(
            found("10.1.1.1:1", &["6.6.6.6, 198.51.100.1, 10.2.2.2"], inner),
            "198.51.100.1"
        );
        assert_eq!(found("[::1]:1", &["nonsense"], inner), "::1");
        assert_eq!(found("10.1.1.1:1", &["1.1.1.1", "2.2.2.2"], all), "1.1.1.1");
        assert!("10.0.0.0/33".parse::<Network>().is_err());
        assert!("proxy".parse::<Network>().is_err());
    }
}
