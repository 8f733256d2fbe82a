//! Who speaks, as one line tells it: labels before a colon, and those under which the paper itself asks.

use crate::articles::text::{Text, fold, is_blank, is_han};
use crate::articles::words::lists;

/// The longest label in Chinese and in English, in characters.
const LONGEST: usize = 14;
const LONGEST_ENGLISH: usize = 26;

/// A label's length with its colon and the blanks after it, and where the colon stands.
pub fn candidate(text: &Text) -> Option<(usize, usize)> {
    let colon = text.chars().iter().take(LONGEST_ENGLISH + 2).position(|&c| fold(c) == ':')?;
    let head = text.folded_head(colon);
    let label = head.trim().trim_matches(['[', ']', '(', ')', '■', '□', '●']).trim();
    let length = label.chars().count();
    let plain = |c: char| is_han(c) || c.is_ascii_alphabetic() || matches!(c, '·' | ' ' | '.' | '\'' | '’');
    let fits = (1..=if label.is_ascii() { LONGEST_ENGLISH } else { LONGEST }).contains(&length)
        && label.chars().all(plain)
        && !lists().no_speakers.contains(&label);
    let is_latin_sentence = label.split(' ').count() > 3;
    if !fits || is_latin_sentence {
        return None;
    }
    let blanks = text.chars().iter().skip(colon + 1).take_while(|&&c| is_blank(c)).count();
    // Office: 555-0100 is nobody's speech.
    let is_said = text.chars()[colon + 1..].iter().any(|c| c.is_alphabetic());
    is_said.then_some((colon + 1 + blanks, colon))
}

/// 记者：, 答：: a line that opens so is a turn of its own, whoever else speaks.
pub fn opens_turn(line: &Text) -> bool {
    candidate(line)
        .is_some_and(|(length, _)| lists().speakers.contains(&name(&line.slice(0, length)).as_str()))
}

/// A label without its colon and brackets.
pub fn name(label: &Text) -> String {
    let print = label.string();
    let name = print.trim().trim_end_matches([':', '：']);
    name.trim_matches(|c: char| is_blank(c) || "【】[]（）()■□●".contains(c)).to_owned()
}

/// True for a label under which the paper itself asks.
pub fn asks(label: &str) -> bool {
    let papers = &lists().asking_papers;
    lists().askers.contains(&label) || papers.iter().any(|end| label.ends_with(end))
}
