//! Pull quotes: words of a story printed once more, large, in its midst.

use rustc_hash::FxHashMap;

use super::block::{Blocks, Role};
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

/// The longest pull quote, and the fewest characters that tell it from a phrase.
const LONGEST: usize = 220;
const KEY: usize = 12;

/// Marks every block that only repeats what another block of the page quotes.
pub fn mark(blocks: &mut Blocks) {
    let mut wanted: FxHashMap<[char; KEY], usize> = FxHashMap::default();
    for (i, block) in blocks.iter().enumerate() {
        let may = matches!(block.role(), Role::Body | Role::Heading(_) | Role::Item | Role::Caption);
        if let Some(key) = quoted(&block.text).filter(|_| may).and_then(|quote| quote.first_chunk().copied())
        {
            wanted.insert(key, i);
        }
    }
    if wanted.is_empty() {
        return;
    }
    // Most characters begin no quotation.
    let mut begins = [false; 256];
    for key in wanted.keys() {
        begins[usize::from(key[0] as u8)] = true;
    }
    let mut repeats = Vec::new();
    for (i, block) in blocks.iter().enumerate().filter(|(_, block)| block.is_text()) {
        let plain = plain(block.text.chars());
        for at in 0..plain.len() {
            let Some(key) = plain[at..].first_chunk::<KEY>() else { break };
            if !begins[usize::from(key[0] as u8)] {
                continue;
            }
            let Some(&quote) = wanted.get(key).filter(|&&quote| quote != i) else { continue };
            let all = quoted(&blocks[quote].text).unwrap_or_default();
            // The story's sentence may break off at a column's end.
            let known = all.iter().zip(&plain[at..]).take_while(|(a, b)| a == b).count();
            if known == all.len() && plain.len() > all.len() {
                repeats.push(quote);
            }
        }
    }
    for quote in repeats {
        blocks.set(quote, Role::Skip(SkipReason::Duplicate));
    }
}

/// The letters of a block that is one quotation, with nothing but its speaker behind it.
fn quoted(text: &Text) -> Option<Vec<char>> {
    let chars = text.chars();
    if chars.len() > LONGEST {
        return None;
    }
    let close = match chars.first()? {
        '“' => '”',
        '"' => '"',
        '「' => '」',
        '‘' => '’',
        _ => return None,
    };
    let end = chars.iter().skip(1).position(|&c| c == close)? + 1;
    let behind = &chars[end + 1..];
    let speaker = behind.iter().find(|c| !c.is_whitespace()).is_none_or(|c| "—–-―".contains(*c));
    let quote = plain(&chars[1..end]);
    (speaker && behind.len() <= 60 && quote.len() >= KEY).then_some(quote)
}

fn plain(chars: &[char]) -> Vec<char> {
    chars.iter().filter(|&&c| is_letter(c)).copied().collect()
}
