//! Marks that refer to a list of sources, [5] or a row of such: they stand behind what they prove and are not said.

use std::ops::Range;

/// Where such marks stand in a print, in bytes, each with the blanks before it.
pub fn marks(print: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = print[at..].find('[').map(|found| at + found) {
        let end = row_end(print, open);
        at = end.max(open + 1);
        if end > open && stands_behind(print, open, end) {
            found.push(print[..open].trim_end().len()..end);
        }
    }
    found
}

/// Behind a word or the end of a sentence: 修復漏洞[5]，a hand.[1] Users, but not 共 [5] 项 and one of [1], [2] or [3].
fn stands_behind(print: &str, open: usize, end: usize) -> bool {
    /// Behind fewer Latin letters it is a place in a list: a[1].
    const SHORTEST_WORD: usize = 4;
    let before = print[..open].trim_end();
    let Some(last) = before.chars().next_back() else { return false };
    let next = print[end..].chars().next();
    if next.is_some_and(|c| c.is_ascii_alphanumeric()) || print[open..].starts_with("[0") {
        return false;
    }
    if before.len() < open {
        let is_row = print[open..end].matches('[').count() > 1;
        return is_row || next.is_some_and(|c| "，。；、！？".contains(c));
    }
    let letters = before.chars().rev().take_while(char::is_ascii_alphanumeric).count();
    !last.is_ascii_alphanumeric() || letters >= SHORTEST_WORD
}

/// The end of a row of numbers of up to three figures in brackets.
fn row_end(print: &str, start: usize) -> usize {
    const MOST_FIGURES: usize = 3;
    let bytes = print.as_bytes();
    let mut end = start;
    while bytes.get(end) == Some(&b'[') {
        let figures = bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let close = end + 1 + figures;
        if !(1..=MOST_FIGURES).contains(&figures) || bytes.get(close) != Some(&b']') {
            break;
        }
        end = close + 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_brackets_that_say_something() {
        let left = |print: &str| {
            let mut left = print.to_owned();
            marks(print).into_iter().rev().for_each(|mark| left.replace_range(mark, ""));
            left
        };
        for (print, told) in [
            ("修復漏洞 MILL-12 [5]，請更新。價格下降 [1][2][30]。", "修復漏洞 MILL-12，請更新。價格下降。"),
            ("俱乐部[1]2019年成立", "俱乐部[1]2019年成立"),
            (
                "The hand is new.[1] Users may change[2], now [3][4].",
                "The hand is new. Users may change, now.",
            ),
            ("[1] The Echo, 3 August", "[1] The Echo, 3 August"),
            ("共 [5] 项，国发[2024]1号", "共 [5] 项，国发[2024]1号"),
            ("The list a[1] is code, the bridge[2] is old", "The list a[1] is code, the bridge is old"),
            (
                "Pick one of [1], [2] or [3]. The list[0] is it",
                "Pick one of [1], [2] or [3]. The list[0] is it",
            ),
            ("see item [4a] and [x]", "see item [4a] and [x]"),
        ] {
            assert_eq!(left(print), told);
        }
    }
}
