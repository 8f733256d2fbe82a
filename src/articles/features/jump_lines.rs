//! 下转第4版, Continued on A6, 上接第1版: the signs that send a reader to another page.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;
use crate::articles::text::{Text, chars_before, fold};
use crate::articles::words::lists;

/// A sign and where in the text it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The page, as printed.
    pub page: String,
    /// The first character of the sign.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// A word of the headline that it quotes (COUNCIL, from A1).
    pub keyword: Option<String>,
    /// True for 详见第4版: more can be read there, but the story does not break off.
    pub only_points: bool,
}

const NUMBER: &str = r"(?P<page>[A-Za-z]?\d{1,3}|\d{1,2}[A-Z]|[一二三四五六七八九十]{1,3})";
/// Page Four, as old print spells it.
const WORD: &str = r"(?P<page>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const WINDOW: usize = 70;
/// How near a text's end the word for a page stands.
const NEAR: usize = 22;

/// The sign at a text's end that its rest stands elsewhere.
pub fn onward(text: &Text) -> Option<Sign> {
    static RULES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        rules(&[
            r"[(\[■□▶►▲→⇒>●◆ ]*(?:本文|本报)?(?:紧|全文)?(?:未完(?:待续)?[, ]*(?:下转|转|见)|下转|续见|全文见|详见|相关报道见|更多报道见|(?:另有|相关)?图片?见) *(?:本报)?(?:今日)? *(?:第)? *NUMBER *(?:版|页)?[^。()\[\]]{0,14}[)\]]*[。]?$",
            r"^[■□▶►▲→⇒>●◆]+ *(?:本报|转|见)? *第? *NUMBER *版$|[(\[■▶►→] *转 *第? *NUMBER2 *版 *[)\]]?$",
            r"(?:^|[。!?”]) *(?P<sign>转 *第? *NUMBER *版)$",
            // 下接 alone leads to much: 大桥下接12…
            r"[(\[■□▶►→⇒>●◆ ]*(?:文[转接]|下接) *(?:第? *NUMBER *版|(?P<page2>[A-Z]\d{1,2}))[)\]]*$",
            r"(?i)[(\[■▶►→ ]*(?:story |article )?(?:continued|continues|cont(?:'d|’d|d)?\.?|turn|jump) *(?:on|to) *(?:page +)?NUMBER[)\].]*$",
            r"(?i)[(\[■▶►→ ]*(?:continued|concluded) +on +(?:the +)?(?P<page>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) +page[)\].]*$",
            r"(?i)[(\[■▶►→ ]*(?:(?:continued|concluded|turn|see) +)+(?:(?:on|to) +)?page +WORD[)\].]*$",
            r"^[(\[■▶►→•* ]*(?:[Ss]ee|SEE) +(?:[A-Z][a-z]+ ?){1,4},? *(?:on +)?[Pp]age +NUMBER[)\].]*$",
            r"[(\[■▶►→ ]*(?:Please |PLEASE )?(?:[Ss]ee|SEE|(?:[Pp]lease )?[Tt]urn to|TURN TO) +(?P<keyword>[A-Z][A-Z'’\-]+(?: [A-Z'’\-]+)?)(?:,| on| /|/| \|)? *(?:[Pp]age|PAGE)? *NUMBER[)\].]*$",
        ])
    });
    // Nearly all texts hold none of what every rule asks for.
    let end = &text.chars()[text.len().saturating_sub(WINDOW)..];
    let last = end.iter().rev().map(|&c| fold(c)).find(|c| !matches!(c, ')' | ']' | '.'));
    let is_pair = |word: &&str, pair: &[char]| word.chars().eq(pair.iter().copied());
    let points =
        |pair: &[char]| pair[1] == '版' || lists().onward_words.iter().any(|word| is_pair(word, pair));
    let near = &end[end.len().saturating_sub(NEAR)..];
    let names_page = near.windows(4).any(|four| four.iter().map(char::to_ascii_lowercase).eq("page".chars()));
    let lettered =
        near.iter().rev().find(|c| c.is_ascii_alphanumeric()).is_some_and(char::is_ascii_uppercase);
    if !names_page && !lettered && !last.is_some_and(|c| c.is_ascii_digit()) && !end.windows(2).any(points) {
        return None;
    }
    let tail = text.folded_tail(WINDOW);
    let from = text.len().saturating_sub(WINDOW);
    find(&RULES, &tail).map(|mut sign| {
        sign.start += from;
        sign.end = text.len();
        sign
    })
}

/// The sign at a text's start that its beginning stands elsewhere.
pub fn from_elsewhere(text: &Text) -> Option<Sign> {
    static RULES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        rules(&[
            r"^[(\[■□▶►▲◀◄←⇐<●◆ ]*(?:紧)?(?:上接|接|续) *(?:本报)?(?:今日)? *第? *NUMBER *版[^。()\[\]]{0,30}[)\]](?:[: ]*)|^[■□▶►▲◀◄←⇐<●◆ ]*(?:紧?上接|续|接) *(?:本报)?第? *NUMBER2 *版(?: .{0,30})?$",
            r"^[(\[■□▶►▲◀◄←⇐<●◆ ]*[上文]接 *(?:NUMBER *版|(?P<page2>[A-Z]\d{1,2}))[)\]]*$",
            r"(?i)^[(\[■▶►←◀ ]*(?:continued|cont(?:'d|’d|d)?\.?) *from *(?:page +)?NUMBER[)\].:]*(?: *(?:—|–|-))? *",
            r"(?i)^[(\[■▶►←◀ ]*(?:continued|concluded) +from +(?:the +)?(?P<page>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) +page[)\].:]*(?: *(?:—|–|-))? *",
            r"(?i)^[(\[■▶►←◀ ]*(?:continued +)?from +page +WORD(?:[.:]?[)\]]+ *|[.:]?$)",
            r"^[■□▶►▲◀◄←⇐●◆]+ *紧?上接 *(?:本报)?第? *NUMBER *版[: ]*",
            r"^[(\[■▶►←◀ ]*(?:(?P<keyword>[A-Z][A-Z'’\-]+(?: [A-Z'’\-]+)?)[,:/|]? *(?:/|\|)? *)?[(\[]?(?:(?:[Cc]ont(?:inued|[.'’]?d?\.?)|CONT(?:INUED|[.'’]?D?\.?)) +)?(?:[Ff]rom|FROM) +(?:[Pp]age|PAGE)? *NUMBER[)\].:]*$",
            r"^[(\[■▶►←◀ ]*(?:[Cc]ontinued +)?[Ff]rom +(?:[Pp]age +)?NUMBER *(?::|—|–) *(?P<keyword>[A-Z][A-Za-z'’\-]+)(?: [A-Za-z'’\-]+){0,3}[)\]]*$",
            r"^[(\[■▶►←◀ ]*(?P<keyword>[A-Z][A-Za-z'’\-]+)(?: [A-Za-z'’\-]+){0,3}(?:[,:/|]| *(?:—|–)) *(?:[Cc]ontinued +)?[Ff]rom +(?:[Pp]age +)?NUMBER[)\].:]*$",
        ])
    });
    let begin = &text.chars()[..text.len().min(WINDOW)];
    let is_from = |four: &[char]| {
        matches!(four[0], 'f' | 'F' | 'ｆ' | 'Ｆ')
            && four.iter().zip("from".chars()).all(|(&c, letter)| fold(c).eq_ignore_ascii_case(&letter))
    };
    if !begin.iter().any(|c| matches!(c, '版' | '接')) && !begin.windows(4).any(is_from) {
        return None;
    }
    let head = text.folded_head(WINDOW);
    find(&RULES, &head).filter(|sign| sign.start == 0)
}

fn find(rules: &[Regex], window: &str) -> Option<Sign> {
    rules.iter().find_map(|rule| {
        let found = rule.captures(window)?;
        let all = found.name("sign").or(found.get(0))?;
        let page = found.name("page").or_else(|| found.name("page2"))?;
        let keyword = found.name("keyword").map(|word| word.as_str().to_owned());
        let (start, end) = (chars_before(window, all.start()), chars_before(window, all.end()));
        let only_points = lists().pointers.iter().any(|word| all.as_str().contains(word));
        Some(Sign { page: page.as_str().to_owned(), start, end, keyword, only_points })
    })
}

fn rules(patterns: &[&str]) -> Vec<Regex> {
    let build = |pattern: &&str| {
        let second = NUMBER.replace("page", "page2");
        rule(&pattern.replace("NUMBER2", &second).replace("NUMBER", NUMBER).replace("WORD", WORD))
    };
    patterns.iter().map(build).collect()
}

/// Pages are compared by number: 四, 04, 4 and A4 against a page that is called A04.
pub fn same_page(a: &str, b: &str) -> bool {
    let plain = |page: &str| -> (Option<char>, u32) {
        let letter = page.chars().find(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase());
        let digits = page.trim_start_matches(|c: char| !c.is_ascii_digit());
        let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        (
            letter.filter(|_| !digits.is_empty()),
            digits.parse().ok().or_else(|| chinese_number(page)).or_else(|| ordinal(page)).unwrap_or(0),
        )
    };
    let (a, b) = (plain(a), plain(b));
    a.1 == b.1 && a.1 > 0 && (a.0 == b.0 || a.0.is_none() || b.0.is_none())
}

/// Second → 2, Two → 2.
fn ordinal(text: &str) -> Option<u32> {
    const ORDINALS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = |words: &[&str]| words.iter().position(|word| word.eq_ignore_ascii_case(text));
    named(&ORDINALS).or_else(|| named(&NUMBERS)).and_then(|at| u32::try_from(at + 1).ok())
}

/// 四 → 4, 十二 → 12.
fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32);
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
            Some(tens * 10 + ones)
        }
        None => digit(text.chars().next()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jumps_in_their_printed_forms() {
        for (print, page, start) in [
            ("到了那里（下转第4版）", "4", 4),
            ("■下转3版", "3", 0),
            ("转第4版", "4", 0),
            ("运营到深夜。转A4版", "A4", 6),
            ("■本报第4版", "4", 0),
            ("（下转第三版）", "三", 0),
            ("工程▶下转A04版·要闻", "A04", 2),
            ("the council (Continued on A6)", "A6", 11),
            ("See COUNCIL, page A6", "A6", 0),
            ("CONTINUED ON PAGE 3", "3", 0),
            ("CONTINUED ON SECOND PAGE.", "SECOND", 0),
            ("the council (Continued on Page Four.)", "Four", 11),
            ("Turn to COUNCIL, Page 9A", "9A", 0),
            ("到了那裡（文轉A6）", "A6", 4),
            ("（下接A3）", "A3", 0),
        ] {
            let sign = onward(&Text::of(print, 0)).unwrap_or_else(|| panic!("{print}"));
            assert_eq!((sign.page.as_str(), sign.start), (page, start), "{print}");
        }
        for print in [
            "见第4版图",
            "他说要看第4版",
            "We will continue on Monday.",
            "两村对接12个项目",
            "大桥上连老街、下接12",
            "引水渠下接三",
            "两报互转4版",
        ] {
            assert_eq!(onward(&Text::of(print, 0)), None, "{print}");
        }
        for (print, page) in [
            ("（上接第1版）工程", "1"),
            ("上接第一版", "一"),
            ("COUNCIL, from A1", "A1"),
            ("SCHOOL Continued from A1", "A1"),
            ("COUNCIL / Cont. from page 1", "1"),
            ("COUNCIL (Continued from A1)", "A1"),
            ("Continued from page 1", "1"),
            ("From Page One", "One"),
            ("From A1: Jail", "A1"),
            ("Ferry fares, from Page 3", "3"),
            ("Jail: continued from A1", "A1"),
            ("▶▶▶上接第1版工程", "1"),
            ("文接A1", "A1"),
            ("（上接A1）", "A1"),
        ] {
            assert_eq!(from_elsewhere(&Text::of(print, 0)).map(|s| s.page).as_deref(), Some(page), "{print}");
        }
        assert!(from_elsewhere(&Text::of("从第1版说起", 0)).is_none());
        for print in [
            "From A1 to A4: the new numbers of roads",
            "Harbour: a view from 12 boats",
            "上接天光",
            "文接二十四史",
            "上接12",
        ] {
            assert_eq!(from_elsewhere(&Text::of(print, 0)), None, "{print}");
        }
    }

    #[test]
    fn pages_are_the_same_whatever_their_spelling() {
        assert!(
            same_page("四", "04")
                && same_page("A4", "A04")
                && same_page("4", "A4")
                && same_page("SECOND", "2")
                && same_page("十二", "12")
        );
        assert!(!same_page("A4", "B4") && !same_page("4", "14"));
    }
}
