//! Asking an address: politely, in bounded time and memory, and never into this network by a stranger's word.

use std::io::Read;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED,
    LOCATION, RETRY_AFTER,
};
use reqwest::{Response, StatusCode, redirect};
use url::Url;

use super::fault::Fault;
use super::guard::{PublicOnly, is_near, is_private, is_same_server};
use super::pace::Pace;

/// The whole of an answer has so long.
const PATIENCE: Duration = Duration::from_mins(1);
const CONNECT: Duration = Duration::from_secs(15);
/// So many times an address may lead to another one.
const HOPS: usize = 8;
/// The longest that a server is left alone for its asking.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The largest feed or page that is read, in bytes as unpacked.
pub const LARGEST: usize = 24 << 20;

/// What a server knows a version of a thing by. Each is sent back as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub tag: Option<String>,
    /// Last-Modified.
    pub modified: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub enum Reply {
    /// What stands there.
    Content(Content),
    /// It is as it was.
    Unchanged(Validators),
}

/// What stands at an address.
#[derive(Debug)]
pub struct Content {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Where it stands in the end.
    pub address: Url,
    /// What the server says it is.
    pub mime: String,
    /// What the server knows it by.
    pub validators: Validators,
}

/// A client that may be asked for many addresses.
#[derive(Debug)]
pub struct Client {
    /// For the user's own addresses, which may be in this network.
    own: reqwest::Client,
    /// The same, past the proxy.
    near: reqwest::Client,
    /// For addresses that others name.
    guarded: reqwest::Client,
    pace: Pace,
}

impl Client {
    /// A client that tells servers who asks.
    ///
    /// # Errors
    /// Where no secure connections can be made.
    pub fn new(contact: Option<&str>) -> Result<Self, Fault> {
        // The first client installs it; for the others it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let agent = concat!("newscaster/", env!("CARGO_PKG_VERSION"));
        let agent = contact.map_or_else(|| agent.to_owned(), |contact| format!("{agent} (+{contact})"));
        let builder = || {
            let builder =
                reqwest::Client::builder().redirect(redirect::Policy::none()).connect_timeout(CONNECT);
            builder.user_agent(agent.as_str())
        };
        let built = |builder: reqwest::ClientBuilder| {
            builder.build().map_err(|error| Fault::Lost(format!("no connections can be made: {error}")))
        };
        Ok(Self {
            own: built(builder())?,
            near: built(builder().no_proxy())?,
            // A proxy looks names up by itself, and its own name may lead into this network.
            guarded: if is_proxied() {
                built(builder())?
            } else {
                built(builder().dns_resolver(std::sync::Arc::new(PublicOnly)))?
            },
            pace: Pace::default(),
        })
    }

    /// Fetches an address. `own` is the user's own address, whose server may stand in this network.
    ///
    /// # Errors
    /// Why it could not be fetched.
    pub async fn get(&self, address: &Url, own: &Url, known: &Validators) -> Result<Reply, Fault> {
        tokio::time::timeout(PATIENCE, self.follow(address, own, known))
            .await
            .unwrap_or(Err(Fault::Slow(PATIENCE.as_secs())))
    }

    async fn follow(&self, address: &Url, own: &Url, known: &Validators) -> Result<Reply, Fault> {
        let mut at = address.clone();
        for _ in 0..=HOPS {
            let response = self.ask(&at, own, known).await?;
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED {
                return Ok(Reply::Unchanged(validators(response.headers())));
            }
            if status.is_redirection() {
                at = target(&at, response.headers())?;
                continue;
            }
            if !status.is_success() {
                return Err(Fault::Status {
                    status: status.as_u16(),
                    retry_at: retry_at(response.headers()),
                });
            }
            return content(response, at).await.map(Reply::Content);
        }
        Err(Fault::Circle(HOPS))
    }

    async fn ask(&self, at: &Url, own: &Url, known: &Validators) -> Result<Response, Fault> {
        let client = if is_same_server(at, own) {
            if is_near(at) { &self.near } else { &self.own }
        } else if is_private(at) {
            return Err(Fault::Private(at.host_str().unwrap_or_default().to_owned()));
        } else {
            &self.guarded
        };
        self.pace.turn(at.host_str().unwrap_or_default()).await;
        let mut request = client.get(at.clone()).header(ACCEPT, ACCEPTED).header(ACCEPT_ENCODING, "gzip");
        for (name, value) in [("if-none-match", &known.tag), ("if-modified-since", &known.modified)] {
            if let Some(value) = value {
                request = request.header(HeaderName::from_static(name), value);
            }
        }
        request.send().await.map_err(lost)
    }
}

const ACCEPTED: &str =
    "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5";

/// Whether the environment names a proxy.
fn is_proxied() -> bool {
    ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

async fn content(mut response: Response, address: Url) -> Result<Content, Fault> {
    if response.content_length().is_some_and(|length| length > LARGEST as u64) {
        return Err(Fault::Large(LARGEST));
    }
    let length = response.content_length();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(lost)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err(Fault::Large(LARGEST));
        }
    }
    if length.is_some_and(|length| length > bytes.len() as u64) {
        return Err(Fault::Lost("the answer broke off".to_owned()));
    }
    let headers = response.headers();
    let is_packed =
        text(headers, CONTENT_ENCODING).is_some_and(|coding| coding.trim().eq_ignore_ascii_case("gzip"));
    let mime = text(headers, CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let validators = validators(headers);
    let bytes = if is_packed { unpacked(&bytes)? } else { bytes };
    Ok(Content { bytes, address, mime, validators })
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(LARGEST as u64 + 1).read_to_end(&mut out);
    read.map_err(|error| Fault::Unreadable(format!("its compressed text is damaged: {error}")))?;
    if out.len() > LARGEST { Err(Fault::Large(LARGEST)) } else { Ok(out) }
}

fn target(from: &Url, headers: &HeaderMap) -> Result<Url, Fault> {
    let to = text(headers, LOCATION).unwrap_or_default();
    let url = from.join(&to).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| Fault::NoAddress(to.chars().take(200).collect()))
}

fn validators(headers: &HeaderMap) -> Validators {
    Validators { tag: text(headers, ETAG), modified: text(headers, LAST_MODIFIED) }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// When a server may be asked again, by its own word: seconds, or a day.
fn retry_at(headers: &HeaderMap) -> Option<Timestamp> {
    let text = text(headers, RETRY_AFTER)?;
    let (now, text) = (Timestamp::now(), text.trim());
    let at = match text.parse::<u32>() {
        Ok(seconds) => now.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok()?,
        Err(_) => rfc2822::parse(text).ok()?.timestamp(),
    };
    let latest = now.checked_add(LONGEST_WAIT).unwrap_or(now);
    Some(at.clamp(now, latest))
}

/// Why a request came to nothing, down to the first cause, without its address.
fn lost(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    let kind = if error.is_connect() { "no connection" } else { "the connection broke" };
    Fault::Lost(format!("{kind}: {cause}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_day_and_never_for_ever() {
        let at = |value: &str| {
            retry_at(&HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_str(value).unwrap())]))
        };
        let now = Timestamp::now();
        let seconds = |value: &str| at(value).unwrap().duration_since(now).as_secs();
        assert!((119..=121).contains(&seconds("120")) && seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0);
        assert!(seconds("Wed, 21 Oct 2099 07:28:00 GMT") <= LONGEST_WAIT.as_secs() + 1);
        assert!(seconds("4294967295") <= LONGEST_WAIT.as_secs() + 1);
        assert_eq!((at("soon"), at("-1")), (None, None));
    }

    #[test]
    fn a_bomb_is_too_large_and_damage_is_told() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..=LARGEST >> 20 {
            packed.write_all(&vec![0; 1 << 20]).unwrap();
        }
        let packed = packed.finish().unwrap();
        assert_eq!(unpacked(&packed), Err(Fault::Large(LARGEST)));
        assert!(matches!(unpacked(&packed[..100]), Err(Fault::Unreadable(_))));
    }

    #[test]
    fn an_address_leads_only_to_web_addresses() {
        let from = Url::parse("https://example.org/a/feed.xml").unwrap();
        let to = |value: &str| {
            target(&from, &HeaderMap::from_iter([(LOCATION, HeaderValue::from_str(value).unwrap())]))
        };
        assert_eq!(to("../b").unwrap().as_str(), "https://example.org/b");
        for wrong in ["file:///etc/passwd", "javascript:1", "gopher://x/"] {
            assert!(matches!(to(wrong), Err(Fault::NoAddress(_))), "{wrong}");
        }
    }
}
