//! What is left of a sentence whose address goes unsaid: 請參考 <…>。, Please see <…> for the map. A sentence that only
//! points to the address goes with it; elsewhere a word stands for the address.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::{ascii_words, rule};
use crate::articles::words::lists;
use crate::text::is_traditional;

/// What becomes of the print around an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// All stays as it is.
    Nothing,
    /// A word stands in the address's place.
    Word(&'static str),
    /// The clause goes along, from this byte to that one.
    Clause(usize, usize),
}

/// So many bytes before an address are looked at.
const WINDOW: usize = 240;

/// Looks at an address between two bytes of a print.
pub fn around(print: &str, start: usize, end: usize) -> Around {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)(?P<click>点击|點擊|点开|點開)$|(?:参考|參考|参阅|參閱|参见|參見|请[见看]|請[見看]|详见|詳見|查看|访问|訪問|浏览|瀏覽|前往|登[录入錄]|打开|打開|透过|透過|通过|通過|使用|[到至在从從])$|(?P<english>(?:\bplease |^|[,;] ?)(?:see|read|use|open|follow|browse|check)|\bvisit|\brefer to|\b(?:go|head|head over) to|\bcheck out|\bclick(?: on)?|\bvia|\bthrough)$",
        ))
    });
    let before = before(print, start);
    let behind = print[end..].trim_start_matches(['>', ' ', '\u{a0}']);
    if let Some(clause) = only_points(print, start, end) {
        return clause;
    }
    if let Some(word) = stands_for_place(before, behind) {
        return Around::Word(word);
    }
    let lead = before.trim_end_matches(|c: char| c.is_whitespace() || "<「“\"".contains(c));
    let Some(found) = VERB.captures(lead) else { return Around::Nothing };
    // 链接 is printed already.
    if lists().linked.iter().any(|name| behind.starts_with(name)) {
        return Around::Nothing;
    }
    if found.name("english").is_some() {
        return Around::Word("the link");
    }
    let is_traditional = is_traditional(&[before].into_iter());
    let word = match (found.name("click").is_some(), is_traditional) {
        (true, false) => "链接",
        (true, true) => "連結",
        (false, false) => "网页",
        (false, true) => "網頁",
    };
    Around::Word(word)
}

/// The sheet is <…>. The map is at <…> and parking is free: what is said of where something is.
fn stands_for_place(before: &str, behind: &str) -> Option<&'static str> {
    let mut words = before.trim_end().rsplit(' ');
    let goes_on = behind.starts_with(|c: char| c.is_ascii_alphabetic());
    match (words.next()?, words.next()) {
        ("is" | "are", _) if !goes_on => Some("online"),
        ("at", Some("is" | "are")) => Some("the web page"),
        _ => None,
    }
}

fn before(print: &str, start: usize) -> &str {
    &print[print.floor_char_boundary(start.saturating_sub(WINDOW))..start]
}

/// 詳細資訊請參考 <…>。, (for details, see <…>), behind the end of a sentence, a comma or a bracket.
fn only_points(print: &str, start: usize, end: usize) -> Option<Around> {
    static POINTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)(?P<mark>^|[。！？!?;；.] *|[，,] *| ?[(（] *)(?P<words>(?:更多|详情|詳情|详细|詳細|完整|具体|具體|相关|相關|活动|活動|会议|會議|内容|內容|信息|資訊|资讯|情形|说明|說明|细节|細節|细则|資料|资料|可以|可|也|请|請|您|你|大家|的|都)*(?:参考|參考|参阅|參閱|参见|參見|见|見|看|查看|浏览|瀏覽|访问|訪問|前往)[:： ]*|(?:and )?(?:for )?(?:(?:more|further|full|additional|detailed) )?(?:(?:info|information|details)(?: on this)?,? )?(?:please )?(?:see|visit|refer(?: to)?|check(?: out)?|go to)[: ]*)[<「]?$",
        ))
    });
    let before = before(print, start);
    let found = POINTS.captures(before)?;
    let (mark, words) = (found.name("mark")?, found.name("words")?);
    let offset = start - before.len();
    let rest = print[end..].trim_start_matches(['>', '」', ' ', '\u{a0}']);
    let past = print.len() - rest.len();
    let next = rest.chars().next();
    let length = next.map_or(0, char::len_utf8);
    let ends = next.is_none_or(|c| match c {
        '.' | '!' => rest[length..].is_empty() || rest[length..].starts_with([' ', '\n']),
        c => "。！".contains(c),
    });
    let opens = |signs: [char; 2]| mark.as_str().trim_start().starts_with(signs);
    if opens(['(', '（']) {
        let closes = matches!(next, Some(')' | '）'));
        return closes.then_some(Around::Clause(offset + mark.start(), past + length));
    }
    // The mark at the end is that of the sentence before the comma.
    let clause = if opens([',', '，']) {
        Around::Clause(offset + mark.start(), past)
    } else {
        Around::Clause(offset + words.start(), past + length)
    };
    ends.then_some(clause)
}

#[cfg(test)]
mod tests {
    use super::super::addresses::without;
    use crate::articles::text::Text;

    #[test]
    fn no_sentence_is_left_without_what_it_points_to() {
        for (print, left) in [
            ("織布會在河灣，詳細資訊請參考 <https://mill.example/x>", "織布會在河灣"),
            ("織布會在河灣（詳情請見 https://mill.example/x）。", "織布會在河灣。"),
            ("船闸开了。更多信息请查看 https://mill.example/x。明天停水。", "船闸开了。明天停水。"),
            ("請透過 https://mill.example/join 加入我們。", "請透過 網頁 加入我們。"),
            ("請透過 https://mill.example/join 連結下載程式。", "請透過 連結下載程式。"),
            ("点击 https://mill.example/a 报名，人满为止。", "点击 链接 报名，人满为止。"),
            ("The fair is on Sunday. Please refer to https://mill.example/fair.", "The fair is on Sunday."),
            (
                "Please refer to https://mill.example/fair for the map.",
                "Please refer to the link for the map.",
            ),
            ("The fair is on Sunday (see https://mill.example/fair).", "The fair is on Sunday."),
            ("我们在 2024 年见", "我们在 2024 年见"),
            ("The lock, see page 3, is shut.", "The lock, see page 3, is shut."),
            (
                "The sheet is https://mill.example/x. Names are taken.",
                "The sheet is online. Names are taken.",
            ),
            (
                "The map is at https://mill.example/y and it is free.",
                "The map is at the web page and it is free.",
            ),
            ("She went to see https://mill.example with the mayor.", "She went to see with the mayor."),
        ] {
            assert_eq!(without(&Text::of(print, 0)).0.string(), left);
        }
    }
}
