//! A sentence as runs of one language, each as the text that eSpeak NG reads rightly, and the runs joined again.

use crate::model::{Mark, Millis, Say, Spoken, Syllable, Token};
use crate::speech::pcm::Pcm;

/// The language of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Mandarin,
    English,
}

/// A part of a sentence in one language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub tongue: Tongue,
    /// What goes to the program's standard input.
    pub text: String,
    /// The silence before the next run.
    gap: Millis,
}

/// Between a Chinese and an English word without a mark: as long as a stop consonant's closure.
const WORD_GAP: Millis = Millis(50);

/// The runs of a sentence. Marks before the first word are not heard.
pub(super) fn of(spoken: &Spoken) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for token in &spoken.tokens {
        match &token.say {
            Say::Silent => {}
            Say::Mark(mark) => {
                if let Some(run) = runs.last_mut() {
                    run.text.push_str(sign(*mark));
                    run.gap = run.gap.max(pause(*mark));
                }
            }
            Say::Mandarin(syllables) => {
                // Syllables of one word stand together: that gives the word its stress.
                let word: String = syllables.iter().map(pinyin).collect();
                push(&mut runs, Tongue::Mandarin, &word);
            }
            Say::English => push(&mut runs, Tongue::English, &words(token)),
            Say::Letters => push(&mut runs, Tongue::English, &letters(token)),
        }
    }
    runs
}

fn push(runs: &mut Vec<Run>, tongue: Tongue, word: &str) {
    if word.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(run) if run.tongue == tongue => {
            run.text.push(' ');
            run.text.push_str(word);
            run.gap = WORD_GAP;
        }
        _ => runs.push(Run { tongue, text: word.to_owned(), gap: WORD_GAP }),
    }
}

/// A syllable as both 1.51 and 1.52 say it: some that they lack are spelled as their nearest sound.
/// (1.52 reads `jiong` and its kin, `r5` and a bare `m` as English.)
pub(in super::super) fn pinyin(syllable: &Syllable) -> String {
    let letters = match &*syllable.letters {
        "r" => "er",
        "jiong" => "jong",
        "qiong" => "qong",
        "xiong" => "xong",
        "wong" => "weng",
        "m" => "mu",
        "n" => "en",
        "hm" | "hng" => "heng",
        other => other,
    };
    format!("{letters}{}", syllable.said.digit())
}

/// An English word without anything that the program takes for markup or phonemes (`[[…]]`).
pub(in super::super) fn words(token: &Token) -> String {
    let plain = token.words.chars().map(|c| {
        let heard = c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | '&' | '%' | '$');
        if heard { c } else { ' ' }
    });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters parted by spaces, in capitals: each is said by its name.
pub(in super::super) fn letters(token: &Token) -> String {
    let names = token.words.chars().filter(|c| c.is_alphanumeric()).map(name);
    names.collect::<Vec<_>>().join(" ")
}

fn name(letter: char) -> String {
    match letter.to_ascii_uppercase() {
        // Alone, A is taken for the article.
        'A' => "eh".to_owned(),
        other => other.to_string(),
    }
}

/// The marks in their Chinese form, which pauses in every voice; an ASCII stop before a small letter does not.
fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Comma => "，",
        Mark::Semicolon => "；",
        Mark::Dash => "——",
        Mark::Stop => "。",
        Mark::Question => "？",
        Mark::Exclamation => "！",
    }
}

/// The silence of a mark between two runs, as long as the program's own inside a run at its usual speed.
fn pause(mark: Mark) -> Millis {
    Millis(match mark {
        Mark::Comma => 165,
        Mark::Semicolon | Mark::Dash => 220,
        Mark::Stop | Mark::Question | Mark::Exclamation => 280,
    })
}

/// The runs' sounds in one: trimmed, levelled to the loudest talker's strength and parted by their gaps.
pub(super) fn join(runs: &[Run], mut sounds: Vec<Pcm>) -> Pcm {
    if sounds.len() > 1 {
        let strongest = sounds.iter().map(Pcm::strength).fold(0.0, f64::max);
        for sound in &mut sounds {
            sound.trim(Millis(5), Millis(5));
            sound.strengthen(strongest);
            sound.fade(Millis(3));
        }
    }
    let gaps = runs.iter().map(|run| run.gap);
    let mut joined: Option<Pcm> = None;
    let mut before = Millis(0);
    for (sound, gap) in sounds.into_iter().zip(gaps) {
        joined = Some(match joined {
            None => sound,
            Some(mut all) => {
                all.append_after(&sound, before);
                all
            }
        });
        before = gap;
    }
    joined.unwrap_or_else(|| Pcm { rate: 22_050, samples: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(words: &str, say: Say) -> Token {
        Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
    }

    fn word(hanzi: &str, pinyin: &str) -> Token {
        token(hanzi, Say::Mandarin(pinyin.split(' ').map(|s| Syllable::parse(s).unwrap()).collect()))
    }

    fn texts(tokens: Vec<Token>) -> Vec<(Tongue, String)> {
        of(&Spoken { tokens, problem: None }).into_iter().map(|run| (run.tongue, run.text)).collect()
    }

    #[test]
    fn a_word_is_one_group_of_syllables_and_latin_a_run_of_its_own() {
        let tokens = vec![
            token("“", Say::Mark(Mark::Comma)),
            word("银行", "yin2 hang2"),
            word("说", "shuo1"),
            token("GDP", Say::Letters),
            token("，", Say::Mark(Mark::Comma)),
            token("growth", Say::English),
            word("好", "hao3"),
            token("。", Say::Mark(Mark::Stop)),
        ];
        let expected = [
            (Tongue::Mandarin, "yin2hang2 shuo1".to_owned()),
            (Tongue::English, "G D P， growth".to_owned()),
            (Tongue::Mandarin, "hao3。".to_owned()),
        ];
        assert_eq!(texts(tokens), expected);
    }

    #[test]
    fn syllables_that_a_version_lacks_are_spelled_as_their_nearest_sound() {
        let tokens = vec![word("花儿", "hua1 r5"), word("英雄", "ying1 xiong2")];
        assert_eq!(texts(tokens), [(Tongue::Mandarin, "hua1er5 ying1xong2".to_owned())]);
    }

    #[test]
    fn nothing_in_a_word_is_taken_for_phonemes_or_markup() {
        let tokens = vec![token("[[h@l'oU]]<b>", Say::English)];
        assert_eq!(texts(tokens), [(Tongue::English, "h l'oU b".to_owned())]);
    }
}
