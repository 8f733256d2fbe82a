//! What is asked.

use std::net::SocketAddr;

use hyper::header::{COOKIE, HOST};
use hyper::{HeaderMap, Method, Uri};

/// A request without its body.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is to be done.
    pub method: Method,
    /// Where.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// Who asks.
    pub peer: SocketAddr,
    /// Where it came in.
    pub local: SocketAddr,
}

impl Request {
    /// A header as text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The host that was asked for, without its port.
    pub fn host(&self) -> &str {
        let host = self.header(HOST.as_str());
        match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        }
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(own, _)| *own == name).map(|(_, value)| value)
    }
}
