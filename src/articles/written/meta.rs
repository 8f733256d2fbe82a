//! Lines of credits: day, hour, source, writer, in any order. They are fields, not text.

use std::sync::LazyLock;

use regex::Regex;

use super::{dates, labels};
use crate::articles::bylines;
use crate::articles::rule::{ascii_words, rule};
use crate::articles::text::{Text, is_han, is_letter};

/// What a line of credits says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// Who published it first.
    pub source: Option<String>,
    /// Who wrote it.
    pub names: Vec<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// True for a day and an hour that nothing says what they are of: 时间：2026-04-02 09:15.
    pub is_bare_time: bool,
}

/// The longest line that is asked.
const LONGEST: usize = 90;

/// Reads a line that holds nothing but credits.
pub fn read(text: &Text) -> Option<Credits> {
    keyed(text).or_else(|| byline(text))
}

/// True for a line with an hour in it.
pub fn has_hour(text: &Text) -> bool {
    static HOUR: LazyLock<Regex> = LazyLock::new(|| rule(r"\d{1,2}:\d\d"));
    text.len() <= LONGEST && HOUR.is_match(&text.folded_head(LONGEST))
}

/// True for a day and an hour as people set them who invite to something: 时间：2024年12月29日（周日）19:00, and no stamp of a machine.
pub fn invites(text: &Text) -> bool {
    static INVITES: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^ *(?:时间|日期) *[::].*(?:周|星期|[(][一二三四五六日天][)]|\d{1,2}:\d\d *[-~至到])")
    });
    INVITES.is_match(&text.folded_head(LONGEST))
}

/// True for a line that may be one of credits: short, no sentence. Who is quoted stands behind dashes.
fn may_be(text: &Text) -> bool {
    let is_quoted = text.chars().first().is_some_and(|c| "-—–".contains(*c));
    text.len() <= LONGEST && !is_quoted && !text.chars().last().is_some_and(|c| "。！？!?".contains(*c))
}

/// A writer's line without a key: By Ann Lee. No key of [`keyed`] stands in it.
fn byline(text: &Text) -> Option<Credits> {
    const LONGEST_BYLINE: usize = 60;
    // Behind the name some print the writer's class or house: By Ann Lee (7B)
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| rule(r"^(?i:by) [^()]+?(\s*\([^()]{1,16}\))\s*$"));
    // 编译器周报: a word that holds one of the staff's.
    static WITHIN: LazyLock<Regex> = LazyLock::new(|| rule(r"\p{Han}(?:编译|翻译|编辑|整理)\p{Han}"));
    let folded = text.folded_head(LONGEST);
    if WITHIN.is_match(&folded) {
        return None;
    }
    let behind = BEHIND
        .captures(&folded)
        .and_then(|found| found.get(1))
        .map_or(0, |tag| folded[tag.start()..].chars().count());
    let text = &text.slice(0, text.len() - behind.min(text.len()));
    let folded = text.folded_head(LONGEST);
    let byline = bylines::line(text, &folded).filter(|byline| {
        may_be(text) && !byline.photo && text.len() <= LONGEST_BYLINE && !has_other_key(&folded)
    })?;
    let says = !byline.names.is_empty() || byline.agency.is_some();
    says.then_some(Credits { source: byline.agency, names: byline.names, ..Credits::default() })
}

/// 对象：读者和家长: what stands before the colon is no word for one who writes.
fn has_other_key(folded: &str) -> bool {
    const LONGEST: usize = 6;
    let key = folded.split_once(':').map(|(key, _)| key.trim()).filter(|key| !key.is_empty());
    key.is_some_and(|key| {
        let is_word = key.chars().all(is_han) && key.chars().count() <= LONGEST;
        is_word && !key.contains(|c| "者员文图摄编译源稿撰校作".contains(c))
    })
}

/// Reads a line of credits that says by words what each of them is, or gives an hour.
pub fn keyed(text: &Text) -> Option<Credits> {
    static KEYED: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)(?P<source>来源|稿源|稿件来源|出处|转自|source)\s*[::]\s*(?P<house>[^\s|·,，。]{2,24})|(?P<writer>作者|记者|撰文|文|通讯员|实习记者|author|written by)\s*[::/|]\s*(?P<names>[^\d|:：。]{2,40}?)(?:\s{2,}|$|[|]|\s+(?:来源|编辑|责编|时间))|(?:编辑|责编|责任编辑|校对|审核|editor)\s*[::/|]\s*[^\s|]{2,12}|(?:发布时间|发布|时间|日期|更新|published|posted|updated)(?: on| at)?\s*[::]?|\bat\b",
        ))
    });
    static TIMES: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)(?:20|19)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|(?:星期|周)[一二三四五六日天]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{4}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}",
        ))
    });
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^\s*(?:来源|稿源|稿件来源|出处|转自|source)\s*[::]\s*(?P<house>[^,，。;；]{2,60})$")
    });
    static PUT_OUT: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)发布|更新|发表|编辑|责编|校对|审核|published|posted|updated|editor"));
    if !may_be(text) {
        return None;
    }
    let folded = text.folded_head(LONGEST);
    let mut credits = Credits::default();
    let mut rest = folded.clone();
    for found in KEYED.captures_iter(&folded) {
        if let Some(house) = found.name("house") {
            credits.source = labels::house(house.as_str());
        }
        if let Some(names) = found.name("names") {
            let names = names.as_str().trim();
            let people = bylines::people(&format!("记者 {names}"))
                .map(|by| by.names)
                .filter(|names| !names.is_empty());
            credits.names.extend(
                people.or_else(|| bylines::english_names(names)).unwrap_or_else(|| vec![names.to_owned()]),
            );
        }
        rest = rest.replacen(&found[0], " ", 1);
    }
    // 来源：Evening Post - Town: what is left of the line belongs to its name.
    if credits.names.is_empty()
        && let Some(house) = WHOLE.captures(&folded).and_then(|found| found.name("house"))
        && KEYED.find_iter(&folded).count() == 1
        && !TIMES.is_match(&folded)
    {
        credits.source = labels::house(house.as_str());
        return Some(credits);
    }
    rest = TIMES.replace_all(&rest, " ").into_owned();
    let has_time = TIMES.is_match(&folded);
    let left = rest.chars().any(is_letter);
    if left || !(has_time || credits != Credits::default() || rest.trim().len() < folded.trim().len()) {
        return None;
    }
    // A day that stands alone in a text is text; with an hour or a source it is a credit.
    let lone_day = has_time && credits == Credits::default() && !folded.contains(':');
    credits.is_bare_time = has_time && credits == Credits::default() && !PUT_OUT.is_match(&folded);
    credits.published = dates::day_in(text).map(|day| day.to_string());
    (!lone_day).then_some(credits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_lifted_and_text_is_not() {
        let of = |print: &str| {
            read(&Text::of(print, 0)).map(|c| (c.source.unwrap_or_default(), c.names.join("+")))
        };
        for (print, source, names) in [
            ("2026-04-02 09:15 来源：云溪在线", "云溪在线", ""),
            ("来源：云溪在线", "云溪在线", ""),
            ("来源：Evening Post - Town: \"Newest\"", "Evening Post - Town: \"Newest\"", ""),
            ("来源：论文原文｜代码", "", ""),
            ("来源：云溪在线 编辑：林远", "云溪在线", ""),
            ("记者：林远", "", "林远"),
            ("By Ann Lee", "", "Ann Lee"),
            ("By Ann Lee (7B)", "", "Ann Lee"),
            ("Published March 2, 2026 at 7:30 a.m.", "", ""),
        ] {
            assert_eq!(of(print), Some((source.to_owned(), names.to_owned())), "{print}");
        }
        for print in [
            "2026/1/13",
            "云溪编译器月报（林远）",
            "夜市今晚开放",
            "When: Friday, March 6, 7:30 p.m.",
            "By the time they came it was dark",
            "Date/Time: November 19, 2025, 10:00 AM",
        ] {
            assert_eq!(of(print), None, "{print}");
        }
    }
}
