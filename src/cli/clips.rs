//! `newscaster clips`: the store of everything that was ever spoken.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;

use super::chinese::said;
use super::common::Common;
use super::exit::{Done, Misuse};
use super::output::put;
use crate::speech::clips::ClipStore;
use crate::speech::clips::keeping::Removed;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Count what the store holds
    Stats,
    /// Read every clip; set broken ones aside
    Check,
    /// Clear out clips that were not used for a while
    Gc {
        /// Unused for so long: 30d, 12h
        #[arg(long, value_name = "AGE", default_value = "30d")]
        older_than: String,
    },
    /// Copy every clip into a folder
    Export {
        /// The folder
        folder: PathBuf,
    },
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let store = ClipStore::new(&common.config()?.clips);
        match self.verb.unwrap_or(Verb::Stats) {
            Verb::Stats => stats(&store),
            Verb::Check => check(&store),
            Verb::Gc { older_than } => {
                let removed = store.gc(age(&older_than)?)?;
                put(&said(&format!("Removed {}.\n", told(removed))))?;
                Ok(Done::Well)
            }
            Verb::Export { folder } => {
                let count = store.export(&folder)?;
                put(&said(&format!("Copied {count} clips into {}.\n", folder.display())))?;
                Ok(Done::Well)
            }
        }
    }
}

fn stats(store: &ClipStore) -> anyhow::Result<Done> {
    let stats = store.stats()?;
    let mut text = format!(
        "{}\n{} clips, {:.1} hours of sound, {:.1} MB\n",
        store.folder().display(),
        stats.clips,
        stats.seconds / 3600.0,
        stats.bytes as f64 / 1e6
    );
    for (voice, count) in &stats.voices {
        writeln!(text, "  {voice}: {count}")?;
    }
    if stats.set_aside > 0 {
        writeln!(text, "{} broken files are set aside", stats.set_aside)?;
    }
    put(&said(&text))?;
    Ok(Done::Well)
}

fn check(store: &ClipStore) -> anyhow::Result<Done> {
    let checked = store.check()?;
    for (key, what) in &checked.broken {
        put(&format!("{key}: {what}; it will be spoken again when it is needed\n"))?;
    }
    let (whole, broken) = (checked.whole, checked.broken.len());
    put(&said(&format!("{whole} clips are whole, {broken} were broken and are set aside.\n")))?;
    Ok(if checked.broken.is_empty() { Done::Well } else { Done::Incomplete })
}

fn told(removed: Removed) -> String {
    format!("{} files, {:.1} MB", removed.files, removed.bytes as f64 / 1e6)
}

/// `30d` or `12h` as a length of time.
fn age(text: &str) -> Result<Duration, Misuse> {
    let wrong = || Misuse(format!("--older-than {text}: write a number of days or hours, as 30d or 12h"));
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let hours = match unit {
        'd' => 24,
        'h' => 1,
        _ => return Err(wrong()),
    };
    let count: u64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    count.checked_mul(hours * 3_600).map(Duration::from_secs).ok_or_else(wrong)
}
