//! Listening to each clip before it is kept: is this the sound of these words?

use super::decode::{DecodeError, decode};
use super::pcm::Pcm;
use super::{Sound, Start, Voice};
use crate::model::{Millis, Samples, Say, Spoken, TokenMark};

/// Why a sound is not kept.
#[derive(Debug, thiserror::Error, PartialEq)]
pub(crate) enum Refusal {
    #[error(transparent)]
    Undecoded(#[from] DecodeError),
    #[error("the sound is silent")]
    Silent,
    #[error("the sound is clipped")]
    Clipped,
    #[error("{seconds:.2} s is too short for {beats} syllables")]
    TooShort { seconds: f64, beats: usize },
    #[error("{seconds:.2} s is too long for {beats} syllables")]
    TooLong { seconds: f64, beats: usize },
}

/// A clip that was listened to and trimmed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heard {
    pub pcm: Pcm,
    /// Where its tokens begin, as far as the engine told.
    pub marks: Vec<TokenMark>,
}

/// What stays of the silence before and after the words; the pauses of the programme are the assembler's.
const LEAD: Millis = Millis(10);
const TAIL: Millis = Millis(30);

/// A sound is decoded until it is so many times as long as its words may be, and so many seconds more: it may have
/// silence around them.
const SILENCE: f64 = 3.0;
const AROUND: f64 = 30.0;

/// Decodes a sound, checks that it can be these words in this voice, and trims it.
pub(crate) fn listen(sound: &Sound, spoken: &Spoken, voice: &Voice) -> Result<Heard, Refusal> {
    let (_, longest) = plausible(spoken, voice.pace);
    let mut pcm = decode(sound, SILENCE * longest + AROUND)?;
    if pcm.is_silent() {
        return Err(Refusal::Silent);
    }
    if is_clipped(&pcm.samples) {
        return Err(Refusal::Clipped);
    }
    let cut = pcm.trim(LEAD, TAIL);
    judge_length(pcm.seconds(), spoken, voice.pace)?;
    Ok(Heard { marks: marks(&sound.starts, cut, &pcm), pcm })
}

/// An engine's times as places in the trimmed sound. Times that run backwards or past its end tell of another sound:
/// then none is believed.
fn marks(starts: &[Start], cut: usize, pcm: &Pcm) -> Vec<TokenMark> {
    let rate = f64::from(pcm.rate);
    let place = |start: &Start| {
        let at = ((start.seconds * rate).round() as usize).saturating_sub(cut);
        TokenMark { token: start.token, syllable: start.syllable, at: Samples(at as u64) }
    };
    let marks: Vec<TokenMark> = starts.iter().map(place).collect();
    let in_order = marks.is_sorted_by(|one, next| {
        (one.token, one.syllable) < (next.token, next.syllable) && one.at <= next.at
    });
    let inside = marks.last().is_none_or(|last| last.at.0 <= pcm.samples.len() as u64);
    if in_order && inside { marks } else { Vec::new() }
}

/// Mandarin takes 0.12 to 0.6 s a syllable. A voice that its file calls faster or slower moves that,
/// marks may take their time, and a sentence of a syllable or two is judged mildly.
fn plausible(spoken: &Spoken, pace: f64) -> (f64, f64) {
    let beats = spoken.beats();
    let marks = spoken.tokens.iter().filter(|token| matches!(token.say, Say::Mark(_))).count();
    let usual = 60.0 / pace.clamp(60.0, 900.0);
    let shortest = (0.12f64).min(0.5 * usual) * beats as f64 - 0.1;
    let longest = (0.6f64).max(2.5 * usual) * beats as f64 + 0.8 * marks as f64 + 1.5;
    (shortest, longest)
}

fn judge_length(seconds: f64, spoken: &Spoken, pace: f64) -> Result<(), Refusal> {
    let beats = spoken.beats();
    let (shortest, longest) = plausible(spoken, pace);
    if seconds < shortest {
        Err(Refusal::TooShort { seconds, beats })
    } else if seconds > longest {
        Err(Refusal::TooLong { seconds, beats })
    } else {
        Ok(())
    }
}

/// More than one sample in 200 in a flat run at full scale.
fn is_clipped(samples: &[i16]) -> bool {
    let full = |sample: i16| sample.unsigned_abs() >= 32_767;
    // Almost no sound is: a quick look tells.
    if !samples.iter().any(|&sample| full(sample)) {
        return false;
    }
    let flat = samples.windows(3).filter(|three| three.iter().all(|&s| full(s))).count();
    flat * 200 > samples.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Syllable, Token};

    fn sentence(beats: usize) -> Spoken {
        let syllable = Syllable::parse("ma1").unwrap();
        let word = Token {
            printed: String::new(),
            words: "妈".repeat(beats),
            say: Say::Mandarin(vec![syllable; beats]),
            rule: None,
        };
        Spoken { tokens: vec![word], problem: None }
    }

    fn voice() -> Voice {
        Voice {
            name: "test".to_owned(),
            engine: "tone".to_owned(),
            languages: vec![Language::Zh],
            description: String::new(),
            licence: String::new(),
            price_per_million: 0.0,
            pace: 260.0,
            title: String::new(),
            synthetic: true,
            trained: false,
            weights: None,
            beside: None,
            settings: toml::Table::new(),
        }
    }

    fn hum(seconds: f64, height: f64) -> Sound {
        let samples = (0..(seconds * 16_000.0) as u32).map(|n| ((f64::from(n) * 0.1).sin() * height) as i16);
        Sound::pcm(samples.flat_map(i16::to_le_bytes).collect(), 16_000)
    }

    fn hear(sound: &Sound, beats: usize) -> Result<Heard, Refusal> {
        listen(sound, &sentence(beats), &voice())
    }

    #[test]
    fn a_plausible_sound_is_kept() {
        let heard = hear(&hum(2.0, 8_000.0), 9).unwrap();
        assert!((heard.pcm.seconds() - 2.0).abs() < 0.05);
    }

    #[test]
    fn silence_is_refused() {
        assert_eq!(hear(&hum(2.0, 0.0), 9), Err(Refusal::Silent));
        assert_eq!(hear(&hum(2.0, 20.0), 9), Err(Refusal::Silent));
    }

    #[test]
    fn a_sound_too_short_or_too_long_for_its_words_is_refused() {
        assert!(matches!(hear(&hum(0.5, 8_000.0), 20), Err(Refusal::TooShort { .. })));
        assert!(matches!(hear(&hum(20.0, 8_000.0), 5), Err(Refusal::TooLong { .. })));
    }

    #[test]
    fn a_sentence_cut_in_its_middle_is_refused() {
        assert!(hear(&hum(4.6, 8_000.0), 20).is_ok());
        assert!(matches!(hear(&hum(2.2, 8_000.0), 20), Err(Refusal::TooShort { .. })));
    }

    #[test]
    fn a_sound_driven_into_its_limits_is_refused() {
        assert_eq!(hear(&hum(2.0, 90_000.0), 9), Err(Refusal::Clipped));
    }
}
