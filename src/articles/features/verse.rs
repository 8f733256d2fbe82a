//! Verse: short lines of many lengths, each whole as it stands.

use crate::articles::text::{Text, is_blank, is_han};

/// The longest line of a poem in Chinese, and the fewest lines of one.
pub const LONGEST: usize = 20;
const LINES: usize = 4;
/// No column is as narrow as this.
const NARROWEST: usize = 8;

/// True for the lines of a poem: they are short, most end no sentence, and they do not stop where a column does.
pub fn is_verse<'a>(lines: impl Iterator<Item = &'a Text>) -> bool {
    let lines: Vec<&Text> = lines.collect();
    let widest = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    let chinese = |line: &&&Text| {
        line.chars().iter().filter(|&&c| is_han(c) || is_blank(c)).count() * 4 >= line.len() * 3
    };
    let ends = |line: &&&Text| line.chars().last().is_some_and(|c| "。！？；：”…".contains(*c));
    let short = |line: &&&Text| line.len() + 2 <= widest;
    let ragged = lines.iter().filter(|line| short(line) && !ends(line)).count() * 4 >= lines.len();
    lines.len() >= LINES
        && widest <= LONGEST
        && lines.iter().all(|line| chinese(&line))
        && lines.iter().filter(ends).count() * 2 <= lines.len()
        && (ragged || widest <= NARROWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(lines: &[&str]) -> bool {
        let lines: Vec<Text> = lines.iter().map(|line| Text::of(line, 0)).collect();
        is_verse(lines.iter())
    }

    #[test]
    fn a_poem_is_told_from_a_narrow_column() {
        assert!(judge(&["风从河面吹来", "带着去年的味道", "芦苇弯腰", "又直起身来"]));
        assert!(!judge(&[
            "昨天下午，市里的三座公园陆",
            "续拆掉了围栏，市民散步终于",
            "不用绕半圈找门了，有人担心",
            "夜里不安全。"
        ]));
        assert!(!judge(&["他来了。", "她走了。", "没有人说话。", "天黑了。"]));
    }
}
