//! Written or printed: whether a text's structure is to be believed or to be guessed.
//!
//! Each sign that a page was made for screens or for print is counted and named, so that the decision can be shown.

use std::sync::LazyLock;

use regex::Regex;

use super::rule::{ascii_words, rule};
use super::text::{is_blank, is_han};
use crate::model::Nature;

/// A decision, and the signs that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What the text is.
    pub nature: Nature,
    /// The signs, strongest first, each with its weight; above zero it speaks for a written text.
    pub signs: Vec<(&'static str, f32)>,
}

impl Verdict {
    /// The signs in words, for people: `links 6.0, front matter 4.0, a plain text file -0.5`.
    pub fn words(&self) -> String {
        self.signs.iter().map(|(name, weight)| format!("{name} {weight:+.1}")).collect::<Vec<_>>().join(", ")
    }
}

/// So many characters of a text are looked at.
const WINDOW: usize = 200_000;

/// Endings of files that are made for screens, whatever stands in them.
const WEB: [&str; 6] = ["html", "htm", "mdx", "qmd", "rst", "rest"];

/// A row of nature.tsv.
struct Sign {
    name: &'static str,
    chinese: &'static str,
    /// Above zero it speaks for a text made for screens.
    weight: f32,
    /// How often it counts.
    most: usize,
    /// What finds it; others are looked for in the code.
    pattern: Option<Regex>,
}

static SIGNS: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    let sign = |row: &'static str| {
        let cells: Vec<&str> = row.splitn(5, '\t').collect();
        let pattern = cells.get(4).map(|pattern| rule(&ascii_words(pattern)));
        let (weight, most) = (cells.get(2)?.parse().ok()?, cells.get(3)?.parse().ok()?);
        Some(Sign { name: cells[0], chinese: cells[1], weight, most, pattern })
    };
    include_str!("nature.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(sign).collect()
});

/// A sign that was found so often, with its weight.
fn weighed(name: &str, count: usize) -> Option<(&'static str, f32)> {
    let sign = SIGNS.iter().find(|sign| sign.name == name)?;
    (count > 0).then(|| (sign.name, sign.weight * count.min(sign.most) as f32))
}

/// A sign's name in Chinese.
pub fn in_chinese(name: &str) -> Option<&'static str> {
    SIGNS.iter().find(|sign| sign.name == name).map(|sign| sign.chinese)
}

/// Judges a text by its file's ending, by whether it opens with front matter, and by its lines.
pub fn judge(text: &str, ending: &str, has_front: bool) -> Verdict {
    if WEB.contains(&ending) {
        return Verdict { nature: Nature::Written, signs: weighed("a web file", 1).into_iter().collect() };
    }
    let text = &text[..text.floor_char_boundary(WINDOW)];
    let patterns = SIGNS.iter().filter_map(|sign| {
        let count = sign.pattern.as_ref()?.find_iter(text).take(sign.most).count();
        weighed(sign.name, count)
    });
    let lines = Lines::of(text);
    let is_plain = matches!(ending, "txt" | "text");
    let others = [
        ("front matter", usize::from(has_front)),
        ("an outline of one title and its items", lines.outline),
        ("a dated title above its items", lines.dated),
        ("a numbered list", lines.numbered.saturating_sub(2)),
        ("paragraphs that break off", lines.broken),
        ("lines of a narrow column", lines.columns),
        (if is_plain { "a plain text file" } else { "a Markdown file" }, 1),
    ];
    let others = others.into_iter().filter_map(|(name, count)| weighed(name, count));
    let mut signs: Vec<(&'static str, f32)> = patterns.chain(others).collect();
    signs.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let sum: f32 = signs.iter().map(|sign| sign.1).sum();
    Verdict { nature: if sum > 0.0 { Nature::Written } else { Nature::Printed }, signs }
}

/// What a text's lines show when they are looked at one beside the other.
#[derive(Debug, Default, PartialEq, Eq)]
struct Lines {
    outline: usize,
    dated: usize,
    numbered: usize,
    broken: usize,
    columns: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        static FULL_DATE: LazyLock<Regex> =
            LazyLock::new(|| rule(r"\d{4} ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2}"));
        let mut found = Self::default();
        let mut levels = Vec::new();
        let mut is_dated = false;
        let mut in_code = false;
        // The paragraph that is open: its lines, and the columns of the last one.
        let (mut lines, mut last): (usize, Option<&str>) = (0, None);
        for line in text.lines().chain([""]) {
            let line = line.trim_matches(is_blank);
            if line.starts_with("```") || line.starts_with("~~~") {
                in_code = !in_code;
            }
            let level = line.bytes().take_while(|&b| b == b'#').count();
            if !in_code && (1..=6).contains(&level) && line[level..].starts_with(' ') {
                is_dated |= levels.is_empty() && FULL_DATE.is_match(&line[level..]);
                levels.push(level);
            }
            found.numbered += usize::from(!in_code && is_numbered(line));
            let plain = !in_code && level == 0 && !line.is_empty() && !opens_item(line);
            if let Some(before) = last {
                if plain {
                    found.columns += usize::from(is_narrow(before) && !ends(before));
                } else if !in_code && breaks_off(before) {
                    found.broken += 1;
                }
            }
            lines = if plain { lines + 1 } else { 0 };
            last = plain.then_some(line);
        }
        let top = levels.iter().min().copied().unwrap_or(0);
        let items = levels.iter().filter(|&&level| level > top).count();
        let has_title =
            levels.first() == Some(&top) && levels.iter().filter(|&&level| level == top).count() == 1;
        found.outline = usize::from(has_title && items >= 2);
        found.dated = usize::from(has_title && items >= 1 && is_dated);
        found
    }
}

/// A list's entry, a quotation, a row of a table, a picture, a tag: no running text.
fn opens_item(line: &str) -> bool {
    line.starts_with(['-', '*', '+', '>', '|', '<', '!', '[', '{', '•', ':', '【']) || is_numbered(line)
}

fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && line[digits..].starts_with(['.', '、', ')', '．', '）'])
}

/// A line of a column that was wrapped for print.
fn is_narrow(line: &str) -> bool {
    let (mut wide, mut all) = (0_usize, 0_usize);
    for c in line.chars() {
        all += 1;
        wide += usize::from(is_han(c));
    }
    if wide * 2 > all { (10..=32).contains(&all) } else { (24..=60).contains(&all) }
}

fn ends(line: &str) -> bool {
    line.ends_with([
        '。', '！', '？', '…', '”', '」', '』', '）', ')', '.', '!', '?', '"', '：', ':', '；', ';',
    ])
}

/// A paragraph of running text that ends in the midst of a sentence.
fn breaks_off(line: &str) -> bool {
    let letters = line.chars().take(400).count();
    let chinese = line.chars().filter(|&c| is_han(c)).count() * 3 > letters;
    let sentences = line.chars().any(|c| matches!(c, '，' | '。' | ',' | '.' | '、'));
    !ends(line) && sentences && letters >= if chinese { 24 } else { 70 } && !ends_in_address(line)
}

fn ends_in_address(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(|word| {
        word.contains("://") || word.contains('@') || word.contains('.') && word.contains('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nature(text: &str) -> Nature {
        judge(text, "md", false).nature
    }

    #[test]
    fn a_digest_is_written_even_where_it_names_a_paper() {
        let digest = "# 云溪日报 2026年4月2日\n\n## 夜市开放\n\n夜市今晚开放，持续到十月。\n\n来源：云溪在线\n\n## 泳池换水\n\n泳池周三换水，停业一天。\n";
        assert_eq!(nature(digest), Nature::Written);
        let letter = "# Letter from the lock\n\nThe [lock](https://lock.example) is dry.\n\n- One\n- Two\n";
        assert_eq!(nature(letter), Nature::Written);
        let sheet = "**HYMN 12**\n\nThe lock is dry, **All:** and the water waits behind the gate for the keeper who\n\ncomes, *so they say*, at noon **All:** Amen.\n";
        assert_eq!(nature(sheet), Nature::Written);
    }

    #[test]
    fn a_scanned_page_is_printed() {
        let page = "云溪日报\n\n2026年4月2日 第2版 要闻\n\n# 夜市今晚开放\n\n本报讯（记者林远）夜市今晚开放，市民可以从南门和北门进入，共有两百个摊位迎来开市后的第一批\n\n顾客。\n";
        assert_eq!(nature(page), Nature::Printed);
        let weekly = "THE LOCK WEEKLY\n\nVol. 12, No. 4\n\nCouncil agrees to dredge\n\nThe town council agreed on Mon-\nday to dredge the old basin by\nthe mill before the summer comes\n\nContinued on page 4\n";
        assert_eq!(nature(weekly), Nature::Printed);
    }

    #[test]
    fn every_row_is_a_sign_and_those_that_the_code_looks_for_have_one() {
        let rows = include_str!("nature.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(SIGNS.len(), rows);
        assert!(SIGNS.iter().all(|sign| !sign.chinese.is_empty()));
        let code = include_str!("nature.rs");
        let own = SIGNS.iter().filter(|sign| sign.pattern.is_none() && sign.name != "as asked");
        assert!(own.clone().count() > 7);
        for sign in own {
            assert!(code.contains(&format!("\"{}\"", sign.name)), "nobody looks for {}", sign.name);
        }
    }

    #[test]
    fn signs_are_named_the_strongest_first() {
        let verdict = judge("见[说明](https://a.example)。", "md", true);
        assert_eq!(verdict.signs[0].0, "front matter");
        assert_eq!(judge("x", "html", false).nature, Nature::Written);
    }
}
