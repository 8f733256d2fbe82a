//! Under which address a station was asked, for the addresses that it tells.

use std::net::SocketAddr;

use hyper::HeaderMap;
use hyper::header::HOST;

use super::options::Network;

/// The longest name of a host with its port that is believed, in bytes.
const LONGEST: usize = 260;

/// Where a station stands on the web.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The configured address of the folder, with its last slash.
    pub base_url: Option<String>,
    /// Proxies that are believed.
    pub trusted: Vec<Network>,
}

impl Standing {
    /// The address of the folder as the client sees it, with a slash at its end: the configured one where its host was
    /// asked for, else the host that was asked for.
    pub fn base(&self, headers: &HeaderMap, peer: SocketAddr, local: SocketAddr) -> String {
        let is_trusted = self.trusted.iter().any(|network| network.holds(peer.ip()));
        let forwarded = |name: &str| is_trusted.then(|| first(headers, name)).flatten();
        let host = forwarded("x-forwarded-host").or_else(|| first(headers, HOST.as_str()));
        let host =
            host.filter(|host| is_host(host)).map_or_else(|| local.to_string(), str::to_ascii_lowercase);
        if let Some(base) = self.base_url.as_ref().filter(|base| authority(base) == host) {
            return base.clone();
        }
        let is_secure =
            forwarded("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        let prefix = forwarded("x-forwarded-prefix").filter(|prefix| is_prefix(prefix)).unwrap_or_default();
        let scheme = if is_secure { "https" } else { "http" };
        format!("{scheme}://{host}{}/", prefix.trim_end_matches('/'))
    }
}

/// The host of an address, with its port.
fn authority(address: &str) -> String {
    let behind = address.split_once("://").map_or(address, |(_, rest)| rest);
    behind.split('/').next().unwrap_or_default().to_ascii_lowercase()
}

/// What the first proxy said.
fn first<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.split(',').next().unwrap_or_default().trim())
}

fn is_host(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(is_plain)
}

fn is_prefix(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_~".contains(&byte);
    text.starts_with('/') && !text.starts_with("//") && text.len() <= LONGEST && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    fn base(standing: &Standing, peer: &str, lines: &[(&'static str, &str)]) -> String {
        let line = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        let headers = lines.iter().map(line).collect();
        standing.base(&headers, peer.parse().unwrap(), "127.0.0.1:8080".parse().unwrap())
    }

    #[test]
    fn addresses_follow_the_host_that_was_asked_for() {
        let standing = Standing { base_url: Some("https://example.org/news/".into()), trusted: Vec::new() };
        let of = |lines: &[_]| base(&standing, "192.168.1.9:5000", lines);
        assert_eq!(of(&[("host", "radio.local:8080")]), "http://radio.local:8080/");
        assert_eq!(of(&[("host", "Example.org")]), "https://example.org/news/");
        assert_eq!(of(&[]), "http://127.0.0.1:8080/");
        for wrong in ["a b", "x/<script>", "", "\"", &"x".repeat(300)] {
            assert_eq!(of(&[("host", wrong)]), "http://127.0.0.1:8080/", "{wrong}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let trusted = vec![Network::try_from("10.0.0.1".to_owned()).unwrap()];
        let standing = Standing { base_url: None, trusted };
        let said = [
            ("host", "127.0.0.1:8080"),
            ("x-forwarded-host", "radio.example, inner"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-prefix", "/news/"),
        ];
        assert_eq!(base(&standing, "10.0.0.1:77", &said), "https://radio.example/news/");
        assert_eq!(base(&standing, "10.0.0.2:77", &said), "http://127.0.0.1:8080/");
        let odd = [("host", "a"), ("x-forwarded-prefix", "//evil")];
        assert_eq!(base(&standing, "10.0.0.1:77", &odd), "http://a/");
    }
}
