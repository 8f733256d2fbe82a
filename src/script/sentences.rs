//! Sentences, as listeners take them in.

use super::words::lists;
use crate::model::Language;
use crate::reading::pinyin::word_ends;
use crate::text::is_han;

/// Splits a text into sentences, each with the blanks behind it; joined they are the text again. A sentence of
/// more than `limit` characters is parted at its clause marks, never inside a number or a Latin word as long
/// as either fits the limit. Takes time in proportion to the text.
pub fn split(text: &str, language: Language, limit: usize) -> Vec<&str> {
    let line = Line::new(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut place = 0;
    let mut held = Held::default();
    while place < line.chars.len() {
        let end = line.sentence_end(place, language, &mut held);
        place += 1;
        if let Some(end) = end {
            let end = line.skip_blanks(end);
            line.part(start, end, limit, &mut parts);
            (start, place) = (end, end);
            held = Held::default();
        }
    }
    if start < line.chars.len() {
        line.part(start, line.chars.len(), limit, &mut parts);
    }
    parts
}

/// How many characters a title or a bracket may run on without its end before it is taken for a slip.
const HELD: usize = 80;

/// Where a title 《…》 or a bracket（…）was opened that is still open: no sentence ends within.
#[derive(Default)]
struct Held(Option<(char, usize)>);

impl Held {
    fn pass(&mut self, c: char, place: usize) -> bool {
        match (self.0, c) {
            (None, '《') => self.0 = Some(('》', place)),
            (None, '（') => self.0 = Some(('）', place)),
            (None, '(') => self.0 = Some((')', place)),
            (Some((close, _)), c) if c == close => self.0 = None,
            (Some((_, since)), _) if place - since > HELD => self.0 = None,
            _ => {}
        }
        self.0.is_some()
    }
}

/// Before their full stop these end no sentence.
const ABBREVIATIONS: &str = include_str!("abbreviations.txt");

/// A text whose characters can be counted.
struct Line<'a> {
    text: &'a str,
    chars: Vec<char>,
    bytes: Vec<usize>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        Self { text, chars: text.chars().collect(), bytes }
    }

    fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\n')
    }

    fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\n', |before| self.at(before))
    }

    /// The last sign before a place that is no blank.
    fn mark_before(&self, place: usize) -> char {
        let blanks = self.chars[..place].iter().rev().take_while(|c| c.is_whitespace()).count();
        self.before(place - blanks)
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        &self.text[self.bytes[start]..self.bytes[end]]
    }

    fn skip_blanks(&self, place: usize) -> usize {
        place + self.chars[place..].iter().take_while(|c| c.is_whitespace()).count()
    }

    /// Where the sentence ends whose last mark stands at `place`, closing quotes and brackets included.
    fn sentence_end(&self, place: usize, language: Language, held: &mut Held) -> Option<usize> {
        let c = self.at(place);
        if c == '\n' {
            return Some(place + 1);
        }
        let held = held.pass(c, place);
        let full = match c {
            '。' | '！' | '？' | '｡' => true,
            '!' | '?' => !self.at(place + 1).is_alphanumeric() || language == Language::Zh,
            '.' => self.is_full_stop(place),
            '…' => matches!(self.at(place + 1), '”' | '’' | '」' | '\n') && self.at(place) == '…',
            _ => false,
        };
        if !full || held || matches!(self.at(place + 1), '。' | '！' | '？' | '!' | '?' | '…' | '.') {
            return None;
        }
        let marks = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '】' | ']' | '"' | '\'');
        let closed = place + 1 + self.chars[place + 1..].iter().take_while(|c| marks(**c)).count();
        let next = self.at(closed);
        // “真的吗？”他问。 is one sentence, and so is “好！”的声音.
        let goes_on = closed > place + 1 && matches!(c, '！' | '？' | '!' | '?' | '…') && is_han(next);
        let clause = matches!(next, '，' | '、' | '；' | '：' | ',' | ';' | '—');
        (!goes_on && !clause).then_some(closed)
    }

    /// Whether a point ends a sentence: not in a number or a name of the net, not after an abbreviation or an
    /// initial, not before a small letter.
    fn is_full_stop(&self, place: usize) -> bool {
        let next = self.at(place + 1);
        if next.is_alphanumeric() && !(is_han(next) && is_han(self.before(place))) {
            return false;
        }
        let word: Vec<char> = self.chars[..place]
            .iter()
            .rev()
            .take(12)
            .take_while(|c| c.is_ascii_alphanumeric() || **c == '.')
            .copied()
            .collect();
        let word: String = word.into_iter().rev().collect();
        let rest =
            self.chars[place + 1..].iter().take(8).find(|c| !c.is_whitespace() && !"”’\"')".contains(**c));
        let initial = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
        let dotted = word.contains('.') && word.split('.').all(|part| part.len() <= 1);
        let known = ABBREVIATIONS.split_whitespace().any(|known| known == word);
        // 1.拍打双肩 is an item of a list.
        let mut before = self.chars[..place - word.len()].iter().rev().skip_while(|c| c.is_whitespace());
        let item = matches!(word.len(), 1 | 2)
            && word.bytes().all(|b| b.is_ascii_digit())
            && before.next().is_none_or(|c| "。！？；.!?;".contains(*c) || *c == '：' && word == "1");
        match rest {
            None => true,
            Some(_) if item => false,
            Some(c) if c.is_lowercase() => false,
            // a.m. and U.S. end a sentence where a word follows that begins one.
            Some(_) if lists().may_end.contains(&word.as_str()) => self.opens_sentence(place + 1),
            Some(_) => !(known || initial || dotted),
        }
    }

    /// Whether a word stands behind the blanks at `place` that begins a sentence and no name.
    fn opens_sentence(&self, place: usize) -> bool {
        let start = self.skip_blanks(place);
        let word: String = self.chars[start..].iter().take_while(|c| c.is_alphabetic()).collect();
        start > place && lists().openers.contains(&word.as_str())
    }

    /// Adds the sentence from `start` to `end`, in parts of at most `limit` characters.
    fn part(&self, start: usize, end: usize, limit: usize, parts: &mut Vec<&'a str>) {
        let limit = limit.max(1);
        let mut start = start;
        while end - start > limit {
            let cut = self.clause_end(start, start + limit);
            parts.push(self.slice(start, cut));
            start = cut;
        }
        parts.push(self.slice(start, end));
    }

    /// The best place to part a sentence between `start` and `most`: behind a strong mark in the second half,
    /// else a comma, else a light mark, before a word that begins a phrase, a blank, the end of a Chinese word, a border that cuts no number or Latin word;
    /// else at `most`.
    fn clause_end(&self, start: usize, most: usize) -> usize {
        let half = start + (most - start) / 2;
        let third = start + (most - start) / 3;
        let find = |from: usize, good: &dyn Fn(usize) -> bool| (from + 1..=most).rev().find(|&cut| good(cut));
        let behind = |marks: &'static str| {
            move |cut: usize| {
                // English has a blank between the mark and the next clause.
                let last = if marks.contains(' ') { self.before(cut) } else { self.mark_before(cut) };
                marks.contains(last) && !self.is_inside(cut) && !self.closes(cut)
            }
        };
        find(half, &behind("；;：—…。！？!?"))
            .or_else(|| find(third, &behind("，,；;：:—…。！？!?")))
            .or_else(|| find(third, &behind("、")))
            .or_else(|| find(third, &|cut| self.opens_phrase(cut)))
            .or_else(|| find(third, &behind(" ”’）)》")))
            .or_else(|| find(start, &behind("，,；;：、。！？ ")))
            .or_else(|| self.word_end(start, most))
            .or_else(|| find(start, &|cut| !self.is_inside(cut) && !self.closes(cut)))
            .unwrap_or(most)
    }

    /// Whether a word stands behind a blank at `cut` that begins a phrase: ever-growing demands | that follow.
    fn opens_phrase(&self, cut: usize) -> bool {
        const LONGEST: usize = 12;
        if self.before(cut) != ' ' {
            return false;
        }
        let letters = self.chars[cut..].iter().take(LONGEST).take_while(|c| c.is_ascii_alphabetic());
        lists().phrase_starts.contains(&letters.collect::<String>().as_str())
    }

    /// The last end of a word in a row of hanzi without marks.
    fn word_end(&self, start: usize, most: usize) -> Option<usize> {
        /// As long as any word, so that one is seen whole that a cut at `most` would part.
        const WORD: usize = 8;
        if !is_han(self.before(most)) {
            return None;
        }
        let ends = word_ends(self.slice(start, (most + WORD).min(self.chars.len())));
        let cuts = ends.into_iter().rev().map(|end| start + end);
        cuts.skip_while(|&cut| cut > most).find(|&cut| !self.is_inside(cut) && !self.closes(cut))
    }

    /// Whether a cut before `cut` would part a number or a Latin word.
    fn is_inside(&self, cut: usize) -> bool {
        let joins = |c: char| (c.is_alphanumeric() && !is_han(c)) || "%‰℃°㎡$¥￥€£".contains(c);
        let links = |c: char| {
            matches!(
                c,
                '.' | ','
                    | ':'
                    | '-'
                    | '–'
                    | '—'
                    | '~'
                    | '～'
                    | '/'
                    | '·'
                    | '：'
                    | '\''
                    | '’'
                    | '@'
                    | '+'
                    | '−'
            )
        };
        let (before, after) = (self.before(cut), self.at(cut));
        let linked = (links(before) && joins(self.before(cut - 1)) && joins(after))
            || (links(after) && joins(before) && joins(self.at(cut + 1)));
        let sign = matches!(before, '-' | '+' | '−') && after.is_ascii_digit();
        // A name with a point: 列夫·托尔斯泰.
        let named = (before == '·' && is_han(after)) || (after == '·' && is_han(before));
        // 20万 and 5年 stay whole too.
        let counted = before.is_ascii_digit() && is_han(after);
        (joins(before) && joins(after)) || linked || sign || counted || named
    }

    /// Whether the character at `cut` belongs to what stands before: a closing mark, a comma, a blank.
    fn closes(&self, cut: usize) -> bool {
        let c = self.at(cut);
        c.is_whitespace() || "，。！？；：、,;!?”’）》」』】".contains(c)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zh(text: &str) -> Vec<&str> {
        split(text, Language::Zh, 200)
    }

    fn en(text: &str) -> Vec<&str> {
        split(text, Language::En, 200)
    }

    #[test]
    fn chinese_sentences_end_with_their_quotes() {
        assert_eq!(zh("他说：“走吧。”大家走了。"), ["他说：“走吧。”", "大家走了。"]);
        assert_eq!(zh("“真的吗？”她问。没人答！？"), ["“真的吗？”她问。", "没人答！？"]);
        assert_eq!(zh("话剧《你好！春天》上演。涨了3.5%。"), ["话剧《你好！春天》上演。", "涨了3.5%。"]);
        assert_eq!(zh("雨停了……天晴了。"), ["雨停了……天晴了。"]);
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_where_one_begins_behind_it() {
        assert_eq!(
            en("It is at 11 a.m. Join us. She came from D.C. Her bees too."),
            ["It is at 11 a.m. ", "Join us. ", "She came from D.C. ", "Her bees too.",]
        );
        assert_eq!(
            en("It says so, e.g. The Guardian, and J.P. Two Bulls, a.k.a. The Rock, of the U.S. No. 1 seed.")
                .len(),
            1
        );
        assert_eq!(en("At 7 p.m. Monday the U.S. Army and J.K. Lee of Mill Inc. Board met.").len(), 1);
    }

    #[test]
    fn long_english_is_parted_behind_its_marks() {
        let first = "Ann Mill, who kept the lock for thirty years, left in the spring of that year with her two dogs; ";
        let second = "Ben Ash, who came from the coast, took her place before the floods of early autumn; ";
        let third = "nobody else had asked for the house by the river";
        assert_eq!(
            en(&format!("{first}{second}{third}.")),
            [format!("{first}{second}"), format!("{third}.")]
        );
    }

    #[test]
    fn a_sentence_without_marks_is_parted_before_a_phrase() {
        let first = "the council wants every shop and house along the old river road to keep its lamps burning all \
                     through the long winter evenings ";
        let second = "because the ever growing traffic from the new bridge has made the narrow bends below the mill so \
                      dangerous that three carts fell last month";
        let text = format!("The town says {first}{second}.");
        let parts = en(&text);
        assert!(parts.len() > 1, "{parts:?}");
        let opens = |part: &&str| lists().phrase_starts.contains(&part.split(' ').next().unwrap());
        assert!(parts[1..].iter().all(opens), "{parts:?}");
    }

    #[test]
    fn the_number_of_an_item_is_no_sentence() {
        assert_eq!(zh("1.拍打双肩；\n2.立即拨打120。"), ["1.拍打双肩；\n", "2.立即拨打120。"]);
        assert_eq!(en("1. Call for help. 2. Wait."), ["1. Call for help. ", "2. Wait."]);
        assert_eq!(en("She finished 2. Then she left."), ["She finished 2. ", "Then she left."]);
    }

    #[test]
    fn english_sentences_do_not_end_within_abbreviations_or_numbers() {
        let text =
            "Dr. Lee paid $3.50 to J. K. Smith in the U.S. Senate. \"Why?\" he asked. It was 5 p.m. sharp.";
        let parts = [
            "Dr. Lee paid $3.50 to J. K. Smith in the U.S. Senate. ",
            "\"Why?\" ",
            "he asked. ",
            "It was 5 p.m. sharp.",
        ];
        let found = en(text);
        assert_eq!(found[0], parts[0]);
        assert_eq!(found.last(), parts.last());
    }

    #[test]
    fn a_long_sentence_is_parted_at_clauses_and_never_in_a_number() {
        let text = "一月产量达12,345.67吨，二月增长3.5%—4.5%，三月共有20万千瓦的机组投产，四月完成";
        let parts = split(text, Language::Zh, 20);
        assert_eq!(parts.concat(), text);
        assert!(parts.iter().all(|part| part.chars().count() <= 20), "{parts:?}");
        assert_eq!(parts[0], "一月产量达12,345.67吨，");
        assert!(parts.iter().any(|part| part.contains("3.5%—4.5%")), "{parts:?}");
    }

    #[test]
    fn a_row_of_hanzi_is_parted_between_words() {
        let text = "全区各级党组织和广大党员干部深入学习贯彻会议精神推动高质量发展取得新的更大成效\
                    列夫·托尔斯泰的作品今年又有20万元的资金投入使用";
        for limit in 5..40 {
            let parts = split(text, Language::Zh, limit);
            assert_eq!(parts.concat(), text);
            for pair in parts.windows(2) {
                for word in ["党组织", "干部", "精神", "发展", "成效", "20万", "作品", "资金"]
                {
                    let whole = pair.concat().matches(word).count();
                    assert_eq!(
                        pair[0].matches(word).count() + pair[1].matches(word).count(),
                        whole,
                        "{limit}: {pair:?}"
                    );
                }
            }
            assert!(
                limit < 10 || parts.iter().any(|part| part.contains("列夫·托尔斯泰")),
                "{limit}: {parts:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_parts_are_the_text(text in "[一二三。，！？“”《》（）0-9a-zA-Z. \\n…—]{0,200}", limit in 1_usize..60) {
            for language in [Language::Zh, Language::En] {
                let parts = split(&text, language, limit);
                prop_assert_eq!(parts.concat(), text.clone());
                prop_assert!(parts.iter().all(|part| !part.is_empty() && part.chars().count() <= limit));
            }
        }
    }
}
