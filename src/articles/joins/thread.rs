//! A story's texts in order.

use super::grounds::Grounds;
use crate::articles::blocks::Block;

/// A text in its story.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// The block.
    pub block: usize,
    /// On what grounds it stands here.
    pub grounds: Grounds,
}

/// A story's texts in order.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// The parts it is made of, the first one being its beginning.
    pub parts: Vec<usize>,
    /// Its texts.
    pub texts: Vec<Placed>,
    /// The signs to and from other pages that belong to it.
    pub signs: Vec<usize>,
}

impl Thread {
    /// True where one of these texts stands among its first ones: what is printed twice goes on in nothing.
    pub fn prints(&self, blocks: &[Block], run: &[usize]) -> bool {
        const FIRST: usize = 16;
        let print = |block: usize| blocks[block].text.chars();
        let mut told = self.texts.iter().take(FIRST);
        told.any(|placed| run.iter().any(|&block| print(block) == print(placed.block)))
    }
}
