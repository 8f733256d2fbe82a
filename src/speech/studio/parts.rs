//! A sentence in several requests: too long for one, or in two languages by two voices; joined into one clip.

use std::sync::Arc;

use super::crew::Seat;
use super::request::Failure;
use super::{Inner, Job};
use crate::model::{Language, Mark, Millis, Say, Spoken, Token};
use crate::speech::listen::{Heard, loudness};
use crate::speech::pcm::Pcm;
use crate::speech::split::split;

impl Inner {
    /// Makes a job's clip by one voice, with the partner for what that voice cannot say.
    pub(super) async fn make(&self, job: &Job, seat: &Arc<Seat>) -> Result<(Heard, u32), Failure> {
        let parts = plan(job, seat);
        let patient = job.chain.last().is_some_and(|last| Arc::ptr_eq(last, seat));
        if let [(seat, spoken)] = parts.as_slice() {
            return self.request(seat, spoken, patient).await;
        }
        let mut attempts = 0;
        let mut joined: Option<Pcm> = None;
        let mut gap = Millis(0);
        for (seat, spoken) in &parts {
            let (heard, tried) = self.request(seat, spoken, patient).await?;
            attempts += tried;
            let mut pcm = heard.pcm;
            pcm.trim(Millis(5), Millis(5));
            pcm.fade(Millis(3));
            joined = Some(match joined {
                None => pcm,
                Some(mut all) => {
                    pcm.strengthen(all.strength());
                    pcm.resample(all.rate);
                    all.append_after(&pcm, gap);
                    all
                }
            });
            gap = gap_after(spoken);
        }
        let pcm = joined.unwrap_or_default();
        Ok((Heard { loudness: loudness(&pcm), pcm }, attempts))
    }
}

/// The requests of a sentence in order, each with its voice.
pub(super) fn plan(job: &Job, seat: &Arc<Seat>) -> Vec<(Arc<Seat>, Spoken)> {
    let runs = match job.partner(seat) {
        Some(partner) => by_language(&job.spoken, job.language)
            .into_iter()
            .map(|(tongue, run)| (Arc::clone(if tongue == job.language { seat } else { partner }), run))
            .collect(),
        None => vec![(Arc::clone(seat), job.spoken.clone())],
    };
    let split = |(seat, run): (Arc<Seat>, Spoken)| {
        split(&run, seat.limits.characters).into_iter().map(move |part| (Arc::clone(&seat), part))
    };
    runs.into_iter().flat_map(split).collect()
}

/// The language that a token's words are said in; `None` for marks and what is not heard.
fn tongue(token: &Token) -> Option<Language> {
    match token.say {
        Say::Mandarin(_) => Some(Language::Zh),
        Say::English | Say::Letters => Some(Language::En),
        Say::Mark(_) | Say::Silent => None,
    }
}

/// True where a sentence has words that a voice cannot say.
pub(super) fn needs_partner(spoken: &Spoken, seat: &Seat) -> bool {
    spoken.tokens.iter().filter_map(tongue).any(|language| !seat.speaks(language))
}

/// The runs of one language; marks belong to the run before them.
fn by_language(spoken: &Spoken, first: Language) -> Vec<(Language, Spoken)> {
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

/// The silence after a part: that of its last mark, or of a word's end.
fn gap_after(spoken: &Spoken) -> Millis {
    let last = spoken.tokens.iter().rev().find(|token| !matches!(token.say, Say::Silent));
    Millis(match last.map(|token| &token.say) {
        Some(Say::Mark(Mark::Stop | Mark::Question | Mark::Exclamation)) => 400,
        Some(Say::Mark(Mark::Semicolon)) => 320,
        Some(Say::Mark(Mark::Comma)) => 250,
        Some(Say::Mark(Mark::Dash)) => 120,
        _ => 60,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Syllable;

    fn token(words: &str, say: Say) -> Token {
        Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
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
        let runs = by_language(&Spoken { tokens, problem: None }, Language::Zh);
        let texts: Vec<_> = runs.iter().map(|(language, run)| (*language, run.text())).collect();
        let expected = [(Language::En, "“GDP"), (Language::Zh, "好，"), (Language::En, "news。")];
        assert_eq!(texts, expected.map(|(language, text)| (language, text.to_owned())));
        assert_eq!(gap_after(&runs[1].1), Millis(250));
        assert_eq!(gap_after(&runs[0].1), Millis(60));
    }
}
