//! `newscaster run`: fetches, makes and publishes at the hours of the configuration, day after day.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::common::{Common, interrupted, runtime};
use super::exit::{self, Misuse};
use super::notify::{tell_manager, watchdog};
use super::output::tell;
use super::{failure, fetch, make, spool};
use crate::config::Config;
use crate::fetch::{Spool, When};
use crate::files::{self, FolderLock, SUMS, Stamp, regular, write_atomically};
use crate::progress::{Progress, Silent};
use crate::station::schedule::{Act, Done};
use crate::{gathering, pipeline};

/// The longest sleep: after one of the machine or a change of its clock, what is due is seen within it.
const NAP: Duration = Duration::from_secs(30);
/// An edition that could not be put out is tried again after so long.
const SECOND_TRY: Duration = Duration::from_mins(15);
/// What the daemon remembers, in the spool.
const MEMORY: &str = ".run.json";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Do what is due now, and end: for cron
    #[arg(long)]
    once: bool,
}

/// What is remembered from run to run.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    fetched: Option<Timestamp>,
    settled: Option<Date>,
    failed: Option<Timestamp>,
}

impl Args {
    pub fn run(&self, common: &Common) -> anyhow::Result<exit::Done> {
        let config = common.config()?;
        if config.sources.is_empty() {
            return Err(Misuse(crate::fetch::Error::NoSources.to_string()).into());
        }
        drop(Spool::open(&config.fetch.spool).map_err(pipeline::Error::from)?);
        let lock = config.fetch.spool.join(".run.lock");
        let _only = FolderLock::take(&lock).map_err(|error| {
            Misuse(format!("another newscaster runs here already (process {error}); stop that one first"))
        })?;
        let daemon = Daemon {
            memory: Memory::read(&config.fetch.spool),
            config: Arc::new(config),
            quiet: common.quiet,
        };
        let runtime = runtime()?;
        let done = runtime.block_on(daemon.live(self.once));
        runtime.shutdown_background();
        done
    }
}

struct Daemon {
    config: Arc<Config>,
    memory: Memory,
    quiet: bool,
}

impl Daemon {
    async fn live(mut self, is_once: bool) -> anyhow::Result<exit::Done> {
        if let Some(distance) = watchdog() {
            tokio::spawn(async move {
                loop {
                    tell_manager("WATCHDOG=1");
                    tokio::time::sleep(distance).await;
                }
            });
        }
        // Somebody listens from the beginning: a signal that comes between two waits would be lost.
        let (ask, asked) = watch::channel(false);
        tokio::spawn(async move {
            interrupted().await;
            ask.send_replace(true);
        });
        tell_manager("READY=1");
        while !*asked.borrow() {
            let now = Timestamp::now();
            let act = self.config.run.next(&self.config.zone, now, &self.done());
            if let Act::Wait(until) = act {
                if is_once {
                    return Ok(exit::Done::Well);
                }
                let left = until.duration_since(now).unsigned_abs().min(NAP);
                tokio::select! {
                    () = tokio::time::sleep(left) => {}
                    () = stopped(&asked) => {}
                }
            } else if self.act(act, now, &asked).await? == exit::Done::Stopped {
                break;
            }
        }
        // Asked to end is how a daemon ends well.
        tell_manager("STOPPING=1");
        Ok(exit::Done::Well)
    }

    /// Does one thing; what fails is told and remembered, and never ends the daemon.
    async fn act(
        &mut self,
        act: Act,
        now: Timestamp,
        asked: &watch::Receiver<bool>,
    ) -> anyhow::Result<exit::Done> {
        let mut done = Ok(exit::Done::Well);
        match act {
            Act::Wait(_) => {}
            Act::Fetch => {
                tokio::select! {
                    told = gathering::fetch(&self.config, When::Due) => {
                        done = told.map_err(anyhow::Error::from).map(|told| {
                            fetch::report(&told, self.quiet, self.config.on_failure.as_deref())
                        });
                    }
                    () = stopped(asked) => return Ok(exit::Done::Stopped),
                }
                self.memory.fetched = Some(now);
            }
            Act::Make(day) | Act::MakeAgain(day) => {
                done = self.make(day, matches!(act, Act::MakeAgain(_))).await;
                match done {
                    Ok(exit::Done::Stopped) => return Ok(exit::Done::Stopped),
                    Ok(_) => (self.memory.settled, self.memory.failed) = (Some(day), None),
                    Err(_) => self.memory.failed = Some(now),
                }
            }
            Act::Publish(day) => {
                let config = Arc::clone(&self.config);
                let published = tokio::task::spawn_blocking(move || publish(day, &config)).await?;
                done = published.map(|()| exit::Done::Well);
            }
        }
        if let Err(error) = &done {
            tell(&format!("newscaster: {error:#}"));
            failure::report(self.config.on_failure.as_deref(), &format!("{error:#}"));
            if matches!(act, Act::Publish(_)) {
                tokio::select! {
                    () = tokio::time::sleep(SECOND_TRY) => {}
                    () = stopped(asked) => return Ok(exit::Done::Stopped),
                }
            }
        }
        self.memory.write(&self.config.fetch.spool)?;
        Ok(done.unwrap_or(exit::Done::Incomplete))
    }

    async fn make(&self, day: Date, again: bool) -> anyhow::Result<exit::Done> {
        // What the desk keeps may have come since the daemon began.
        let (config, quiet) = (Config::clone(&self.config).with_desk()?, self.quiet);
        let work = move || {
            if files::edition(&config.output.join(day.to_string())).is_some() {
                return Ok(exit::Done::Well);
            }
            let progress: Arc<dyn Progress> = Arc::new(Silent);
            let folder = waiting(&config, day);
            if let Some(above) = folder.parent() {
                std::fs::create_dir_all(above)?;
            }
            let made = spool::edition(day, &folder, again, &config, progress.as_ref(), |written, folder| {
                make::make(written, folder, config.clone(), Arc::clone(&progress), quiet)
            })?;
            match made {
                spool::Edition::Made(done) => Ok(done),
                spool::Edition::Stands(_) => Ok(exit::Done::Well),
                spool::Edition::Nothing => {
                    tell(&format!("Nothing new has come for {day}, so no edition was made."));
                    Ok(exit::Done::Well)
                }
            }
        };
        tokio::task::spawn_blocking(work).await?
    }

    /// What was done, from the disk where it tells, else from the memory.
    fn done(&self) -> Done {
        let waits = waiting_day(&self.config);
        Done {
            fetched: self.memory.fetched,
            settled: self.memory.settled,
            failed: self.memory.failed,
            waits,
            is_corrected: waits.is_some_and(|day| is_corrected(&self.config, day)),
        }
    }
}

/// Waits until the daemon is asked to end.
async fn stopped(asked: &watch::Receiver<bool>) {
    let mut asked = asked.clone();
    let _ = asked.wait_for(|asked| *asked).await;
}

impl Memory {
    fn read(spool: &Path) -> Self {
        let bytes = regular::read(&spool.join(MEMORY), regular::LARGEST_SETTINGS).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn write(&self, spool: &Path) -> anyhow::Result<()> {
        Ok(write_atomically(&spool.join(MEMORY), &serde_json::to_vec(self)?)?)
    }
}

fn waiting(config: &Config, day: Date) -> PathBuf {
    config.waiting().join(day.to_string())
}

/// The day of the edition that waits; of several, the first.
fn waiting_day(config: &Config) -> Option<Date> {
    let entries = std::fs::read_dir(config.waiting()).ok()?;
    let days = entries.filter_map(Result::ok).filter_map(|entry| {
        let day: Date = entry.file_name().to_str()?.parse().ok()?;
        files::edition(&entry.path()).map(|_| day)
    });
    days.min()
}

/// Whether an item of the waiting edition, or one for it, is younger than the edition.
fn is_corrected(config: &Config, day: Date) -> bool {
    let Ok(made) = Stamp::at(&waiting(config, day).join(SUMS)) else { return false };
    let items = Spool::open(&config.fetch.spool).and_then(|spool| spool.waiting(&config.sources, Some(day)));
    let is_younger = |path: &Path| Stamp::at(path).is_ok_and(|item| item.modified > made.modified);
    items.is_ok_and(|items| items.iter().any(|item| is_younger(&item.path)))
}

/// Puts the edition of a day out.
fn publish(day: Date, config: &Config) -> anyhow::Result<()> {
    let folder = config.output.join(day.to_string());
    pipeline::put_out(&waiting(config, day), &folder, config, &Silent)?;
    tell(&format!("The edition of {day} is out: {}", folder.display()));
    tell(&format!("Listen: {}", folder.join("index.html").display()));
    Ok(())
}
