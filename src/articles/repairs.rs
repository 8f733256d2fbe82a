//! Slips of the scanner that are plainly safe to mend for the ear.

use super::text::{Text, is_han};
use crate::model::Repair;

/// The slips of a paragraph, in order and apart from one another.
pub fn find(text: &Text) -> Vec<Repair> {
    let chars = text.chars();
    let mut repairs: Vec<Repair> = Vec::new();
    let mut quoted = 0_i32;
    let mut i = 0;
    while i < chars.len() {
        match chars[i] {
            '“' | '《' => quoted += 1,
            '”' | '》' => quoted -= 1,
            _ => {}
        }
        let found = if quoted > 0 { None } else { stray_blank(chars, i).or_else(|| doubled_word(chars, i)) };
        if let Some(repair) = found {
            i = repair.end;
            repairs.push(repair);
        } else {
            i += 1;
        }
    }
    repairs
}

/// A blank between two Chinese characters of running text.
fn stray_blank(chars: &[char], i: usize) -> Option<Repair> {
    let between =
        i > 0 && chars[i] == ' ' && is_han(chars[i - 1]) && chars.get(i + 1).is_some_and(|&c| is_han(c));
    between.then(|| Repair { start: i, end: i + 1, spoken: String::new() })
}

/// 根治根治欠薪: a two-character word twice, followed by what it acts on. Reduplicated verbs (讨论讨论) end their
/// clause or take 一下; counting words (一个一个) hold 一.
fn doubled_word(chars: &[char], i: usize) -> Option<Repair> {
    let (word, rest) = chars.get(i..i + 5)?.split_at(2);
    let &[first, second] = word else { return None };
    let next = rest[2];
    let plain = rest.starts_with(word) && first != second && [first, second, next].into_iter().all(is_han);
    let counts = |c: char| "一二三两几半一个件步步点滴次年月天日".contains(c);
    (plain && !counts(first) && !counts(second) && !"的地得了着过吧呢啊".contains(next)).then(|| Repair {
        start: i + 2,
        end: i + 4,
        spoken: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(s: &str) -> String {
        let mut text = Text::default();
        s.chars().enumerate().for_each(|(i, c)| text.push(c, i as u32));
        let mut chars: Vec<char> = s.chars().collect();
        for repair in find(&text).iter().rev() {
            chars.splice(repair.start..repair.end, repair.spoken.chars());
        }
        chars.into_iter().collect()
    }

    #[test]
    fn plain_slips_are_mended_and_nothing_else() {
        assert_eq!(spoken("修建修建水渠的工人"), "修建水渠的工人");
        assert_eq!(spoken("全 市"), "全市");
        for sound in ["大家讨论讨论，再定", "一个一个来", "“休息休息再说”", "人山人海", "青原 Marathon"]
        {
            assert_eq!(spoken(sound), sound);
        }
    }
}
