//! Editions that were made elsewhere, put into their place at their hour; and where sound is kept for corrections.

use std::path::Path;

use super::error::Error;
use crate::config::Config;
use crate::files::{self, FolderLock, Shelf};
use crate::progress::Progress;
use crate::{publish, speech};

/// Puts an edition out that was made elsewhere on the same disk: it gets its place with one rename, and the feed names it.
/// An edition that stands there already stays, and the other one goes.
///
/// # Errors
/// A place that another run works on or that holds something else; a feed that cannot be written.
pub fn put_out(made: &Path, place: &Path, config: &Config, progress: &dyn Progress) -> Result<(), Error> {
    let unwritable = |source| Error::Unwritable { file: place.to_owned(), source };
    let lock = files::lock_path(place);
    let held = FolderLock::take(&lock).map_err(unwritable)?;
    let moved = if files::edition(place).is_some() {
        progress.note(&format!("{} was made by another run meanwhile and stays", place.display()));
        files::drop_edition(made).map(drop)
    } else {
        std::fs::rename(made, place)
    };
    held.remove(&lock);
    moved.map_err(unwritable)?;
    if let Some(output) = place.parent() {
        let (shelf, fonts) = (shelf(config), &config.moment.fonts);
        publish::podcast_with(Some(place), output, &config.publish, None, Some(&shelf), fonts, progress)?;
    }
    Ok(())
}

/// Where mastered and encoded sound is kept: beside the clips.
pub fn shelf(config: &Config) -> Shelf {
    let clips = config.clips.folder.clone().unwrap_or_else(speech::clips::default_folder);
    Shelf::at(clips.with_file_name("kept"))
}
