//! Headings of texts for screens: what of them is a title, and which name an issue instead of a story.

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::articles::document::Line;
use crate::articles::features::dates;
use crate::articles::rule::{Rules, ascii_words, rule};
use crate::articles::text::{Text, is_han, is_letter, is_pictograph};
use crate::articles::words::lists;

/// A heading taken apart.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The title.
    pub title: Text,
    /// What is no part of it: addresses, tags, arrows, numbers of items.
    pub rest: Vec<Text>,
}

/// Takes what is no title off a heading: `1.`, `#3`, ↗, [pdf], addresses, {#anchor}.
pub fn cleaned(line: Line) -> Cleaned {
    let mut keep = vec![true; line.text.len()];
    let print: String = line.text.string();
    // Byte to character, for what patterns find.
    let mut drop = |start: usize, end: usize| {
        let from = print[..start].chars().count();
        let count = print[start..end].chars().count();
        keep.iter_mut().skip(from).take(count).for_each(|keep| *keep = false);
    };
    for found in ADDRESS.find_iter(&print) {
        drop(found.start(), found.end());
    }
    for found in TAGS.find_iter(&print) {
        drop(found.start(), found.end());
    }
    if let Some(number) = item_number(&print) {
        drop(number.start, number.end);
    }
    for range in line.code.iter().filter(|range| is_tag(&line.text.chars()[(*range).clone()])) {
        keep[range.clone()].iter_mut().for_each(|keep| *keep = false);
    }
    let letters = line.text.chars().iter().zip(&keep).any(|(&c, &keep)| keep && is_letter(c));
    if !letters {
        return Cleaned { title: line.text, rest: Vec::new() };
    }
    let mut cleaned = split(&line.text, &keep);
    let dangling = |c: &char| c.is_whitespace() || "|-–—·•:：,，>»→↗".contains(*c) || is_pictograph(*c);
    let end = cleaned.title.len() - cleaned.title.chars().iter().rev().take_while(|c| dangling(c)).count();
    cleaned.rest.push(cleaned.title.take_back(end));
    let start = cleaned.title.chars().iter().take_while(|c| dangling(c)).count();
    cleaned.rest.push(cleaned.title.take_front(start));
    cleaned.title.trim();
    cleaned.rest.retain(|text| !text.is_blank());
    cleaned
}

/// Parts a text into what is kept and what is not.
pub fn split(text: &Text, keep: &[bool]) -> Cleaned {
    let mut cleaned = Cleaned::default();
    let ends: Vec<usize> =
        (1..=keep.len()).filter(|&end| keep.get(end).is_none_or(|&next| next != keep[end - 1])).collect();
    for (mut part, end) in text.parts(&ends).into_iter().zip(ends) {
        if !keep[end - 1] {
            cleaned.rest.push(part);
            continue;
        }
        // Two blanks that stood around what went are one.
        let blank = |c: Option<&char>| c == Some(&' ');
        if blank(cleaned.title.chars().last()) && blank(part.chars().first()) {
            cleaned.rest.push(part.take_front(1));
        }
        cleaned.title.append(part);
    }
    cleaned
}

/// Addresses, hosts with a path, and paths of a site's own files.
pub static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    rule(&ascii_words(
        r#"(?i)[<(（]?\b?(?:https?|ftp)://[^\s<>"'）)】」，。；、（\p{Han}]+[>)）]?|\bmailto:\S+|\bwww\.[a-z0-9-]+\.[^\s<>"'）)】，。；、（\p{Han}]+|\b(?:[a-z0-9-]+\.){1,3}(?:com|org|net|io|dev|cn|edu|gov)/[^\s<>"'）)】，。；、（\p{Han}]+|\.\.?/[a-z0-9_./-]+\.[a-z]{2,5}\b"#,
    ))
});

/// `#3`, [pdf], {#anchor}, arrows and signs of links, and where to write to in brackets.
static TAGS: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"[↗↩⇗🔗¶]\u{fe0f}?|</?(?:i|em|b|strong|u|s|sup|sub|span|small|font|code|br)(?:\s[^<>]{0,60})?/?>|\{[#.:][^{}]{0,60}\}|(?i)\[(?:pdf|video|audio|ppt|图|视频|音频)\]|:[a-z][a-z0-9_+-]{1,30}:|:[+-]1:|\s#\d{1,4}\s*$|[(（][^()（）@]{0,60}@[^()（）]{1,80}[)）]",
    )
});

/// The number of an item: `1.`, `3、`, `（2）`. A decimal, a year or a time is none.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"^\s*((?:\d{1,2}(?:\.\d{1,2}){1,2}\.\s|\d{1,3}\s*(?:[、．)）]|\.(?:\s|[^\d\s]))|[(（]\d{1,2}[)）]\s*|[①②③④⑤⑥⑦⑧⑨⑩]\s*|\d️⃣\s*))",
    )
});

/// Where the number of an item stands at a line's beginning, in bytes. `22.x` and `3.b.` are versions and
/// numbers of their own.
fn item_number(print: &str) -> Option<Range<usize>> {
    let number = NUMBER.captures(print).and_then(|found| found.get(1))?;
    let dot = number.as_str().find('.');
    let behind = dot.map_or("", |dot| &print[number.start() + dot + 1..]);
    let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_version = letters == 1
        && behind[1..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '\'' && c != '’');
    // The pattern looks at the letter behind `1.`.
    let last = number.as_str().chars().last();
    let over =
        last.filter(|c| !c.is_whitespace() && !"、．.)）\u{20e3}".contains(*c) && !matches!(c, '①'..='⑩'));
    (!is_version).then(|| number.start()..number.end() - over.map_or(0, char::len_utf8))
}

fn is_tag(code: &[char]) -> bool {
    code.first() == Some(&'#') && code[1..].iter().all(char::is_ascii_digit)
}

/// How many characters the number of an item takes at a line's beginning.
pub fn number(text: &Text) -> usize {
    let head = text.slice(0, 8).string();
    item_number(&head).map_or(0, |number| head[number].chars().count())
}

/// Names of papers that come out again and again, with their numbers and days.
static ISSUES: LazyLock<Rules> = LazyLock::new(|| Rules::of_lines(include_str!("issues.txt")));

/// True for a heading that names an issue of a digest, a newsletter, a paper: it has a day, a number, or such a name.
pub fn is_of_an_issue(text: &Text) -> bool {
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return false;
    }
    let folded = text.folded_head(LONGEST);
    dates::date(&folded).is_some() || ISSUES.is_match(folded.trim())
}

/// True where the day or the number of an issue stands in it.
pub fn is_dated(text: &Text) -> bool {
    text.chars().iter().any(char::is_ascii_digit) && is_of_an_issue(text)
}

/// The paper's name in a heading that names an issue: what is left without day, number and brackets.
pub fn paper_name(text: &Text) -> Option<String> {
    static REST: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)[(（\[【]?\s*(?:20\d\d|19\d\d|民[国國]\d{2,3})\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\s*(?:[-–—~～至到]\s*(?:20\d\d\s*[年./-]\s*)?(?:\d{1,2}\s*[月./-]\s*)?\d{1,2}\s*日?)?\s*(?:星期[一二三四五六日天]|周[一二三四五六日天])?\s*[)）\]】]?|[(（\[【]?\s*第\s*[\d一二三四五六七八九十百]+\s*[期号號刊]\s*[)）\]】]?|[(（]?\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|[(（]?\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?\s*[-–—]\s*|\d{1,2}(?:st|nd|rd|th)?\s*[-–—]\s*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?:[/&–—-]|and)\s*)?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)? \d{4}[)）]?|(?:(?:issue|vol\.?|no\.?)\s*#?|#)\s*\d+|[(（\[]?\b(?:19|20)\d\d\s?[/.-]\s?(?:0?[1-9]|1[0-2])\b[)）\]]?\s*$|\b20\d\d-W\d\d\b|[|｜·•—–:：,，-]+\s*$|^\s*[|｜·•—–:：,，-]+",
        ))
    });
    // A word that led to the day: Minutes of the council on 8 January.
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)(?:\b(?:on|for|of|from|in|at|dated|the)\b(?:\s+week(?:\s+(?:of|ending))?\b)?[\s,]*)+$|[:：,\s]*\bweek (?:of|ending)\s*$|[-—–·|\s]*总\s*$",
        ))
    });
    let print = text.string();
    let parts = || {
        REST.split(&print)
            .map(|part| part.trim_matches(|c: char| c.is_whitespace() || "|｜·•—–:：,，-".contains(c)))
            .map(without_quotes)
    };
    // What stands behind the number is what the issue is about.
    let name = parts().find(|part| part.chars().any(is_letter))?;
    let name = LEADS.replace(name, "").split_whitespace().collect::<Vec<_>>().join(" ");
    // A newsletter without its month is nobody's.
    let name = if lists().bare_kinds.contains(&name.to_lowercase().as_str()) {
        print.trim().to_owned()
    } else {
        name
    };
    let letters = name.chars().filter(|&c| is_letter(c)).count();
    let is_name = (2..=30).contains(&letters) || is_long_name(&name);
    // A sentence of Chinese is what the issue is about.
    let is_sentence = name.contains(['，', '。', '？', '！']);
    (is_name && !is_sentence && !name.contains("://")).then_some(name)
}

/// 《河谷周报》: a name without the marks around it.
fn without_quotes(name: &str) -> &str {
    let inner = name.strip_prefix('《').and_then(|name| name.strip_suffix('》'));
    inner.filter(|inner| !inner.contains(['《', '》'])).unwrap_or(name)
}

/// A name that is long: in capitals, and of a body or of what it sends out, as no headline of that length is; or one that
/// ends in Chinese.
fn is_long_name(name: &str) -> bool {
    const LONGEST: usize = 60;
    const SMALL: [&str; 12] = ["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "de", "&"];
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)^(?:minutes|notes|report) of |\b(?:meeting|minutes|council|committee|commission|board|assembly|newsletter|digest|bulletin|gazette|weekly|monthly|news|report|notes|society|association|group|club)s?$|(?:会议|例会|周会|聚会)(?:纪要|记录|紀要|記錄)?$|[周週月]报$",
        ))
    });
    let is_set = |word: &str| {
        SMALL.contains(&word.to_lowercase().as_str())
            || !word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
    };
    name.chars().count() <= LONGEST && name.split(' ').all(is_set) && BODY.is_match(name)
}

/// 资安新闻（6）: a section's name without how many stories it has.
pub fn without_count(name: &str) -> String {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| rule(r"\s*[(（]\s*\d{1,3}\s*[条條篇则則]?\s*[)）]\s*$"));
    match COUNT.find(name) {
        Some(found) if found.start() > 0 => name[..found.start()].to_owned(),
        _ => name.to_owned(),
    }
}

/// The name of a page that holds several stories, in its title; none in a sentence.
pub fn name_of_all(title: &Text) -> Option<String> {
    const LONGEST: usize = 20;
    const MOST_WORDS: usize = 6;
    let ends = title.chars().last().is_some_and(|c| "。！？；，,.;!?：:".contains(*c));
    let name = paper_name(title).filter(|_| !ends)?;
    let is_chinese = name.chars().any(is_han);
    // A letter of Latin is half as wide.
    let width: usize = name.chars().map(|c| if is_han(c) { 2 } else { 1 }).sum();
    let is_short = if is_chinese {
        (width <= 2 * LONGEST || is_long_name(&name)) && !name.contains(['，', '、', '“'])
    } else {
        name.split(' ').count() <= MOST_WORDS || is_long_name(&name)
    };
    is_short.then_some(name)
}

/// The title that a file's name is, as accounts save their articles: words with blanks between them, or some of Chinese,
/// without the number before them. Names of machines are none.
pub fn of_file(file: &str) -> Option<String> {
    const FEWEST_HAN: usize = 4;
    const FEWEST_WORDS: usize = 4;
    let stem = Path::new(file).file_stem()?.to_string_lossy().into_owned();
    let name = stem.trim_start_matches(|c: char| c.is_ascii_digit() || "-_.,、 ()#".contains(c)).trim();
    let han = name.chars().filter(|&c| is_han(c)).count();
    let is_title =
        han >= FEWEST_HAN || name.split(' ').filter(|word| !word.is_empty()).count() >= FEWEST_WORDS;
    (is_title && !is_of_an_issue(&Text::unprinted(name))).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(print: &str) -> String {
        cleaned(Line { text: Text::of(print, 0), ..Line::default() }).title.string()
    }

    #[test]
    fn titles_are_without_numbers_tags_and_addresses() {
        for (print, wanted) in [
            ("1. 夜市开放", "夜市开放"),
            ("3、夜市开放 ↗", "夜市开放"),
            ("The lock opens [pdf] #12", "The lock opens"),
            ("夜市 10:00-12:00 :tada:", "夜市 10:00-12:00"),
            ("🚀 夜市开放 https://a.example/x?y=1", "夜市开放"),
            ("3.5万人逛夜市", "3.5万人逛夜市"),
            ("2026 in view", "2026 in view"),
            ("C# and #1 hits", "C# and #1 hits"),
            ("9.x support ends", "9.x support ends"),
            ("2.Rain to come", "Rain to come"),
            ("2.1. 怎么参加", "怎么参加"),
            ("2.1 million see the fair", "2.1 million see the fair"),
            ("The <i>Vespa</i> returns", "The Vespa returns"),
            ("From the warden (ann@mill.example; 01632 960001)", "From the warden"),
        ] {
            assert_eq!(title(print), wanted);
        }
    }

    #[test]
    fn names_of_issues_are_told_from_headlines() {
        for print in [
            "云溪日报 2026年4月2日",
            "云溪早知道（2026-04-02）",
            "科技周刊（第 12 期）：船闸",
            "The Lock Letter #12",
            "This Week in the Valley 12",
            "Morning Briefing",
            "今日要闻",
        ] {
            assert!(is_of_an_issue(&Text::of(print, 0)), "{print}");
        }
        for print in [
            "夜市开放到十月",
            "The lock opens on Monday",
            "新闻发布会下午举行",
            "Weekly market moves to the green",
        ] {
            assert!(!is_of_an_issue(&Text::of(print, 0)), "{print}");
        }
        assert_eq!(paper_name(&Text::of("云溪日报 2026年4月2日", 0)).as_deref(), Some("云溪日报"));
        assert_eq!(paper_name(&Text::of("云溪早知道（2026-04-02）", 0)).as_deref(), Some("云溪早知道"));
        assert_eq!(paper_name(&Text::of("2026-04-02", 0)), None);
        assert_eq!(
            paper_name(&Text::of("November 2019 Newsletter", 0)).as_deref(),
            Some("November 2019 Newsletter")
        );
        for print in ["April/May 2024 Newsletter", "June & July 2024 Newsletter"] {
            assert_eq!(paper_name(&Text::of(print, 0)).as_deref(), Some(print));
        }
        for (print, name) in [
            ("科技周刊（第 12 期）：船闸与夜市", "科技周刊"),
            ("河谷周刊-总第33期-2026年第12周", "河谷周刊"),
            ("Minutes of the Lock Committee on January 8, 2026", "Minutes of the Lock Committee"),
            ("Event Updates for the week of March 2, 2026", "Event Updates"),
            ("Chapel Notes 5th April 2026", "Chapel Notes"),
            ("Chapel Notes for the 5th of April 2026", "Chapel Notes"),
            ("2026年4月2日 云溪日报", "云溪日报"),
            ("河谷每月九分鐘 - 2024/1", "河谷每月九分鐘"),
            ("《云溪周报》 第 3 期", "云溪周报"),
            (
                "River Valley Foundation Joint Water Council Meeting 2026-04-02",
                "River Valley Foundation Joint Water Council Meeting",
            ),
        ] {
            assert_eq!(paper_name(&Text::of(print, 0)).as_deref(), Some(name), "{print}");
        }
    }

    #[test]
    fn long_names_are_told_from_headlines() {
        let name = |print: &str| name_of_all(&Text::of(print, 0));
        let meeting = "River Valley Weavers Working Group 第十次会议纪要";
        assert_eq!(name(meeting).as_deref(), Some(meeting));
        for print in [
            "Council votes to close the old mill pond bridge for repairs",
            "Council Votes To Close Old Mill Pond Bridge On Monday Morning",
            "河谷船闸维修工程今日全部完工，下月恢复通航",
        ] {
            assert_eq!(paper_name(&Text::of(print, 0)).filter(|_| name(print).is_some()), None, "{print}");
        }
    }

    #[test]
    fn a_sections_name_is_without_its_count() {
        assert_eq!(without_count("河谷新闻（6）"), "河谷新闻");
        assert_eq!(without_count("Town news (12)"), "Town news");
        assert_eq!(without_count("Class of (1988)"), "Class of (1988)");
    }

    #[test]
    fn names_of_files_are_titles_where_people_wrote_them() {
        assert_eq!(of_file("夜市今晚开放！.md").as_deref(), Some("夜市今晚开放！"));
        assert_eq!(of_file("20-河谷的夜市.md").as_deref(), Some("河谷的夜市"));
        assert_eq!(of_file("The lock opens on Monday.txt").as_deref(), Some("The lock opens on Monday"));
        for name in ["2026-04-02.md", "page 3.md", "the-lock-opens-now.md", "河谷日报 2026年4月2日.md"]
        {
            assert_eq!(of_file(name), None, "{name}");
        }
    }
}
