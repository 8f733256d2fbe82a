//! Phonemes of eSpeak NG, clause by clause, with the marks kept as Piper keeps them.

use super::clause::{Clause, sign};
use crate::model::{Language, Say, Syllable, Token, Tone};
use crate::speech::EngineError;
use crate::speech::engines::espeak;
use crate::speech::engines::mandarin::rows;

/// Which phonemes.
#[derive(Clone, Debug)]
pub(in super::super) struct Ipa {
    /// The program, by name or path.
    pub program: String,
    /// Its voice, as the model's description names it.
    pub voice: String,
    /// Whose symbols they become.
    pub alphabet: Alphabet,
}

/// Whose symbols a model was taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Alphabet {
    Piper,
    Kokoro,
}

impl Ipa {
    /// What its voice speaks.
    pub fn language(&self) -> Language {
        let mandarin = ["cmn", "zh"].iter().any(|start| self.voice.starts_with(start));
        if mandarin { Language::Zh } else { Language::En }
    }

    /// The symbols of clauses, one a character.
    pub(super) async fn spell(&self, clauses: &[Clause<'_>]) -> Result<Vec<String>, EngineError> {
        let mut line = String::new();
        for clause in clauses {
            let text: Vec<String> =
                clause.tokens.iter().map(|token| self.fed(token)).collect::<Result<_, _>>()?;
            let phonemes = self.alphabet.write(&toned(&self.ask(&text.join(" ")).await?, clause));
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
            line.push_str(&phonemes);
            line.push_str(clause.mark.map_or("", sign));
        }
        Ok(line.chars().map(String::from).collect())
    }

    /// A token as the program reads it: Mandarin as pinyin, whose readings are ours.
    fn fed(&self, token: &Token) -> Result<String, EngineError> {
        match &token.say {
            Say::Mandarin(syllables) if self.language() == Language::Zh => {
                Ok(syllables.iter().map(espeak::pinyin).collect())
            }
            Say::Mandarin(_) => {
                Err(EngineError::Refused(format!("a voice taught `{}` has no Chinese", self.voice)))
            }
            Say::Letters => Ok(espeak::letters(token)),
            _ => Ok(espeak::words(token)),
        }
    }

    async fn ask(&self, text: &str) -> Result<String, EngineError> {
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        // The one Mandarin voice that 1.51 and 1.52 both read rightly has the phonemes of the others.
        let voice = if self.language() == Language::Zh { "cmn-latn-pinyin" } else { &self.voice };
        let tie = if self.alphabet == Alphabet::Kokoro { "--tie=^" } else { "--ipa" };
        let answer = espeak::ask(&self.program, &["-q", "--ipa", tie, "-v", voice, "--stdin"], text).await?;
        let said = String::from_utf8_lossy(&answer);
        let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Ok(without_flags(&lines.join(" ")))
    }
}

/// Mandarin with tones as the program writes them, whatever its version does at neutral ones and at third tones in a row: of each
/// syllable one sign, in which first and fourth are alike (5).
fn toned(phonemes: &str, clause: &Clause<'_>) -> String {
    const SIGNS: [char; 6] = ['1', '2', '3', '4', '5', 'ɜ'];
    let sign = |syllable: &Syllable| match syllable.said {
        Tone::First | Tone::Fourth => '5',
        Tone::Second => 'ɜ',
        Tone::Third => '2',
        Tone::Neutral => '1',
    };
    let syllables = clause.tokens.iter().flat_map(|token| match &token.say {
        Say::Mandarin(syllables) => syllables.as_slice(),
        _ => &[],
    });
    let mut tones = syllables.map(sign);
    if phonemes.chars().filter(|symbol| SIGNS.contains(symbol)).count() != tones.clone().count() {
        return phonemes.to_owned();
    }
    let own = |symbol: char| if SIGNS.contains(&symbol) { tones.next().unwrap_or(symbol) } else { symbol };
    phonemes.chars().map(own).collect()
}

/// Without the names of other languages, `(en)`, that stand around words which the program says in those.
fn without_flags(phonemes: &str) -> String {
    let mut plain = String::new();
    let mut rest = phonemes;
    while let Some((before, behind)) = rest.split_once('(') {
        plain.push_str(before);
        rest = behind.split_once(')').map_or("", |(_, behind)| behind);
    }
    plain + rest
}

impl Alphabet {
    /// The program's symbols in those of the model: the longest that a row names, from left to right.
    fn write(self, phonemes: &str) -> String {
        let table = if self == Self::Piper { include_str!("piper.tsv") } else { include_str!("kokoro.tsv") };
        let rows: Vec<(&str, &str)> = rows(table).collect();
        let mut written = String::new();
        let mut rest = phonemes;
        while let Some(next) = rest.chars().next() {
            let longest =
                rows.iter().filter(|(from, _)| rest.starts_with(from)).max_by_key(|(from, _)| from.len());
            if let Some((from, to)) = longest {
                written.push_str(to);
                rest = &rest[from.len()..];
            } else {
                written.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn token(words: &str, say: Say) -> Token {
        Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
    }

    fn ipa(voice: &str, alphabet: Alphabet) -> Ipa {
        Ipa { program: "espeak-ng".to_owned(), voice: voice.to_owned(), alphabet }
    }

    #[tokio::test]
    async fn mandarin_is_written_as_piper_writes_it() {
        let word = |pinyin: &str| {
            token("", Say::Mandarin(pinyin.split(' ').map(|s| Syllable::parse(s).unwrap()).collect()))
        };
        let words = [word("yin2 hang2"), word("wo3 men5"), word("hen3"), word("hao3")];
        let clauses = [
            Clause { tokens: vec![&words[0]], mark: Some(Mark::Comma) },
            Clause { tokens: words[1..].iter().collect(), mark: Some(Mark::Stop) },
        ];
        let written = ipa("cmn", Alphabet::Piper).spell(&clauses).await.unwrap().concat();
        let plain: String = written.chars().filter(|sign| *sign != 'ˈ').collect();
        // The phonemes that piper-tts 1.8 gives for these syllables, without stress.
        assert_eq!(plain, "jiɜnχɑɜŋ, wo2mə1n χə2n χɑu2.");
    }

    #[tokio::test]
    async fn english_is_written_as_each_model_was_taught_it() {
        let words = [token("huge", Say::English), token("judge", Say::English)];
        let clauses = [Clause { tokens: words.iter().collect(), mark: Some(Mark::Question) }];
        let written = async |alphabet| ipa("en-us", alphabet).spell(&clauses).await.unwrap().concat();
        assert_eq!(written(Alphabet::Piper).await, "hjˈuːdʒ dʒˈʌdʒ?");
        assert_eq!(written(Alphabet::Kokoro).await, "hjˈuʤ ʤˈʌʤ?");
    }

    #[test]
    fn flags_of_other_languages_are_left_out() {
        assert_eq!(without_flags("(en)nˈuː(cmn) ma5"), "nˈuː ma5");
        assert_eq!(without_flags("ma5(en"), "ma5");
    }
}
