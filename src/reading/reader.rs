//! The reader: repairs, languages, rules, respellings, the last check and pronunciations tied together.

use super::check::{self, Problem};
use super::languages::{self, Stretch};
use super::mended::Mended;
use super::piece::{Piece, Pieces, Span};
use super::pinyin::{Pronouncer, Word};
use super::text::Text;
use super::{Error, Options, en, zh};
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

    /// The spoken form of one sentence (any text without line breaks). Reading a spoken form again changes
    /// nothing.
    pub fn read(&self, written: &str, language: Language) -> Spoken {
        self.read_repaired(written, language, &[])
    }

    /// The same, with slips of the print mended for the ear. The repairs' places count characters of `written`.
    pub fn read_repaired(&self, written: &str, language: Language, repairs: &[Repair]) -> Spoken {
        let (tokens, problems) = self.read_checked(written, language, repairs);
        let problem =
            problems.iter().map(|problem| problem.words(Language::En)).reduce(|all, one| all + "; " + &one);
        Spoken { tokens, problem }
    }

    /// The same, with what was wrong told apart.
    pub(super) fn read_checked(
        &self,
        written: &str,
        language: Language,
        repairs: &[Repair],
    ) -> (Vec<Token>, Vec<Problem>) {
        let mended = Mended::new(written, repairs);
        let text = Text::new(&mended.text);
        let mut spans = self.spans(&text, language);
        let unsaid = check::mend(&text, &mut spans);
        let written = mended.is_changed().then(|| Text::new(written));
        let print = Print { written: written.as_ref().unwrap_or(&text), mended: &mended };
        let tokens = self.tokens(&spans, &print);
        let problems = [unsaid, check::unread(&tokens)].into_iter().flatten().collect();
        (tokens, problems)
    }

    /// What is said for each stretch of the text, in order and without gaps.
    fn spans(&self, text: &Text<'_>, language: Language) -> Vec<Span> {
        let respells = self.pronouncer.respells();
        let respellings = respells.then(|| self.pronouncer.respellings(&text.folded(0, text.len())));
        let mut respellings = respellings.into_iter().flatten().peekable();
        let mut spans: Vec<Span> = Vec::with_capacity(text.len() / 3 + 1);
        for Stretch { end, language, .. } in languages::stretches(text, language) {
            let mut place = spans.last().map_or(0, |span| span.end);
            while place < end {
                while respellings.next_if(|respelling| respelling.start < place).is_some() {}
                if let Some(found) = respellings.next_if(|respelling| respelling.start == place) {
                    let pieces = Pieces::new().phrase(&found.spoken);
                    spans.push(Span { start: place, end: found.end, pieces, rule: Some("lexicon") });
                } else {
                    let stop = respellings.peek().map_or(end, |respelling| respelling.start.min(end));
                    match language {
                        Language::Zh => zh::RULES.scan(text, place, stop, &mut spans),
                        Language::En => en::RULES.scan(text, place, stop, &mut spans),
                    }
                }
                place = spans.last().map_or(end, |span| span.end);
            }
        }
        spans
    }

    /// Pronounces what is said, and gives each token its print.
    fn tokens(&self, spans: &[Span], print: &Print<'_>) -> Vec<Token> {
        let mut line = String::with_capacity(2 * print.written.len());
        let (mut edges, mut count) = (Vec::new(), 0);
        for piece in spans.iter().flat_map(|span| &span.pieces.0) {
            edges.push(count);
            line.push_str(piece.words());
            count += piece.words().chars().count();
        }
        let mut syllables = Syllables::new(&self.pronouncer, &line, &edges);
        let mut tokens = Vec::with_capacity(spans.len() * 2);
        for span in spans {
            let first = tokens.len();
            for piece in &span.pieces.0 {
                syllables.say(piece, span.rule, &mut tokens);
            }
            print.give(&mut tokens, first, span);
        }
        tokens
    }
}

/// What was printed, found for what is said.
struct Print<'a> {
    written: &'a Text<'a>,
    mended: &'a Mended,
}

impl Print<'_> {
    /// Sets the print of a span's tokens: each its own where it is said as printed, else all with the first.
    fn give(&self, tokens: &mut Vec<Token>, first: usize, span: &Span) {
        let (start, end) = (self.mended.place(span.start), self.mended.place(span.end));
        let print = self.written.printed(start, end);
        let said: usize = tokens[first..].iter().map(|token| token.words.len()).sum();
        if span.rule.is_none() && said == print.len() {
            let mut rest = print;
            for token in &mut tokens[first..] {
                let (own, after) = rest.split_at_checked(token.words.len()).unwrap_or((rest, ""));
                own.clone_into(&mut token.printed);
                rest = after;
            }
        } else if let Some(token) = tokens.get_mut(first) {
            print.clone_into(&mut token.printed);
        } else if !print.is_empty() {
            let printed = print.to_owned();
            tokens.push(Token { printed, words: String::new(), say: Say::Silent, rule: span.rule });
        }
    }
}

/// The pronounced words of a line, handed out piece by piece.
struct Syllables {
    words: std::vec::IntoIter<Word>,
    /// What is left of the word under hand.
    chars: usize,
    rest: std::vec::IntoIter<Syllable>,
}

impl Syllables {
    fn new(pronouncer: &Pronouncer, line: &str, edges: &[usize]) -> Self {
        let words = pronouncer.pronounce(line, edges).into_iter();
        Self { words, chars: 0, rest: Vec::new().into_iter() }
    }

    /// Says one piece, taking its characters from the line.
    fn say(&mut self, piece: &Piece, rule: Option<&'static str>, tokens: &mut Vec<Token>) {
        let mut token = |words: &str, say| {
            tokens.push(Token { printed: String::new(), words: words.to_owned(), say, rule });
        };
        match piece {
            Piece::Letters(words) => token(words, Say::Letters),
            Piece::English(words) => token(words, Say::English),
            Piece::Mark(mark, sign) => token(sign, Say::Mark(*mark)),
            Piece::Hanzi(_) => {}
        }
        let mut rest = piece.words();
        let mut left = rest.chars().count();
        while left > 0 {
            let (count, syllables) = self.take(left);
            let end = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
            if matches!(piece, Piece::Hanzi(_)) {
                token(&rest[..end], Say::Mandarin(syllables));
            }
            rest = &rest[end..];
            left -= count;
        }
    }

    /// The next word, or as much of it as `most` characters; at least one character.
    fn take(&mut self, most: usize) -> (usize, Vec<Syllable>) {
        if self.chars == 0 {
            match self.words.next() {
                Some(word) => (self.chars, self.rest) = (word.chars.max(1), word.syllables.into_iter()),
                None => self.chars = most,
            }
        }
        let taken = self.chars.min(most);
        let whole = taken == self.chars;
        self.chars -= taken;
        let rest = self.rest.by_ref();
        (taken, if whole { rest.collect() } else { rest.take(taken).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::looks;
    use super::*;

    #[test]
    fn what_is_printed_and_what_is_said_stay_together() {
        let reader = Reader::new(&Options::default()).unwrap();
        let written = "２０２４年，降幅达36.34%，有2个项目。";
        let spoken = reader.read(written, Language::Zh);
        assert_eq!(spoken.text(), "二零二四年，降幅达百分之三十六点三四，有两个项目。");
        assert_eq!(spoken.printed(), written);
    }

    #[test]
    fn a_slip_is_mended_for_the_ear_alone() {
        let reader = Reader::new(&Options::default()).unwrap();
        let written = "抓住住科技创新，共3O0人。";
        let repairs = [
            Repair { start: 1, end: 3, spoken: "住".to_owned() },
            Repair { start: 9, end: 12, spoken: "300".to_owned() },
        ];
        let spoken = reader.read_repaired(written, Language::Zh, &repairs);
        assert_eq!(spoken.text(), "抓住科技创新，共三百人。");
        assert_eq!(spoken.printed(), written);
    }

    #[test]
    fn a_character_without_a_reading_is_reported() {
        let reader = Reader::new(&Options::default()).unwrap();
        let problem = |written| reader.read(written, Language::Zh).problem;
        let unread = problem("他叫张㐃，不叫张三。").unwrap();
        assert!(unread.contains('㐃') && unread.contains("[lexicon.words]"), "{unread}");
        assert_eq!(problem("他叫张三。"), None);
    }

    #[test]
    fn the_work_grows_with_the_text_and_no_faster() {
        let reader = Reader::new(&Options::default()).unwrap();
        let units = [
            "今天我们去公园看花",
            "1",
            "a",
            " ",
            "1-",
            "苏-27",
            "0.",
            "1/2",
            "a.",
            "abc@",
            "1:",
            "9·",
            "( )",
            "（",
            "第1",
            "12-31 ",
            "A1",
            "ab1",
            "http://a.",
            "www.",
            "“",
            "《",
            "1，234",
            "1,234",
            "¥1",
            "$1-",
            "1%",
            "1~",
            "甲、",
            "三",
            "一",
            "1年",
            "①",
            "<b",
            "&a",
            "\\u",
            "α",
            "the a 1 ",
            "Mr. ",
            "U.S.",
            "1'",
            "-",
            "—",
            "x=",
            "1号",
            "2025.",
            "#",
            "+",
            "1+",
            "花1",
        ];
        let mut steep = Vec::new();
        for language in [Language::Zh, Language::En] {
            for unit in units {
                let work = |length: usize| {
                    let text = unit.repeat(length / unit.chars().count());
                    looks::take();
                    reader.read(&text, language);
                    looks::take()
                };
                let (short, long) = (work(2_000), work(8_000));
                if long > 5 * short {
                    steep.push(format!("{unit} {language:?}: {short}, {long}"));
                }
            }
        }
        assert!(steep.is_empty(), "{}", steep.join("\n"));
    }
}
