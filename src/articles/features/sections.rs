//! The table of section and column names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

struct Names {
    sections: Kind,
    columns: Kind,
    briefs: Kind,
}

/// The names of one kind.
struct Kind {
    /// As they are printed.
    printed: FxHashSet<&'static str>,
    /// With ASCII letters in small ones.
    small: FxHashSet<String>,
    /// Bytes of the longest.
    longest: usize,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let rows = include_str!("sections.tsv").lines().filter_map(|line| line.split_once('\t'));
    let of = |kind: &str| {
        let printed: FxHashSet<&str> =
            rows.clone().filter(|(k, _)| *k == kind).map(|(_, name)| name).collect();
        let small = printed.iter().map(|name| name.to_ascii_lowercase()).collect();
        let longest = printed.iter().map(|name| name.len()).max().unwrap_or(0);
        Kind { printed, small, longest }
    };
    Names { sections: of("s"), columns: of("c"), briefs: of("b") }
});

impl Kind {
    /// True for a name, in letters of either case.
    fn has(&self, text: &str) -> bool {
        text.len() <= self.longest && self.small.contains(&text.to_ascii_lowercase())
    }

    /// True for a short line that ends as one of the names, and for an English name. `folded` is the line folded.
    fn ends(&self, folded: &str) -> bool {
        let text = bare(folded);
        let short = text.chars().count() <= 10 && !text.contains([' ', ',', '，', ':', '：']);
        short && text.char_indices().any(|(at, _)| self.printed.contains(&text[at..]))
            || text.is_ascii() && self.has(text)
    }
}

/// True for the bare name of a section (要闻, Sports).
pub fn is_section(text: &str) -> bool {
    NAMES.sections.has(folded(text).trim())
}

/// True for a column's name: a short line that ends as columns' names do (民生关注).
pub fn is_column(text: &str) -> bool {
    if is_long(text) {
        return false;
    }
    let folded = folded(text);
    NAMES.columns.ends(&folded) || NAMES.briefs.ends(&folded) || is_english_briefs(text)
}

/// True for the name of a section or of a column.
pub fn is_section_or_column(text: &str) -> bool {
    if is_long(text) {
        return false;
    }
    let folded = folded(text);
    NAMES.sections.has(folded.trim())
        || NAMES.columns.ends(&folded)
        || NAMES.briefs.ends(&folded)
        || is_english_briefs(text)
}

/// True for the name of a column of briefs (简讯, 民生速递, News in Brief).
pub fn is_briefs(text: &str) -> bool {
    !is_long(text) && (NAMES.briefs.ends(&folded(text)) || is_english_briefs(text))
}

/// True for more letters or Chinese characters than any name has, with the marks around it.
fn is_long(text: &str) -> bool {
    const HAN: usize = 12;
    const BYTES: usize = 96;
    text.len() > BYTES || text.chars().filter(|&c| crate::articles::text::is_han(c)).nth(HAN).is_some()
}

/// Nation in brief, School Briefs: a few words that end as the names of such columns do.
fn is_english_briefs(text: &str) -> bool {
    let is = |word: &str, name: &str| word.eq_ignore_ascii_case(name);
    let words: SmallVec<[&str; 4]> = text.split_whitespace().take(4).collect();
    match words.as_slice() {
        [_, middle, last] if is(last, "brief") => is(middle, "in"),
        [_, last] | [_, _, last] => is(last, "briefs") || is(last, "blotter"),
        _ => false,
    }
}

/// In folded form; a name set wide (短　訊) closes up.
fn folded(text: &str) -> String {
    let folded: String = text.chars().map(crate::articles::text::fold).collect();
    let wide = folded.contains(' ') && folded.chars().all(|c| c == ' ' || crate::articles::text::is_han(c));
    if wide { folded.replace(' ', "") } else { folded }
}

/// A name without the marks around it: ◇ 校园短讯, 【民生关注】.
pub fn bare(name: &str) -> &str {
    let name = name.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    name.trim_end_matches(|c: char| c.is_whitespace() || "[]【】·■□●◆◇◎○★☆▲|".contains(c))
}
