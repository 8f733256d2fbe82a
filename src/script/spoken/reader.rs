//! The reader: rules, respellings and pronunciations tied together.

use super::piece::{Piece, Span};
use super::pinyin::Pronouncer;
use super::text::Text;
use super::{Error, Options, mandarin};
use crate::model::{Language, Repair, Say, Spoken, Syllable, Token};

/// Turns printed sentences into spoken ones.
#[derive(Debug)]
pub struct Reader {
    pronouncer: Pronouncer,
}

impl Reader {
    /// A reader with the built-in lexicon and the listener's own. Dictionaries load at first use.
    ///
    /// # Errors
    /// A lexicon that is not usable.
    pub fn new(options: &Options) -> Result<Self, Error> {
        Ok(Self { pronouncer: Pronouncer::new(options)? })
    }

    /// The spoken form of one sentence (any text without line breaks).
    pub fn read(&self, written: &str, language: Language) -> Spoken {
        self.read_repaired(written, language, &[])
    }

    /// The same, with slips of the print mended for the ear. The repairs' places count characters of `written`.
    pub fn read_repaired(&self, written: &str, language: Language, repairs: &[Repair]) -> Spoken {
        let _ = (language, repairs);
        let text = Text::new(written);
        let mut spans = Vec::new();
        mandarin::scan(&text, 0, text.len(), &mut spans);
        Spoken { tokens: self.tokens(&text, &spans), problem: None }
    }

    /// Pronounces what is said, and gives each token its print.
    fn tokens(&self, text: &Text<'_>, spans: &[Span]) -> Vec<Token> {
        let mut line = String::new();
        let (mut edges, mut count) = (Vec::new(), 0);
        for span in spans {
            for piece in &span.pieces.0 {
                edges.push(count);
                line.push_str(piece.words());
                count += piece.words().chars().count();
            }
        }
        edges.dedup();
        let mut syllables = Syllables::new(&self.pronouncer, &line, &edges);
        let mut tokens = Vec::with_capacity(spans.len() * 2);
        for span in spans {
            let first = tokens.len();
            for piece in &span.pieces.0 {
                syllables.say(piece, span.rule, &mut tokens);
            }
            give_print(&mut tokens, first, span, text);
        }
        tokens
    }
}

/// Sets the print of a span's tokens: each its own where it is said as printed, else all with the first.
fn give_print(tokens: &mut Vec<Token>, first: usize, span: &Span, text: &Text<'_>) {
    let print = text.printed(span.start, span.end);
    if span.rule.is_none()
        && tokens[first..].iter().map(|token| token.words.len()).sum::<usize>() == print.len()
    {
        for token in &mut tokens[first..] {
            token.printed.clone_from(&token.words);
        }
    } else if let Some(token) = tokens.get_mut(first) {
        print.clone_into(&mut token.printed);
    } else {
        let printed = print.to_owned();
        tokens.push(Token { printed, words: String::new(), say: Say::Silent, rule: span.rule });
    }
}

/// The pronounced words of a line, handed out piece by piece.
struct Syllables {
    words: std::vec::IntoIter<super::pinyin::Word>,
    /// What is left of the word under hand.
    chars: usize,
    syllables: std::vec::IntoIter<Syllable>,
}

impl Syllables {
    fn new(pronouncer: &Pronouncer, line: &str, edges: &[usize]) -> Self {
        let words = pronouncer.pronounce(line, edges).into_iter();
        Self { words, chars: 0, syllables: Vec::new().into_iter() }
    }

    /// Says one piece, taking its characters from the line.
    fn say(&mut self, piece: &Piece, rule: Option<&'static str>, tokens: &mut Vec<Token>) {
        let mut rest = piece.words();
        let mut token = |words: &str, say| {
            tokens.push(Token { printed: String::new(), words: words.to_owned(), say, rule })
        };
        match piece {
            Piece::Letters(words) => token(words, Say::Letters),
            Piece::English(words) => token(words, Say::English),
            Piece::Mark(mark, sign) => token(sign, Say::Mark(*mark)),
            Piece::Hanzi(_) => {}
        }
        while !rest.is_empty() {
            let (taken, syllables) = self.take(rest.chars().count());
            let end = rest.char_indices().nth(taken).map_or(rest.len(), |(at, _)| at);
            if matches!(piece, Piece::Hanzi(_)) {
                token(&rest[..end], Say::Mandarin(syllables));
            }
            rest = &rest[end..];
        }
    }

    /// The next word, or as much of it as `most` characters; at least one character.
    fn take(&mut self, most: usize) -> (usize, Vec<Syllable>) {
        if self.chars == 0 {
            match self.words.next() {
                Some(word) => (self.chars, self.syllables) = (word.chars.max(1), word.syllables.into_iter()),
                None => self.chars = most,
            }
        }
        let taken = self.chars.min(most);
        let whole = taken == self.chars;
        self.chars -= taken;
        let syllables = self.syllables.by_ref();
        (taken, if whole { syllables.collect() } else { syllables.take(taken).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_and_what_is_said_stay_together() {
        let reader = Reader::new(&Options::default()).unwrap();
        let written = "２０２４年，降幅达36.34%，有2个项目。";
        let spoken = reader.read(written, Language::Zh);
        assert_eq!(spoken.text(), "二零二四年，降幅达百分之三十六点三四，有两个项目。");
        assert_eq!(spoken.printed(), written);
    }
}
