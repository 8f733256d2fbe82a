//! Texts made shorter for clients that take them so.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::header::ACCEPT_ENCODING;

/// Texts below this length stay as they are, in bytes.
pub const SHORTEST: u64 = 1_000;
/// Texts above it too: they would be held whole.
pub const LONGEST: u64 = 16 << 20;
/// How much is kept for the next client, in bytes.
const KEPT: usize = 8 << 20;

/// Whether a client takes gzip.
pub fn is_taken(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let coding = |part: &str| {
        let (name, quality) = part.split_once(';').unwrap_or((part, "q=1"));
        let name = name.trim().to_ascii_lowercase();
        let quality = quality.trim().trim_start_matches("q=").parse().unwrap_or(0.0_f32);
        matches!(name.as_str(), "gzip" | "x-gzip").then_some(quality > 0.0)
    };
    values.flat_map(|value| value.split(',')).find_map(coding).unwrap_or(false)
}

/// The latest texts in their short form.
#[derive(Debug, Default)]
pub struct Shortened {
    kept: Mutex<Kept>,
    feeds: Mutex<Kept>,
}

/// What texts are known by, and their short forms, the latest first.
type Kept = VecDeque<(String, Bytes)>;

fn shorten(text: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(5));
    encoder.write_all(text).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn keep(kept: &mut Kept, tag: &str, bytes: &Bytes) {
    kept.push_front((tag.to_owned(), bytes.clone()));
    while kept.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > KEPT && kept.len() > 1 {
        kept.pop_back();
    }
}

impl Shortened {
    /// The short form of a text; `tag` is what the text is known by.
    pub fn of(&self, tag: &str, text: &[u8]) -> Option<Bytes> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bytes)) = lock().iter().find(|(known, _)| known == tag) {
            return Some(bytes.clone());
        }
        let bytes = shorten(text)?;
        keep(&mut lock(), tag, &bytes);
        Some(bytes)
    }

    /// The short form of a text that is made when it is needed, one at a time: each listener's may be another one, and long.
    pub fn of_feed(&self, tag: &str, text: impl FnOnce() -> io::Result<Bytes>) -> Option<Bytes> {
        let mut kept = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bytes)) = kept.iter().find(|(known, _)| known == tag) {
            return Some(bytes.clone());
        }
        let bytes = shorten(&text().ok()?)?;
        keep(&mut kept, tag, &bytes);
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn only_who_asks_for_it_gets_gzip() {
        let takes = |value: &'static str| {
            is_taken(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert!(takes("gzip, deflate, br") && takes("br;q=1.0, gzip;q=0.5"));
        assert!(!takes("identity") && !takes("gzip;q=0") && !takes("br") && !is_taken(&HeaderMap::new()));
    }

    #[test]
    fn a_short_form_is_the_text_and_is_kept() {
        let kept = Shortened::default();
        let text = "今天的新闻。".repeat(500);
        let short = kept.of("\"a\"", text.as_bytes()).unwrap();
        let mut back = String::new();
        GzDecoder::new(short.as_ref()).read_to_string(&mut back).unwrap();
        assert!(back == text && short.len() * 20 < text.len());
        assert_eq!(kept.of("\"a\"", b"another").unwrap(), short);
    }
}
