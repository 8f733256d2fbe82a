//! `newscaster man`: the manual's pages, one a verb, for packages.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Command;

use super::exit::Done;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where the pages go
    folder: PathBuf,
}

impl Args {
    pub fn run(self, program: Command) -> anyhow::Result<Done> {
        let folder = &self.folder;
        fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(program, folder))
            .with_context(|| format!("the manual's pages cannot be written to {}", folder.display()))?;
        Ok(Done::Well)
    }
}
