//! `newscaster verify`: a last look at a finished edition, or at all of them, before they are published.

use std::fs;
use std::path::{Path, PathBuf};

use super::chinese::said;
use super::common::Common;
use super::exit::{Done, Misuse};
use super::output::put;
use crate::config::Config;
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
        let config = common.config()?;
        let is_edition = self.folder.join("report.json").is_file();
        let editions =
            if is_edition { vec![self.folder.clone()] } else { editions(&self.folder).unwrap_or_default() };
        if editions.is_empty() && !self.folder.join("feed.xml").is_file() {
            let message = if self.folder.is_dir() {
                "is not an edition's folder: there is no report.json in it, nor in a folder below it"
            } else {
                "is not an edition's folder: there is no such folder; check the path"
            };
            return Err(Misuse(format!("{} {message}", self.folder.display())).into());
        }
        let mut wrong = Vec::new();
        for folder in &editions {
            let progress = common.progress();
            if !tell(folder, &look(folder, progress.as_ref())?)? {
                wrong.push(folder.display().to_string());
            }
        }
        let output = if is_edition { above(&self.folder) } else { Some(self.folder.clone()) };
        if let Some(output) = output
            && !podcast(&output, &config)?
        {
            wrong.push(format!("the podcast in {}", output.display()));
        }
        if !wrong.is_empty() {
            anyhow::bail!("not as it was made: {}; make it again", wrong.join(", "));
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
        put(&said(&format!("{}: sound ({} files checked)\n", folder.display(), found.checked.len())))?;
    } else {
        put(&said(&format!("{}: not as it was made\n", folder.display())))?;
    }
    for fault in &found.faults {
        put(&format!("  {fault}\n"))?;
    }
    Ok(found.passed())
}

/// The folder above an edition.
fn above(edition: &Path) -> Option<PathBuf> {
    Some(fs::canonicalize(edition).ok()?.parent()?.to_owned())
}

/// Looks at the podcast over the editions; one that is not there is a fault only where the configuration asks for it.
fn podcast(output: &Path, config: &Config) -> anyhow::Result<bool> {
    if output.join("feed.xml").symlink_metadata().is_ok() {
        let found = verify::verify_podcast(output).map_err(pipeline::Error::from)?;
        return tell(output, &found);
    }
    let is_configured = fs::canonicalize(&config.output)
        .is_ok_and(|configured| fs::canonicalize(output).is_ok_and(|output| output == configured));
    if is_configured || config.publish.base_url.is_some() {
        put(&format!("{}\n", verify::missing_feed()))?;
        return Ok(false);
    }
    Ok(true)
}

/// The editions below a folder, by name.
fn editions(output: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(output)?.collect::<Result<Vec<_>, _>>()?;
    let folders = entries.into_iter().map(|entry| entry.path());
    let mut editions: Vec<_> = folders.filter(|folder| folder.join("report.json").is_file()).collect();
    editions.sort();
    Ok(editions)
}
