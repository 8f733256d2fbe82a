//! 一 and 不 change their tone before another syllable.

use crate::model::{Syllable, Tone};

use super::Word;

/// What stands before 一 in an ordinal, or before or after it in a row of digits.
const DIGITS: &str = "零〇一二三四五六七八九幺两";

/// Sets `said` of every 一 and 不 by the syllable that follows.
pub fn apply(chars: &[char], words: &mut [Word]) {
    let mut tones = vec![None; chars.len()];
    let mut at = 0;
    for word in words.iter() {
        for (offset, syllable) in word.syllables.iter().enumerate() {
            tones[at + offset] = Some(syllable.tone);
        }
        at += word.chars;
    }
    let mut at = 0;
    for word in words {
        for (offset, syllable) in word.syllables.iter_mut().enumerate() {
            if let Some(said) = said(chars, &tones, at + offset, syllable) {
                syllable.said = said;
            }
        }
        at += word.chars;
    }
}

/// The changed tone of the syllable at `at`; `None` where it stays.
fn said(chars: &[char], tones: &[Option<Tone>], at: usize, syllable: &Syllable) -> Option<Tone> {
    let next = tones.get(at + 1).copied().flatten()?;
    let before = at.checked_sub(1).map(|before| chars[before]);
    let after = chars[at + 1];
    match (chars[at], &*syllable.letters) {
        ('不', "bu") if next == Tone::Fourth => Some(Tone::Second),
        ('一', "yi") => {
            let beside_digit = |c: char| DIGITS.contains(c);
            let counted = before.is_some_and(|c| c == '第' || c == '初' || c == '十' || beside_digit(c));
            let named = matches!(after, '月' | '日' | '号' | '点');
            if counted || beside_digit(after) || named {
                None
            } else if before == Some(after) {
                Some(Tone::Neutral)
            } else if next == Tone::Fourth || next == Tone::Neutral {
                Some(Tone::Second)
            } else {
                Some(Tone::Fourth)
            }
        }
        _ => None,
    }
}
