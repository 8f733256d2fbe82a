//! Whether a line reads like a title.

use super::labels::is_in_capitals;
use super::seams::reads_on;
use crate::articles::bylines::begins_as_name;
use crate::articles::text::{Text, has_han, is_han};
use crate::articles::words::lists;

/// The longest title in English.
const LONGEST: usize = 72;

/// A line without a comma that ends no sentence.
pub fn is_chinese_title(text: &Text) -> bool {
    const OPEN: &str = "，。；：、,;:";
    (6..=40).contains(&text.len())
        && has_han(text)
        && !text.chars().last().is_some_and(|&c| OPEN.contains(c))
        && !text.chars().iter().any(|&c| "，。；,;".contains(c))
        && !reads_on(text)
}

/// A title in English: it begins with a capital or a figure, and its last word leaves nothing open.
pub fn is_english_title(text: &Text) -> bool {
    if text.len() > LONGEST || !is_title(text) || has_han(text) {
        return false;
    }
    let print = text.string();
    let last = print.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    !print.ends_with(['-', '—', '–', '…'])
        && print.chars().any(char::is_alphabetic)
        && begins_sentence(text)
        && !lists().open_words.contains(&last.as_str())
        && print.matches('“').count() == print.matches('”').count()
        && print.matches('"').count().is_multiple_of(2)
}

/// A short line that ends no sentence.
pub fn is_title(text: &Text) -> bool {
    let last = text.chars().last().copied().unwrap_or('。');
    // A STEAMER LOST.: old print ends its headlines so.
    if last == '.' && is_in_capitals(text) {
        return true;
    }
    let open = if has_han(text) { "。，；：、！？.,;:" } else { "。，；：！？.,;:）)" };
    let remark = text.chars().first().is_some_and(|c| "（(".contains(*c));
    text.len() <= 90 && (text.len() <= 36 || !has_han(text)) && !open.contains(last) && !remark
}

/// True for a text that opens with a capital or a figure.
pub fn begins_sentence(text: &Text) -> bool {
    let mut opening = text.chars().iter().skip_while(|c| "“\"‘'($£€".contains(**c));
    opening.next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// 1、…, （2）…, 3) …: an entry of a list.
pub fn is_entry(text: &Text) -> bool {
    let head = text.folded_head(5);
    let inner = head.trim_start_matches('(');
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && match inner[digits..].chars().next() {
            Some('、' | ')') => true,
            Some('.' | '．') => inner[digits..].chars().nth(1).is_some_and(|c| !c.is_ascii_digit()),
            _ => false,
        }
}

/// True for one line of words of which all but the short ones begin with a capital.
pub fn is_in_title_case(text: &Text) -> bool {
    const SHORT: usize = 3;
    let print = text.string();
    let long = |word: &str| word.len() > SHORT;
    let mut words =
        print.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| long(word)).peekable();
    // Marsh. August 24th, Rohan…: more than one sentence.
    let sentences = print.match_indices(". ").any(|(at, _)| {
        let last = print[..at].rsplit(|c: char| !c.is_alphanumeric()).next();
        last.is_some_and(long)
    });
    !sentences && words.peek().is_some() && words.all(|word| !word.starts_with(char::is_lowercase))
}

/// 国家水网重大工程进展顺利, …会议强调, 省长林远： above a headline.
pub fn is_kicker(text: &Text) -> bool {
    const LONGEST: usize = 34;
    let last = text.chars().last().copied().unwrap_or('。');
    (4..=LONGEST).contains(&text.len())
        && has_han(text)
        && !"。，；、.,;".contains(last)
        && !text.chars().iter().any(|&c| "。；，".contains(c))
        && !text.chars().first().is_some_and(|c| "（(".contains(*c))
        && !reads_on(text)
}

/// 论苑, 灯　下, 从“等人来办”到“上门问办”: a few characters, or words quoted whole, as a piece of a broken text seldom is.
pub fn is_plain_kicker(text: &Text) -> bool {
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    const SMALL: &str = "的了着在是和与及为将被把对";
    let chars = text.chars();
    let count = |mark: char| chars.iter().filter(|&&c| c == mark).count();
    let plain = |&c: &char| is_han(c) && !SMALL.contains(c) || c == '\u{3000}';
    is_kicker(text) && count('“') > 0 && count('“') == count('”')
        || NAME.contains(&chars.len()) && chars.iter().all(plain) && !begins_as_name(&text.string())
}
