//! Who may come to the desk: with its token, from this machine unless it is opened wider, and never by way of a page of
//! somebody else's.

use std::sync::{Mutex, PoisonError};

use hyper::Method;

use crate::station::Error;
use crate::station::request::Request;
use crate::station::token::{Token, Trace};

/// So many editors may be at the desk at once; the one who was there first goes when another comes.
const MOST_SESSIONS: usize = 64;
/// What proxies tell of whom they ask for.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// From where the desk can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// From this machine alone.
    #[default]
    Here,
    /// From everywhere the station can be.
    Anywhere,
}

/// The gate. Everything in it is forgotten when the program ends.
#[derive(Debug)]
pub struct Gate {
    reach: Reach,
    token: Token,
    key: [u8; 32],
    sessions: Mutex<Vec<Session>>,
}

/// That of an editor who came in.
#[derive(Debug)]
struct Session {
    trace: Trace,
    said: Vec<String>,
}

/// An editor whose cookie was recognised.
#[derive(Clone, Debug)]
pub struct Guest {
    trace: Trace,
    /// What every form of this editor holds.
    pub mark: String,
}

impl Gate {
    /// A gate with a new token.
    pub fn new(reach: Reach) -> Result<Self, Error> {
        let key = blake3::hash(Token::new()?.expose().as_bytes());
        Ok(Self { reach, token: Token::new()?, key: *key.as_bytes(), sessions: Mutex::default() })
    }

    /// The token that opens it.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Whether a request comes from where the desk can be reached.
    pub fn is_near(&self, request: &Request) -> bool {
        self.reach == Reach::Anywhere || is_from_here(request)
    }

    /// Lets an editor in who has the token; what the cookie holds.
    pub fn enter(&self, token: &str) -> Option<Token> {
        if Trace::of(token) != Trace::of(self.token.expose()) {
            return None;
        }
        let ticket = Token::new().ok()?;
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= MOST_SESSIONS {
            sessions.remove(0);
        }
        sessions.push(Session { trace: Trace::of(ticket.expose()), said: Vec::new() });
        Some(ticket)
    }

    /// Who has come with this cookie.
    pub fn guest(&self, ticket: &str) -> Option<Guest> {
        let trace = Trace::of(ticket);
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = sessions.iter().filter(|session| session.trace == trace).count() > 0;
        let mark = blake3::keyed_hash(&self.key, ticket.as_bytes()).to_hex()[..32].to_owned();
        is_known.then_some(Guest { trace, mark })
    }

    /// Keeps lines to be shown on the editor's next page.
    pub fn say(&self, guest: &Guest, lines: Vec<String>) {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = sessions.iter_mut().find(|session| session.trace == guest.trace) {
            session.said = lines;
        }
    }

    /// Those lines, once.
    pub fn said(&self, guest: &Guest) -> Vec<String> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.iter_mut().find(|session| session.trace == guest.trace);
        session.map(|session| std::mem::take(&mut session.said)).unwrap_or_default()
    }
}

impl Guest {
    /// Whether a form is one that this editor was given.
    pub fn has_mark(&self, mark: &str) -> bool {
        Trace::of(mark) == Trace::of(&self.mark)
    }
}

/// Whether a request comes from this machine itself: not over a proxy on it, and not from a page whose name was made to
/// lead here.
fn is_from_here(request: &Request) -> bool {
    let (peer, local) = (request.peer.ip().to_canonical(), request.local.ip().to_canonical());
    let host = request.host().trim_start_matches('[').trim_end_matches(']');
    let is_own_name = match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback() || address.to_canonical() == local,
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    };
    (peer.is_loopback() || peer == local)
        && is_own_name
        && FORWARDED.iter().all(|name| request.header(name).is_empty())
}

/// Whether a request that changes something was sent by a page of the desk, as far as the browser tells.
pub fn is_own(request: &Request) -> bool {
    let (site, origin) = (request.header("sec-fetch-site"), request.header("origin"));
    if request.method != Method::POST {
        return true;
    }
    let host = request.header("host");
    let is_same =
        |origin: &str| origin.split_once("://").is_some_and(|(_, own)| own.eq_ignore_ascii_case(host));
    match (site, origin) {
        // Without a Referer, browsers say `null` for their own pages, too.
        ("" | "same-origin", "" | "null") => true,
        ("", origin) => is_same(origin),
        ("same-origin", origin) => is_same(origin) || request.headers.contains_key("x-forwarded-host"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    fn request(method: Method, peer: &str, lines: &[(&'static str, &str)]) -> Request {
        let line = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        Request {
            method,
            uri: "/desk/".parse().unwrap(),
            headers: lines.iter().map(line).collect(),
            peer: peer.parse().unwrap(),
            local: "192.168.1.5:8080".parse().unwrap(),
        }
    }

    #[test]
    fn only_this_machine_is_near_and_no_proxy_and_no_other_name() {
        let gate = Gate::new(Reach::Here).unwrap();
        let near = |peer: &str, lines: &[_]| gate.is_near(&request(Method::GET, peer, lines));
        assert!(
            near("127.0.0.1:9", &[("host", "127.0.0.1:8080")]) && near("[::1]:9", &[("host", "[::1]:8080")])
        );
        assert!(
            near("192.168.1.5:9", &[("host", "192.168.1.5:8080")])
                && near("127.0.0.1:9", &[("host", "localhost")])
        );
        assert!(!near("192.168.1.9:9", &[("host", "192.168.1.5:8080")]));
        assert!(!near("127.0.0.1:9", &[("host", "evil.example:8080")]) && !near("127.0.0.1:9", &[]));
        assert!(!near("127.0.0.1:9", &[("host", "localhost"), ("x-forwarded-for", "8.8.8.8")]));
        let wide = Gate::new(Reach::Anywhere).unwrap();
        assert!(wide.is_near(&request(Method::GET, "8.8.8.8:9", &[])));
    }

    #[test]
    fn a_token_gives_a_seat_and_each_seat_has_its_own_mark() {
        let gate = Gate::new(Reach::Here).unwrap();
        assert!(gate.enter("").is_none() && gate.enter(&gate.token().expose().to_uppercase()).is_none());
        let (one, two) =
            (gate.enter(gate.token().expose()).unwrap(), gate.enter(gate.token().expose()).unwrap());
        let (a, b) = (gate.guest(one.expose()).unwrap(), gate.guest(two.expose()).unwrap());
        assert!(a.has_mark(&a.mark) && !a.has_mark(&b.mark) && !a.has_mark(""));
        assert!(gate.guest(gate.token().expose()).is_none());
        gate.say(&a, vec!["done".into()]);
        assert_eq!((gate.said(&b), gate.said(&a), gate.said(&a)), (vec![], vec!["done".into()], vec![]));
        for _ in 0..MOST_SESSIONS {
            gate.enter(gate.token().expose());
        }
        assert!(gate.guest(one.expose()).is_none());
    }

    #[test]
    fn a_form_on_another_page_is_not_own() {
        let own = |lines: &[_]| is_own(&request(Method::POST, "127.0.0.1:9", lines));
        assert!(own(&[]) && own(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(own(&[("host", "a:1"), ("origin", "http://a:1")]));
        assert!(
            !own(&[("host", "a:1"), ("origin", "http://b")]) && !own(&[("sec-fetch-site", "cross-site")])
        );
        assert!(!own(&[("sec-fetch-site", "same-site")]));
    }
}
