//! `newscaster read`: printed lines in, spoken lines out.

use std::io::{self, BufRead, BufWriter, Write};

use super::common::Common;
use super::exit::Done;
use crate::model::Language;
use crate::pipeline;
use crate::script::spoken::Reader;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The language of the lines
    #[arg(long, value_enum, default_value = "zh")]
    language: Tongue,
    /// Print tone-numbered pinyin instead of words
    #[arg(long)]
    pinyin: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Tongue {
    /// Chinese
    Zh,
    /// English
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Zh => Self::Zh,
            Tongue::En => Self::En,
        }
    }
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let reader = Reader::new(&common.config()?.lexicon).map_err(pipeline::Error::from)?;
        let mut input = io::stdin().lock();
        let mut out = BufWriter::new(io::stdout().lock());
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            let spoken = reader.read(text.trim_end_matches(['\n', '\r']), self.language.into());
            writeln!(out, "{}", if self.pinyin { spoken.pinyin() } else { spoken.text() })?;
            line.clear();
        }
        out.flush()?;
        Ok(Done::Well)
    }
}
