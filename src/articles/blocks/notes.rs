//! Editors' notes (编者按): what a paper says of a story before the story begins.

use super::block::{Block, Blocks, Role};
use crate::articles::features::notes::{is_label, is_note};
use crate::articles::text::{Text, is_han};

/// The most paragraphs of a note under a heading of its own.
const LONGEST: usize = 3;

/// Marks the notes of a page. A heading that says no more than 编者按 goes before the words of its note. A note
/// between a finished story and the next one's head belongs to the next; one with nothing below it is text.
pub fn mark(blocks: &mut Blocks) {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut headed = Vec::new();
    let mut label: Option<Block> = None;
    for mut block in blocks.take() {
        if let Some(mut above) = label.take() {
            if matches!(block.role(), Role::Body | Role::Item) {
                put_before(&mut above.text, &mut block.text);
                headed.push(kept.len());
            } else {
                kept.push(above);
            }
        }
        if matches!(block.role(), Role::Heading(_) | Role::Body) && is_label(&block.text) {
            label = Some(block);
        } else {
            kept.push(block);
        }
    }
    kept.extend(label);
    blocks.put(kept);
    for i in 0..blocks.len() {
        if matches!(blocks[i].role(), Role::Body | Role::Item) && is_note(blocks[i].text.chars()) {
            let end = end_of_note(blocks, i, headed.contains(&i));
            (i..end).for_each(|paragraph| blocks.set(paragraph, Role::Note));
        }
    }
}

/// The label, a blank where no mark parts it from the words, and the words.
fn put_before(label: &mut Text, words: &mut Text) {
    if let Some(last) = label.chars().last().filter(|c| c.is_alphanumeric()) {
        label.push_unprinted(if is_han(*last) { '\u{3000}' } else { ' ' });
    }
    label.append(std::mem::take(words));
    *words = std::mem::take(label);
}

/// One past the last paragraph of the note that begins at `start`; `start` itself where it stands in a story.
fn end_of_note(blocks: &[Block], start: usize, headed: bool) -> usize {
    let print = |i: usize| !matches!(blocks[i].role(), Role::Skip(_) | Role::Rule);
    let below = |from: usize| (from..blocks.len()).find(|&i| print(i)).map(|i| blocks[i].role());
    let begins = |role| matches!(role, Some(Role::Heading(_) | Role::Opening | Role::Byline));
    let above = (0..start).rev().find(|&i| print(i)).map(|i| &blocks[i]);
    let in_head = above.is_none_or(|above| !above.is_text());
    if in_head || !headed {
        let chinese = blocks[start].text.chars().iter().take(6).any(|&c| is_han(c));
        let notes = in_head || chinese && begins(below(start + 1));
        return start + usize::from(notes);
    }
    let texts = blocks[start..].iter().take(LONGEST).take_while(|block| block.role() == Role::Body).count();
    if begins(below(start + texts)) { start + texts } else { start }
}
