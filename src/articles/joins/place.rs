//! Puts a text at the end of a story.

use super::Assembler;
use super::grounds::{Choice, Grounds};
use super::thread::Placed;
use crate::articles::blocks::Role;
use crate::articles::features::clauses::opens_sentence;
use crate::articles::features::endings::leads_on;
use crate::articles::features::seams::{beginning, seam};
use crate::articles::features::topics::add;
use crate::articles::markdown::Setting;
use crate::articles::text::{has_han, is_han};

/// How many broken stories are kept in mind; older ones count as cut.
const MEMORY: usize = 4;

impl Assembler<'_> {
    /// On what grounds a text would stand at the end of a story.
    pub(super) fn grounds(&self, thread: usize, block: usize, resumes: bool, choice: Choice) -> Grounds {
        let node = &self.blocks[block];
        let goes_on =
            node.role() == Role::Body && node.from_elsewhere.is_none() && !self.gaps.contains(&thread);
        let last = self.found.threads[thread].texts.last().map(|placed| &self.blocks[placed.block]);
        let continues = goes_on
            && last.is_some_and(|last| {
                let heading = matches!(last.role(), Role::Heading(_));
                // What begins a sentence ends no other: the one that is broken stays so.
                let anew = node.setting == Setting::Indented
                    || opens_sentence(&node.text) && !last.text.chars().iter().any(|&c| is_han(c));
                !heading && (resumes || (!last.is_finished() && !leads_on(&last.text) && !anew))
            });
        let seam = last.filter(|_| continues).map_or(0.0, |last| seam(&last.text, &node.text));
        let above = self.found.threads[thread].texts.last();
        Grounds {
            choice,
            continues,
            seam,
            between: above.map_or(0, |above| block.abs_diff(above.block).saturating_sub(1)),
            begins: beginning(&node.text),
            mixed: self.mixed,
            cut: self.cut,
            open: self.open.len(),
            is_chinese: has_han(&node.text),
        }
    }

    pub(super) fn place(&mut self, thread: usize, block: usize, grounds: Grounds) {
        let node = &self.blocks[block];
        self.gaps.retain(|gap| *gap != thread);
        self.found.threads[thread].texts.push(Placed { block, grounds });
        if let Some(Some(gist)) = self.gist.get_mut(thread) {
            add(gist, &node.text);
        }
        self.open.retain(|open| open.0 != thread);
        if self.is_open(thread) && node.role() != Role::Caption {
            self.open.push((thread, self.part));
            if self.open.len() > MEMORY {
                self.open.remove(0);
            }
        }
    }

    /// True for a story whose last sentence waits for its rest, on this page and not where a sign sends the reader.
    pub(super) fn is_open(&self, thread: usize) -> bool {
        let last = self.found.threads[thread].texts.last();
        !self.is_finished(thread) && last.is_none_or(|placed| !self.sends_on(placed.block))
    }

    /// True where a sign to another page stands in a broken text or just below it.
    pub(super) fn sends_on(&self, block: usize) -> bool {
        let below = self.blocks.get(block + 1).is_some_and(|next| next.role() == Role::Onward);
        below || self.blocks[block].onward.is_some()
    }

    pub(super) fn is_finished(&self, thread: usize) -> bool {
        self.found.threads[thread].texts.last().is_none_or(|placed| {
            let block = &self.blocks[placed.block];
            matches!(block.role(), Role::Heading(_)) || block.is_finished()
        })
    }
}
