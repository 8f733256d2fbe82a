//! `newscaster explain`: pictures of how a page was read and of how its sentences are pronounced.

use std::path::{Path, PathBuf};

use super::common::{Common, Reading, spare};
use super::exit::Done;
use super::output::{save, tell};
use super::read::Tongue;
use crate::config::Config;
use crate::files::regular;
use crate::progress::Silent;
use crate::reading::{self, Reader};
use crate::{articles, pipeline};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The pages
    #[arg(value_name = "PAGE", required_unless_present = "reading")]
    pages: Vec<PathBuf>,
    /// Show instead how the lines of this text file are pronounced
    #[arg(long, value_name = "FILE", conflicts_with = "pages")]
    reading: Option<PathBuf>,
    /// The language of those lines
    #[arg(long, value_enum, default_value = "zh", requires = "reading")]
    language: Tongue,
    #[command(flatten)]
    how: Reading,
    /// The HTML page to write
    #[arg(short, long, value_name = "FILE", default_value = "explained.html")]
    output: PathBuf,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let mut config = common.config()?;
        self.how.apply(&mut config);
        let inputs: Vec<PathBuf> = self.pages.iter().chain(&self.reading).cloned().collect();
        spare(&inputs, &self.output, common)?;
        let page = match &self.reading {
            Some(file) => reading(file, self.language, &config)?,
            None => drawing(&self.pages, &config).map_err(pipeline::Error::from)?,
        };
        save(&self.output, &page)?;
        tell(&format!("Wrote {}; open it in a browser.", self.output.display()));
        Ok(Done::Well)
    }
}

fn drawing(pages: &[PathBuf], config: &Config) -> Result<String, articles::Error> {
    articles::open(pages, &[], &Silent)?.explain(&config.paper, config.moment.today)
}

fn reading(file: &Path, language: Tongue, config: &Config) -> Result<String, pipeline::Error> {
    let text = regular::read_text(file, regular::LARGEST_TEXT)
        .map_err(|source| pipeline::Error::Unreadable { file: file.to_owned(), source })?;
    Ok(reading::explain(&text, language.into(), &Reader::new(&config.lexicon)?))
}
