//! How a character that no word settles is read beside its neighbours: a table of a hundred rules for the
//! commonest such characters, of which the network has seen too little.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::dictionary::Reading;
use super::segment::{Piece, Sentence};
use crate::reading::words::lists;
use crate::text::is_han;

/// What 只 and 种 count after.
const NUMBERS: &str = "一二三四五六七八九十百千万亿两几多余数每这那半零〇";

/// A row of the table.
#[derive(Debug)]
struct Rule {
    reading: &'static str,
    before: Vec<Neighbour>,
    after: Vec<Neighbour>,
}

/// What may stand beside the character; an empty list is anything.
#[derive(Debug)]
enum Neighbour {
    /// A mark, a foreign run, or the end of the text.
    Nothing,
    /// A number or another determiner of a measure word.
    Number,
    /// A word that jieba tags so, beside the character as a word of its own; `long` of two or more characters;
    /// `beyond` is the tag of the word on its other side.
    Tagged { tag: &'static str, long: bool, beyond: &'static str },
    /// These characters.
    Text(&'static str),
    /// Somewhere on that side within the clause: before, this word; after, a word that begins so, or a predicate
    /// tagged so after `/`.
    InClause(&'static str),
}

/// Which side of the character.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// Settles the open characters that a rule fits.
pub fn apply(sentence: &Sentence, pieces: &[Piece], readings: &mut [Reading]) {
    for (index, piece) in pieces.iter().enumerate() {
        for at in piece.range.clone() {
            if readings[at] != Reading::Open {
                continue;
            }
            let fits = |rule: &&Rule| {
                let holds = |neighbours: &[Neighbour], side| {
                    neighbours.is_empty()
                        || neighbours.iter().any(|n| n.stands(sentence, pieces, index, at, side))
                };
                holds(&rule.before, Side::Before) && holds(&rule.after, Side::After)
            };
            let rule = rules().get(&sentence.folded[at]).and_then(|rules| rules.iter().find(fits));
            if let Some(rule) = rule {
                readings[at] = Reading::Fixed(rule.reading);
            }
        }
    }
}

impl Neighbour {
    fn parse(text: &'static str) -> Self {
        if let Some(word) = text.strip_prefix('…') {
            return Self::InClause(word);
        }
        match text.strip_prefix('/') {
            Some(tags) => {
                let (tag, beyond) = tags.split_once(">/").unwrap_or((tags, ""));
                Self::Tagged { tag: tag.trim_end_matches('+'), long: tag.ends_with('+'), beyond }
            }
            None if text == "^" => Self::Nothing,
            None if text == "#" => Self::Number,
            None => Self::Text(text),
        }
    }

    fn stands(&self, sentence: &Sentence, pieces: &[Piece], index: usize, at: usize, side: Side) -> bool {
        let (beside, next, beyond) = match side {
            Side::Before => (at.checked_sub(1), index.checked_sub(1), index.checked_sub(2)),
            Side::After => (Some(at + 1), Some(index + 1), Some(index + 2)),
        };
        let beside = beside.and_then(|beside| sentence.folded.get(beside)).copied().filter(|&c| is_han(c));
        match *self {
            Self::Nothing => beside.is_none(),
            Self::Number => beside.is_some_and(|c| NUMBERS.contains(c)),
            Self::Text(text) => match side {
                Side::Before => sentence.before(at).ends_with(text),
                Side::After => sentence.after(at).starts_with(text),
            },
            Self::InClause(word) => match side {
                Side::Before => clause(sentence, pieces[..index].iter().rev())
                    .any(|piece| sentence.slice(piece.range.clone()) == word),
                Side::After => match word.strip_prefix('/') {
                    Some(tag) => has_predicate(sentence, &pieces[index + 1..], tag),
                    None => clause(sentence, pieces[index + 1..].iter())
                        .any(|piece| sentence.slice(piece.range.clone()).starts_with(word)),
                },
            },
            Self::Tagged { tag, long, beyond: other } => {
                let alone = pieces[index].range.len() == 1 && beside.is_some();
                let word = |index: Option<usize>| index.and_then(|index| pieces.get(index)).filter(|_| alone);
                word(next).is_some_and(|word| word.tag.starts_with(tag) && (!long || word.range.len() > 1))
                    && (other.is_empty() || word(beyond).is_some_and(|word| word.tag.starts_with(other)))
            }
        }
    }
}

/// The words up to the next mark, twelve at most.
fn clause<'a>(
    sentence: &Sentence,
    pieces: impl Iterator<Item = &'a Piece>,
) -> impl Iterator<Item = &'a Piece> {
    pieces.take(12).take_while(|piece| {
        sentence.chars[piece.range.start].is_alphanumeric() || is_enumeration(sentence, piece)
    })
}

/// Whether a mark parts the members of one phrase.
fn is_enumeration(sentence: &Sentence, piece: &Piece) -> bool {
    matches!(sentence.chars[piece.range.start], '、' | '“' | '”' | '《' | '》')
}

/// Whether a clause has a word tagged so of its own after its first: one that describes no noun (建设 的 大桥), nor
/// stands in what a number or 首 begins (首 个 获得 认证 的 企业).
fn has_predicate(sentence: &Sentence, pieces: &[Piece], tag: &str) -> bool {
    let words: Vec<(&str, &Piece)> =
        clause(sentence, pieces.iter()).map(|piece| (sentence.slice(piece.range.clone()), piece)).collect();
    let describes = |at: usize| {
        let of = |word: &(&str, &Piece)| matches!(word.0, "的" | "之");
        let counted =
            |word: &(&str, &Piece)| word.1.tag.starts_with("m") || lists().determiners.contains(&word.0);
        let next_is_verb = words.get(at + 1).is_some_and(|word| word.1.tag.starts_with(tag));
        words.get(at + 1 + usize::from(next_is_verb)).is_some_and(of)
            || words[..at].iter().any(counted) && words[at..].iter().any(of)
    };
    (1..words.len()).any(|at| {
        let word = words[at].1;
        word.tag.starts_with(tag) && !word.tag.starts_with("vn") && !describes(at)
    })
}

fn rules() -> &'static FxHashMap<char, Vec<Rule>> {
    static RULES: OnceLock<FxHashMap<char, Vec<Rule>>> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules: FxHashMap<char, Vec<Rule>> = FxHashMap::default();
        for line in include_str!("data/context.tsv").lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            if let [character, reading, before, after] = fields[..] {
                let rule = Rule { reading, before: neighbours(before), after: neighbours(after) };
                rules.entry(character.chars().next().unwrap_or_default()).or_default().push(rule);
            }
        }
        rules
    })
}

fn neighbours(field: &'static str) -> Vec<Neighbour> {
    field.split_whitespace().filter(|&text| text != "-").map(Neighbour::parse).collect()
}
