//! First words in capitals: POLICE have named…, A RETIRED bandsman….

use super::block::{Blocks, Role};
use crate::articles::features::titles::is_english_title;
use crate::articles::text::Text;

/// POLICE have named…, A RETIRED bandsman…: where the paper sets the first words of its stories in capitals.
pub fn mark(blocks: &mut Blocks) {
    for i in 0..blocks.len() {
        let above = i.checked_sub(1).map(|above| &blocks[above]);
        let free = above
            .is_none_or(|above| !above.is_text() || above.is_finished() || is_english_title(&above.text));
        if free && blocks[i].role() == Role::Body && opens_in_capitals(&blocks[i].text) {
            blocks.set(i, Role::Opening);
        }
    }
}

fn opens_in_capitals(text: &Text) -> bool {
    if text.len() < 60 {
        return false;
    }
    let head: String = text.chars().iter().take(40).collect();
    let mut words = head.split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let capitals = |word: &str| word.chars().all(|c| c.is_ascii_uppercase()) && word.len() >= 2;
    let begun = match first {
        "A" | "AN" | "I" => capitals(second),
        "THE" => true,
        _ => capitals(first) && first.len() >= 5,
    };
    let goes_on = || text.chars().iter().skip(12).take(40).filter(|c| c.is_lowercase()).count() >= 12;
    begun && !second.starts_with(['–', '—', '-']) && goes_on()
}
