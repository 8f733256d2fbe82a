//! A clip's key: a hash of everything that shapes its sound.

use crate::model::{ClipKey, Language, Say, Spoken};
use crate::speech::Voice;
use crate::speech::engine::Input;

/// Counts the changes of what is done to a sound before it is kept (trimming, joining, levelling).
const FORMAT: u32 = 2;

/// Who makes a clip: the voice, and its engine's fingerprint and input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Maker<'a> {
    pub voice: &'a Voice,
    pub fingerprint: &'a str,
    pub input: Input,
    /// The words, for the sidecar.
    pub words: &'a str,
}

/// The key of these words from that maker. `others` are the makers of runs in another language.
pub(crate) fn key(spoken: &Spoken, language: Language, maker: &Maker<'_>, others: &[Maker<'_>]) -> ClipKey {
    let mut hasher = blake3::Hasher::new();
    let mut feed = |part: &str| {
        // The length before each part keeps "ab" + "c" and "a" + "bc" apart.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    feed(&format!("newscaster clip {FORMAT}"));
    for maker in std::iter::once(maker).chain(others) {
        feed(maker.fingerprint);
        feed(&maker.voice.engine);
        feed(&maker.voice.settings.to_string());
    }
    feed(language.tag());
    match maker.input {
        Input::Words if others.is_empty() => feed(&spoken.text()),
        _ => feed_tokens(spoken, &mut feed),
    }
    ClipKey(hasher.finalize().to_hex().to_string())
}

/// The tokens as an engine hears them: what was printed and by which rule does not matter.
fn feed_tokens(spoken: &Spoken, feed: &mut impl FnMut(&str)) {
    for token in &spoken.tokens {
        match &token.say {
            Say::Mandarin(syllables) => {
                feed("mandarin");
                feed(&token.words);
                for syllable in syllables {
                    feed(&format!("{syllable}{}", syllable.said.digit()));
                }
            }
            Say::English => {
                feed("english");
                feed(&token.words);
            }
            Say::Letters => {
                feed("letters");
                feed(&token.words);
            }
            Say::Mark(mark) => feed(&format!("{mark:?}")),
            Say::Silent => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Syllable, Token, Tone};

    fn spoken(printed: &str, said: Tone) -> Spoken {
        let syllable = Syllable { said, ..Syllable::parse("yi1").unwrap() };
        let token = Token {
            printed: printed.to_owned(),
            words: "一".to_owned(),
            say: Say::Mandarin(vec![syllable]),
            rule: None,
        };
        Spoken { tokens: vec![token], problem: None }
    }

    fn key_of(spoken: &Spoken, settings: &str, fingerprint: &str, input: Input) -> ClipKey {
        let text = format!(
            "engine = \"x\"\nlanguages = [\"zh\"]\ndescription = \"\"\nlicence = \"\"\npace = 260\n[settings]\n{settings}"
        );
        let voice: Voice = toml::from_str(&text).unwrap();
        key(spoken, Language::Zh, &Maker { voice: &voice, fingerprint, input, words: "" }, &[])
    }

    #[test]
    fn everything_that_shapes_the_sound_shapes_the_key_and_nothing_else() {
        let one = spoken("1", Tone::First);
        let key = key_of(&one, "speed = 190", "x 1.51", Input::Tokens);
        assert_eq!(key, key_of(&spoken("一", Tone::First), "speed = 190", "x 1.51", Input::Tokens));
        assert_ne!(key, key_of(&spoken("1", Tone::Second), "speed = 190", "x 1.51", Input::Tokens));
        assert_ne!(key, key_of(&one, "speed = 191", "x 1.51", Input::Tokens));
        assert_ne!(key, key_of(&one, "speed = 190", "x 1.52", Input::Tokens));
    }

    #[test]
    fn an_engine_that_eats_words_does_not_hear_a_change_of_pinyin() {
        let key = |said| key_of(&spoken("1", said), "", "x", Input::Words);
        assert_eq!(key(Tone::First), key(Tone::Fourth));
    }
}
