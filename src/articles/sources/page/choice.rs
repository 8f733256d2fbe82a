//! Which of a page's blocks are the article: those whose letters stand, in order, in a text that somebody chose.

use crate::articles::document::Block;
use crate::articles::text::{Text, is_letter};

/// So many bytes of the chosen text are looked through for the next block; for a short one fewer.
const REACH: usize = 20_000;
const SHORT_REACH: usize = 600;
/// A block of fewer letters is short.
const SHORT: usize = 12;

/// The letters and figures of a text, in small letters.
pub fn letters(text: &str) -> String {
    text.chars().filter(|&c| is_letter(c)).flat_map(char::to_lowercase).collect()
}

/// The letters of all that a block prints.
pub fn of_block(block: &Block) -> String {
    let mut all = String::new();
    block.each_text(&mut |text: &Text| all.push_str(&letters(&text.string())));
    all
}

/// Walks through a chosen text beside the page.
pub struct Choice {
    chosen: String,
    at: usize,
    /// How many bytes of the chosen text were found in the page.
    found: usize,
}

impl Choice {
    /// Of a text as it was chosen.
    pub fn of(text: &str) -> Self {
        Self { chosen: letters(text), at: 0, found: 0 }
    }

    /// Marks the blocks that stand in the chosen text.
    pub fn marks(&mut self, blocks: &[Block]) -> Vec<bool> {
        blocks.iter().map(|block| self.takes(block)).collect()
    }

    /// The share of the chosen text that was found.
    pub fn share(&self) -> f32 {
        self.found as f32 / self.chosen.len().max(1) as f32
    }

    fn takes(&mut self, block: &Block) -> bool {
        match block {
            Block::Furniture(_) | Block::Rule => false,
            Block::List(_) | Block::Table(_) | Block::Quote(_) => {
                let mut texts = Vec::new();
                block.each_text(&mut |text| texts.push(letters(&text.string())));
                texts.retain(|text| !text.is_empty());
                let (at, found) = (self.at, self.found);
                let known = texts.iter().filter(|text| self.finds(text)).count();
                let takes = known > 0 && known * 10 >= texts.len() * 7;
                if !takes {
                    (self.at, self.found) = (at, found);
                }
                takes
            }
            block => {
                let print = of_block(block);
                !print.is_empty() && self.finds(&print)
            }
        }
    }

    fn finds(&mut self, print: &str) -> bool {
        let is_short = print.chars().take(SHORT).count() < SHORT;
        let reach = if is_short { SHORT_REACH } else { REACH } + print.len();
        let end = self.chosen.floor_char_boundary(self.at + reach);
        let Some(place) = self.chosen.get(self.at..end).and_then(|rest| rest.find(print)) else {
            return false;
        };
        self.at += place + print.len();
        self.found += print.len();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::document::Line;

    #[test]
    fn blocks_are_chosen_in_order_and_once() {
        let block = |print: &str| Block::Paragraph(Line { text: Text::of(print, 0), ..Line::default() });
        let page =
            ["Home", "The lock opened today.", "Share", "Boats came at noon.", "The lock opened today."];
        let blocks: Vec<Block> = page.into_iter().map(block).collect();
        let mut choice = Choice::of("The lock opened today. Boats came at noon.");
        assert_eq!(choice.marks(&blocks), [false, true, false, true, false]);
        assert!(choice.share() > 0.99);
    }
}
