//! What a text prints for machines and not for listeners: addresses, names of little pictures, and the long figures of
//! commits and files.

use std::sync::LazyLock;

use regex::Regex;

use super::pointers::{self, Around};
use super::{references, titles};
use crate::articles::document::{Block, List};
use crate::articles::rule::{ascii_words, rule};
use crate::articles::text::{Text, is_blank, is_han};

/// A list of nothing but links or addresses.
pub fn is_of_links(list: &List) -> bool {
    list.items.iter().all(|item| {
        item.iter().all(|block| match block {
            Block::Paragraph(line) => {
                line.linked() * 10 >= line.text.len() * 6 || titles::ADDRESS.is_match(&line.text.string())
            }
            _ => false,
        })
    })
}

/// 订阅邮件：, RSS feed: a word or three.
pub fn is_short_label(text: &Text) -> bool {
    let han = text.chars().iter().filter(|&&c| is_han(c)).count();
    let words = text.chars().split(|&c| is_blank(c)).filter(|word| !word.is_empty()).count();
    if han > 0 { text.len() <= 10 } else { words <= 3 }
}

/// 录像地址, 下载链接: a few words for an address, and nothing else.
pub fn is_address_label(text: &Text) -> bool {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^\p{Han}{0,6}(?:地址|链接|连结|网址|视频|录像|幻灯片|讲义)[:]?$"));
    text.len() <= 12 && LABEL.is_match(text.folded_head(12).trim())
}

/// True for a text that is somebody's address for letters and nothing else.
pub fn is_mail(text: &Text) -> bool {
    static MAIL: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^[<(（]?[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+[>)）]?[.。]?$"));
    text.len() <= 80 && MAIL.is_match(&text.string())
}

/// True for the name of a host that stands for itself below a link, as lists of links have it.
pub fn is_host(text: &Text) -> bool {
    static HOST: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|cn|edu|gov|info|co|uk|de|fr|jp|tw|hk|eu|au|us|me|tv|ai|app|xyz|blog|site|tech)$",
        )
    });
    text.len() <= 60 && HOST.is_match(&text.string())
}

/// What names a commit or a file: ten figures or more of base sixteen, sometimes behind a capital.
static HASH: LazyLock<Regex> = LazyLock::new(|| rule(&ascii_words(r"\b[A-Z]{0,2}[0-9a-f]{10,64}\b")));

/// Numbers are none of them, nor are words.
fn is_hash(print: &str) -> bool {
    let figures = print.bytes().filter(u8::is_ascii_digit).count();
    figures >= 2 && print.bytes().filter(u8::is_ascii_lowercase).count() >= 2
}

/// A text without the addresses and hashes in it, and these.
pub fn without(text: &Text) -> (Text, Vec<Text>) {
    let print = text.string();
    let mut gone = unsaid(&print);
    if gone.is_empty() {
        return (text.clone(), Vec::new());
    }
    gone.sort_unstable();
    let (mut plain, mut rest) = (Text::with_capacity(text.len()), Vec::new());
    let mut ends = Vec::with_capacity(gone.len() * 2 + 1);
    let mut words = Vec::with_capacity(gone.len());
    let (mut byte, mut at) = (0, 0);
    for (start, end, word) in gone {
        if end <= byte {
            continue;
        }
        let start = start.max(byte);
        at += print[byte..start].chars().count();
        ends.push(at);
        at += print[start..end].chars().count();
        ends.push(at);
        words.push(word);
        byte = end;
    }
    ends.push(text.len());
    for (number, mut part) in text.parts(&ends).into_iter().enumerate() {
        if number % 2 == 1 {
            words[number / 2].into_iter().flat_map(str::chars).for_each(|c| plain.push_unprinted(c));
            rest.push(part);
            continue;
        }
        // Two blanks that stood around what went are one.
        let blank = |c: Option<&char>| c == Some(&' ');
        if blank(plain.chars().last()) && blank(part.chars().first()) {
            rest.push(part.take_front(1));
        }
        plain.append(part);
    }
    plain.trim();
    // What led to the address: a dash, an opening bracket.
    let dangling = plain
        .chars()
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace() || "-–—|→([（【<,，".contains(**c))
        .count();
    if dangling > 0 {
        rest.push(plain.take_back(plain.len() - dangling));
    }
    rest.retain(|text| !text.is_blank());
    (plain, rest)
}

/// Where a text has what nobody says, in bytes, and the word that is said in its place.
fn unsaid(print: &str) -> Vec<(usize, usize, Option<&'static str>)> {
    let mut gone: Vec<(usize, usize, Option<&'static str>)> = Vec::new();
    let whole = |found: regex::Match<'_>| (found.start(), found.end());
    let silent = |(start, end)| (start, end, None);
    gone.extend(raw(print).into_iter().map(silent));
    gone.extend(shortcodes(print).map(silent));
    gone.extend(HASH.find_iter(print).filter(|hash| is_hash(hash.as_str())).map(whole).map(silent));
    if print.contains('@') {
        gone.extend(HANDLE.find_iter(print).map(whole).map(silent));
        for accounts in [&*ACCOUNT, &*AT] {
            gone.extend(
                accounts.captures_iter(print).filter_map(|found| found.get(1)).map(whole).map(silent),
            );
        }
    }
    if print.contains('#') {
        gone.extend(ISSUE.captures_iter(print).filter_map(|found| found.get(1)).map(whole).map(silent));
    }
    if print.contains('[') {
        gone.extend(NOTE.captures_iter(print).filter_map(|note| note.get(1)).map(whole).map(silent));
        gone.extend(references::marks(print).into_iter().map(|mark| (mark.start, mark.end, None)));
    }
    let has_address = ["/", "www.", "mailto:"].iter().any(|sign| print.contains(sign));
    if has_address {
        gone.extend(
            titles::ADDRESS.find_iter(print).map(|found| address(print, found.start(), found.as_str())),
        );
    }
    gone
}

/// An address with what leads to it and has nothing to say without it.
fn address(print: &str, start: usize, found: &str) -> (usize, usize, Option<&'static str>) {
    // Marks at its end are those of the sentence, and so is a bracket that opens before it.
    let mut address = found.trim_end_matches([',', '.', ';', ':', '!', '?']);
    if !address.contains(['(', '（']) {
        address = address.trim_end_matches([')', '）']);
    }
    let end = start + address.len();
    match pointers::around(print, start, end) {
        Around::Clause(from, to) => (from, to, None),
        Around::Word(word) => (start, end, Some(word)),
        Around::Nothing => {
            let from = lead(&print[..start]).unwrap_or_else(|| before_colon(print, start, end));
            (from, end, None)
        }
    }
}

/// The name of an account behind somebody's name: Ann Mill (@annmill).
static HANDLE: LazyLock<Regex> = LazyLock::new(|| rule(r" ?[(（]@[A-Za-z0-9_][A-Za-z0-9_.-]{1,40}[)）]"));

/// The same without brackets: Ann Mill @annmill.
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"(?:\p{Lu}[\p{L}'’.-]*|\b(?:d[aeiou]s?|van|von|den|der|la|le)) \p{Lu}[\p{L}'’-]+( @[a-z0-9_][A-Za-z0-9_.-]{0,40}[A-Za-z0-9_-])",
    )
});

/// The sign before the name of an account: asked by @annmill, @小河 提问.
static AT: LazyLock<Regex> = LazyLock::new(|| rule(r"(?:^|[\s(（「【*_:：])(@)[\p{L}_]"));

/// The number of an issue in brackets behind what it is about: The wheel creaks (#1207).
static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"\p{L}[^#]{2,}?(\s*[(（]\s*(?:PR |GH-)?#\d{3,7}(?:\s*[,、]\s*#\d{3,7})*\s*[)）])(?:\s*$|[.,;:，。；：])",
    )
});

/// The mark of a note behind a Chinese word: 俱乐部[1]2019年.
static NOTE: LazyLock<Regex> = LazyLock::new(|| rule(r"[\p{Han}”》」）](\[\d{1,2}\])"));

/// True for the line of a list of notes that tells nothing but where to look: [1] and an address; and for the number of an
/// issue that stands alone, #2507.
pub fn is_reference(text: &Text) -> bool {
    static MARK: LazyLock<Regex> = LazyLock::new(|| rule(r"^(?:\[\d{1,3}\]|\^\d{1,3})[:：.]?"));
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| rule(r"^#\d{1,7}$"));
    const LONGEST: usize = 400;
    if !text.chars().first().is_some_and(|c| matches!(c, '[' | '^' | '#')) || text.len() > LONGEST {
        return false;
    }
    let print = text.string();
    if print.starts_with('#') {
        return NUMBER.is_match(print.trim());
    }
    print.split_whitespace().all(|word| {
        let word = MARK.find(word).map_or(word, |mark| &word[mark.end()..]);
        word.is_empty() || is_mail(&Text::unprinted(word)) || {
            titles::ADDRESS.is_match(word)
                && !titles::ADDRESS.replace_all(word, "").contains(char::is_alphanumeric)
        }
    })
}

/// Marks of links and pictures that stand in the text, since no parser of Markdown saw them within HTML; and places of the
/// same page.
fn raw(print: &str) -> Vec<(usize, usize)> {
    static PICTURE: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"\[?!\[[^\[\]\n]{0,80}\]\([^()\s]{1,300}\)(?:\]\([^()\s]{1,300}\))?|\(#[A-Za-z][\w-]{0,40}\)")
    });
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(\[)[^\[\]!\n]{1,120}(\]\((?:https?:|/|#|\.)[^()\s]{1,300}\))"));
    if !print.contains("](") && !print.contains("(#") {
        return Vec::new();
    }
    let pictures = PICTURE.find_iter(print).map(|found| (found.start(), found.end()));
    let links = LINK.captures_iter(print).flat_map(|found| {
        [found.get(1), found.get(2)]
            .into_iter()
            .flatten()
            .map(|mark| (mark.start(), mark.end()))
            .collect::<Vec<_>>()
    });
    pictures.chain(links).collect()
}

/// Names that stand for little pictures: `:tada:`.
fn shortcodes(print: &str) -> impl Iterator<Item = (usize, usize)> {
    static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| rule(r":[a-z][a-z0-9_+-]{1,30}:"));
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    SHORTCODE.find_iter(print).map(|found| (found.start(), found.end())).filter(move |&(start, end)| {
        !is_word(print[..start].chars().next_back()) && !is_word(print[end..].chars().next())
    })
}

/// A colon that leads to an address within a sentence goes with it.
fn before_colon(print: &str, start: usize, end: usize) -> usize {
    let within = print[end..].chars().next().is_some_and(|c| "。，；.,;".contains(c));
    if within { print[..start].trim_end_matches([':', '：', ' ']).len() } else { start }
}

/// Where the word begins that stands before an address within a sentence and says nothing without it: is kept at, moved
/// from … to.
fn lead(before: &str) -> Option<usize> {
    static LEAD: LazyLock<Regex> =
        LazyLock::new(|| rule(&ascii_words(r"(?i)[a-z)]( (?:at|from|to|via|through|by|on)) [<(]?$")));
    let from = before.len().saturating_sub(60);
    let from = (from..=before.len()).find(|&at| before.is_char_boundary(at))?;
    let found = LEAD.captures(&before[from..])?.get(1)?;
    Some(from + found.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(print: &str) -> String {
        without(&Text::of(print, 0)).0.string()
    }

    #[test]
    fn an_address_takes_the_word_along_that_leads_to_it() {
        for (print, left) in [
            ("The maps are kept at https://maps.example.org/a/b?c=1.", "The maps are kept."),
            ("The maps moved from mill.io/old to mill.dev/new today.", "The maps moved today."),
            ("See the plan: https://a.example/x", "See the plan:"),
            ("夜市开放 https://a.example/x", "夜市开放"),
            ("[![](//a.example/m.png)](//a.example/File:m.png) The mill turns.", "The mill turns."),
            ("Ann Mill (@annmill) and Bob(@bob-r)", "Ann Mill and Bob"),
            ("俱乐部[1]2019 年注册", "俱乐部2019 年注册"),
            ("The list a[1] is code.", "The list a[1] is code."),
            ("Ann de Mill @annmill (clerk), Jo Marsh @jo_9.", "Ann de Mill (clerk), Jo Marsh."),
            ("Thanks to @jo9 and @小河 提问", "Thanks to jo9 and 小河 提问"),
            (
                "The wheel creaks (#1207, #1208). The lock leaks a bit #991",
                "The wheel creaks. The lock leaks a bit #991",
            ),
            ("Mill Core #1207", "Mill Core #1207"),
            ("Room #12 and #3 of 5, in issue #1207 we said", "Room #12 and #3 of 5, in issue #1207 we said"),
            ("Fixed :bug: in the mill :tada:", "Fixed in the mill"),
            ("The ratio a:b:c is 1:2:3.", "The ratio a:b:c is 1:2:3."),
            ("The [mill](/mill) turns, says the Post(#ref-2).", "The mill turns, says the Post."),
        ] {
            assert_eq!(plain(print), left);
        }
    }

    #[test]
    fn figures_of_commits_are_silent_and_numbers_are_not() {
        for (print, left) in [
            ("Mill: new wheel B7e21fd0a91c44e", "Mill: new wheel"),
            ("4f9a01c2be7d3 fix the wheel", "fix the wheel"),
            (
                "Call 01632960001 or ask at the decade-facade.",
                "Call 01632960001 or ask at the decade-facade.",
            ),
        ] {
            assert_eq!(plain(print), left);
        }
        assert!(
            is_mail(&Text::of("ann@mill.example", 0)) && !is_mail(&Text::of("write to ann@mill.example", 0))
        );
    }
    #[test]
    fn notes_of_nothing_but_addresses_are_references() {
        for print in
            ["[1] https://a.example/x", "[1]", "[3] ann@mill.example", "[1] [2] ann@mill.example [3]"]
        {
            assert!(is_reference(&Text::of(print, 0)), "{print}");
        }
        assert!(is_reference(&Text::of("#2507", 0)) && !is_reference(&Text::of("#2507 mends it", 0)));
        for print in ["[1] The mill's book, page 3", "[pdf]", "ann@mill.example", "1 [2] 3"] {
            assert!(!is_reference(&Text::of(print, 0)), "{print}");
        }
        assert!(is_host(&Text::of("mill.example.org", 0)));
        for print in ["Mill.org", "node.js", "mill.org is back", "main.rs"] {
            assert!(!is_host(&Text::of(print, 0)), "{print}");
        }
    }
}
