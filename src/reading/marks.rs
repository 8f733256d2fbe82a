//! Signs: heard as a pause, or not at all.

use super::piece::{Pieces, Span};
use super::text::{EDGE, Text, is_hanzi, is_latin};
use super::words::lists;
use crate::model::Mark;

/// The pause that a sign stands for.
fn pause(sign: char) -> Option<Mark> {
    Some(match sign {
        '，' | '、' | ',' | '､' | '﹐' | '﹑' => Mark::Comma,
        '；' | '：' | ';' | ':' | '﹔' | '﹕' => Mark::Semicolon,
        '—' | '–' | '―' | '─' | '…' | '⋯' => Mark::Dash,
        '。' | '.' | '｡' => Mark::Stop,
        '？' | '?' | '﹖' => Mark::Question,
        '！' | '!' | '﹗' | '‼' => Mark::Exclamation,
        _ => return None,
    })
}

/// Reads a sign: a run of the same pause is one; markup, brackets, quotes and anything else is not heard.
pub(super) fn read(text: &Text<'_>, place: usize) -> Span {
    let first = text.at(place);
    let silent = |end, rule| Span { start: place, end, pieces: Pieces::new(), rule };
    if first == '〇' {
        return Span { start: place, end: place + 1, pieces: Pieces::new().hanzi("零"), rule: Some("zero") };
    }
    if first == ' ' && parts_clauses(text, place) {
        let pieces = Pieces::new().mark(Mark::Comma, "，");
        return Span {
            start: place,
            end: text.run(place, usize::MAX, |c| c == ' '),
            pieces,
            rule: Some("blank"),
        };
    }
    if first == ' ' && is_row(text, place) {
        let sign = if near_hanzi(text, place) { "，" } else { "," };
        let pieces = Pieces::new().mark(Mark::Comma, sign);
        return Span { start: place, end: place + 1, pieces, rule: Some("blank") };
    }
    if is_between_names(text, place) {
        let pieces = Pieces::new().mark(Mark::Comma, "，");
        return Span { start: place, end: place + 1, pieces, rule: Some("list") };
    }
    if let Some(mark) = bracket(text, place) {
        return Span { start: place, end: place + 1, pieces: mark, rule: Some("bracket") };
    }
    if is_stroke(text, place) {
        let sign = if near_hanzi(text, place) { "，" } else { "," };
        return Span {
            start: place,
            end: place + 1,
            pieces: Pieces::new().mark(Mark::Comma, sign),
            rule: Some("list"),
        };
    }
    if let Some(end) = smiley(text, place) {
        let goes_on =
            !text.before(place).is_ascii_punctuation() && text.at(text.skip_blanks(end)).is_alphabetic();
        let sign = if near_hanzi(text, place) { "，" } else { "," };
        let pieces = if goes_on { Pieces::new().mark(Mark::Comma, sign) } else { Pieces::new() };
        return Span { start: place, end, pieces, rule: Some("not said") };
    }
    if let Some(end) = typed_dash(text, place) {
        return Span { start: place, end, pieces: Pieces::new().mark(Mark::Dash, "—"), rule: Some("list") };
    }
    if is_ending(text, place) {
        let pieces =
            if near_hanzi(text, place) { Pieces::new().hanzi("点") } else { Pieces::new().english("dot") };
        return Span { start: place, end: place + 1, pieces, rule: Some("name") };
    }
    let Some(mark) = pause(first) else {
        let dropped = !first.is_whitespace() && !is_quiet(first);
        // A word of a script that no voice here can say is one.
        let foreign = |c: char| c.is_alphabetic() && !is_hanzi(c) && !is_latin(c);
        return silent(text.run(place, usize::MAX, foreign).max(place + 1), dropped.then_some("not said"));
    };
    let end = text.run(place, usize::MAX, |c| c == first);
    let inside = (end == place + 1 && matches!(first, '.' | ':' | '\'') || end == place + 2 && first == ':')
        && text.at(end).is_ascii_alphanumeric()
        && text.before(place).is_ascii_alphanumeric();
    if inside {
        return silent(end, Some("not said"));
    }
    let mark = if first == '.' && end > place + 1 { Mark::Dash } else { mark };
    Span { start: place, end, pieces: Pieces::new().mark(mark, text.printed(place, end)), rule: None }
}

/// A face of signs, :-) ;) :( :D, apart from words: the blank before it and it.
fn smiley(text: &Text<'_>, place: usize) -> Option<usize> {
    let eyes = place + usize::from(text.at(place) == ' ');
    let mouth = eyes + 1 + usize::from(text.at(eyes + 1) == '-');
    let is_face = matches!(text.at(eyes), ':' | ';')
        && matches!(text.at(mouth), ')' | '(' | 'D' | 'P' | 'p' | '/' | '|');
    let starts = eyes > place || matches!(text.before(place), EDGE | ' ');
    let ends = !text.at(mouth + 1).is_alphanumeric() && text.at(mouth + 1) != '/';
    (is_face && starts && ends).then_some(mouth + 1)
}

/// Two hyphens with blanks or letters around them, as a typewriter has a dash: the bus -- a late one -- came.
fn typed_dash(text: &Text<'_>, place: usize) -> Option<usize> {
    let end = text.run(place, 4, |c| c == '-');
    if !(place + 2..=place + 3).contains(&end) || text.before(place) == '-' {
        return None;
    }
    let said = |c: char| c.is_alphabetic() || "”\"’）)".contains(c);
    // tar --extract: an option of a program.
    let is_even = (text.before(place) == ' ') == (text.at(end) == ' ');
    let parts = is_even
        && said(text.before(text.skip_blanks_back(place)))
        && text.at(text.skip_blanks(end)).is_alphabetic();
    parts.then_some(end)
}

/// Whether a stroke parts what is said on both sides: Letters: The bridge | The bell, Ann Mill - Ladies, What they say / What we
/// say, the meters/permits.
fn is_stroke(text: &Text<'_>, place: usize) -> bool {
    if !matches!(text.at(place), '|' | '｜' | '-' | '/') {
        return false;
    }
    let said = |c: char| c.is_alphanumeric() || "”\"》）)（(《“%+".contains(c);
    let (before, behind) = (text.skip_blanks_back(place), text.skip_blanks(place + 1));
    let is_apart = before < place && behind > place + 1;
    let parts = match text.at(place) {
        '|' | '｜' => true,
        '-' => is_apart && is_dash_between(text, before, behind),
        '/' if is_apart => parts_phrases(text, before, behind, SHORTEST_PHRASE),
        '/' => parts_words(text, place),
        _ => false,
    };
    parts && said(text.before(before)) && said(text.at(behind))
}

/// Whether a hyphen with blanks around it is a dash: hard to believe - hard to bear, April 1st - no joke; not long - term, which a
/// scan has so.
fn is_dash_between(text: &Text<'_>, before: usize, behind: usize) -> bool {
    const LONGEST: usize = 12;
    let word = text.folded(text.run_back(before, LONGEST, |c| c.is_ascii_alphabetic()), before);
    if opens_aside(text, behind) {
        return word.len() > 1;
    }
    let starts_compound = || lists().compound_starts.contains(&word.to_lowercase().as_str());
    parts_phrases(text, before, behind, SHORTEST_PHRASE)
        && (text.at(behind).is_uppercase() || !starts_compound())
}

/// Whether a word stands at `place` that begins an aside or a clause: a late one, and kept it; not term of long - term.
fn opens_aside(text: &Text<'_>, place: usize) -> bool {
    const LONGEST: usize = 8;
    let end = text.run(place, LONGEST, |c| c.is_ascii_lowercase());
    lists().clause_words.contains(&text.folded(place, end).as_str())
}

/// Fewer letters are a unit or a part of a word.
const SHORTEST_PHRASE: usize = 3;

/// Words on both sides of a stroke with blanks that are no letters and no units: not e - mail, 30 km / h. `shortest` is how many
/// letters stand behind it at least.
fn parts_phrases(text: &Text<'_>, before: usize, behind: usize, shortest: usize) -> bool {
    const LONGEST: usize = 12;
    let letter = |c: char| c.is_ascii_alphabetic();
    let count =
        text.slice(before.saturating_sub(LONGEST), before).iter().rev().take_while(|&&c| letter(c)).count();
    count >= SHORTEST_PHRASE && text.run(behind, LONGEST, letter) >= behind + shortest
}

/// Two long words in small letters with a stroke between, in no path: not TCP/IP, he/she, docs/guide/parking.
fn parts_words(text: &Text<'_>, place: usize) -> bool {
    const LONG: usize = 5;
    const WINDOW: usize = 24;
    let small = |c: char| c.is_ascii_lowercase();
    let left = text.slice(place.saturating_sub(WINDOW), place);
    let is_long = left.iter().rev().take_while(|&&c| small(c)).count() >= LONG;
    let in_path = left.iter().rev().take_while(|&&c| c != ' ').any(|c| matches!(c, '/' | '.'));
    let end = text.run(place + 1, WINDOW, small);
    is_long && !in_path && end > place + LONG && text.at(end) != '/'
}

/// Whether a point stands before the ending of a file's name, or a name in capitals: a .gem, .pyi文件, .NET.
fn is_ending(text: &Text<'_>, place: usize) -> bool {
    const LONGEST: usize = 6;
    let is_small = text.at(place + 1).is_ascii_lowercase();
    let same = |c: char| if is_small { c.is_ascii_lowercase() } else { c.is_ascii_uppercase() };
    let end = text.run(place + 1, LONGEST + 1, |c| same(c) || c.is_ascii_digit());
    let before = text.before(place);
    let starts =
        before.is_whitespace() || is_hanzi(before) || matches!(before, '(' | '（' | '“' | '"' | '、' | '/');
    let ends = !text.at(end).is_ascii_alphanumeric();
    text.at(place) == '.'
        && place > 0
        && starts
        && text.at(place + 1).is_ascii_alphabetic()
        && (place + if is_small { 2 } else { 3 }..=place + 1 + LONGEST).contains(&end)
        && ends
}

/// Whether a blank parts a row of three numbers or more: 03 08 12 19.
fn is_row(text: &Text<'_>, place: usize) -> bool {
    let digits = |c: &&char| c.is_ascii_digit();
    let before = |end: usize| {
        let count = text.slice(end.saturating_sub(8), end).iter().rev().take_while(digits).count();
        (count > 0 && !is_latin(text.before(end - count))).then(|| end - count)
    };
    let after = |start: usize| {
        let end = text.run(start, 8, |c| c.is_ascii_digit());
        (end > start && !is_latin(text.at(end))).then_some(end)
    };
    let (Some(first), Some(last)) = (before(place), after(place + 1)) else { return false };
    (text.before(first) == ' ' && before(first - 1).is_some())
        || (text.at(last) == ' ' && after(last + 1).is_some())
}

/// Whether hanzi stand near: the pause is a Chinese comma.
fn near_hanzi(text: &Text<'_>, place: usize) -> bool {
    text.slice(place.saturating_sub(20), place + 20).iter().any(|c| is_hanzi(*c))
}

/// Whether a blank parts two clauses of a Chinese headline: four characters or more without marks on each
/// side. Blanks in names and in figures are shorter.
fn parts_clauses(text: &Text<'_>, place: usize) -> bool {
    let said = |c: &char| is_hanzi(*c) || c.is_ascii_digit() || "%.《》“”".contains(*c);
    let after = text.run(place, 8, |c| c == ' ');
    let left = text.slice(place.saturating_sub(4), place);
    let right = text.slice(after, after + 4);
    let whole = |side: &[char]| side.len() == 4 && side.iter().all(said) && side.iter().any(|c| is_hanzi(*c));
    let leans = right.first() == Some(&'的');
    whole(left) && whole(right) && !leans && left.iter().filter(|c| is_hanzi(**c)).count() > 1
}

/// Whether a sign parts the members of a list that has no commas: “一个”“两个”, 《甲》《乙》, and the point between
/// the words of a title, 《战士·战马》. In quotes a foreign name has points too, “阿利·伯克”, and days have, “一二·九”:
/// there the parts of a list are long.
fn is_between_names(text: &Text<'_>, place: usize) -> bool {
    let next = text.at(place + 1);
    match text.at(place) {
        '”' => next == '“',
        '》' => next == '《',
        '·' => {
            let between = text.before(place).is_alphanumeric() && is_hanzi(next);
            let long = |part: &[char]| part.len() == LONG && part.iter().all(|c| is_hanzi(*c));
            let parts = || {
                long(text.slice(place.saturating_sub(LONG), place))
                    && long(text.slice(place + 1, place + 1 + LONG))
            };
            between && quoted(text, place).is_some_and(|quote| quote == '《' || parts())
        }
        _ => false,
    }
}

/// How long the parts of a list in quotes are at least.
const LONG: usize = 4;

/// The sign that opens a quotation or a title which began shortly before and is still open.
fn quoted(text: &Text<'_>, place: usize) -> Option<char> {
    let before = text.slice(place.saturating_sub(40), place);
    let last = before.iter().rev().find(|c| "“”《》".contains(**c)).copied();
    last.filter(|last| matches!(last, '“' | '《'))
}

/// The pause of a bracket with words on both sides. Around a short number behind a word,
/// 第（二）项, there is none.
fn bracket(text: &Text<'_>, place: usize) -> Option<Pieces> {
    let said =
        |c: char| is_hanzi(c) || is_latin(c) || c.is_ascii_digit() || matches!(c, '“' | '《' | '¥' | '$');
    let open = matches!(text.at(place), '（' | '(');
    let close = matches!(text.at(place), '）' | ')');
    let count = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let ends = |c: char| matches!(c, '）' | ')');
    let starts = |c: char| matches!(c, '（' | '(');
    let before = |place: usize| {
        let c = text.before(text.skip_blanks_back(place));
        said(c) || matches!(c, '”' | '》' | '%' | '‰' | '℃' | '°' | '㎡' | '²' | '³')
    };
    let pause = if open {
        let stop = text.run(place + 1, 3, count);
        let number = stop > place + 1 && ends(text.at(stop));
        let number = number && !text.before(text.skip_blanks_back(place)).is_ascii_digit();
        let below = matches!(text.at(place + 1), '-' | '+') && text.at(place + 2).is_ascii_digit();
        before(place) && (said(text.at(place + 1)) || below) && !number
    } else if close {
        let inside =
            text.slice(place.saturating_sub(3), place).iter().rev().take_while(|&&c| count(c)).count();
        let start = place - inside;
        let number = inside > 0
            && starts(text.before(start))
            && before(start - 1)
            && !text.before(text.skip_blanks_back(start - 1)).is_ascii_digit();
        let next = text.at(text.skip_blanks(place + 1));
        before(place) && said(next) && next != '的' && !number
    } else {
        false
    };
    let wide = matches!(text.at(place), '（' | '）');
    let comma = if wide || is_hanzi(text.at(text.skip_blanks(place + 1))) || is_hanzi(text.before(place)) {
        "，"
    } else {
        ","
    };
    pause.then(|| Pieces::new().mark(Mark::Comma, comma))
}

/// Signs that a reader expects not to hear: brackets, quotes, the point in a foreign name.
fn is_quiet(sign: char) -> bool {
    "“”‘’\"'《》〈〉「」『』（）()【】[]〔〕{}·*_#-~/|".contains(sign)
}

/// The longest tag or entity that is looked for.
const LONGEST: usize = 64;

/// A tag (`<b>`), an entity (`&nbsp;`), an escape (`\ud83d`) or a footnote's mark (`[15]`) in the text: not heard.
pub(super) fn markup(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = match text.at(place) {
        '<' => {
            let name = place + 1 + usize::from(text.at(place + 1) == '/');
            let end = text.run(name, LONGEST, |c| !matches!(c, '<' | '>') && !is_hanzi(c));
            (text.at(name).is_ascii_alphabetic() && text.at(end) == '>').then_some(end + 1)
        }
        '&' => {
            let hash = place + 1 + usize::from(text.at(place + 1) == '#');
            let end = text.run(hash, 8, |c| c.is_ascii_alphanumeric());
            (end > hash + 1 && text.at(end) == ';').then_some(end + 1)
        }
        // He said[15], which a note of the print explains.
        '[' => {
            let end = text.digits(place + 1);
            let marks = (place + 2..=place + 4).contains(&end) && text.at(end) == ']';
            let joined = !text.before(place).is_whitespace() && text.before(place) != EDGE;
            let next = text.at(end + 1);
            (marks && joined && (is_hanzi(next) || !next.is_alphanumeric())).then_some(end + 1)
        }
        '\\' if text.at(place + 1) == 'u' => {
            let end = text.run(place + 2, 4, |c| c.is_ascii_hexdigit());
            (end == place + 6).then_some(end)
        }
        '\\' => matches!(text.at(place + 1), 'n' | 't' | 'r')
            .then(|| place + 2)
            .filter(|&end| !is_latin(text.at(end))),
        _ => None,
    }?;
    Some((end, Pieces::new()))
}
