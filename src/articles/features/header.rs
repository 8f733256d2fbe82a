//! Page heads: a line that holds nothing but the paper's name, the day, the page, and what goes with them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::sections::is_section;
use crate::articles::bylines::agency::agency;
use crate::articles::bylines::restore;
use crate::articles::rule::{ascii_words, rule};
use crate::articles::text::{Text, chars_before, is_han};
use crate::articles::words::lists;

/// What a page's head says besides the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Where in the line the paper's name stands, in characters.
    pub name: Option<Range<usize>>,
    /// The page's number.
    pub number: Option<String>,
    /// The page's name: a section, or the one word that is left beside a page's number.
    pub section: Option<String>,
}

/// The longest line that is judged.
const LONGEST: usize = 120;

/// Reads a line as a page's head; `None` where something else is printed in it.
pub fn read(text: &Text) -> Option<Header> {
    find(text, &text.folded_head(LONGEST))
}

/// As [`read`], where the line is folded already.
pub fn find(text: &Text, folded: &str) -> Option<Header> {
    if text.len() > LONGEST
        || folded.ends_with(['。', '!', '?', ';', ',', '.'])
        || is_prose(folded)
        || !PROOF.is_match(folded)
        || agency(folded).is_some()
    {
        return None;
    }
    let mut strong = 0;
    let plain = DAYS.replace_all(folded, |found: &regex::Captures<'_>| {
        strong += 1;
        blanks(&found[0])
    });
    let plain = BESIDE.replace_all(&plain, |found: &regex::Captures<'_>| blanks(&found[0]));
    let mut header = Header::default();
    let mut rest = plain.into_owned();
    if let Some(found) = english_name(&rest).filter(|found| !is_section(&rest[found.clone()])) {
        let name = &rest[found.clone()];
        let capitals = !name.contains(char::is_lowercase) || name.starts_with("The ");
        strong += usize::from(capitals && !may_be_headline(name));
        header.name = Some(characters(&rest, &found));
        let cleared = blanks(&rest[found.clone()]);
        rest.replace_range(found, &cleared);
    }
    let mut left = Vec::new();
    for token in tokens(&rest) {
        let word = &rest[token.clone()];
        if let Some(found) = PAGE.captures(word) {
            strong += 1;
            header.number = header
                .number
                .or_else(|| found.iter().skip(1).flatten().next().map(|n| n.as_str().to_owned()));
        } else if is_paper(word) {
            strong += usize::from(lists().paper_endings.iter().any(|end| word.ends_with(end)));
            header.name = Some(characters(&rest, &token));
        } else if !word.chars().all(|c| c.is_ascii_digit() || c == '-') {
            left.push(word.to_owned());
        }
    }
    if header.number.is_none() && strong > 0 {
        let bare = tokens(&rest).into_iter().map(|token| rest[token].to_owned());
        header.number =
            bare.filter(|word| word.len() <= 3).find(|word| word.bytes().all(|b| b.is_ascii_digit()));
    }
    header.section = left.iter().find(|word| is_section(word)).cloned();
    let others: Vec<&String> = left.iter().filter(|word| !is_section(word)).collect();
    let read = match others.as_slice() {
        [] if strong > 0 => Some(header),
        [only] if strong > 0 && header.section.is_none() && header.number.is_some() && is_word(only) => {
            header.section = Some((*only).clone());
            Some(header)
        }
        _ => None,
    };
    read.map(|mut header| {
        restore(header.section.as_mut_slice(), text);
        header
    })
}

/// 文体 7, 要闻·A02, 12 Sports: a section's name beside a page's number, and nothing else.
pub fn is_page_head(folded: &str) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| word_rule(r"^(?:第? *[A-Z]?\d{1,2} *版?|(?i:page) +\d{1,2})$"));
    const LONGEST: usize = 40;
    if folded.len() > LONGEST || !folded.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let line = folded.trim();
    let digits = |c: char| c.is_ascii_digit();
    let head = line.find(|c: char| !digits(c) && !c.is_ascii_uppercase()).unwrap_or(line.len());
    let tail = line.rfind(|c: char| !digits(c) && c != '版').map_or(0, |at| {
        let last = line[at..].chars().next().unwrap_or(' ');
        if last.is_ascii_uppercase() && line[..at].ends_with(is_mark) { at } else { at + last.len_utf8() }
    });
    let parted = [(&line[..head], &line[head..]), (&line[tail..], &line[..tail])];
    parted.into_iter().any(|(number, name)| {
        let name = name.trim_matches(is_mark);
        let name = name
            .strip_suffix("新闻")
            .or_else(|| name.strip_suffix("周刊"))
            .filter(|n| !n.is_empty())
            .unwrap_or(name);
        number.bytes().any(|b| b.is_ascii_digit())
            && NUMBER.is_match(number)
            && (name.split(['·', '/', '、']).all(is_section)
                || is_short_name(name) && number.starts_with('0'))
    })
}

/// 健康与法 06: a number with a nought before it is a page's.
fn is_short_name(name: &str) -> bool {
    (2..=6).contains(&name.chars().count()) && name.chars().all(is_han)
}

/// What parts a page's number from its name.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "|·/:-—–•".contains(c)
}

/// True for more small words than a page's head has: days, months, page, vol., no.
fn is_prose(folded: &str) -> bool {
    const SMALL_WORDS: usize = 6;
    let small = |pair: &[u8]| pair[0] == b' ' && pair[1].is_ascii_lowercase();
    folded.as_bytes().windows(2).filter(|pair| small(pair)).nth(SMALL_WORDS).is_some()
}

/// Days, in Chinese and English print.
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    const MONTH: &str = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?";
    word_rule(&format!(
        r"(?i)\d{{4}} *年 *\d{{1,2}} *月 *\d{{1,2}} *日|\b\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}\b|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? *)?(?:{MONTH} +\d{{1,2}}(?:st|nd|rd|th)?,? +\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? +{MONTH},? +\d{{4}})"
    ))
});

/// VOL. 3     RIVERTON, SATURDAY, NOVEMBER 16, 1889     PRICE 2 CENTS: a weekday and a full date among words that all
/// begin with a capital.
pub fn is_issue_line(folded: &str) -> bool {
    const LONGEST_ISSUE: usize = 150;
    static WEEKDAY: LazyLock<Regex> =
        LazyLock::new(|| word_rule(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"));
    const SMALL: [&str; 9] = ["of", "the", "and", "pages", "cents", "cent", "per", "copy", "p"];
    folded.len() <= LONGEST_ISSUE
        && !folded.chars().any(is_han)
        && WEEKDAY.is_match(folded)
        && DAYS.is_match(folded)
        && folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| !word.starts_with(char::is_lowercase) || SMALL.contains(&word))
}

/// What stands beside the day and the page and proves nothing.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    word_rule(concat!(
        r"(?i)(?:版面|版次|版名|日期) *:|(?:星期|周)[一二三四五六日天]|(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[^ ]{0,8}|农历[^ ]{2,8}|(?:闰|正|腊|冬)?[一二三四五六七八九十]{0,2}月(?:初|十|廿|卅)[一二三四五六七八九十]",
        r"|(?:总)? *第 *\d+ *期|第 *\d{3,6} *号|(?:今日|本期|共) *共?\d+版|零?售?价[: ]*[\d.]+ *元",
        r"|(?:本版|值班|执行|责任)?(?:责编|编辑|美编|主编|版式|校对)[:/ ]+\p{Han}{2,4}(?:、\p{Han}{2,4}){0,2}|(?:新闻热线|热线|电话|联系电话|编辑部)[: ]*[\d-]{5,}|(?:投稿)?(?:邮箱|信箱|e-?mail)[: ]*[\w.-]+@[\w.-]+",
        r"|\bwww\.[^ ]+|\b[a-z0-9-]{4,30}\.(?:com|org|net|news|co\.uk|example)\b|[$£€] ?\d+(?:\.\d\d)?\b|\b\d+p\b|\bvol(?:ume)?\.? *[\dIVXLC]+|\b(?:no|issue)\.? *\d+|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    ))
});

/// 第4版, A04, Page 3; a bare number is a page's only beside other signs, and proves nothing.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    word_rule(
        r"^第? *([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3}) *版$|^第?([A-DT]\d{1,2})$|^(?i:page) +([A-Z]?\d{1,3})$",
    )
});

/// A line without any of these is no page head; most lines are told so.
static PROOF: LazyLock<Regex> = LazyLock::new(|| word_rule(&proof()));

/// What every page head holds, as a pattern.
pub fn proof() -> String {
    format!(
        r"[\d一二三四五六七八九十] *版|{}|\d{{4}} *年|\d{{4}}[-./]| \d{{4}}|[A-DT]\d|(?i:page) +[A-Z]?\d|(?i:{PAPERS})(?:$|[ |•/])",
        lists().paper_endings.join("|")
    )
}

/// Names of papers in English end so.
const PAPERS: &str = "times|herald|gazette|tribune|news|post|journal|courier|chronicle|star|observer|echo|record|dispatch|examiner|bulletin|sentinel|register|mercury|advertiser|ledger|leader|argus|press|standard|enterprise|republican|democrat|independent|reporter|citizen|mail|express|review|eagle|beacon|monitor|guardian|telegraph|messenger|weekly|daily";

fn english_name(line: &str) -> Option<Range<usize>> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        word_rule(&format!(
            r"(?:^|[ |•/-])((?:(?:The|THE) )?(?:[A-Z][A-Za-z'’.-]*(?: (?:&|and|AND|of))? ){{1,4}}(?:[A-Z][A-Za-z]+-)?(?i:{PAPERS}))(?:$| *[|•/—–]|,? {{2}})"
        ))
    });
    NAME.captures(line)?.get(1).map(|found| found.range())
}

/// FARMERS ELECT NEW LEADER, Farmers Welcome Good News: three words and more before one that papers are called by, too.
fn may_be_headline(name: &str) -> bool {
    let mut words = name.split(' ').filter(|word| !word.eq_ignore_ascii_case("the"));
    let last = words.next_back().unwrap_or_default().to_lowercase();
    !last.split('-').any(|word| lists().paper_words.contains(&word)) && words.count() >= 2
}

/// True for nothing but an English paper's name.
pub fn is_english_name(line: &str) -> bool {
    line.len() <= 40
        && !may_be_headline(line)
        && english_name(line).is_some_and(|found| found.start == 0 && found.end == line.len())
}

/// True for what may be the bare name of a Chinese paper; one with an ending that only papers have proves it.
fn is_paper(word: &str) -> bool {
    let length = word.chars().count();
    (3..=10).contains(&length) && word.chars().all(is_han) && word.ends_with(['报', '報'])
}

/// True for what may be a page's name.
fn is_word(word: &str) -> bool {
    (2..=6).contains(&word.chars().count()) && word.chars().all(is_han)
}

/// Blanks, as many as there are characters, so that places stay.
fn blanks(print: &str) -> String {
    " ".repeat(print.chars().count())
}

/// The words of a line, "Page 3" as one.
fn tokens(line: &str) -> Vec<Range<usize>> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        word_rule(r"(?i:page) +[A-Z]?\d{1,3}|第 +[A-Z]?\d{1,3} *版|第\d{1,3} +版|[^ |·/•:,()\[\]=—–-]+")
    });
    TOKEN.find_iter(line).map(|found| found.range()).collect()
}

/// A range of bytes in characters.
fn characters(line: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = chars_before(line, bytes.start);
    start..start + line[bytes.clone()].chars().count()
}

fn word_rule(pattern: &str) -> Regex {
    rule(&ascii_words(pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, number and section.
    fn judge(print: &str) -> Option<(String, String, String)> {
        let header = read(&Text::of(print, 0))?;
        let name = header.name.map(|name| print.chars().skip(name.start).take(name.len()).collect());
        Some((
            name.unwrap_or_default(),
            header.number.unwrap_or_default(),
            header.section.unwrap_or_default(),
        ))
    }

    #[test]
    fn page_heads_are_taken_apart() {
        for (print, name, number, section) in [
            ("A12 体育 2025年8月11日 星期一", "", "A12", "体育"),
            ("第7版 评论 青原日报 2025年12月4日", "青原日报", "7", "评论"),
            ("青原晚报 2025-11-06 A10 城乡", "青原晚报", "A10", "城乡"),
            ("版面：第1版 要闻", "", "1", "要闻"),
            ("【第3版 要闻】", "", "3", "要闻"),
            ("=== A3版 ===", "", "A3", ""),
            ("2025 年 3 月 4 日 星期二 农历二月初五 第 3 版：要闻", "", "3", "要闻"),
            ("要闻·2版 2025.3.4 责编/林远 版式/苏婉", "", "2", "要闻"),
            ("青原周报　2025年9月19日　星期五　总第 1207 期", "青原周报", "", ""),
            ("Page A4 | Friday, October 3, 2025 | The Tanner Ledger", "The Tanner Ledger", "A4", ""),
            ("Thursday 13 November 2025 | 5 | News", "", "5", "News"),
            ("TANNER COUNTY TIMES-REPUBLICAN", "TANNER COUNTY TIMES-REPUBLICAN", "", ""),
            ("TANNER & DISTRICT ADVERTISER", "TANNER & DISTRICT ADVERTISER", "", ""),
            ("The Tanner Ledger", "The Tanner Ledger", "", ""),
            ("The Tanner Ledger, March 5, 2026", "The Tanner Ledger", "", ""),
        ] {
            let wanted = [name, number, section].map(str::to_owned);
            assert_eq!(judge(print).map(|(a, b, c)| [a, b, c]), Some(wanted), "{print}");
        }
    }

    #[test]
    fn headlines_with_figures_are_no_page_heads() {
        for print in [
            "2025年经济工作会议召开",
            "第4版地方志出版",
            "3月4日 大桥通车",
            "C919 首飞",
            "今年3版教材启用",
            "A village shop saved by its customers",
            "Council to vote on October 3, 2025 budget",
            "Village reporter wins award",
        ] {
            assert_eq!(judge(print), None, "{print}");
        }
    }
}
