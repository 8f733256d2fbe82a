//! Conditional requests: RFC 9110, section 13, in the order that it sets.

use std::time::{Duration, SystemTime};

use hyper::HeaderMap;
use hyper::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// What a file is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validators {
    /// The strong entity tag with its quotation marks; another one whenever a byte is another one.
    pub tag: String,
    /// When the file was changed.
    pub modified: SystemTime,
}

/// What the conditions come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They hold: answer.
    Go,
    /// 304: the client has it already.
    NotModified,
    /// 412: it is not what the client takes it for.
    Failed,
}

/// Weighs the conditions of a GET or HEAD.
pub fn weigh(headers: &HeaderMap, own: &Validators) -> Verdict {
    let if_match = all(headers, IF_MATCH.as_str());
    if !if_match.is_empty() {
        let fits = if_match == "*" || tags(&if_match).any(|tag| tag == own.tag);
        if !fits {
            return Verdict::Failed;
        }
    } else if let Some(date) = date(headers, IF_UNMODIFIED_SINCE.as_str())
        && seconds(own.modified) > date
    {
        return Verdict::Failed;
    }
    let if_none_match = all(headers, IF_NONE_MATCH.as_str());
    if !if_none_match.is_empty() {
        let has = if_none_match == "*" || tags(&if_none_match).any(|tag| is_same_weakly(tag, &own.tag));
        return if has { Verdict::NotModified } else { Verdict::Go };
    }
    match date(headers, IF_MODIFIED_SINCE.as_str()) {
        Some(date) if seconds(own.modified) <= date => Verdict::NotModified,
        _ => Verdict::Go,
    }
}

/// Whether a part may be sent that goes with what the client has. A day is as good as a tag only where the file has not
/// been changed within the minute, since two changes may share a second.
pub fn may_resume(headers: &HeaderMap, own: &Validators, now: SystemTime) -> bool {
    let Some(value) = headers.get(IF_RANGE) else { return true };
    let Some(value) = value.to_str().ok().map(str::trim) else { return false };
    if value.starts_with('"') {
        return value == own.tag;
    }
    if value.starts_with("W/") {
        return false;
    }
    let is_old = now.duration_since(own.modified).is_ok_and(|age| age >= Duration::from_mins(1));
    is_old && parse(value) == Some(seconds(own.modified))
}

/// A time as HTTP writes it, never one that is still to come.
pub fn http_date(time: SystemTime, now: SystemTime) -> Option<String> {
    let timestamp = Timestamp::try_from(time.min(now)).ok()?;
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp).ok()
}

/// All lines of a header as one list.
fn all(headers: &HeaderMap, name: &str) -> String {
    let lines: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    lines.join(",").trim().to_owned()
}

/// The tags of a list; one may hold a comma between its quotation marks.
fn tags(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = list;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let open = rest.find('"')?;
        let close = open + 1 + rest[open + 1..].find('"')?;
        let (tag, behind) = rest.split_at(close + 1);
        rest = behind;
        Some(tag.trim())
    })
}

fn is_same_weakly(tag: &str, own: &str) -> bool {
    tag.strip_prefix("W/").unwrap_or(tag) == own
}

fn date(headers: &HeaderMap, name: &str) -> Option<i64> {
    parse(headers.get(name)?.to_str().ok()?.trim())
}

fn parse(text: &str) -> Option<i64> {
    Some(rfc2822::parse(text).ok()?.timestamp().as_second())
}

fn seconds(time: SystemTime) -> i64 {
    Timestamp::try_from(time).map_or(0, Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    const DAY: &str = "Thu, 05 Mar 2026 06:00:00 GMT";

    fn own() -> Validators {
        let modified = SystemTime::UNIX_EPOCH + Duration::from_hours(492_414);
        Validators { tag: "\"abc\"".into(), modified }
    }

    fn headers(lines: &[(HeaderName, &str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn tags_and_days_are_weighed_in_the_order_of_the_rfc() {
        let weighed = |lines: &[(HeaderName, &str)]| weigh(&headers(lines), &own());
        assert_eq!(weighed(&[]), Verdict::Go);
        for same in ["\"abc\"", "W/\"abc\"", "*", "\"x,y\", \"abc\""] {
            assert_eq!(weighed(&[(IF_NONE_MATCH, same)]), Verdict::NotModified, "{same}");
        }
        for other in ["\"ab\"", "abc", "\"ABC\""] {
            assert_eq!(weighed(&[(IF_NONE_MATCH, other)]), Verdict::Go, "{other}");
        }
        assert_eq!(weighed(&[(IF_MODIFIED_SINCE, DAY)]), Verdict::NotModified);
        assert_eq!(weighed(&[(IF_MODIFIED_SINCE, "Thu, 05 Mar 2026 05:59:59 GMT")]), Verdict::Go);
        assert_eq!(weighed(&[(IF_MODIFIED_SINCE, "yesterday")]), Verdict::Go);
        // A tag that differs counts more than a day that fits.
        assert_eq!(weighed(&[(IF_NONE_MATCH, "\"x\""), (IF_MODIFIED_SINCE, DAY)]), Verdict::Go);
        assert_eq!(weighed(&[(IF_MATCH, "\"x\"")]), Verdict::Failed);
        assert_eq!(weighed(&[(IF_MATCH, "W/\"abc\"")]), Verdict::Failed);
        assert_eq!(weighed(&[(IF_MATCH, "\"abc\"")]), Verdict::Go);
        assert_eq!(weighed(&[(IF_UNMODIFIED_SINCE, "Thu, 05 Mar 2026 05:59:59 GMT")]), Verdict::Failed);
    }

    #[test]
    fn a_part_goes_only_with_the_file_that_it_is_of() {
        let later = own().modified + Duration::from_hours(1);
        let may = |value: &str, now| may_resume(&headers(&[(IF_RANGE, value)]), &own(), now);
        assert!(may("\"abc\"", later) && may(DAY, later) && may_resume(&HeaderMap::new(), &own(), later));
        assert!(
            !may("\"abd\"", later)
                && !may("W/\"abc\"", later)
                && !may("Thu, 05 Mar 2026 06:00:01 GMT", later)
        );
        assert!(!may(DAY, own().modified + Duration::from_secs(2)) && !may("x", later));
        // A clock that was set back makes no day strong.
        assert!(!may(DAY, own().modified - Duration::from_hours(1)));
    }

    #[test]
    fn days_are_written_as_http_has_them_and_never_lie_ahead() {
        let own = own();
        assert_eq!(http_date(own.modified, own.modified + Duration::from_secs(1)).unwrap(), DAY);
        let back = own.modified - Duration::from_secs(1);
        assert_eq!(http_date(own.modified, back).unwrap(), "Thu, 05 Mar 2026 05:59:59 GMT");
    }
}
