//! Slips of the scanner that are plainly safe to mend for the ear.

use crate::articles::text::{Text, is_han, keeps_hyphen};
use crate::articles::words::lists;
use crate::model::Repair;
use crate::words::dictionary;

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
        let found = if quoted > 0 {
            None
        } else {
            stray_blank(chars, i)
                .or_else(|| doubled_word(chars, i))
                .or_else(|| doubled_character(chars, i))
                .or_else(|| divided_word(chars, i))
        };
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

/// 抓住住, 研究院院: a word's last character once more. Left alone where the doubled character begins a word of its
/// own (学院院长), stands alone as one (大会会开), doubles by rule (看看, 常常, 一筐筐) or where the word may be a name.
fn doubled_character(chars: &[char], i: usize) -> Option<Repair> {
    const ALONE: &str = concat!(
        "会要有是在到上下来去过了的得地着为可能将把被给让和与等中对向从以不没人年月日天个家种多大小说看想里外内前后左右东西南北",
        "一二三四五六七八九十百千万亿两几点些次回遍用做当叫请使令由于同及或并且也都就才又还再更最很太真好行走跑飞开关打拿送带",
    );
    let (&c, &again) = (chars.get(i)?, chars.get(i + 1)?);
    let next = chars.get(i + 2).copied().unwrap_or('。');
    if c != again || !is_han(c) || next == c || ALONE.contains(c) || i < 1 {
        return None;
    }
    // 一筐筐, 一排排: a measure word doubled is each of them.
    if chars[i - 1] == '一' {
        return None;
    }
    let is_word = |from: usize, to: usize| {
        chars.get(from..to).is_some_and(|word| dictionary().has_word(&word.iter().collect::<String>()))
    };
    let ends_word = (2..=4).any(|length| length <= i + 1 && is_known(&chars[i + 1 - length..=i]));
    let doubles = is_word(i, i + 2) || (1..=2).any(|before| before <= i && is_word(i - before, i + 2));
    let begins_word =
        (2..=4).any(|length| is_word(i + 1, i + 1 + length)) || (is_han(next) && PLACES.contains(next));
    (ends_word && !doubles && !begins_word).then(|| Repair {
        start: i + 1,
        end: i + 2,
        spoken: String::new(),
    })
}

/// What often follows a single noun: 院内, 会前.
const PLACES: &str = "内外长区务方里中前后上下员";

/// A word of the dictionary that is no name.
fn is_known(word: &[char]) -> bool {
    let print: String = word.iter().collect();
    // What the dictionary lacks is not tagged: that would load what unknown words are guessed by.
    dictionary().has_word(&print)
        && matches!(dictionary().tag(&print, false).as_slice(), [only] if !only.tag.starts_with("nr") && only.tag != "x")
}

/// con- crete: a hyphen and a blank inside an English word.
fn divided_word(chars: &[char], i: usize) -> Option<Repair> {
    if chars[i] != '-' || chars.get(i + 1) != Some(&' ') {
        return None;
    }
    let word = |letters: &mut dyn Iterator<Item = &char>| -> String {
        letters.take_while(|c| c.is_ascii_alphabetic()).collect()
    };
    let before: String = word(&mut chars[..i].iter().rev().take(20)).chars().rev().collect();
    let after = word(&mut chars.get(i + 2..)?.iter().take(20));
    let plain = before.len() >= 2 && after.len() >= 2 && after.starts_with(|c: char| c.is_ascii_lowercase());
    let counts = lists().hyphen_counts.contains(&after.as_str());
    (plain && !counts && !keeps_hyphen(&before)).then(|| Repair {
        start: i,
        end: i + 2,
        spoken: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(s: &str) -> String {
        let text = Text::of(s, 0);
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
        assert_eq!(spoken("牢牢抓住住科技创新"), "牢牢抓住科技创新");
        assert_eq!(spoken("大学研究院院动物育种中心"), "大学研究院动物育种中心");
        assert_eq!(spoken("time to pour con- crete now"), "time to pour concrete now");
        for sound in [
            "常常来看看星星，人人天天慢慢走，渐渐习惯",
            "高高兴兴、干干净净、明明白白地过年",
            "绿油油的麦田，亮晶晶的河水，静悄悄的夜，干巴巴的文章",
            "爸爸妈妈和爷爷奶奶带宝宝来了",
            "学院院长和医院院内感染、大会会务组、党组组长、区长长期",
            "大会会在周日开，他说说得对，想想看",
            "李丽丽、王冰冰、陈圆圆和范晓晓",
            "为了了解情况，有关关系，发展展览，得到到位",
            "two- and three-year terms, a well- known man",
            "步步高、节节高、年年有余、代代相传、滴滴出行、往往如此、纷纷赶来、仅仅三天、刚刚好",
        ] {
            assert_eq!(spoken(sound), sound);
        }
        for sound in ["大家讨论讨论，再定", "一个一个来", "“休息休息再说”", "人山人海", "青原 Marathon"]
        {
            assert_eq!(spoken(sound), sound);
        }
    }
}
