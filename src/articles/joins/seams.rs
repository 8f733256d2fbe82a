//! The two sides of a break: whether they make words, close brackets and read on.

use crate::articles::clauses;
use crate::articles::text::{Text, fold, is_han};
use crate::words::dictionary;

/// How many characters on each side of a break are looked at.
const REACH: usize = 6;

/// How well two texts go on in one another: above zero where a word or a bracket needs the other side.
pub fn seam(left: &Text, right: &Text) -> f32 {
    brackets(left, right) + words(left, right) + clauses::fit(left, right) - beginning(right)
}

/// Whether a text reads like the beginning of a paragraph (above zero) or like the rest of a sentence (below).
pub fn beginning(text: &Text) -> f32 {
    let first = text.chars().first().copied().unwrap_or(' ');
    let head = text.folded_head(6);
    if first.is_lowercase() || "，、。；：）》”’」』,.;:)".contains(first) {
        -0.7
    } else if PARTICLES.contains(fold(first)) {
        -0.45
    } else if first == '「'
        || OPENINGS.iter().any(|opening| head.starts_with(opening))
        || clauses::opens_sentence(text)
    {
        0.4
    } else if first.is_ascii_uppercase() || names_a_speaker(text) {
        0.25
    } else {
        0.0
    }
}

/// 学员周桂兰说，: who speaks and the verb, before the first comma. A name that the break divides is shorter.
fn names_a_speaker(text: &Text) -> bool {
    const VERBS: [&str; 10] =
        ["说", "表示", "介绍", "指出", "认为", "提醒", "回应", "告诉记者", "坦言", "透露"];
    const WINDOW: usize = 24;
    let clause: String =
        text.chars().iter().take(WINDOW).map(|&c| fold(c)).take_while(|&c| c != ',').collect();
    let length = clause.chars().count();
    (5..WINDOW).contains(&length) && VERBS.iter().any(|verb| clause.ends_with(verb))
}

/// True for a text that can hardly be a paragraph's beginning.
pub fn reads_on(text: &Text) -> bool {
    beginning(text) < 0.0
}

/// Characters that lean on the word before them.
const PARTICLES: &str = "的了着们地得过者性化等吗呢吧之";

/// How paragraphs of news begin.
const OPENINGS: [&str; 32] = [
    "“",
    "据",
    "近年",
    "近日",
    "目前",
    "此外",
    "同时",
    "下一步",
    "记者",
    "截至",
    "今年",
    "去年",
    "此次",
    "本次",
    "活动",
    "会议",
    "其中",
    "随着",
    "为了",
    "昨日",
    "昨天",
    "日前",
    "接下来",
    "专家",
    "不过",
    "但",
    "报告",
    "市民",
    "对此",
    "未来",
    "另",
    "在",
];

fn brackets(left: &Text, right: &Text) -> f32 {
    let mut score = 0.0;
    for (open, close) in [('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’'), ('「', '」'), ('『', '』')]
    {
        let depth = |text: &Text| {
            text.chars().iter().fold((0_i32, 0_i32), |(depth, least), &c| {
                let depth = depth + i32::from(c == open) - i32::from(c == close);
                (depth, least.min(depth))
            })
        };
        let (opened, _) = depth(left);
        let (_, needed) = depth(right);
        if opened > 0 || needed < 0 {
            score += if opened > 0 && needed < 0 { 0.9 } else { -0.5 };
        }
    }
    // Straight quotation marks do not tell which they are, but whole texts have even numbers of them.
    let odd = |text: &Text| !text.chars().iter().filter(|c| **c == '"').count().is_multiple_of(2);
    match (odd(left), odd(right)) {
        (true, true) => score + 0.9,
        (false, false) => score,
        _ => score - 0.5,
    }
}

/// A word that the break divides: joined, the two sides take fewer words than apart.
fn words(left: &Text, right: &Text) -> f32 {
    let tail: String = left.chars()[left.len().saturating_sub(REACH)..].iter().map(|&c| fold(c)).collect();
    let head: String = right.chars().iter().take(REACH).map(|&c| fold(c)).collect();
    let (Some(last), Some(first)) = (tail.chars().last(), head.chars().next()) else { return 0.0 };
    if !is_han(last) || !is_han(first) {
        return if last == '-' && first.is_lowercase() { 0.8 } else { 0.0 };
    }
    let count = |text: &str| dictionary().cut(text, false).len();
    let saved = (count(&tail) + count(&head)).saturating_sub(count(&format!("{tail}{head}")));
    match saved {
        0 => -0.2,
        1 => 0.9,
        _ => 1.4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Text {
        let mut text = Text::default();
        s.chars().enumerate().for_each(|(i, c)| text.push(c, i as u32));
        text
    }

    #[test]
    fn a_divided_word_is_felt() {
        let fits = seam(&text("工人们坚持使用传统工艺，讲堂的木柱得到加"), &text("固保留。"));
        let odd = seam(&text("工人们坚持使用传统工艺，讲堂的木柱得到加"), &text("渔船也会收到位置。"));
        assert!(fits > odd + 0.5, "{fits} {odd}");
        assert!(seam(&text("他说：“我们"), &text("都去。”")) > 0.5);
    }
}
