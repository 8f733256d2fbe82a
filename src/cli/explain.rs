//! `newscaster explain`: pictures of how a page was read and of how its sentences are pronounced.

use std::path::PathBuf;

use super::common::{Common, save, tell};
use super::exit::Done;
use crate::{articles, pipeline};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The pages
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<PathBuf>,
    /// The HTML page to write
    #[arg(short, long, value_name = "FILE", default_value = "explained.html")]
    output: PathBuf,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let config = common.config()?;
        let page = articles::explain(&self.pages, &config.paper).map_err(pipeline::Error::from)?;
        save(&self.output, &page)?;
        tell(&format!("Wrote {}; open it in a browser.", self.output.display()));
        Ok(Done::Well)
    }
}
