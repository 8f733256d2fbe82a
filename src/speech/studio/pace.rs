//! Whether voices speak as fast as their files say. Sound that is labelled with another rate than it has is slow and deep, or
//! fast and high, and its length may still be plausible.

use std::collections::BTreeMap;

use crate::model::{Spoken, Take};

/// So many syllables tell how fast a voice speaks.
const ENOUGH: usize = 150;

/// A voice is this much faster or slower than its file says, or nothing is told. The usual rates lie further apart (22,050
/// and 16,000 Hz by 1.38), but for 24,000 and 22,050 Hz, which nobody can tell from a voice's own pace.
const ODD: f64 = 1.33;

/// What is odd about the paces of those who spoke, `pace` telling those of their files in syllables a minute.
pub(super) fn odd<'a>(
    spoken: impl Iterator<Item = (&'a Spoken, &'a Take)>,
    pace: impl Fn(&str) -> Option<f64>,
) -> Vec<String> {
    let mut heard: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    // What somebody else stood in for may be other words.
    for (spoken, take) in spoken.filter(|(_, take)| take.problem.is_none()) {
        let (beats, seconds) = heard.entry(take.voice.as_str()).or_default();
        *beats += spoken.beats();
        *seconds += take.clip.length.seconds(take.clip.rate);
    }
    let note = |(voice, (beats, seconds)): (&str, (usize, f64))| {
        let (is, should) = (beats as f64 * 60.0 / seconds, pace(voice)?);
        let is_odd = beats >= ENOUGH && !(1.0 / ODD..=ODD).contains(&(is / should));
        is_odd.then(|| {
            format!(
                "`{voice}` spoke {is:.0} syllables a minute where its voice file says {should:.0}; if it sounds too slow and \
                 deep, or too fast and high, the rate of its sound is labelled wrong, else `pace` in the file is"
            )
        })
    };
    heard.into_iter().filter_map(note).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::{Clip, ClipKey, SampleRate, Samples, Say, Syllable, Token};

    fn sentence(beats: usize) -> Spoken {
        let say = Say::Mandarin(vec![Syllable::parse("ma1").unwrap(); beats]);
        let token = Token { printed: String::new(), words: "妈".repeat(beats), say, rule: None };
        Spoken { tokens: vec![token], problem: None }
    }

    fn take(seconds: f64, problem: Option<&str>) -> Take {
        let clip = Clip {
            key: ClipKey(String::new()),
            path: PathBuf::new(),
            hash: String::new(),
            rate: SampleRate::MASTER,
            length: Samples((seconds * 44_100.0) as u64),
            marks: Vec::new(),
        };
        let problem = problem.map(str::to_owned);
        Take { clip, voice: "main".to_owned(), cached: false, attempts: 1, problem }
    }

    /// What is told of a voice of 240 syllables a minute that takes so many seconds for 20 of them, so many times.
    fn told(seconds: f64, sentences: usize, problem: Option<&str>) -> Vec<String> {
        let (spoken, take) = (sentence(20), take(seconds, problem));
        odd((0..sentences).map(|_| (&spoken, &take)), |_| Some(240.0))
    }

    #[test]
    fn finding_10_sound_with_another_rate_than_it_says_is_told_of_and_a_slow_reader_is_not() {
        for (labelled, rate) in
            [(16_000.0, 24_000.0), (24_000.0, 16_000.0), (16_000.0, 22_050.0), (44_100.0, 22_050.0)]
        {
            let notes = told(5.0 * rate / labelled, 10, None);
            assert!(notes.len() == 1 && notes[0].contains("says 240"), "{rate} as {labelled}: {notes:?}");
        }
        for seconds in [4.0, 5.0, 6.2] {
            assert_eq!(told(seconds, 10, None), [""; 0], "{seconds} s");
        }
    }

    #[test]
    fn few_words_and_those_of_others_tell_nothing() {
        assert_eq!(told(7.5, 7, None), [""; 0]);
        assert_eq!(told(7.5, 10, Some("a notice")), [""; 0]);
    }
}
