//! 一 and 不 change their tone before another syllable.

use crate::model::{Syllable, Tone};
use crate::reading::words::lists;
use crate::text::lists::has;

/// What 一 stands beside in a row of digits.
const DIGITS: &str = "零〇一二三四五六七八九幺两";

/// Sets `said` of every 一 and 不 by the syllable that follows.
pub fn apply(chars: &[char], syllables: &mut [Option<Syllable>]) {
    for at in 0..chars.len() {
        let next = syllables.get(at + 1).and_then(|next| Some(next.as_ref()?.tone));
        let (Some(next), Some(syllable)) = (next, syllables[at].as_mut()) else { continue };
        let before = at.checked_sub(1).map(|before| chars[before]);
        let said = match (chars[at], &*syllable.letters) {
            ('不', "bu") => after_not(before, chars[at + 1], next),
            ('一', "yi") if is_decimal(chars, at) => None,
            ('一', "yi") => after_one(before, chars[at + 1], next),
            _ => None,
        };
        syllable.said = said.unwrap_or(syllable.said);
    }
}

/// Whether 一 is the whole part of a decimal: 一点五. In 一点一点 it counts.
fn is_decimal(chars: &[char], at: usize) -> bool {
    let figure = chars.get(at + 2).is_some_and(|&c| DIGITS.contains(c));
    chars.get(at + 1) == Some(&'点') && figure && chars.get(at + 3) != Some(&'点')
}

/// 不 is bú before a fourth tone, and toneless between a verb and its repetition.
fn after_not(before: Option<char>, after: char, next: Tone) -> Option<Tone> {
    if before == Some(after) { Some(Tone::Neutral) } else { (next == Tone::Fourth).then_some(Tone::Second) }
}

/// 一 keeps its tone as a number among numbers, is toneless between a verb and its repetition, and else goes
/// against the tone that follows.
fn after_one(before: Option<char>, after: char, next: Tone) -> Option<Tone> {
    let digit = |c: char| DIGITS.contains(c);
    let ordinal = before.is_some_and(|c| has(&lists().before_one, c) || digit(c));
    let dated = has(&lists().after_one, after);
    if ordinal || dated || digit(after) {
        None
    } else if before == Some(after) {
        Some(Tone::Neutral)
    } else if matches!(next, Tone::Fourth | Tone::Neutral) {
        Some(Tone::Second)
    } else {
        Some(Tone::Fourth)
    }
}
