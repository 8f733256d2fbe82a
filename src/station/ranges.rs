//! Which bytes of a file are wanted: the `Range` header of RFC 9110, section 14.

use std::ops::Range;

/// More ranges than any player asks for; a header with more is left unheeded, as section 14.2 allows.
const MOST: usize = 16;
/// Two ranges that are so near that their heads would cost more than what lies between them, in bytes.
const NEAR: u64 = 128;

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The whole: there is no such header, or none that is understood.
    All,
    /// These stretches, in the order of asking.
    Some(Vec<Range<u64>>),
    /// Nothing that there is.
    Nothing,
}

/// Reads the header for a file of so many bytes.
pub fn wanted(header: Option<&str>, length: u64) -> Wanted {
    let Some(specs) = header.and_then(parse) else { return Wanted::All };
    let found: Vec<_> = specs.iter().filter_map(|spec| spec.within(length)).collect();
    if found.is_empty() {
        return Wanted::Nothing;
    }
    let joined = joined(found);
    if joined.len() > MOST { Wanted::All } else { Wanted::Some(joined) }
}

/// One range as it is written.
#[derive(Clone, Copy)]
enum Spec {
    /// `5-` and `5-9`.
    From(u64, Option<u64>),
    /// `-5`.
    Last(u64),
}

impl Spec {
    fn within(self, length: u64) -> Option<Range<u64>> {
        let (start, end) = match self {
            Self::From(first, last) => {
                (first, last.map_or(length, |last| last.saturating_add(1).min(length)))
            }
            Self::Last(count) => (length.saturating_sub(count), length),
        };
        (start < end).then_some(start..end)
    }
}

/// The ranges of a header; `None` for another unit and for one mistake in it.
fn parse(header: &str) -> Option<Vec<Spec>> {
    let (unit, ranges) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let parts = ranges.split(',').map(|part| part.trim_matches([' ', '\t'])).filter(|part| !part.is_empty());
    let specs: Vec<Spec> = parts.take(1_000).map(spec).collect::<Option<_>>()?;
    (!specs.is_empty()).then_some(specs)
}

fn spec(text: &str) -> Option<Spec> {
    let (first, last) = text.split_once('-')?;
    match (number(first), number(last)) {
        (Some(first), Some(last)) => (first <= last).then_some(Spec::From(first, Some(last))),
        (Some(first), None) if last.is_empty() => Some(Spec::From(first, None)),
        (None, Some(count)) if first.is_empty() => Some(Spec::Last(count)),
        _ => None,
    }
}

/// Figures alone; a number beyond all files is one beyond this file, too.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// The ranges, put together where some overlap or nearly touch each other.
fn joined(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut sorted = ranges.clone();
    sorted.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<u64>> = Vec::new();
    for range in sorted {
        match merged.last_mut() {
            Some(last) if range.start <= last.end.saturating_add(NEAR) => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    if merged.len() == ranges.len() { ranges } else { merged }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn some(header: &str, length: u64) -> Vec<Range<u64>> {
        match wanted(Some(header), length) {
            Wanted::Some(ranges) => ranges,
            other => panic!("{header}: {other:?}"),
        }
    }

    #[test]
    fn the_examples_of_rfc_9110_are_read_as_it_says() {
        for (header, range) in [
            ("bytes=0-499", 0..500),
            ("bytes=500-999", 500..1_000),
            ("bytes=-500", 9_500..10_000),
            ("bytes=9500-", 9_500..10_000),
            ("bytes=0-0", 0..1),
            ("bytes=-1", 9_999..10_000),
            ("BYTES= 0-99999999999999999999999", 0..10_000),
            ("bytes=-99999999999999999999999", 0..10_000),
        ] {
            assert_eq!(some(header, 10_000), [range], "{header}");
        }
        assert_eq!(some("bytes=0-0,-1", 10_000), [0..1, 9_999..10_000]);
        assert_eq!(some("bytes= 0-999, 4500-5499, -1000", 10_000), [0..1_000, 4_500..5_500, 9_000..10_000]);
        assert_eq!(some("bytes=500-600,601-999", 10_000), vec![500..1_000]);
        assert_eq!(some("bytes=9000-9999,0-9", 10_000), [9_000..10_000, 0..10]);
        assert_eq!(some("bytes=0-9,20000-", 10_000), vec![0..10]);
    }

    #[test]
    fn a_mistake_asks_for_the_whole_and_what_is_not_there_for_nothing() {
        for wrong in [
            "bytes=9-5",
            "bytes=a-b",
            "bytes=",
            "bytes",
            "lines=1-2",
            "bytes=1",
            "bytes=--1",
            "bytes=1-2-3",
            "bytes=0-1,x",
            "bytes=+1-2",
            "bytes=,",
        ] {
            assert_eq!(wanted(Some(wrong), 100), Wanted::All, "{wrong}");
        }
        assert_eq!(wanted(None, 100), Wanted::All);
        for beyond in ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=500-600, 700-"] {
            assert_eq!(wanted(Some(beyond), 100), Wanted::Nothing, "{beyond}");
        }
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Nothing);
    }

    #[test]
    fn a_flood_of_ranges_is_the_whole() {
        let many: Vec<String> = (0..500).map(|n| format!("{}-{}", n * 1_000, n * 1_000 + 1)).collect();
        assert_eq!(wanted(Some(&format!("bytes={}", many.join(","))), 1 << 20), Wanted::All);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_lies_in_the_file(header in "(bytes=)?[0-9, -]{0,40}", length in 0_u64..5_000) {
            if let Wanted::Some(ranges) = wanted(Some(&header), length) {
                prop_assert!(!ranges.is_empty());
                prop_assert!(ranges.iter().all(|range| range.start < range.end && range.end <= length));
            }
        }
    }
}
