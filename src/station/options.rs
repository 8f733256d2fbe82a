//! The `[station]` table of `newscaster.toml`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use serde::Deserialize;

/// How a station serves.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The file of private listeners. Once it is there, nothing is served without a token.
    pub listeners: PathBuf,
    /// Where the desk keeps scripts that editors change, their earlier versions, pages that were dropped, and its lexicon.
    pub desk: PathBuf,
    /// Proxies whose `X-Forwarded-…` headers are believed.
    pub trusted_proxies: Vec<Network>,
    /// How many connections are open at once, at most.
    pub connections: NonZeroU32,
}

/// Enough for a burst of a thousand listeners, and 30 MB where each is slow.
const CONNECTIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(1_999);

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            listeners: PathBuf::from("listeners.toml"),
            desk: PathBuf::from("desk"),
            trusted_proxies: Vec::new(),
            connections: CONNECTIONS,
        }
    }
}

/// An address, or all that begin with the same bits: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
        let wrong = || format!("`{text}` is no network; write an address, or as in `10.0.0.0/8`");
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().map_err(|_| wrong()))?;
        if bits > most { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

impl Network {
    /// Whether an address is in it; one of version 4 in the clothes of version 6 is taken for what it is.
    pub fn holds(self, address: IpAddr) -> bool {
        let cut = |bits: u128, of: u32| bits.checked_shr(of - u32::from(self.bits)).unwrap_or(0);
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                cut(u128::from(own.to_bits()), 32) == cut(u128::from(other.to_bits()), 32)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => cut(own.to_bits(), 128) == cut(other.to_bits(), 128),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_own() {
        let holds = |network: &str, address: &str| {
            Network::try_from(network.to_owned()).unwrap().holds(address.parse().unwrap())
        };
        assert!(holds("127.0.0.1", "127.0.0.1") && !holds("127.0.0.1", "127.0.0.2"));
        assert!(holds("10.0.0.0/8", "10.9.8.7") && holds("10.0.0.0/8", "::ffff:10.1.1.1"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1") && !holds("10.0.0.0/8", "fd00::1"));
        assert!(
            holds("fd00::/8", "fdff::1") && holds("0.0.0.0/0", "8.8.8.8") && holds("::/0", "2001:db8::1")
        );
    }

    #[test]
    fn what_is_no_network_is_told_with_an_example() {
        for wrong in ["localhost", "10.0.0.0/33", "fd00::/129", "10.0.0.0/-1", ""] {
            assert!(Network::try_from(wrong.to_owned()).unwrap_err().contains("10.0.0.0/8"), "{wrong}");
        }
    }
}
