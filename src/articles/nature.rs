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

/// Judges a text by its file's ending, by whether it opens with front matter, and by its lines.
pub fn judge(text: &str, ending: &str, has_front: bool) -> Verdict {
    if WEB.contains(&ending) {
        return Verdict { nature: Nature::Written, signs: vec![("a web file", 9.0)] };
    }
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut signs: Vec<(&'static str, f32)> = Vec::new();
    if has_front {
        signs.push(("front matter", 4.0));
    }
    for (name, pattern, weight, most) in SIGNS.iter() {
        let count = pattern.find_iter(text).take(*most).count();
        if count > 0 {
            signs.push((name, weight * count as f32));
        }
    }
    let lines = Lines::of(text);
    let counts = [lines.outline, lines.numbered.saturating_sub(2), lines.broken, lines.columns];
    for ((name, weight, most), count) in OF_LINES.into_iter().zip(counts) {
        if count > 0 {
            signs.push((name, weight * (count as f32).min(most)));
        }
    }
    signs.push(if matches!(ending, "txt" | "text") {
        ("a plain text file", -0.5)
    } else {
        ("a Markdown file", 0.5)
    });
    signs.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let sum: f32 = signs.iter().map(|sign| sign.1).sum();
    Verdict { nature: if sum > 0.0 { Nature::Written } else { Nature::Printed }, signs }
}

/// Signs that lines show beside one another: what it is, its weight, and how often it counts.
const OF_LINES: [(&str, f32, f32); 4] = [
    ("an outline of one title and its items", 2.0, 1.0),
    ("a numbered list", 0.6, 4.0),
    ("paragraphs that break off", -1.2, 6.0),
    ("lines of a narrow column", -0.3, 10.0),
];

/// A sign's name in Chinese.
pub fn in_chinese(name: &str) -> Option<&'static str> {
    let mut rows = include_str!("signs.tsv").lines().filter_map(|line| line.split_once('\t'));
    rows.find(|(known, _)| *known == name).map(|(_, words)| words)
}

/// Signs that a pattern finds: what it is, its weight, and how often it counts.
static SIGNS: LazyLock<Vec<(&'static str, Regex, f32, usize)>> = LazyLock::new(|| {
    [
        ("links", r"\]\(\s*<?(?:https?:|/|#|\.|mailto:)|\]\[|(?m:^\[[^\]\n]{1,80}\]: )", 1.5, 4),
        ("addresses", r"https?://", 1.0, 4),
        ("code", r"(?m:^```|^~~~)|`[^`\n]{1,60}`", 1.5, 3),
        ("words set off within lines", r"[\p{L},.;:!?] {1,2}\*{1,2}[^*\s][^*\n]{0,60}\*{1,2}", 0.8, 4),
        ("footnotes", r"\[\^[^\]\n]{1,20}\]", 2.0, 2),
        ("tags of HTML", r"</?(?:p|br|strong|em|a|ul|li|div|details|span|center)(?: [^<>\n]*)?/?>", 1.0, 4),
        ("tags of templates", r"\{%|\{\{|!\[\[|(?m:^:::)", 2.0, 2),
        ("words of the web", r"点击上方|阅读原文|长按二维码|查看原文|(?i:read more|continue reading|unsubscribe|view in browser)", 2.0, 2),
        ("a day of reports from this paper", r"本[报報台刊](?:[\p{Han}]{0,8}\d{0,2}月?\d{0,2}日?)?(?:[讯訊电電]|专电)|本[报報刊](?:全媒体)?(?:见习)?(?:记者|記者|通[讯訊]员)|[□■]本[报報]", -1.5, 4),
        ("a reporter's name in brackets", r"[（(〔【]\s?(?:[\p{Han}]{0,8})(?:记者|記者|通讯员|通訊員)[\s　]?[\p{Han}]{2,4}[\p{Han}、 　／/]{0,12}[）)〕】]|(?m:^記者[\p{Han}]{2,4}[／/])", -0.8, 4),
        ("an agency's telegram", r"新华社[\p{Han}]{0,6}\d{1,2}月\d{1,2}日[电讯]|(?m:^[A-Z][A-Z .,'-]{2,30} \((?:AP|Reuters|AFP|UPI|PA)\))", -1.0, 3),
        ("signs to other pages", r"下转|上接|[转轉]入?第?\s?[A-Z]?[\d一二三四五六七八九十]+版|(?i:\bcontinued (?:on|from) (?:page )?[a-z]?\d|\bsee (?:[a-z' ]{2,30}, ?)?(?:page|[a-z]\d)|\b(?:turn to|from) page [a-z]?\d)", -3.0, 3),
        ("a newspaper's imprint", r"国内统一(?:连续出版物|刊)号|邮发代号|今日\d+版|(?m:^.{0,40}(?:第\s?[\d一二三四五六七八九十]{1,3}|[\s　]0?\d{1,2}|[A-D]\d{1,2})\s?版[^。]{0,24}$)|(?m:^[A-D]\d{1,2}[ 　|·])|星期[一二三四五六日天][ 　]+[A-D]?\d{1,2}[ 　]|准印[证證]号?|(?m:^.{0,60}\bsection [A-F]\b.{0,30}$)|[责責]任?[编編][辑輯]?[:： ]|(?i:\bvol(?:ume)?\.? ?[\divxlc]+,? *(?:no|issue)|\b\d+ cents\b|(?m:^page [a-z]?\d))", -3.0, 2),
        ("a picture's credit", r"[\p{Han}]\s?摄(?:[）)]|\s*$|\n)|(?i:\bphoto by\b|\bstaff photo)", -1.0, 3),
        ("words divided at lines' ends", r"[a-z]-\n[a-z]", -1.5, 4),
        ("a writer's line", r"(?m:^(?:\*\*)?(?:By|BY) [A-Z][\w.'’ -]{2,40}(?:\*\*)?(?:,.{2,40}|\s*\|.{2,40})?$)", -0.7, 4),
        ("a place in capitals before a report", r"(?m:^(?:\*\*)?[A-Z]{3,}[A-Z .'-]{0,24}(?:, [A-Z][a-z.]{1,14})? ?(?:\([A-Z][\w ]{1,14}\) ?)?[—–-]{1,2} ?[A-Z])", -0.8, 4),
    ]
    .map(|(name, pattern, weight, most)| (name, rule(&ascii_words(pattern)), weight, most))
    .into()
});

/// What a text's lines show when they are looked at one beside the other.
#[derive(Debug, Default, PartialEq, Eq)]
struct Lines {
    outline: usize,
    numbered: usize,
    broken: usize,
    columns: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut levels = Vec::new();
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
        found.outline = usize::from(
            levels.first() == Some(&top)
                && levels.iter().filter(|&&level| level == top).count() == 1
                && items >= 2,
        );
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
    fn every_sign_has_its_chinese_words() {
        let ends = ["html", "md", "txt"].map(|ending| judge("x", ending, true).signs);
        let names = SIGNS.iter().map(|sign| sign.0).chain(OF_LINES.map(|sign| sign.0));
        for name in names.chain(ends.iter().flatten().map(|sign| sign.0)) {
            assert!(in_chinese(name).is_some(), "{name} is not in signs.tsv");
        }
    }

    #[test]
    fn signs_are_named_the_strongest_first() {
        let verdict = judge("见[说明](https://a.example)。", "md", true);
        assert_eq!(verdict.signs[0].0, "front matter");
        assert_eq!(judge("x", "html", false).nature, Nature::Written);
    }
}
