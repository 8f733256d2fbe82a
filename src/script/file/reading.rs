//! From the words that a script file gives back to the tokens that the voices need.

use crate::model::{Language, Repair, Say, Spoken, Token};
use crate::reading::Reader;
use crate::text;

/// The rule that changed a token which an editor reworded.
const BY_HAND: &str = "by hand";

/// Whether an editor changed what is said.
pub fn is_by_hand(spoken: &Spoken) -> bool {
    spoken.tokens.iter().any(|token| token.rule == Some(BY_HAND))
}

/// Half-headlines on both sides of a blank in running text have so many characters at least.
const LEAST_IN_TEXT: usize = 4;

/// Reads a headline: where a Chinese one has a space, a comma is heard; not in 公　告, which is spaced to look wide, and
/// not beside Latin letters and figures, which writers set apart.
pub(in crate::script) fn headline(reader: &Reader, title: &str, language: Language) -> Spoken {
    with_pauses(reader, title, language, 1)
}

/// Reads a sentence: a space between two clauses of Chinese is a pause, as in a headline that stands in a text.
pub(in crate::script) fn sentence(reader: &Reader, text: &str, language: Language) -> Spoken {
    with_pauses(reader, text, language, LEAST_IN_TEXT)
}

fn with_pauses(reader: &Reader, text: &str, language: Language, least: usize) -> Spoken {
    let plain = reader.read(text, language);
    if language == Language::En {
        return plain;
    }
    let (words, commas) = with_commas(text, least);
    if !commas.iter().any(|comma| *comma != "，") {
        return plain;
    }
    let mut spoken = reader.read(&words, language);
    let mut commas = commas.into_iter();
    for token in &mut spoken.tokens {
        if token.printed == "，" {
            commas.next().unwrap_or_default().clone_into(&mut token.printed);
        }
    }
    if spoken.printed() == text && spoken.text() != plain.text() { spoken } else { plain }
}

/// A Chinese text with a comma at its spaces and behind a closing 】, and what is printed at each of its commas. A space
/// is one where `least` characters of Chinese or more stand on both sides; behind a mark that parts the words already it
/// stays one, and in 公　告, which is spaced to look wide, there is none.
pub(in crate::script) fn with_commas(text: &str, least: usize) -> (String, Vec<&str>) {
    let text = text.trim();
    if text.split_whitespace().all(|word| word.chars().nth(1).is_none()) {
        return (text.split_whitespace().collect(), Vec::new());
    }
    // In running text a blank beside Latin letters and figures is typography; in a headline where no letter touches others.
    let typographic = least > 1 || sets_latin_apart(text);
    // There a half ends at the next mark: 主委 林大同、财委 张小君.
    let is_mark = |c: char| least > 1 && "、，；：。".contains(c);
    let is_wide = |c: char| is_wide(c) && !is_mark(c) || !typographic && c.is_ascii_alphanumeric();
    let (mut words, mut commas, mut rest) = (String::new(), Vec::new(), text);
    while let Some(next) = rest.chars().next() {
        let blank = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let (printed, after) = rest.split_at(if blank > 0 { blank } else { next.len_utf8() });
        let parted = words.ends_with(['？', '！', '。', '：', '；', '，', '…', '—']);
        let wide = |chars: &mut dyn Iterator<Item = char>| chars.take_while(|&c| is_wide(c)).count();
        let half = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let latin = half(words.chars().next_back()) && half(after.chars().next());
        let between =
            || !latin && wide(&mut words.chars().rev()) >= least && wide(&mut after.chars()) >= least;
        // 认知矩阵 的文章: a name that is set apart.
        let leans = least > 1 && after.starts_with('的');
        let is_pause = blank > 0 && !parted && !leans && between();
        let closes = next == '】' && after.chars().next().is_some_and(text::is_han);
        words.push_str(if is_pause { "，" } else { printed });
        if next == '，' || is_pause {
            commas.push(printed);
        }
        if closes {
            words.push('，');
            commas.push("");
        }
        rest = after;
    }
    (words, commas)
}

/// True where Latin letters and figures never touch Chinese print: a blank beside them is typography then.
fn sets_latin_apart(text: &str) -> bool {
    let touch = |a: char, b: char| text::is_han(a) && b.is_ascii_alphanumeric();
    text.chars().zip(text.chars().skip(1)).all(|(a, b)| !touch(a, b) && !touch(b, a))
}

/// Characters of Chinese print, its marks included.
fn is_wide(c: char) -> bool {
    text::is_han(c)
        || matches!(c, '\u{3001}'..='\u{301f}' | '“' | '”' | '‘' | '’' | '\u{ff01}'..='\u{ff0f}' | '·' | '…' | '—')
}

/// The tokens for `words` as the spoken form of `written`, whatever reading gave them.
///
/// Where reading the print gives those words, the tokens are those of the print. Otherwise the words are read
/// for themselves, and what they have in common with the print at both ends keeps its place in it.
pub(super) fn spoken_as(reader: &Reader, written: &str, words: &str, language: Language) -> (Spoken, bool) {
    for reading in [
        reader.read(written, language),
        sentence(reader, written, language),
        headline(reader, written, language),
    ] {
        if reading.text() == words {
            return (reading, false);
        }
    }
    if let Some(reading) = mended(reader, written, words, language) {
        return (reading, false);
    }
    let mut spoken = reader.read(words, language);
    align(&mut spoken.tokens, written);
    (spoken, true)
}

/// The reading of a sentence in which the print doubled something (根治根治), where leaving out one of the two gives
/// those words.
fn mended(reader: &Reader, written: &str, words: &str, language: Language) -> Option<Spoken> {
    // Each is read wholly; a text that doubles more than this is no slip of the print.
    const MOST: usize = 64;
    doubles(written)
        .take(MOST)
        .map(|repair| reader.read_repaired(written, language, &[repair]))
        .find(|reading| reading.text() == words)
}

/// What stands twice in a row. What stands in a row more often (······) does so once.
fn doubles(written: &str) -> impl Iterator<Item = Repair> {
    const LONGEST: usize = 8;
    let chars: Vec<char> = written.chars().collect();
    let places = (1..=LONGEST).flat_map({
        let all = chars.len();
        move |length| (0..all).map(move |start| (start, length))
    });
    places.filter_map(move |(start, length)| {
        let (one, two) = (start..start + length, start + length..start + 2 * length);
        let is_double = chars.get(two.clone()).is_some_and(|two| *two == chars[one.clone()]);
        let goes_on = || start > 0 && chars[start - 1] == chars[start - 1 + length];
        (is_double && !goes_on()).then(|| Repair { start, end: two.end, spoken: chars[one].iter().collect() })
    })
}

/// The tokens for words that an editor gave.
pub(in crate::script) fn said_as(reader: &Reader, written: &str, words: &str, language: Language) -> Spoken {
    let (mut spoken, differs) = spoken_as(reader, written, words, language);
    if differs {
        mark_by_hand(&mut spoken);
    }
    spoken
}

/// Marks the tokens as reworded by an editor.
pub(super) fn mark_by_hand(spoken: &mut Spoken) {
    if let Some(token) = spoken.tokens.iter_mut().find(|token| !token.words.is_empty()) {
        token.rule = Some(BY_HAND);
    }
}

/// Gives the tokens' printed parts such values that joined they are `written`.
fn align(tokens: &mut Vec<Token>, written: &str) {
    let mut rest = written;
    let mut front = 0;
    while let Some(after) = tokens.get(front).and_then(|token| rest.strip_prefix(token.printed.as_str())) {
        rest = after;
        front += 1;
    }
    let mut back = tokens.len();
    while back > front {
        let Some(before) = rest.strip_suffix(tokens[back - 1].printed.as_str()) else { break };
        rest = before;
        back -= 1;
    }
    let rest = rest.to_owned();
    match tokens.get_mut(front..back) {
        Some([first, others @ ..]) => {
            first.printed = rest;
            for token in others {
                token.printed.clear();
            }
        }
        _ if rest.is_empty() => {}
        _ => tokens.insert(
            front,
            Token { printed: rest, words: String::new(), say: Say::Silent, rule: Some(BY_HAND) },
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> Token {
        Token { printed: text.into(), words: text.into(), say: Say::English, rule: None }
    }

    fn aligned(words: &[&str], written: &str) -> Vec<String> {
        let mut tokens: Vec<_> = words.iter().map(|word| token(word)).collect();
        align(&mut tokens, written);
        tokens.into_iter().map(|token| token.printed).collect()
    }

    #[test]
    fn reworded_speech_still_joins_to_the_print() {
        assert_eq!(aligned(&["a", "two", "c"], "a2c"), ["a", "2", "c"]);
        assert_eq!(aligned(&["a", "x", "y", "c"], "a2c"), ["a", "2", "", "c"]);
        assert_eq!(aligned(&["a", "c"], "abc"), ["a", "b", "c"], "words left unsaid are kept in print");
        assert_eq!(aligned(&["q"], "abc"), ["abc"]);
        assert_eq!(aligned(&["a", "a"], "a"), ["a", ""], "a word said twice is printed once");
    }

    #[test]
    fn a_headline_breathes_at_its_space_and_a_wide_one_does_not() {
        let reader = Reader::new(&crate::reading::Options::default()).unwrap();
        let heard = |title: &str| headline(&reader, title, Language::Zh).text();
        assert_eq!(heard("新桥通车　两岸欢腾"), "新桥通车，两岸欢腾");
        assert_eq!(heard("公　告"), "公告");
        assert_eq!(heard("梧桐“咳嗽”了？ 园林，部门：飘絮期 已过"), "梧桐咳嗽了？园林，部门：飘絮期，已过");
    }

    #[test]
    fn what_stands_in_a_row_is_doubled_once_however_often() {
        let found =
            |text: &str| doubles(text).map(|repair| (repair.start, repair.spoken)).collect::<Vec<_>>();
        assert_eq!(found("围绕根治根治欠薪"), [(2, "根治".to_owned())]);
        // Dots to a page's number: one for each length, and not one for each dot.
        assert_eq!(found(&format!("目录{}3", "·".repeat(5_000))).len(), 8);
    }

    #[test]
    fn a_mended_sentence_comes_back_from_the_file_as_it_was_said() {
        let reader = Reader::new(&crate::reading::Options::default()).unwrap();
        let written = "围绕根治根治欠薪，整治35个。";
        let slip = Repair { start: 2, end: 6, spoken: "根治".into() };
        let said = reader.read_repaired(written, Language::Zh, &[slip]);
        assert_eq!(spoken_as(&reader, written, &said.text(), Language::Zh), (said, false));
    }

    #[test]
    fn a_blank_between_two_clauses_is_a_pause_and_one_beside_latin_letters_none() {
        let reader = Reader::new(&crate::reading::Options::default()).unwrap();
        for (text, said) in [
            ("夜市今晚重新开放 泳池周三换水；", "夜市今晚重新开放，泳池周三换水；"),
            ("【新年新气象】夜市今晚开放", "新年新气象，夜市今晚开放"),
            ("夜市发布 AI 地图 并开放", "夜市发布AI地图并开放"),
            (
                "出席的有：主委 林小河、财委 张小桥、监委 洪小舟",
                "出席的有：主委林小河、财委张小桥、监委洪小舟",
            ),
            ("在 河谷地图 的说明里有答案。", "在河谷地图的说明里有答案。"),
        ] {
            assert_eq!(sentence(&reader, text, Language::Zh).text(), said, "{text}");
        }
        for (title, said) in [
            ("夜市开放 4路车改线", "夜市开放，四路车改线"),
            ("夜市与 Open Night 合作推出 3 条路线", "夜市与Open Night合作推出三条路线"),
            ("公　告", "公告"),
        ] {
            assert_eq!(headline(&reader, title, Language::Zh).text(), said, "{title}");
        }
    }
}
