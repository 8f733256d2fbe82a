//! `newscaster script`: the running order as it will be spoken, to look at or to change.

use std::fmt::Write;
use std::path::PathBuf;

use jiff::civil::Date;

use super::common::{Common, put, put_json, save, tell};
use super::exit::Done;
use super::make::clock;
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
    /// Write it as: toml, to change it; md or html, a running sheet with times
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<Format>,
    /// The paper's date, where neither page nor file name tells it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// The edition's title
    #[arg(long)]
    title: Option<String>,
    /// The running order's profile: party-daily, people-first, as-printed, bulletin, or a TOML file
    #[arg(long)]
    profile: Option<String>,
    /// At most so many minutes
    #[arg(long)]
    minutes: Option<f64>,
    /// Only the leading paragraph of every story
    #[arg(long)]
    digest: bool,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let mut config = common.config()?;
        config.paper.date = self.date.or(config.paper.date);
        config.script.title = self.title.or(config.script.title);
        config.script.profile = self.profile.or(config.script.profile);
        config.script.minutes = self.minutes.or(config.script.minutes);
        config.script.digest |= self.digest;
        let script = pipeline::write(&self.inputs, &config, &Silent)?.script;
        if self.json {
            put_json(&script)?;
            return Ok(Done::Well);
        }
        let text = match self.format {
            None if self.output.is_none() => listing(&script, &config)?,
            None | Some(Format::Toml) => script::file::to_toml(&script),
            Some(Format::Md) => script::sheet::markdown(&script, &times(&script, &config)?),
            Some(Format::Html) => script::sheet::html(&script, &times(&script, &config)?),
        };
        match self.output {
            Some(file) => {
                save(&file, &text)?;
                tell(&format!("Wrote {}.", file.display()));
            }
            None => put(&text)?,
        }
        Ok(Done::Well)
    }
}

/// How long each segment's speech will be, by the voices' own pace.
fn times(script: &Script, config: &Config) -> anyhow::Result<Vec<Millis>> {
    let studio = Studio::open(&config.speech()).map_err(pipeline::Error::from)?;
    Ok(estimate(script, &|segment| studio.pace(segment)))
}

/// The running order with its times, for people.
pub(super) fn listing(script: &Script, config: &Config) -> anyhow::Result<String> {
    let times = times(script, config)?;
    let mut text = format!("{}  {}\n", script.title, script.date);
    let (mut at, mut chapter) = (0, None);
    for (segment, time) in script.segments.iter().zip(times) {
        if chapter != Some(segment.chapter) {
            chapter = Some(segment.chapter);
            let title = script.chapters.get(segment.chapter).map_or("", |chapter| chapter.title.as_str());
            writeln!(text, "\n{:>8}  {title}", clock(Millis(at).seconds()))?;
        }
        writeln!(text, "          {}", segment.written)?;
        at += time.0 + segment.pause_after.0;
    }
    writeln!(text, "\n{:>8}  in all", clock(Millis(at).seconds()))?;
    for left_out in &script.left_out {
        writeln!(text, "Left out of {}: {}", left_out.article, left_out.reason)?;
    }
    Ok(text)
}
