//! `newscaster verify`: a last look at a finished edition, or at all of them, before they are published.

use std::fs;
use std::path::{Path, PathBuf};

use super::common::Common;
use super::exit::{Done, Misuse};
use super::output::put;
use crate::pipeline;
use crate::progress::Progress;
use crate::verify::{self, Verification};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An edition's folder, as output/2024-11-28, or the folder above with the podcast of all editions
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let is_edition = self.folder.join("report.json").is_file();
        let is_podcast = self.folder.join("feed.xml").is_file();
        if !is_edition && !is_podcast {
            let message = if self.folder.is_dir() {
                "is not an edition's folder: there is no report.json in it"
            } else {
                "is not an edition's folder: there is no such folder; check the path"
            };
            return Err(Misuse(format!("{} {message}", self.folder.display())).into());
        }
        let editions = if is_edition { vec![self.folder.clone()] } else { editions(&self.folder)? };
        let mut is_sound = true;
        for folder in &editions {
            let progress = common.progress();
            is_sound &= tell(folder, &look(folder, progress.as_ref())?)?;
        }
        let output = if is_edition { above(&self.folder) } else { Some(self.folder.clone()) };
        if let Some(output) = output {
            let found = verify::verify_podcast(&output).map_err(pipeline::Error::from)?;
            is_sound &= tell(&output, &found)?;
        }
        if !is_sound {
            anyhow::bail!("{} does not match its report; make it again", self.folder.display());
        }
        Ok(Done::Well)
    }
}

/// Every file of an edition, what is heard in its sound, and whether any bit was changed.
fn look(folder: &Path, progress: &dyn Progress) -> Result<Verification, pipeline::Error> {
    let mut found = verify::verify(folder, progress)?;
    for fault in verify::listen(folder, progress)?.faults {
        // A file that cannot be read is told of once.
        if !found.faults.contains(&fault) {
            found.faults.push(fault);
        }
    }
    verify::compare(folder, &mut found)?;
    Ok(found)
}

/// Prints what was found in a folder; whether nothing is wrong.
fn tell(folder: &Path, found: &Verification) -> anyhow::Result<bool> {
    if found.passed() {
        put(&format!("{}: sound ({} files checked)\n", folder.display(), found.checked.len()))?;
    }
    for fault in &found.faults {
        put(&format!("{fault}\n"))?;
    }
    Ok(found.passed())
}

/// The folder above an edition, where a podcast is.
fn above(edition: &Path) -> Option<PathBuf> {
    let output = fs::canonicalize(edition).ok()?.parent()?.to_owned();
    output.join("feed.xml").is_file().then_some(output)
}

/// The editions below a folder, by name.
fn editions(output: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(output)?.collect::<Result<Vec<_>, _>>()?;
    let folders = entries.into_iter().map(|entry| entry.path());
    let mut editions: Vec<_> = folders.filter(|folder| folder.join("report.json").is_file()).collect();
    editions.sort();
    Ok(editions)
}
