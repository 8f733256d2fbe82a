//! `newscaster read`: printed lines in, spoken lines out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::common::Common;
use super::exit::Done;
use crate::articles;
use crate::files::regular;
use crate::model::Language;
use crate::pipeline;
use crate::reading::Reader;
use crate::script::sentences;

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
            let line_parts =
                stretches(text.trim_end_matches(['\n', '\r'])).flat_map(|stretch| parts(stretch, language));
            for (index, part) in line_parts.enumerate() {
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
    regular::open(file).map_err(|error| {
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
/// How much of a line is parted into sentences at a time, in bytes.
const STRETCH: usize = 1024 * 1024;

/// Stretches of a line, each but the last ending behind a blank or a mark where it has one.
fn stretches(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        if line.len() <= STRETCH {
            return Some(line);
        }
        let most = (0..=STRETCH).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
        let pause = |c: char| matches!(c, ' ' | '，' | '。' | '；' | '！' | '？');
        let end = line[..most].rmatch_indices(pause).next().map_or(most, |(at, mark)| at + mark.len());
        let (stretch, after) = line.split_at(end);
        rest = Some(after);
        Some(stretch)
    })
}

/// A line, or the sentences of a very long one.
fn parts(line: &str, language: Language) -> Vec<&str> {
    if line.len() > LONGEST { sentences::split(line, language, SENTENCE) } else { vec![line] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_parted_behind_marks_and_nothing_is_lost() {
        for line in
            ["一二，".repeat(400_000), "7".repeat(3_000_000), "ab cd. ".repeat(300_000), String::new()]
        {
            let stretches: Vec<&str> = stretches(&line).collect();
            assert_eq!(stretches.concat(), line);
            assert!(stretches.iter().all(|stretch| stretch.len() <= STRETCH));
        }
    }
}
