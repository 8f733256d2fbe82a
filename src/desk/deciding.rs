//! What editors decide about which pieces are one story, kept for who reads the same pages again.

use super::drafts::Draft;
use super::editing::{Editing, failed};
use crate::articles::decided::{Decision, Decisions, What};
use crate::files::{FolderLock, write_atomically};
use crate::model::{Script, SegmentId};
use crate::script::edit;
use crate::station::desk::Trouble;

impl Editing {
    /// Keeps the joins and partings that lead from one script to another; what leads back to the pages takes them back.
    pub(super) fn keep_decisions(
        &self,
        draft: &Draft,
        before: &Script,
        after: &Script,
    ) -> Result<(), Trouble> {
        let changes = edit::regrouped(before, after);
        if changes.is_empty() {
            return Ok(());
        }
        // The pages have the words as they are printed, whatever an editor made of them.
        let written = draft.written()?.and_then(|text| self.parse(&text, &draft.file()).ok());
        let scripts = [written.as_ref(), Some(before), Some(after)];
        let words = |id: &SegmentId| {
            let own = |script: &Script| script.segments.iter().find(|segment| segment.id == *id).cloned();
            scripts.iter().flatten().find_map(|script| own(script)).map(|segment| segment.written)
        };
        let file = self.config.desk_decisions();
        let _turn = FolderLock::wait(&file.with_file_name(".decisions.lock")).map_err(failed)?;
        let mut decisions = if file.is_file() {
            Decisions::read(&file).map_err(|error| Trouble::Wrong(error.to_string()))?
        } else {
            Decisions::default()
        };
        for change in changes {
            let opening = scripts.iter().flatten().find_map(|script| edit::opening(script, &change.story));
            let (Some(begins), Some(story)) = (words(&change.first), opening) else { continue };
            decisions.add(Decision {
                date: Some(after.date),
                what: if change.is_parted { What::Parted } else { What::Joined },
                begins,
                story: story.written.clone(),
                title: change.title,
                name: change.is_parted.then_some(change.piece),
            });
        }
        write_atomically(&file, decisions.to_toml().as_bytes()).map_err(failed)
    }
}
