//! The two sides of a break: whether they make words, close brackets and read on.

use super::{clauses, pairs};
use crate::articles::text::{Text, fold, is_han};
use crate::articles::weights::weights;
use crate::articles::words::lists;
use crate::words::dictionary;

/// How many characters on each side of a break are looked at.
const REACH: usize = 6;

/// How well two texts go on in one another: above zero where a word or a bracket needs the other side.
pub fn seam(left: &Text, right: &Text) -> f32 {
    seam_before(left, right, beginning(right))
}

/// As [`seam`], where it is known how much the right side reads like a [`beginning`].
pub fn seam_before(left: &Text, right: &Text, begins: f32) -> f32 {
    brackets(left, right)
        + words(left, right)
        + clauses::fit(left, right)
        + leads(left, right)
        + adverb(left, right)
        + neighbours(left, right)
        - begins
}

/// What stands at the break on both sides often stands side by side, or seldom.
fn neighbours(left: &Text, right: &Text) -> f32 {
    let weights = weights();
    let in_chinese = left.chars().last().is_some_and(|&c| is_han(c));
    let odds = pairs::odds(left, right).max(weights.rarest_neighbours);
    odds * if in_chinese { weights.neighbours } else { weights.neighbours_in_english }
}

/// A word that leads on (并, 将, 对) is whole, and so is the word behind it.
fn leads(left: &Text, right: &Text) -> f32 {
    const LEADING: &str = "并且和与及或而但将把被对向在从由";
    let mut back = left.chars().iter().rev();
    let leading =
        back.next().is_some_and(|&c| LEADING.contains(fold(c))) && back.next().is_some_and(|&c| !is_han(c));
    let first = right.chars().first().copied().unwrap_or(' ');
    match leading {
        true if PARTICLES.contains(fold(first)) || fragment(right) == Some(1) => {
            weights().leading_then_particle
        }
        true => weights().leading,
        false => 0.0,
    }
}

/// 续航也|不打折扣: an adverb wants a verb behind it, and no name or thing.
fn adverb(left: &Text, right: &Text) -> f32 {
    let tail: String = left.chars()[left.len().saturating_sub(REACH)..].iter().map(|&c| fold(c)).collect();
    let head: String = right.chars().iter().take(REACH).map(|&c| fold(c)).collect();
    if !tail.ends_with(is_han) || !head.starts_with(is_han) {
        return 0.0;
    }
    if dictionary().tag(&tail, false).last().is_none_or(|word| word.tag != "d") {
        return 0.0;
    }
    match dictionary().tag(&head, false).first().map(|word| word.tag) {
        Some("v" | "vn" | "a" | "ad" | "d" | "p") => weights().adverb_then_verb,
        Some(tag) if tag.starts_with(['n', 'r', 't']) => weights().adverb_then_noun,
        _ => 0.0,
    }
}

/// Whether a text reads like the beginning of a paragraph (above zero) or like the rest of a sentence (below).
pub fn beginning(text: &Text) -> f32 {
    let weights = weights();
    let first = text.chars().first().copied().unwrap_or(' ');
    if is_figure(text) || is_remnant(text) {
        weights.begins_as_figure
    } else if first.is_lowercase() || "，、。；：）》”’」』,.;:)".contains(first) {
        weights.begins_small
    } else if PARTICLES.contains(fold(first)) && leans(text) {
        weights.begins_with_particle
    } else if LATER.contains(fold(first)) && leans(text) {
        weights.begins_with_later
    } else if let Some(length) = fragment(text) {
        if length == 1 { weights.begins_with_character } else { weights.begins_with_fragment }
    } else if first == '「' || opens(text) || clauses::opens_sentence(text) {
        weights.begins_as_sentence
    } else if first.is_ascii_uppercase() || names_a_speaker(text) {
        weights.begins_with_name
    } else {
        0.0
    }
}

/// 31.7%，创新高: a bare figure is the end of a clause that stands elsewhere.
fn is_figure(text: &Text) -> bool {
    let figure = |c: &&char| c.is_ascii_digit() || ".%％万亿千百多余".contains(**c);
    let length = text.chars().iter().take_while(figure).count();
    let begins = text.chars().first().is_some_and(char::is_ascii_digit);
    begins && text.chars().get(length).is_some_and(|c| "，。".contains(*c))
}

/// 不打折扣。: a few words are the rest of a sentence sooner than a paragraph.
fn is_remnant(text: &Text) -> bool {
    const LONGEST: usize = 6;
    let is_clause = |text: &[char]| {
        text.split_last().is_some_and(|(end, words)| *end == '。' && words.iter().all(|&c| is_han(c)))
    };
    text.len() <= LONGEST && is_clause(text.chars())
}

/// 斤。, 费用，性质恶劣: the length of a first clause that is too short to begin a paragraph and tells no time,
/// no place and no turn of thought.
fn fragment(text: &Text) -> Option<usize> {
    const LONGEST: usize = 3;
    let chars = text.chars();
    if !is_han(*chars.first()?) {
        return None;
    }
    let end = chars.iter().take(LONGEST + 1).position(|c| "，、。；".contains(*c))?;
    let clause: String = chars[..end].iter().map(|&c| fold(c)).collect();
    let last = clause.chars().last()?;
    // 会上，入冬后，前不久，昨夜，这里，: when and where.
    let adverb = "上中下里时后前日年月天间季晚晨夜来初末期外内午久今处".contains(last);
    // 好。他说: a short sentence before others. 各市、州: a list may begin with a short word.
    let whole = chars[end] == '。' && end + 1 < chars.len() || chars[end] == '、' && end > 1;
    (end > 0 && !whole && !(end > 1 && (adverb || lists().turns.contains(&clause.as_str())))).then_some(end)
}

/// 学员周桂兰说，: who speaks and the verb, before the first comma. A name that the break divides is shorter.
fn names_a_speaker(text: &Text) -> bool {
    const LONGEST: usize = 4;
    const WINDOW: usize = 24;
    let head = &text.chars()[..text.len().min(WINDOW)];
    let length = head.iter().position(|&c| fold(c) == ',').unwrap_or(head.len());
    if !(LONGEST + 1..WINDOW).contains(&length) {
        return false;
    }
    let ends: String = head[length - LONGEST..length].iter().map(|&c| fold(c)).collect();
    lists().saying.iter().any(|verb| ends.ends_with(verb))
}

/// True for a text that can hardly be a paragraph's beginning.
pub fn reads_on(text: &Text) -> bool {
    beginning(text) < 0.0
}

/// Characters that lean on the word before them.
const PARTICLES: &str = "的了着们地得过者性化等吗呢吧之";

/// Words of one character that stand within a clause, never before one.
const LATER: &str = "还才却便均亦并或及";

/// True where the first character is a word by itself (过去 is none).
fn leans(text: &Text) -> bool {
    let head: String = text.chars().iter().take(REACH).map(|&c| fold(c)).collect();
    dictionary().cut(&head, false).first().is_none_or(|word| word.word.chars().count() == 1)
}

fn opens(text: &Text) -> bool {
    let head = text.folded_head(3);
    lists().openings.iter().any(|opening| head.starts_with(opening))
}

const BRACKETS: [(char, char); 6] =
    [('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// For each kind of brackets, how many stay open at a text's end, and how many closed ones it needs opened, below zero.
fn depths(text: &Text) -> [(i32, i32); BRACKETS.len()] {
    let mut depths = [(0_i32, 0_i32); BRACKETS.len()];
    for &c in text.chars().iter().filter(|&&c| !c.is_ascii() && !is_han(c)) {
        if let Some(kind) = BRACKETS.iter().position(|&(open, close)| c == open || c == close) {
            let (depth, least) = &mut depths[kind];
            *depth += if c == BRACKETS[kind].0 { 1 } else { -1 };
            *least = (*least).min(*depth);
        }
    }
    depths
}

fn brackets(left: &Text, right: &Text) -> f32 {
    let (closes, lost) = (weights().bracket_closes, weights().bracket_lost);
    let mut score = 0.0;
    for ((opened, _), (_, needed)) in depths(left).into_iter().zip(depths(right)) {
        if opened > 0 || needed < 0 {
            score += if opened > 0 && needed < 0 { closes } else { lost };
        }
    }
    // Straight quotation marks do not tell which they are, but whole texts have even numbers of them.
    let odd = |text: &Text| !text.chars().iter().filter(|c| **c == '"').count().is_multiple_of(2);
    match (odd(left), odd(right)) {
        (true, true) => score + closes,
        (false, false) => score,
        _ => score + lost,
    }
}

/// A word that the break divides: joined, the two sides take fewer words than apart.
fn words(left: &Text, right: &Text) -> f32 {
    let tail: String = left.chars()[left.len().saturating_sub(REACH)..].iter().map(|&c| fold(c)).collect();
    let head: String = right.chars().iter().take(REACH).map(|&c| fold(c)).collect();
    let (Some(last), Some(first)) = (tail.chars().last(), head.chars().next()) else { return 0.0 };
    if !is_han(last) || !is_han(first) {
        return if last == '-' && first.is_lowercase() { weights().hyphen } else { 0.0 };
    }
    let count = |text: &str| dictionary().cut(text, false).len();
    let saved = (count(&tail) + count(&head)).saturating_sub(count(&format!("{tail}{head}")));
    match saved {
        0 => weights().word_apart,
        1 => weights().word_divided,
        _ => weights().words_divided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_divided_word_is_felt() {
        let fits = seam(&Text::of("工人们坚持使用传统工艺，讲堂的木柱得到加", 0), &Text::of("固保留。", 0));
        let odd = seam(
            &Text::of("工人们坚持使用传统工艺，讲堂的木柱得到加", 0),
            &Text::of("渔船也会收到位置。", 0),
        );
        assert!(fits > odd + 0.5, "{fits} {odd}");
        assert!(seam(&Text::of("他说：“我们", 0), &Text::of("都去。”", 0)) > 0.5);
    }

    #[test]
    fn a_clause_too_short_to_begin_a_paragraph_is_the_rest_of_one() {
        for rest in [
            "31.7%，创新高。",
            "不打折扣。",
            "斤。",
            "道、救命道。路通了。",
            "还吃得上、吃得好。",
            "的规则。",
        ] {
            assert!(reads_on(&Text::of(rest, 0)), "{rest}");
        }
        for begins in
            ["据悉，活动将持续到年底。", "会上，代表发言。", "过去配种凭经验。", "各市、州人民政府："]
        {
            assert!(!reads_on(&Text::of(begins, 0)), "{begins}");
        }
    }

    #[test]
    fn an_adverb_wants_a_verb() {
        let left = Text::of("冬天车里暖气开足，续航也", 0);
        assert!(adverb(&left, &Text::of("打折扣。", 0)) > adverb(&left, &Text::of("新区还将建站。", 0)));
    }

    #[test]
    fn a_word_that_leads_on_wants_a_whole_one() {
        let left = Text::of("下一步将把改革扩大到全市，并", 0);
        assert!(
            seam(&left, &Text::of("推动信息互认。", 0)) > seam(&left, &Text::of("道、救命道。", 0)) - 0.7
        );
    }
}
