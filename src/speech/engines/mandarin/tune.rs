//! The tune of a sentence, laid over what the model sings by itself: it sings the words and never heard of questions.

use super::word::Word;
use crate::model::{Mark, Say, Spoken};

/// How far the last syllables are lifted, the very last one first, in deviations of the model's pitch: 1 lifts a level tone
/// by three semitones.
const RISE: [f32; 4] = [0.8, 0.55, 0.3, 0.15];
const FALL: [f32; 3] = [-0.4, -0.25, -0.1];

/// Words that make a question by themselves.
const ASKING: &str = include_str!("asking.txt");

/// Lifts the end of a question that only its tune makes one, or 吗, and lowers that of a statement a little. A question with
/// a word that asks stays as the model sings it, and so does a statement too short to fall: it has nothing but its tones.
pub(super) fn sing(words: &mut [Word], end: Option<Mark>, spoken: &Spoken) {
    let length: usize = words.iter().map(|word| word.syllables.len()).sum();
    let tune = match end {
        Some(Mark::Question) if !asks(spoken) => &RISE[..],
        Some(Mark::Stop) if length > FALL.len() => &FALL,
        _ => &[],
    };
    let lifts = words.iter_mut().rev().flat_map(|word| word.lifts.iter_mut().rev());
    lifts.zip(tune).for_each(|(lift, by)| *lift = *by);
}

/// Whether a word of it asks: 谁, 什么, 能不能.
fn asks(spoken: &Spoken) -> bool {
    let words = spoken.tokens.iter().filter(|token| matches!(token.say, Say::Mandarin(_)));
    let text: String = words.map(|token| token.words.as_str()).collect();
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).any(|three| matches!(three[1], '不' | '没') && three[0] == three[2])
        || ASKING.lines().filter(|line| !line.starts_with('#')).any(|word| text.contains(word))
}
