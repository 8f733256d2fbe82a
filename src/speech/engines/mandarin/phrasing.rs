//! How a sentence is parted: into clauses at its marks, clauses into phrases between words, and all of it into stretches
//! that the model says in one go. No grammar is known here, only words, their lengths and a table of small words.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::syllable::is_erhua;
use super::table::rows;
use super::word::{Break, Lean, Word};
use super::{letters, sandhi, tune};
use crate::model::{Mark, Millis, Say, Spoken, Syllable, Token};
use crate::speech::pause;

/// Past this many syllables the model's pauses collapse.
const LONGEST: usize = 45;
/// Clauses up to this long are one phrase.
const PHRASE: usize = 9;
/// The fewest syllables of a phrase.
const SHORTEST: usize = 4;
/// The length that a phrase likes to have, and the longest it gets where a word leans on.
const USUAL: usize = 7;
const REACH: usize = 12;

/// The stretches of a sentence, each of a length that the model says well at this slowness. A word without syllables
/// that anybody knows how to say is not in them.
pub(in super::super) fn stretches(spoken: &Spoken, slowness: f32) -> Vec<Vec<Word>> {
    let longest = (LONGEST as f32 / slowness.max(1.0)) as usize;
    let mut stretches: Vec<Vec<Word>> = Vec::new();
    let mut ended = true;
    for mut clause in clauses(spoken) {
        part(&mut clause.words);
        sandhi::third_tones(&mut clause.words);
        tune::sing(&mut clause.words, clause.end, spoken);
        let length = |words: &[Word]| words.iter().map(|word| word.syllables.len()).sum::<usize>();
        match stretches.last_mut() {
            Some(last) if !ended && length(last) + length(&clause.words) <= longest => {
                last.append(&mut clause.words);
            }
            _ => stretches.extend(fitting(clause.words, longest)),
        }
        ended = clause.end.is_some();
    }
    stretches
}

/// The words between two marks.
struct Clause {
    words: Vec<Word>,
    /// The mark that ends the sentence with it.
    end: Option<Mark>,
}

fn clauses(spoken: &Spoken) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut open = false;
    let mut silence = Millis(0);
    let mut strength = Break::Clause;
    for (at, token) in spoken.tokens.iter().enumerate() {
        if let Say::Mark(mark) = token.say {
            // Marks before the first word are not heard.
            if let Some(clause) = clauses.last_mut() {
                let ends = matches!(mark, Mark::Stop | Mark::Question | Mark::Exclamation);
                clause.end = clause.end.or(ends.then_some(mark));
                let (own, length) = rest(token, mark);
                silence = silence.max(length);
                strength = if open { own } else { strength.max(own) };
                open = false;
            }
            continue;
        }
        let Some(syllables) = syllables(token) else { continue };
        let word = Word {
            token: at,
            lean: lean(&token.words),
            lifts: vec![0.0; syllables.len()],
            syllables,
            before: Break::Word,
            pause: Millis(0),
        };
        if let Some(clause) = clauses.last_mut().filter(|_| open) {
            clause.words.push(word);
            continue;
        }
        let before = if clauses.is_empty() { Break::Clause } else { strength };
        let word = Word { before, pause: std::mem::replace(&mut silence, Millis(0)), ..word };
        clauses.push(Clause { words: vec![word], end: None });
        open = true;
    }
    clauses
}

/// What a mark is to the model, and how long it is heard. The items of a list stand close.
fn rest(token: &Token, mark: Mark) -> (Break, Millis) {
    if token.words == "、" { (Break::Phrase, Millis(120)) } else { (Break::Clause, pause(mark)) }
}

/// The syllables of a token that is said in Mandarin, letters among them; `None` for all others.
pub(in super::super) fn syllables(token: &Token) -> Option<Vec<Syllable>> {
    match &token.say {
        Say::Mandarin(syllables) => Some(syllables.clone()).filter(|syllables| !syllables.is_empty()),
        _ => letters::syllables(token),
    }
}

fn lean(word: &str) -> Lean {
    static TABLE: OnceLock<HashMap<&str, Lean>> = OnceLock::new();
    let lean = |how| if how == "back" { Lean::Back } else { Lean::On };
    let table = TABLE
        .get_or_init(|| rows(include_str!("leaning.tsv")).map(|(word, how)| (word, lean(how))).collect());
    table.get(word).copied().unwrap_or(Lean::None)
}

/// Decides what parts the words of a clause.
fn part(words: &mut [Word]) {
    for word in words.iter_mut().skip(1) {
        let clings = word.lean == Lean::Back || word.syllables.first().is_some_and(is_erhua);
        word.before = if clings { Break::Syllable } else { Break::Word };
    }
    let mut rest = words;
    while let Some(end) = first_phrase(rest) {
        rest = &mut rest[end..];
        rest[0].before = Break::Phrase;
    }
}

/// How many words the first phrase of a clause takes; `None` where no phrase ends before the clause does.
fn first_phrase(words: &[Word]) -> Option<usize> {
    let total: usize = words.iter().map(|word| word.syllables.len()).sum();
    if total <= PHRASE {
        return None;
    }
    let mut length = 0;
    let mut best = None;
    for (at, word) in words.iter().enumerate() {
        if at > 0 && length >= SHORTEST && total - length >= SHORTEST && word.before != Break::Syllable {
            let worth = joint(&words[at - 1], word);
            let reach = if worth > 1 { REACH } else { PHRASE };
            let rank = (worth, USUAL.abs_diff(length));
            // Equal joints: the one that makes the phrase as long as phrases like to be.
            let better = best.is_none_or(|(_, (old, away))| worth > old || (worth == old && rank.1 < away));
            if length <= reach && better {
                best = Some((at, rank));
            }
        }
        length += word.syllables.len();
        if length > REACH {
            break;
        }
    }
    best.map(|(at, _)| at)
}

/// How good a joint is between two words.
fn joint(before: &Word, after: &Word) -> u8 {
    match (before.lean, after.lean) {
        (Lean::On, _) => 0,
        (_, Lean::On) => 3,
        (Lean::Back, _) => 2,
        _ => 1,
    }
}

/// A clause in as few stretches of nearly equal length as fit, cut between phrases where that is near.
fn fitting(mut words: Vec<Word>, longest: usize) -> Vec<Vec<Word>> {
    let mut stretches = Vec::new();
    loop {
        let total: usize = words.iter().map(|word| word.syllables.len()).sum();
        if total <= longest || words.len() < 2 {
            stretches.push(words);
            return stretches;
        }
        let share = total.div_ceil(total.div_ceil(longest));
        let mut length = 0;
        let joints = words.iter().enumerate().filter_map(|(at, word)| {
            let before = length;
            length += word.syllables.len();
            (at > 0 && before <= longest).then(|| {
                let bonus = if word.before == Break::Phrase { PHRASE } else { 0 };
                (at, (share.abs_diff(before) + PHRASE).saturating_sub(bonus))
            })
        });
        let cut = joints.min_by_key(|&(_, distance)| distance).map_or(1, |(at, _)| at);
        let rest = words.split_off(cut);
        stretches.push(std::mem::replace(&mut words, rest));
    }
}
