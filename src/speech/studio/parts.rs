//! A sentence in several requests: too long for one, or in two languages by two voices; joined into one clip.

use std::sync::Arc;

use super::request::Failure;
use super::voice_pool::PooledVoice;
use super::{Inner, Job};
use crate::model::{Language, Millis, Samples, Say, Spoken, Token, TokenMark};
use crate::speech::listen::Heard;
use crate::speech::pause_after;
use crate::speech::pcm::Pcm;
use crate::speech::split::split;

impl Inner {
    /// Makes a job's clip by one voice, with the partner for what that voice cannot say.
    pub(super) async fn make(&self, job: &Job, pooled: &Arc<PooledVoice>) -> Result<(Heard, u32), Failure> {
        let parts = plan(job, pooled);
        let patient = job.chain.last().is_some_and(|last| Arc::ptr_eq(last, pooled));
        if let [(pooled, spoken)] = parts.as_slice() {
            return self.request(pooled, spoken, patient).await;
        }
        let mut attempts = 0;
        let mut heard = Vec::with_capacity(parts.len());
        for (part, spoken) in &parts {
            let (sound, tried) = self.request(part, spoken, patient).await?;
            attempts += tried;
            heard.push((sound, Arc::ptr_eq(part, pooled)));
        }
        let mut joined = Joined::like(&heard);
        for ((heard, is_own), (_, spoken)) in heard.into_iter().zip(&parts) {
            joined.append(heard, is_own, spoken);
        }
        Ok((Heard { pcm: joined.pcm, marks: joined.marks }, attempts))
    }
}

/// The parts of a sentence that were spoken so far, as one sound.
#[derive(Default)]
struct Joined {
    pcm: Pcm,
    /// How strong the voice is that the sentence was given to.
    strength: f64,
    marks: Vec<TokenMark>,
    /// How many tokens are in it.
    tokens: usize,
    /// The silence before what comes next.
    gap: Millis,
}

impl Joined {
    /// An empty one, at the rate and strength of the sentence's own voice; of the first voice where that says nothing.
    fn like(parts: &[(Heard, bool)]) -> Self {
        let own: Vec<&Pcm> =
            parts.iter().filter(|(_, is_own)| *is_own).map(|(heard, _)| &heard.pcm).collect();
        let own =
            if own.is_empty() { parts.iter().take(1).map(|(heard, _)| &heard.pcm).collect() } else { own };
        let rate = own.first().map_or(0, |pcm| pcm.rate);
        let strength = own.iter().map(|pcm| pcm.strength()).fold(0.0, f64::max);
        Self { pcm: Pcm { rate, samples: Vec::new() }, strength, ..Self::default() }
    }

    /// Appends a part. Another voice is brought to the strength of the sentence's own, which stays as it is but where it
    /// is weak.
    fn append(&mut self, heard: Heard, is_own: bool, spoken: &Spoken) {
        let mut pcm = heard.pcm;
        let own_rate = pcm.rate;
        let cut = pcm.trim(Millis(5), Millis(5)) as u64;
        pcm.fade(Millis(3));
        if is_own {
            pcm.strengthen(self.strength);
        } else {
            pcm.level(self.strength);
        }
        pcm.resample(self.pcm.rate);
        let begins = self.pcm.append_after(&pcm, self.gap) as u64;
        let place = |at: Samples| {
            begins + at.0.saturating_sub(cut) * u64::from(pcm.rate) / u64::from(own_rate.max(1))
        };
        let marks = heard.marks.iter();
        self.marks.extend(marks.map(|mark| TokenMark {
            token: self.tokens + mark.token,
            at: Samples(place(mark.at)),
            ..*mark
        }));
        self.tokens += spoken.tokens.len();
        self.gap = pause_after(spoken);
    }
}

/// The requests of a sentence in order, each with its voice.
pub(super) fn plan(job: &Job, pooled: &Arc<PooledVoice>) -> Vec<(Arc<PooledVoice>, Spoken)> {
    let runs = match job.partner(pooled) {
        Some(partner) => by_language(&job.spoken, job.language, &|token| tongue(token, pooled))
            .into_iter()
            .map(|(tongue, run)| (Arc::clone(if tongue == job.language { pooled } else { partner }), run))
            .collect(),
        None => vec![(Arc::clone(pooled), job.spoken.clone())],
    };
    let split = |(pooled, run): (Arc<PooledVoice>, Spoken)| {
        split(&run, pooled.limits.characters).into_iter().map(move |part| (Arc::clone(&pooled), part))
    };
    runs.into_iter().flat_map(split).collect()
}

/// The language that a voice says a token's words in; `None` for marks and what is not heard.
fn tongue(token: &Token, pooled: &PooledVoice) -> Option<Language> {
    match token.say {
        Say::Mandarin(_) => Some(Language::Zh),
        Say::English | Say::Letters if pooled.engine.says(token) => pooled.voice.languages.first().copied(),
        Say::English | Say::Letters => Some(Language::En),
        Say::Mark(_) | Say::Silent => None,
    }
}

/// True where a sentence has words that a voice cannot say.
pub(super) fn needs_partner(spoken: &Spoken, pooled: &PooledVoice) -> bool {
    spoken.tokens.iter().filter_map(|token| tongue(token, pooled)).any(|language| !pooled.speaks(language))
}

/// The runs of one language; marks belong to the run before them.
fn by_language(
    spoken: &Spoken,
    first: Language,
    tongue: &dyn Fn(&Token) -> Option<Language>,
) -> Vec<(Language, Spoken)> {
    let mut runs: Vec<(Language, Spoken)> = Vec::new();
    for token in &spoken.tokens {
        match (runs.last_mut(), tongue(token)) {
            (Some((language, run)), said)
                if said.is_none_or(|said| said == *language || run.beats() == 0) =>
            {
                *language = said.unwrap_or(*language);
                run.tokens.push(token.clone());
            }
            (_, said) => {
                runs.push((said.unwrap_or(first), Spoken { tokens: vec![token.clone()], problem: None }));
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Syllable};

    fn token(words: &str, say: Say) -> Token {
        Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
    }

    #[test]
    fn marks_move_with_their_part() {
        let part = |rate: u32, marks: &[(usize, u64)]| {
            let mut samples = vec![0; rate as usize / 10];
            samples.extend((0..rate).map(|n| if n % 2 == 0 { 9_000 } else { -9_000 }));
            let mark = |&(token, at)| TokenMark { token, syllable: 0, at: Samples(at) };
            Heard { pcm: Pcm { rate, samples }, marks: marks.iter().map(mark).collect() }
        };
        let spoken = |words: &[&str]| Spoken {
            tokens: words.iter().map(|word| token(word, Say::English)).collect(),
            problem: None,
        };
        let first = part(8_000, &[(0, 800), (1, 4_800)]);
        let mut joined = Joined::like(&[(first.clone(), true)]);
        joined.append(first, true, &spoken(&["one", "two"]));
        joined.append(part(16_000, &[(0, 1_600)]), false, &spoken(&["three"]));
        let marks: Vec<_> = joined.marks.iter().map(|mark| (mark.token, mark.at.0)).collect();
        // A second of sound begins 5 ms in; 60 ms of silence and 5 ms more come before the third word.
        assert_eq!(marks, [(0, 40), (1, 4_040), (2, 8_040 + 480 + 40)]);
    }

    #[test]
    fn runs_change_with_the_language_and_marks_stay_with_what_they_end() {
        let hao = || token("好", Say::Mandarin(vec![Syllable::parse("hao3").unwrap()]));
        let tokens = vec![
            token("“", Say::Silent),
            token("GDP", Say::Letters),
            hao(),
            token("，", Say::Mark(Mark::Comma)),
            token("news", Say::English),
            token("。", Say::Mark(Mark::Stop)),
        ];
        let tongue = |token: &Token| match token.say {
            Say::Mandarin(_) => Some(Language::Zh),
            Say::English | Say::Letters => Some(Language::En),
            Say::Mark(_) | Say::Silent => None,
        };
        let runs = by_language(&Spoken { tokens, problem: None }, Language::Zh, &tongue);
        let texts: Vec<_> = runs.iter().map(|(language, run)| (*language, run.text())).collect();
        let expected = [(Language::En, "“GDP"), (Language::Zh, "好，"), (Language::En, "news。")];
        assert_eq!(texts, expected.map(|(language, text)| (language, text.to_owned())));
        assert_eq!(pause_after(&runs[1].1), Millis(250));
        assert_eq!(pause_after(&runs[0].1), Millis(60));
    }
}
