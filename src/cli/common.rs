//! What every verb shares: the configuration file, quietness, logging.

use std::fs;
use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, Unit};
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

use super::exit::Misuse;
use super::progress::{Bars, Lines};
use crate::config::{self, Config};
use crate::files::{self, sense};
use crate::model::Nature;
use crate::progress::{Progress, Silent};
use crate::script;

#[derive(Debug, Args)]
pub(super) struct Common {
    /// Configuration file [default: newscaster.toml in this folder, where there is one]
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Show no progress, only errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

impl Common {
    /// `RUST_LOG=newscaster=debug` shows what happens inside; without it, warnings only.
    pub fn start_logging(&self) {
        let fallback = if self.quiet { "error" } else { "warn" };
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(fallback));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(io::stderr)
            .with_ansi(io::stderr().is_terminal())
            .without_time()
            .init();
    }

    /// The configuration, checked.
    pub fn config(&self) -> anyhow::Result<Config> {
        let mut config = Config::load(self.config.as_deref())?;
        config.moment.fonts = files::system_fonts();
        Ok(config)
    }

    /// The configuration's file, which no result may be written over.
    pub fn config_file(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(|| PathBuf::from(config::FILE_NAME))
    }

    /// Bars on a terminal, a line now and then elsewhere, nothing with `--quiet`.
    pub fn progress(&self) -> Arc<dyn Progress> {
        if self.quiet {
            Arc::new(Silent)
        } else if io::stderr().is_terminal() {
            Arc::new(Bars::default())
        } else {
            Arc::new(Lines::default())
        }
    }
}

/// How inputs are read: shared by the verbs that read them. Flags win over the configuration file.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// The paper's date, where neither page nor file name tells it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// Read the inputs as pages of print, or as texts made for screens [default: each tells by its signs]
    #[arg(long = "as", value_enum, value_name = "NATURE")]
    nature: Option<As>,
}

/// [`Nature`] on the command line.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum As {
    /// A page of print, whose parts are put together by rules
    Printed,
    /// A digest, a newsletter, a post: its headings and lists are believed
    Written,
}

impl Reading {
    /// Puts the flags on top of the configuration.
    pub fn apply(&self, config: &mut Config) {
        config.paper.date = self.date.or(config.paper.date);
        config.moment.today = Some(today());
        config.moment.now = Timestamp::now().round(Unit::Second).ok();
        let nature = self.nature.map(|nature| match nature {
            As::Printed => Nature::Printed,
            As::Written => Nature::Written,
        });
        config.paper.nature = nature.or(config.paper.nature);
    }
}

/// The day that it is where days begin first: what is out anywhere is out.
fn today() -> Date {
    const FARTHEST_EAST: Offset = Offset::constant(14);
    FARTHEST_EAST.to_datetime(Timestamp::now()).date()
}

/// A date as people write it: 2026-08-21, 2026/8/21, 2026.8.21, 20260821, 2026年8月21日.
fn day(text: &str) -> Result<Date, String> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        [close] if close.len() == 8 => vec![&close[..4], &close[4..6], &close[6..]],
        parts => parts.to_vec(),
    };
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
    let date = match (parts.as_slice(), number(0), number(1), number(2)) {
        ([year, _, _], Some(y), Some(m), Some(d)) if year.len() == 4 => {
            i8::try_from(m).ok().zip(i8::try_from(d).ok()).and_then(|(m, d)| Date::new(y, m, d).ok())
        }
        _ => None,
    };
    date.ok_or_else(|| "a date is written year, month, day: 2026-08-21".to_owned()).and_then(sense::day)
}

fn title(text: &str) -> Result<String, String> {
    sense::line(text.to_owned(), "a title")
}

fn minutes(text: &str) -> Result<f64, String> {
    number(text).and_then(|minutes| sense::within(minutes, "the length in minutes", &script::MINUTES))
}

fn dollars(text: &str) -> Result<f64, String> {
    number(text).and_then(|dollars| sense::within(dollars, "the most that may be spent", &(0.0..=1e6)))
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| "a number is expected".to_owned())
}

/// How the script is written: shared by `make` and `script`. Flags win over the configuration file.
#[derive(Debug, Args)]
pub(super) struct Writing {
    #[command(flatten)]
    reading: Reading,
    /// The edition's title
    #[arg(long, value_parser = title)]
    title: Option<String>,
    /// The running order's profile: party-daily, people-first, as-printed, bulletin, or a TOML file
    #[arg(long)]
    profile: Option<String>,
    /// At most so many minutes
    #[arg(long, value_parser = minutes)]
    minutes: Option<f64>,
    /// Only the leading paragraph of every story
    #[arg(long)]
    digest: bool,
}

impl Writing {
    /// Puts the flags on top of the configuration.
    pub fn apply(&self, config: &mut Config) {
        self.reading.apply(config);
        config.script.title = self.title.clone().or(config.script.title.take());
        config.script.profile = self.profile.clone().or(config.script.profile.take());
        config.script.minutes = self.minutes.or(config.script.minutes);
        config.script.digest |= self.digest;
    }
}

/// Who speaks, and for how much: shared by the verbs that speak. Flags win over the configuration file.
#[derive(Debug, Args)]
pub(super) struct Speaking {
    /// Speak everything of the paper's language with this voice; `newscaster voices` lists them
    #[arg(long)]
    voice: Option<String>,
    /// Stop before paid voices cost more than this
    #[arg(long, value_name = "DOLLARS", value_parser = dollars)]
    max_cost: Option<f64>,
}

impl Speaking {
    /// Puts the flags on top of the configuration.
    pub fn apply(&self, config: &mut Config) {
        config.voice = self.voice.clone().or(config.voice.take());
        config.studio.max_cost = self.max_cost.or(config.studio.max_cost);
    }
}

/// Where the farm is: shared by the verbs that give to it and work for it. Flags win over the configuration file.
#[derive(Debug, Args)]
pub(super) struct Farming {
    /// The NATS server through which workers get sentences, as in `nats://HOST:4222`: docs/farm.md
    #[arg(long, value_name = "ADDRESS")]
    queue: Option<String>,
    /// The clip store that machines share: s3://, gs://, az:// or file:///
    #[arg(long, value_name = "ADDRESS")]
    store: Option<String>,
}

impl Farming {
    /// Puts the flags on top of the configuration.
    pub fn apply(&self, config: &mut Config) {
        config.farm.queue = self.queue.clone().or(config.farm.queue.take());
        config.farm.store = self.store.clone().or(config.farm.store.take());
    }
}

/// Refuses to write over what is read: one of the inputs, a file in a folder of them, the configuration.
pub(super) fn spare(inputs: &[PathBuf], output: &Path, common: &Common) -> Result<(), Misuse> {
    let config = common.config_file();
    let Ok(real) = fs::canonicalize(output) else { return Ok(()) };
    let is_over = |input: &&PathBuf| {
        fs::canonicalize(input).is_ok_and(|input| real == input || real.is_file() && real.starts_with(&input))
            || same_file(input, &real)
    };
    if let Some(input) = inputs.iter().find(|input| is_changed_in(input, &real)) {
        return Err(Misuse(format!(
            "{} was changed and lies in the edition that would take its place, so nothing was written; copy it elsewhere \
             and name the copy",
            input.display()
        )));
    }
    match inputs.iter().chain([&config]).find(is_over) {
        None => Ok(()),
        Some(input) => Err(Misuse(format!(
            "{} is what is read ({}), so nothing was written; name another place with -o",
            output.display(),
            input.display()
        ))),
    }
}

/// Whether an input lies in an edition and is not as newscaster made it: what an editor wrote there is nowhere else.
fn is_changed_in(input: &Path, edition: &Path) -> bool {
    let Some(sums) = files::edition(edition) else { return false };
    let Ok(input) = fs::canonicalize(input) else { return false };
    let Some(name) = input.strip_prefix(edition).ok().and_then(Path::to_str) else { return false };
    sums.get(name).is_some_and(|listed| files::hash(&input).is_ok_and(|hash| hash != listed))
}

/// Whether two names stand for the same file.
#[cfg(unix)]
fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs::metadata(path).map(|metadata| (metadata.dev(), metadata.ino()));
    id(a).is_ok_and(|a| id(b).is_ok_and(|b| a == b))
}

#[cfg(not(unix))]
fn same_file(_: &Path, _: &Path) -> bool {
    false
}

/// An address to listen at; `localhost` is this machine.
pub(super) fn address(given: &str) -> Result<SocketAddr, String> {
    let numeric = given.replacen("localhost:", "127.0.0.1:", 1);
    numeric.parse().map_err(|_| "give an address in figures and a port, as in 127.0.0.1:8080".to_owned())
}

/// The runtime for the verbs that speak.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Does work that can be left at any moment; `None` where somebody asked to stop.
pub(super) fn until_stopped<T>(runtime: &Runtime, work: impl Future<Output = T>) -> Option<T> {
    runtime.block_on(async {
        tokio::select! {
            done = work => Some(done),
            () = interrupted() => None,
        }
    })
}

/// Ctrl-C, or the polite end signal of a service manager.
pub(super) async fn interrupted() {
    #[cfg(unix)]
    if let Ok(mut end) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = end.recv() => {}
        }
        return;
    }
    // Where no handler can be set, nothing can interrupt politely.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_understood_as_people_write_them() {
        let wanted = Date::new(2026, 8, 21).unwrap();
        for text in ["2026-08-21", "2026/08/21", "2026.8.21", "20260821", "2026年8月21日"] {
            assert_eq!(day(text), Ok(wanted), "{text}");
        }
        assert!(day("0000-01-01").unwrap_err().contains("0001-01-01"));
        for text in ["21/08/2026", "2026-13-01", "tomorrow", "2026-08", ""] {
            assert!(day(text).unwrap_err().contains("2026-08-21"), "{text}");
        }
    }

    #[test]
    fn this_machine_may_be_called_by_its_name() {
        assert_eq!(address("localhost:8080"), Ok(SocketAddr::from(([127, 0, 0, 1], 8080))));
        assert!(address("nowhere:8080").is_err() && address(":8080").is_err());
    }
}
