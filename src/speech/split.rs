//! Sentences that an engine cannot take in one request, parted at clause marks.

use crate::model::{Mark, Say, Spoken, Token};

/// The parts of a sentence, each of at most `limit` characters where its tokens allow it. Joined they are the
/// sentence. A part ends at the strongest mark in its second half, else at any mark, else between two words,
/// and inside a number only where there is nothing else.
pub(super) fn split(spoken: &Spoken, limit: usize) -> Vec<Spoken> {
    let mut parts = Vec::new();
    let mut rest = spoken.tokens.as_slice();
    while !rest.is_empty() {
        let (part, after) = rest.split_at(first_part(rest, limit.max(1)));
        parts.push(Spoken { tokens: part.to_vec(), problem: None });
        rest = after;
    }
    join_unheard(parts)
}

/// How many tokens the first part has; at least one.
fn first_part(tokens: &[Token], limit: usize) -> usize {
    let mut characters = 0;
    let fitting = tokens
        .iter()
        .take_while(|token| {
            characters += token.words.chars().count() + 1;
            characters <= limit + 1
        })
        .count();
    if fitting == tokens.len() {
        return fitting;
    }
    let best = (1..=fitting).max_by_key(|&end| {
        // Equal joints: the later one, so that parts are few.
        (strength(tokens, end, 2 * end >= fitting), end)
    });
    best.unwrap_or(1)
}

/// How good a joint is before token `end`.
fn strength(tokens: &[Token], end: usize, late: bool) -> u8 {
    let mark = match &tokens[end - 1].say {
        Say::Mark(Mark::Stop | Mark::Question | Mark::Exclamation) => 5,
        Say::Mark(Mark::Semicolon) => 4,
        Say::Mark(Mark::Comma | Mark::Dash) => 3,
        _ if in_number(tokens, end) => 0,
        _ => 1,
    };
    if late || mark < 3 { mark } else { 2 }
}

/// True between two tokens that a rule made together, as it does of a number's words.
fn in_number(tokens: &[Token], end: usize) -> bool {
    let rule = |at: usize| tokens.get(at).and_then(|token| token.rule);
    rule(end).is_some() && rule(end) == rule(end - 1)
}

/// Parts without anything heard (a closing quote alone) go with the part before them.
fn join_unheard(parts: Vec<Spoken>) -> Vec<Spoken> {
    let mut joined: Vec<Spoken> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(before) if part.beats() == 0 || before.beats() == 0 => before.tokens.extend(part.tokens),
            _ => joined.push(part),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(words: &str, say: Say, rule: Option<&'static str>) -> Token {
        Token { printed: words.to_owned(), words: words.to_owned(), say, rule }
    }

    fn sentence(text: &str) -> Spoken {
        let tokens = text.chars().map(|c| match c {
            '，' => token("，", Say::Mark(Mark::Comma), None),
            '；' => token("；", Say::Mark(Mark::Semicolon), None),
            '。' => token("。", Say::Mark(Mark::Stop), None),
            '一' | '百' | '二' | '十' => token(&c.to_string(), Say::English, Some("number")),
            _ => token(&c.to_string(), Say::English, None),
        });
        Spoken { tokens: tokens.collect(), problem: None }
    }

    fn texts(text: &str, limit: usize) -> Vec<String> {
        split(&sentence(text), limit).iter().map(Spoken::text).collect()
    }

    #[test]
    fn parts_end_at_the_strongest_late_mark() {
        assert_eq!(texts("风和日丽，山青水秀；人来人往。", 26), ["风和日丽，山青水秀；", "人来人往。"]);
        assert_eq!(texts("风和日丽，山青水秀。", 100), ["风和日丽，山青水秀。"]);
    }

    #[test]
    fn a_number_stays_whole() {
        assert_eq!(texts("今天共有一百二十人到场", 12), ["今天共有", "一百二十人到", "场"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_part_fits(text in "[风和，；。一百]{1,80}", limit in 4usize..60) {
            let whole = sentence(&text);
            let parts = split(&whole, limit);
            let joined: Vec<Token> = parts.iter().flat_map(|part| part.tokens.clone()).collect();
            prop_assert_eq!(joined, whole.tokens);
        }
    }
}
