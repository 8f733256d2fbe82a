//! What is odd about who spoke, though every sentence was spoken.

use std::collections::BTreeMap;

use super::{Studio, pace};
use crate::model::{Say, Script, Spoken, Syllable, Take};

impl Studio {
    /// What is odd about who spoke, in lines for people: voices much faster or slower than their files say, whose sound
    /// may be labelled with a wrong rate, and syllables that a voice lacks and said the nearest for.
    pub fn oddities(&self, script: &Script, takes: &[Take]) -> Vec<String> {
        let spoken = || script.segments.iter().map(|segment| &segment.spoken).zip(takes);
        let pooled = |name: &str| self.inner.pool.pooled(name).ok();
        let mut lines = pace::odd(spoken(), |name| Some(pooled(name)?.voice.pace));
        lines.extend(stood_in(spoken(), |name, syllable| pooled(name)?.engine.instead(syllable)));
        lines
    }
}

/// What was said instead of what, each once a voice, in lines for people; `instead` asks a voice.
fn stood_in<'a>(
    spoken: impl Iterator<Item = (&'a Spoken, &'a Take)>,
    instead: impl Fn(&str, &Syllable) -> Option<String>,
) -> Vec<String> {
    let mut lines: BTreeMap<(&str, String), String> = BTreeMap::new();
    for (spoken, take) in spoken.filter(|(_, take)| take.problem.is_none()) {
        for token in &spoken.tokens {
            let Say::Mandarin(syllables) = &token.say else { continue };
            for syllable in syllables {
                let Some(near) = instead(&take.voice, syllable) else { continue };
                let line =
                    format!("`{}` has no syllable {syllable} and said {near} in {}", take.voice, token.words);
                lines.entry((&take.voice, syllable.to_string())).or_insert(line);
            }
        }
    }
    lines.into_values().collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::{Clip, ClipKey, SampleRate, Samples, Token};

    #[test]
    fn a_syllable_that_a_voice_lacks_is_told_once() {
        let syllables = vec![Syllable::parse("fiao4").unwrap(), Syllable::parse("hao3").unwrap()];
        let token = Token {
            printed: String::new(),
            words: "覅好".to_owned(),
            say: Say::Mandarin(syllables),
            rule: None,
        };
        let spoken = Spoken { tokens: vec![token], problem: None };
        let clip = Clip {
            key: ClipKey(String::new()),
            path: PathBuf::new(),
            hash: String::new(),
            rate: SampleRate::MASTER,
            length: Samples(1),
            marks: Vec::new(),
        };
        let take = Take { clip, voice: "main".to_owned(), cached: false, attempts: 1, problem: None };
        let instead = |voice: &str, syllable: &Syllable| {
            (voice == "main" && syllable.letters == "fiao").then(|| "fei4".to_owned())
        };
        let lines = stood_in([(&spoken, &take), (&spoken, &take)].into_iter(), instead);
        assert_eq!(lines, ["`main` has no syllable fiao4 and said fei4 in 覅好"]);
    }
}
