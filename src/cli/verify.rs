//! `newscaster verify`: a last look at a finished edition before it is published.

use std::path::PathBuf;

use super::common::{Common, put};
use super::exit::{Done, Misuse};
use crate::{pipeline, syndicate};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The edition's folder, as output/2024-11-28
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        if !self.folder.join("report.json").is_file() {
            let message = "is not an edition's folder: there is no report.json in it";
            return Err(Misuse(format!("{} {message}", self.folder.display())).into());
        }
        let progress = common.progress();
        let mut verification =
            syndicate::verify(&self.folder, progress.as_ref()).map_err(pipeline::Error::from)?;
        let heard = syndicate::listen(&self.folder, progress.as_ref()).map_err(pipeline::Error::from)?;
        for fault in heard.faults {
            // A file that cannot be read is told of once.
            if !verification.faults.contains(&fault) {
                verification.faults.push(fault);
            }
        }
        if verification.faults.is_empty() {
            put(&format!(
                "{}: sound ({} files checked)\n",
                self.folder.display(),
                verification.checked.len()
            ))?;
            return Ok(Done::Well);
        }
        for fault in &verification.faults {
            put(&format!("{fault}\n"))?;
        }
        anyhow::bail!("{} does not match its report; make it again", self.folder.display())
    }
}
