//! `newscaster read`: printed lines in, spoken lines out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::common::Common;
use super::exit::Done;
use crate::articles;
use crate::model::Language;
use crate::pipeline;
use crate::script::{sentences, spoken::Reader};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file of lines; standard input where none is given
    file: Option<PathBuf>,
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
        let mut input: Box<dyn BufRead> = match &self.file {
            Some(file) => Box::new(BufReader::new(open(file)?)),
            None => Box::new(io::stdin().lock()),
        };
        let mut out = BufWriter::new(io::stdout().lock());
        let mut line = Vec::new();
        let language = self.language.into();
        while input.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            for (index, part) in parts(text.trim_end_matches(['\n', '\r']), language).iter().enumerate() {
                let spoken = reader.read(part, language);
                let parted = if self.pinyin && index > 0 { " " } else { "" };
                write!(out, "{parted}{}", if self.pinyin { spoken.pinyin() } else { spoken.text() })?;
            }
            writeln!(out)?;
            line.clear();
        }
        out.flush()?;
        Ok(Done::Well)
    }
}

fn open(file: &Path) -> Result<File, pipeline::Error> {
    File::open(file).map_err(|error| {
        let path = file.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => articles::Error::Missing { path },
            _ => articles::Error::Unreadable { path, reason: error.to_string() },
        }
        .into()
    })
}

/// The longest line that is read in one go, in bytes, and the longest sentence of a longer one, in characters:
/// a line without end shall not fill the memory.
const LONGEST: usize = 64 * 1024;
const SENTENCE: usize = 2_000;

/// A line, or the sentences of a very long one.
fn parts(line: &str, language: Language) -> Vec<&str> {
    if line.len() > LONGEST { sentences::split(line, language, SENTENCE) } else { vec![line] }
}
