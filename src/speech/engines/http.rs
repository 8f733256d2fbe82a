//! What the services share: one careful way of asking over HTTP, and of telling what an answer means.
//!
//! A key goes to the configured host alone (redirects are never followed), over https unless the host is on
//! this machine or this network, and never into a message. Retries and time limits are the studio's.

use std::net::IpAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, redirect};
use serde_json::Value;

use super::checks::wrong as mistake;
use super::quote::{one_line, shortened};
use crate::speech::{EngineError, Secret};

/// The longest answer that is read: 10 minutes of 48 kHz 16-bit sound.
const LONGEST_ANSWER: usize = 64 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Where a service wants its key: a header, and what stands before the key in it.
pub(super) type KeyPlace = (&'static str, &'static str);

/// `Authorization: Bearer …`, as most have it.
pub(super) const BEARER: KeyPlace = ("authorization", "Bearer ");

/// A service at its address, with its key.
pub(super) struct Service {
    client: Client,
    base: Url,
    key: Option<(Secret, KeyPlace)>,
}

impl Service {
    /// Opens the way to a service; nothing is sent yet.
    ///
    /// # Errors
    /// [`EngineError::Setting`] for an address that can't be right, or one that a key must not be sent to.
    pub(super) fn new(base: &str, key: Option<(Secret, KeyPlace)>) -> Result<Self, EngineError> {
        let wrong = |why: &str| mistake("base_url", format!("the address `{base}` {why}"));
        let url = Url::parse(base).map_err(|_| wrong("is none; write it like https://api.example.com/v1"))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(wrong("must begin with https:// or http:// and a host"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            let message = "no user name or password belongs into the address; use key_env or key_file";
            return Err(mistake("base_url", message.to_owned()));
        }
        if key.is_some() && url.scheme() == "http" && !is_near(&url) {
            return Err(wrong("would carry the key unencrypted over the internet; use https://"));
        }
        let client = client(&url)?;
        Ok(Self { client, base: url, key })
    }

    /// Whether it stands on this machine or this network, where asking costs nothing.
    pub(super) fn is_near(&self) -> bool {
        is_near(&self.base)
    }

    /// A request to a path below the address, with the key.
    pub(super) fn post(&self, path: &str) -> RequestBuilder {
        self.with_key(self.client.post(self.below(path)))
    }

    /// The same, as GET.
    pub(super) fn get(&self, path: &str) -> RequestBuilder {
        self.with_key(self.client.get(self.below(path)))
    }

    /// Sends a request that asks for sound.
    ///
    /// # Errors
    /// What the status means; [`EngineError::Passing`] for a text (JSON, HTML) in the place of sound.
    pub(super) async fn sound(&self, request: RequestBuilder) -> Result<Vec<u8>, EngineError> {
        let body = self.body(request).await?;
        if body.is_empty() {
            return Err(EngineError::Passing(format!("{}: an empty answer", self.name())));
        }
        if is_text(&body) {
            let words = self.quote(&body);
            return Err(EngineError::Passing(format!("{}: no sound but words: {words}", self.name())));
        }
        Ok(body)
    }

    /// The bytes of sound in a member of an answer, as Base64.
    ///
    /// # Errors
    /// Where there are none; asking again may help.
    pub(super) fn decoded(&self, member: &Value) -> Result<Vec<u8>, EngineError> {
        let sound = member.as_str().and_then(|text| STANDARD.decode(text).ok());
        sound.ok_or_else(|| self.passing("an answer without sound"))
    }

    /// Sends a request that asks for JSON.
    ///
    /// # Errors
    /// What the status means; [`EngineError::Passing`] where the answer is no JSON.
    pub(super) async fn json(&self, request: RequestBuilder) -> Result<Value, EngineError> {
        let body = self.body(request).await?;
        serde_json::from_slice(&body)
            .map_err(|_| EngineError::Passing(format!("{}: no JSON but: {}", self.name(), self.quote(&body))))
    }

    /// Whether anybody listens at the address. Any answer will do, whatever its status.
    ///
    /// # Errors
    /// [`EngineError::Unusable`] where nobody does.
    pub(super) async fn knock(&self, path: &str) -> Result<(), EngineError> {
        let knock = self.get(path).timeout(Duration::from_secs(3)).send().await;
        knock.map(|_| ()).map_err(|error| {
            let why = self.why(error);
            EngineError::Unusable(format!(
                "no server answers at {} ({why}); start it, or change base_url",
                self.base
            ))
        })
    }

    /// An error about an answer that arrived well and says something wrong.
    pub(super) fn passing(&self, what: &str) -> EngineError {
        EngineError::Passing(format!("{}: {what}", self.name()))
    }

    async fn body(&self, request: RequestBuilder) -> Result<Vec<u8>, EngineError> {
        let lost = |error| self.passing(&self.why(error));
        let mut response = request.send().await.map_err(lost)?;
        let length = response.content_length();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_ANSWER {
                return Err(EngineError::Refused(format!("{}: an answer without an end", self.name())));
            }
        }
        if length.is_some_and(|length| length > body.len() as u64) {
            return Err(self.passing("the answer broke off"));
        }
        if response.status().is_success() { Ok(body) } else { Err(self.refusal(&response, &body)) }
    }

    /// What a status that is no success means for the studio.
    fn refusal(&self, response: &Response, body: &[u8]) -> EngineError {
        let status = response.status();
        let words = self.quote(body);
        let message = if words.is_empty() {
            format!("{}: {status}", self.name())
        } else {
            format!("{}: {status}: {words}", self.name())
        };
        let retry_after = retry_after(response.headers());
        match Meaning::of(status, retry_after.is_some(), &words) {
            Meaning::Busy => EngineError::Busy { message, retry_after },
            Meaning::Passing => EngineError::Passing(message),
            Meaning::Refused => EngineError::Refused(message),
            Meaning::Unusable(cure) => EngineError::Unusable(format!("{message}; {cure}")),
            Meaning::Elsewhere => {
                let target = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("?");
                let target = self.quote(target.as_bytes());
                EngineError::Unusable(format!(
                    "{message}; it points to {target}: set base_url to where it is now"
                ))
            }
        }
    }

    /// The host, for messages and for pacing.
    pub(super) fn name(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        self.base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.base.as_str().trim_end_matches('/'))
    }

    fn with_key(&self, request: RequestBuilder) -> RequestBuilder {
        let Some((key, (header, before))) = &self.key else { return request };
        match HeaderValue::try_from(format!("{before}{}", key.expose())) {
            Ok(mut value) => {
                value.set_sensitive(true);
                request.header(*header, value)
            }
            // A Secret is printable ASCII, so this cannot be.
            Err(_) => request,
        }
    }

    /// A server's own words for a message: its error text alone, in one line, short, without the key.
    fn quote(&self, body: &[u8]) -> String {
        let text = match serde_json::from_slice::<Value>(body) {
            Ok(json) => error_text(&json),
            Err(_) => String::from_utf8_lossy(body).into_owned(),
        };
        let line = one_line(&text);
        let struck = match &self.key {
            Some((key, _)) => key.strike_from(&line),
            None => line,
        };
        shortened(struck)
    }

    /// Why a request came to nothing, down to the first cause, without its address.
    fn why(&self, error: reqwest::Error) -> String {
        let error = error.without_url();
        let mut cause: &dyn std::error::Error = &error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        let kind = match () {
            () if error.is_timeout() => "no connection in time",
            () if error.is_connect() => "no connection",
            () => "the connection broke",
        };
        self.quote(format!("{kind}: {cause}").as_bytes())
    }
}

/// A client of its own for each service, so that a clip's time limit can drop its connection with it.
fn client(base: &Url) -> Result<Client, EngineError> {
    // The first service installs it; for the others it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(concat!("newscaster/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT);
    if is_near(base) {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| {
        EngineError::Unusable(format!(
            "no secure connections can be made ({error}); install the certificates: apt-get install ca-certificates"
        ))
    })
}

/// Whether a host is this machine or in this network: loopback, a private address, a name without a dot.
fn is_near(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Err(_) => host.rsplit_once('.').is_none_or(|(_, last)| last == "local"),
    }
}

/// What a status means for the studio.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Busy,
    Passing,
    Refused,
    Elsewhere,
    Unusable(&'static str),
}

impl Meaning {
    /// `says_when`: a Retry-After came with it. `words`: the service's own, since some say with 400 or 429
    /// what others say with a status of its own.
    fn of(status: StatusCode, says_when: bool, words: &str) -> Self {
        let words = words.to_lowercase();
        match status.as_u16() {
            429 if words.contains("insufficient_quota") || words.contains("exceeded your current quota") => {
                Self::Unusable("the account has no credit left")
            }
            429 => Self::Busy,
            503 if says_when => Self::Busy,
            400 if words.contains("throttl") || words.contains("rate exceeded") => Self::Busy,
            408 | 409 | 425 | 500.. => Self::Passing,
            401 | 403 => Self::Unusable("check the key that key_env or key_file names, and what it may do"),
            402 => Self::Unusable("the account has no credit left"),
            404 | 405 => Self::Unusable("check base_url, model and voice in the voice's settings"),
            300..=399 => Self::Elsewhere,
            _ => Self::Refused,
        }
    }
}

/// How long a service asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(ms) = text("retry-after-ms").and_then(|ms| ms.parse::<f64>().ok()) {
        return Duration::try_from_secs_f64(ms / 1_000.0).ok();
    }
    let value = text(RETRY_AFTER.as_str())?;
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = rfc2822::parse(value).ok()?.timestamp();
    // A date that has passed means at once.
    Some(Duration::try_from(date.duration_since(Timestamp::now())).unwrap_or(Duration::ZERO))
}

/// The words of an error in the shapes that services use; the whole JSON where it is of no known shape.
fn error_text(json: &Value) -> String {
    let code = ["/error/code", "/error/type", "/error/status", "/detail/status", "/__type", "/code"];
    let words = ["/error/message", "/detail/message", "/message", "/Message", "/error", "/detail", "/title"];
    let first = |places: &[&str]| {
        places.iter().find_map(|place| json.pointer(place)).and_then(Value::as_str).map(str::to_owned)
    };
    match (first(&code), words.iter().find_map(|place| json.pointer(place)?.as_str())) {
        (Some(code), Some(words)) => format!("{code}: {words}"),
        (None, Some(words)) => words.to_owned(),
        (Some(code), None) => code,
        (None, None) => json.to_string(),
    }
}

/// Whether an answer is words, not sound: JSON or markup from its first character on.
fn is_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(64)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let opens = head.first().is_some_and(|first| b"<{[\"".contains(first));
    // Bare samples may begin with any byte, but never with a line of ASCII.
    opens && head.iter().take(16).all(|b| b.is_ascii_graphic() || b.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::super::quote::LONGEST_QUOTE;
    use super::*;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn retry_after_is_read_in_all_its_forms() {
        assert_eq!(retry_after(&headers("retry-after", "7")), Some(Duration::from_secs(7)));
        assert_eq!(retry_after(&headers("retry-after-ms", "1500")), Some(Duration::from_millis(1_500)));
        assert_eq!(
            retry_after(&headers("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")),
            Some(Duration::ZERO)
        );
        assert_eq!(retry_after(&headers("retry-after", "soon")), None);
        assert_eq!(retry_after(&headers("retry-after", "-3")), None);
        let far = retry_after(&headers("retry-after", "Wed, 21 Oct 2099 07:28:00 GMT")).unwrap();
        assert!(far > Duration::from_hours(24));
    }

    #[test]
    fn a_status_means_what_can_be_done_about_it() {
        let of = |code: u16, when, words: &str| Meaning::of(StatusCode::from_u16(code).unwrap(), when, words);
        assert_eq!(of(429, false, "slow down"), Meaning::Busy);
        assert_eq!(of(503, true, ""), Meaning::Busy);
        assert_eq!(of(503, false, ""), Meaning::Passing);
        assert_eq!(of(400, false, "ThrottlingException: Rate exceeded"), Meaning::Busy);
        assert_eq!(of(400, false, "input too long"), Meaning::Refused);
        assert_eq!(of(500, false, ""), Meaning::Passing);
        assert!(matches!(of(401, false, ""), Meaning::Unusable(_)));
        assert!(matches!(of(429, false, "insufficient_quota: You exceeded"), Meaning::Unusable(_)));
        assert_eq!(of(307, false, ""), Meaning::Elsewhere);
    }

    #[test]
    fn words_are_told_from_sound() {
        for words in
            ["{\"error\": 1}", " <html><body>hello</body>", "<?xml version=\"1.0\"?>", "[]", "\u{feff}{ }"]
        {
            assert!(is_text(words.as_bytes()), "{words}");
        }
        for sound in [&b"RIFF\xff\xff\xff\xffWAVEfmt "[..], b"ID3\x04\0", b"<\x01\x3e\x01", b"{\0{\0{\0", b""]
        {
            assert!(!is_text(sound), "{sound:?}");
        }
    }

    #[test]
    fn a_quote_is_short_plain_and_without_the_key() {
        let service = Service::new("http://localhost:1", None).unwrap();
        assert_eq!(service.quote(b"<html><h1>502</h1>\n Bad\tGateway</html>"), "502 Bad Gateway");
        assert_eq!(service.quote(br#"{"error":{"message":"no such model","code":"x"}}"#), "x: no such model");
        assert_eq!(service.quote("长".repeat(300).as_bytes()).chars().count(), LONGEST_QUOTE + 1);
    }

    #[test]
    fn a_key_is_not_sent_over_the_open_internet() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "sk-canary").unwrap();
        let key = || Some((Secret::from_file(file.path()).unwrap(), BEARER));
        assert!(Service::new("http://api.example.com/v1", key()).is_err());
        assert!(Service::new("https://user:pass@api.example.com", key()).is_err());
        assert!(Service::new("ftp://api.example.com", None).is_err());
        for near in
            ["http://127.0.0.1:8880/v1", "http://192.168.1.4", "http://kokoro:8880", "http://[::1]:80"]
        {
            assert!(Service::new(near, key()).is_ok(), "{near}");
        }
        assert!(Service::new("https://api.example.com/v1", key()).is_ok());
    }
}
