//! `newscaster script`: the running order as it will be spoken, to look at or to change.

use std::path::PathBuf;

use super::common::{Common, Writing, spare};
use super::exit::Done;
use super::output::{put, put_json, save, set_aside, tell};
use crate::config::Config;
use crate::model::{Millis, Script};
use crate::pipeline;
use crate::progress::Silent;
use crate::script::{self, estimate};
use crate::speech::Studio;

/// What the script is written as.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Toml,
    Md,
    Html,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Pages or folders of them, or a script.toml
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
    /// Save it here to change it; `newscaster make FILE` speaks it
    #[arg(short, long, value_name = "FILE", conflicts_with = "json")]
    output: Option<PathBuf>,
    /// Write it as: toml, to change it; md or html, a running sheet with times [default: toml for a file, md here]
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<Format>,
    #[command(flatten)]
    writing: Writing,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let mut config = common.config()?;
        self.writing.apply(&mut config);
        if let Some(file) = &self.output {
            spare(&self.inputs, file, common)?;
        }
        let written = pipeline::write(&self.inputs, &config, &Silent)?;
        written.undated().iter().for_each(|line| tell(line));
        let script = written.script;
        if self.json {
            put_json(&script)?;
            return Ok(Done::Well);
        }
        let format = self.format.unwrap_or(if self.output.is_some() { Format::Toml } else { Format::Md });
        let text = match format {
            Format::Toml => script::file::to_toml(&script),
            Format::Md => script::sheet::markdown(&script, &times(&script, &config)?),
            Format::Html => script::sheet::html(&script, &times(&script, &config)?),
        };
        match self.output {
            Some(file) => {
                let old = if matches!(format, Format::Toml) { set_aside(&file, &text)? } else { None };
                save(&file, &text)?;
                match old {
                    Some(old) => {
                        tell(&format!("Wrote {}; what stood there is {}.", file.display(), old.display()));
                    }
                    None => tell(&format!("Wrote {}.", file.display())),
                }
            }
            None => put(&text)?,
        }
        Ok(Done::Well)
    }
}

/// How long each segment's speech will be, by the voices' own pace; by the usual one where a voice that was asked for
/// cannot speak here yet.
pub(super) fn times(script: &Script, config: &Config) -> anyhow::Result<Vec<Millis>> {
    match Studio::open(&config.speech()) {
        Ok(studio) => Ok(estimate(script, &|segment| studio.pace(segment))),
        Err(error) if error.is_configuration() => Err(pipeline::Error::from(error).into()),
        Err(error) => {
            tell(&format!("The times are those of usual voices: {error}"));
            let pace = config.script.pace.unwrap_or_default();
            Ok(estimate(script, &|segment| pace.of(segment.language)))
        }
    }
}
