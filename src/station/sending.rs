//! A file as an answer: whole, in part, not at all because the client has it, or made shorter.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::SystemTime;

use hyper::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED, RANGE, VARY,
};
use hyper::{HeaderMap, Method, StatusCode};

use super::answer::{Answer, answer, set};
use super::body::{Body, Piece};
use super::catalog::{Found, Keeping};
use super::conditions::{self, Validators, Verdict};
use super::feed::Feed;
use super::gzip::{self, Shortened};
use super::ranges::{Wanted, wanted};
use crate::files::read_at;

/// A boundary that no text of ours and hardly any sound holds; parts have their lengths told anyway.
const BOUNDARY: &str = "newscaster-7d1c54a09e3fb268";

/// Who asks, and how.
pub struct Asking<'a> {
    /// GET or HEAD.
    pub method: &'a Method,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// Whether the address holds a token, so that nobody between may keep the answer.
    pub is_private: bool,
}

/// The answer that sends a file.
pub fn send(found: &Found, asking: &Asking<'_>, shortened: &Shortened) -> Answer {
    let now = SystemTime::now();
    let ranges = asking.headers.contains_key(RANGE) && asking.method == Method::GET;
    if !ranges
        && found.kind.is_text
        && (gzip::SHORTEST..=gzip::LONGEST).contains(&found.length)
        && gzip::is_taken(asking.headers)
        && let Ok(text) = whole(found)
        && let Some(bytes) = shortened.of(&found.validators.tag, &text)
    {
        return send_short(found, Body::of(bytes), asking, now);
    }
    if let Some(answer) = decided(found, &found.validators, asking, now) {
        return answer;
    }
    let resumes = conditions::may_resume(asking.headers, &found.validators, now);
    let header =
        asking.headers.get(RANGE).and_then(|value| value.to_str().ok()).filter(|_| ranges && resumes);
    match wanted(header, found.length) {
        Wanted::All => in_one(found, 0..found.length, StatusCode::OK, asking, now),
        Wanted::Some(ranges) if ranges.len() == 1 => {
            in_one(found, ranges[0].clone(), StatusCode::PARTIAL_CONTENT, asking, now)
        }
        Wanted::Some(ranges) => in_parts(found, &ranges, asking, now),
        Wanted::Nothing => {
            let mut answer = answer(StatusCode::RANGE_NOT_SATISFIABLE, Body::default());
            set(&mut answer, CONTENT_RANGE, &format!("bytes */{}", found.length));
            answer
        }
    }
}

/// A feed with a listener's own addresses, as a file is sent.
pub fn send_feed(feed: Feed, found: &Found, asking: &Asking<'_>, shortened: &Shortened) -> Answer {
    let now = SystemTime::now();
    let validators = Validators { tag: feed.tag(), modified: found.validators.modified };
    let length = feed.length();
    if gzip::is_taken(asking.headers)
        && length <= gzip::LONGEST
        && let Some(bytes) = shortened.of_feed(&validators.tag, || feed.whole(&found.file))
    {
        let found = Found { validators, file: Arc::clone(&found.file), name: found.name.clone(), ..*found };
        return send_short(&found, Body::of(bytes), asking, now);
    }
    if let Some(answer) = decided(found, &validators, asking, now) {
        return answer;
    }
    let mut answer = answer(StatusCode::OK, body(asking, Body::feed(Arc::clone(&found.file), feed)));
    describe(&mut answer, found, &validators, asking, now);
    set(&mut answer, CONTENT_LENGTH, &length.to_string());
    answer.headers_mut().remove(ACCEPT_RANGES);
    answer
}

/// 304 or 412, where the conditions say so.
fn decided(found: &Found, validators: &Validators, asking: &Asking<'_>, now: SystemTime) -> Option<Answer> {
    let status = match conditions::weigh(asking.headers, validators) {
        Verdict::Go => return None,
        Verdict::NotModified => StatusCode::NOT_MODIFIED,
        Verdict::Failed => StatusCode::PRECONDITION_FAILED,
    };
    let mut answer = answer(status, Body::default());
    describe(&mut answer, found, validators, asking, now);
    answer.headers_mut().remove(CONTENT_TYPE);
    Some(answer)
}

fn in_one(
    found: &Found,
    range: Range<u64>,
    status: StatusCode,
    asking: &Asking<'_>,
    now: SystemTime,
) -> Answer {
    let is_head = asking.method == Method::HEAD;
    let sent = if is_head { Body::default() } else { Body::stretch(Arc::clone(&found.file), range.clone()) };
    let mut answer = answer(status, sent);
    describe(&mut answer, found, &found.validators, asking, now);
    set(&mut answer, CONTENT_LENGTH, &(range.end - range.start).to_string());
    if status == StatusCode::PARTIAL_CONTENT {
        set(&mut answer, CONTENT_RANGE, &content_range(&range, found.length));
    }
    answer
}

fn in_parts(found: &Found, ranges: &[Range<u64>], asking: &Asking<'_>, now: SystemTime) -> Answer {
    let mut pieces = Vec::new();
    for range in ranges {
        let head = format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: {}\r\nContent-Range: {}\r\n\r\n",
            found.kind.mime,
            content_range(range, found.length)
        );
        pieces.extend([Piece::Bytes(head.into()), Piece::Stretch(range.clone())]);
    }
    pieces.push(Piece::Bytes(format!("\r\n--{BOUNDARY}--\r\n").into()));
    let parts = Body::new(Some(Arc::clone(&found.file)), pieces);
    let mut answer = answer(StatusCode::PARTIAL_CONTENT, parts);
    describe(&mut answer, found, &found.validators, asking, now);
    set(&mut answer, CONTENT_TYPE, &format!("multipart/byteranges; boundary={BOUNDARY}"));
    answer
}

fn send_short(found: &Found, short: Body, asking: &Asking<'_>, now: SystemTime) -> Answer {
    let tag = format!("{}-gzip\"", found.validators.tag.trim_end_matches('"'));
    let validators = Validators { tag, modified: found.validators.modified };
    if let Some(answer) = decided(found, &validators, asking, now) {
        return answer;
    }
    let length = short.length();
    let mut answer = answer(StatusCode::OK, body(asking, short));
    describe(&mut answer, found, &validators, asking, now);
    set(&mut answer, CONTENT_LENGTH, &length.to_string());
    set(&mut answer, CONTENT_ENCODING, "gzip");
    answer
}

/// HEAD tells of the body and sends none.
fn body(asking: &Asking<'_>, body: Body) -> Body {
    if asking.method == Method::HEAD { Body::default() } else { body }
}

fn describe(answer: &mut Answer, found: &Found, own: &Validators, asking: &Asking<'_>, now: SystemTime) {
    set(answer, CONTENT_TYPE, found.kind.mime);
    set(answer, ETAG, &own.tag);
    set(answer, ACCEPT_RANGES, "bytes");
    // Players on other pages may read chapters and transcripts; there are no cookies to be abused.
    set(answer, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if let Some(date) = conditions::http_date(own.modified, now) {
        set(answer, LAST_MODIFIED, &date);
    }
    if found.kind.is_text {
        set(answer, VARY, if found.is_feed { "Accept-Encoding, Host" } else { "Accept-Encoding" });
    }
    let keeping = match (found.keeping, asking.is_private) {
        (Keeping::Ask, false) => "no-cache",
        (Keeping::Ask, true) => "private, no-cache",
        (Keeping::Long, false) => "public, max-age=604800",
        (Keeping::Long, true) => "private, max-age=604800",
    };
    set(answer, CACHE_CONTROL, keeping);
}

fn content_range(range: &Range<u64>, length: u64) -> String {
    format!("bytes {}-{}/{length}", range.start, range.end - 1)
}

/// All bytes of a file.
///
/// # Errors
/// What the disk says.
pub fn whole(found: &Found) -> io::Result<Vec<u8>> {
    let length = usize::try_from(found.length).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    read_at(&found.file, &mut bytes, 0)?;
    Ok(bytes)
}
