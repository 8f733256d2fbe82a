//! `newscaster make`: the whole way from the printed page to the edition.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::chinese::said;
use super::common::{Common, Farming, Speaking, Writing, interrupted, runtime, spare};
use super::exit::{Done, Misuse};
use super::failure;
use super::output::{put, tell};
use super::script::times;
use super::spool;
use crate::config::Config;
use crate::desk;
use crate::files::Stop;
use crate::model::Script;
use crate::pipeline::{self, Made, Written};
use crate::progress::Progress;
use crate::publish::Format;
use crate::script;
use crate::speech::Studio;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders, addresses of feeds and pages, or one script.toml
    #[arg(required_unless_present = "spool", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Make the day's edition of what `newscaster fetch` has put into the spool since the last one
    #[arg(long, conflicts_with = "inputs")]
    spool: bool,
    /// The edition's folder [default: output/<date>]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    speaking: Speaking,
    #[command(flatten)]
    farming: Farming,
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
        if self.spool && !self.dry_run {
            let done = self.spooled(&config, common);
            if let Err(error) = &done {
                failure::report(config.on_failure.as_deref(), &format!("no edition was made: {error:#}"));
            }
            return done;
        }
        let Some(written) = self.write(&config, progress.as_ref())? else { return Ok(nothing_new()) };
        if self.dry_run {
            put(&forecast(&written.script, &config)?)?;
            return Ok(Done::Well);
        }
        let folder = pipeline::destination(&written.script, self.output.as_deref(), &config);
        spare(&self.inputs, &folder, common)?;
        make(written, folder, config, progress, common.quiet)
    }

    /// The script of the inputs, or of what waits in the spool.
    fn write(&self, config: &Config, progress: &dyn Progress) -> anyhow::Result<Option<Written>> {
        if !self.spool {
            let written = pipeline::write(&self.inputs, config, progress)?;
            written.undated().iter().for_each(|line| progress.note(line));
            return Ok(Some(written));
        }
        let day = config.paper.date.unwrap_or_else(|| config.zone.today());
        Ok(pipeline::write_spooled(day, false, &[], config, progress)?.map(|(written, _)| written))
    }

    /// The day's edition of what waits in the spool, once.
    fn spooled(&self, config: &Config, common: &Common) -> anyhow::Result<Done> {
        let day = config.paper.date.unwrap_or_else(|| config.zone.today());
        let folder = self.output.clone().unwrap_or_else(|| config.output.join(day.to_string()));
        let done =
            spool::edition(day, &folder, false, config, common.progress().as_ref(), |written, folder| {
                make(written, folder, config.clone(), common.progress(), common.quiet)
            })?;
        match done {
            spool::Edition::Nothing => Ok(nothing_new()),
            spool::Edition::Stands(waiting) => {
                tell(&format!(
                    "The edition of {day} stands already in {}; {waiting} items wait for the next one.",
                    folder.display()
                ));
                Ok(Done::Well)
            }
            spool::Edition::Made(done) => Ok(done),
        }
    }

    /// The configuration with the flags on top, checked.
    fn plan(&self, mut config: Config) -> anyhow::Result<Config> {
        self.writing.apply(&mut config);
        self.speaking.apply(&mut config);
        self.farming.apply(&mut config);
        config.publish.base_url = self.base_url.clone().or(config.publish.base_url);
        if let Some(names) = &self.formats {
            config.publish.formats = Format::list(names).map_err(Misuse)?;
        }
        Ok(config)
    }
}

fn nothing_new() -> Done {
    tell("Nothing new has come since the last edition, so none was made.");
    Done::Well
}

/// Makes an edition and tells of it; Ctrl-C and SIGTERM stop it before it is in its place.
///
/// # Errors
/// The pipeline's.
pub(super) fn make(
    written: Written,
    folder: PathBuf,
    config: Config,
    progress: Arc<dyn Progress>,
    quiet: bool,
) -> anyhow::Result<Done> {
    let written = with_desk(written, &folder, &config, progress.as_ref())?;
    let (stop, waiting) = (Stop::default(), config.waiting());
    let runtime = runtime()?;
    let done = runtime.block_on(async move {
            let (config, speaking, asked) = (Arc::new(config), Arc::clone(&progress), stop.clone());
            let mut work = tokio::spawn(async move {
                pipeline::make(written, &folder, &config, speaking.as_ref(), &asked).await
            });
            tokio::select! {
                made = &mut work => return Ok(report(&made??, quiet, &waiting)),
                () = interrupted() => {}
            }
            if !stop.request() {
                tell("Stopped. The old edition, if there is one, is untouched; what was spoken is kept for the next run.");
                return Ok(Done::Stopped);
            }
            tokio::select! {
                made = &mut work => Ok(report(&made??, quiet, &waiting)),
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

/// What is made of pages keeps what editors changed in that edition at the desk.
fn with_desk(
    written: Written,
    folder: &Path,
    config: &Config,
    progress: &dyn Progress,
) -> anyhow::Result<Written> {
    if written.paper.is_none() {
        return Ok(written);
    }
    let (script, lines) = desk::survive(written.script, folder, config)?;
    for line in &lines {
        progress.note(line);
    }
    Ok(Written { script, ..written })
}

/// Tells what was made, and where to listen, unless it waits there for its hour.
fn report(made: &Made, quiet: bool, waiting: &Path) -> Done {
    let edition = &made.edition;
    for problem in &made.problems {
        tell(&format!("incomplete: {problem}"));
    }
    for reading in &made.readings {
        tell(&format!("read by the safe fallback: {reading}"));
    }
    for line in &made.odd {
        tell(&format!("odd: {line}"));
    }
    if !quiet {
        for change in &made.changes {
            tell(change);
        }
        let stories = edition.script.chapters.iter().filter(|c| c.article.is_some()).count();
        let new = edition.takes.iter().filter(|take| !take.cached).count();
        let (title, segments) = (&edition.script.title, edition.script.segments.len());
        let length = clock(edition.length.seconds(edition.rate));
        tell(&match stories {
            1 => format!("{title}: 1 story, {length}, {segments} sentences ({new} newly spoken)."),
            _ => format!("{title}: {stories} stories, {length}, {segments} sentences ({new} newly spoken)."),
        });
        let waits = std::fs::canonicalize(waiting).is_ok_and(|waiting| made.folder.starts_with(waiting));
        if !waits {
            tell(&format!("Listen: {}", made.folder.join("index.html").display()));
        }
    }
    if made.problems.is_empty() { Done::Well } else { Done::Incomplete }
}

fn forecast(script: &Script, config: &Config) -> anyhow::Result<String> {
    let studio = Studio::open(&config.speech()).map_err(pipeline::Error::from)?;
    let mut text = script::sheet::markdown(script, &times(script, config)?);
    let price = studio.price(script);
    if price > 0.0 {
        let price = format!("Price of what is not in the clip store: {price:.2} US dollars.");
        writeln!(text, "\n{}", said(&price))?;
    }
    Ok(text)
}

/// Minutes and seconds, `23:05`; hours where there are some.
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
