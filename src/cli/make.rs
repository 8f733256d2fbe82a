//! `newscaster make`: the whole way from the printed page to the edition.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::common::{Common, Speaking, Writing, interrupted, runtime, spare};
use super::exit::{Done, Misuse};
use super::output::{put, tell};
use super::script::times;
use crate::config::Config;
use crate::files::Stop;
use crate::model::Script;
use crate::pipeline::{self, Made};
use crate::publish::Format;
use crate::script;
use crate::speech::Studio;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Pages or folders of them, or one script.toml
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The edition's folder [default: output/<date>]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    speaking: Speaking,
    /// What to write beside the WAV master: mp3, m4b, opus, flac, epub, daisy, …, or all
    #[arg(long, value_delimiter = ',', value_name = "FORMAT,…")]
    formats: Option<Vec<String>>,
    /// Where the podcast will stand on the web
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Print the running order with times and price; speak nothing
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    pub fn run(&self, common: &Common) -> anyhow::Result<Done> {
        let config = self.plan(common.config()?)?;
        let progress = common.progress();
        let written = pipeline::write(&self.inputs, &config, progress.as_ref())?;
        if self.dry_run {
            put(&forecast(&written.script, &config)?)?;
            return Ok(Done::Well);
        }
        let folder = pipeline::destination(&written.script, self.output.as_deref(), &config);
        spare(&self.inputs, &folder, common)?;
        let stop = Stop::default();
        let quiet = common.quiet;
        let runtime = runtime()?;
        let done = runtime.block_on(async move {
            let (config, speaking, asked) = (Arc::new(config), Arc::clone(&progress), stop.clone());
            let mut work = tokio::spawn(async move {
                pipeline::make(written, &folder, &config, speaking.as_ref(), &asked).await
            });
            tokio::select! {
                made = &mut work => return Ok(report(&made??, quiet)),
                () = interrupted() => {}
            }
            if !stop.request() {
                tell("Stopped. The old edition, if there is one, is untouched; what was spoken is kept for the next run.");
                return Ok(Done::Stopped);
            }
            tokio::select! {
                made = &mut work => Ok(report(&made??, quiet)),
                () = interrupted() => {
                    tell("Stopped. The new edition stands; the feed may not be renewed yet, the next run does it.");
                    Ok(Done::Stopped)
                }
            }
        });
        // Stopped in the middle of assembling, its thread would go on to the end of the edition.
        runtime.shutdown_background();
        done
    }

    /// The configuration with the flags on top, checked.
    fn plan(&self, mut config: Config) -> anyhow::Result<Config> {
        self.writing.apply(&mut config);
        self.speaking.apply(&mut config);
        config.publish.base_url = self.base_url.clone().or(config.publish.base_url);
        if let Some(names) = &self.formats {
            config.publish.formats = Format::list(names).map_err(Misuse)?;
        }
        Ok(config)
    }
}

fn report(made: &Made, quiet: bool) -> Done {
    let edition = &made.edition;
    for problem in &made.problems {
        tell(&format!("incomplete: {problem}"));
    }
    for reading in &made.readings {
        tell(&format!("read by the safe fallback: {reading}"));
    }
    for pace in &made.paces {
        tell(&format!("odd: {pace}"));
    }
    if !quiet {
        for change in &made.changes {
            tell(change);
        }
        let stories = edition.script.chapters.iter().filter(|c| c.article.is_some()).count();
        let new = edition.takes.iter().filter(|take| !take.cached).count();
        tell(&format!(
            "{}: {} stories, {}, {} sentences ({new} newly spoken).",
            edition.script.title,
            stories,
            clock(edition.length.seconds(edition.rate)),
            edition.script.segments.len(),
        ));
        tell(&format!("Listen: {}", made.folder.join("index.html").display()));
    }
    if made.problems.is_empty() { Done::Well } else { Done::Incomplete }
}

fn forecast(script: &Script, config: &Config) -> anyhow::Result<String> {
    let studio = Studio::open(&config.speech()).map_err(pipeline::Error::from)?;
    let mut text = script::sheet::markdown(script, &times(script, config)?);
    let price = studio.price(script);
    if price > 0.0 {
        writeln!(text, "\nPrice of what is not in the clip store: {price:.2} US dollars.")?;
    }
    Ok(text)
}

/// Minutes and seconds, `23:05`; hours where there are some.
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
