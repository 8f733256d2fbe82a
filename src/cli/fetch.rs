//! `newscaster fetch`: asks the sources and fills the spool.

use serde::Serialize;

use super::common::{Common, runtime, until_stopped};
use super::exit::Done;
use super::failure;
use super::output::{put_json, tell};
use crate::fetch::{Outcome, Status, When};
use crate::{gathering, pipeline};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    sources: &'a [Outcome],
}

impl Args {
    pub fn run(&self, common: &Common) -> anyhow::Result<Done> {
        let config = common.config()?;
        let Some(told) = until_stopped(&runtime()?, gathering::fetch(&config, When::Now)) else {
            return Ok(Done::Stopped);
        };
        let told = told.map_err(pipeline::Error::from)?;
        if self.json {
            put_json(&Report { sources: &told })?;
        }
        Ok(report(&told, common.quiet, config.on_failure.as_deref()))
    }
}

/// Tells what became of each source, and whoever wants to hear of failures.
pub(super) fn report(told: &[Outcome], is_quiet: bool, on_failure: Option<&str>) -> Done {
    for source in told {
        let line = match (source.status, &source.error) {
            (Status::Failed, error) => {
                format!("failed: {}", error.as_deref().unwrap_or("for no reason that it told"))
            }
            (Status::New, _) => format!("{} new", source.items),
            (Status::Unchanged, _) => "nothing new".to_owned(),
        };
        if !is_quiet || source.status == Status::Failed {
            tell(&format!("{}: {line}", source.name));
        }
        for note in source.notes.iter().filter(|_| !is_quiet) {
            tell(&format!("  {note}"));
        }
    }
    let failed: Vec<String> = told
        .iter()
        .filter(|source| source.status == Status::Failed)
        .map(|source| format!("{}: {}", source.name, source.error.as_deref().unwrap_or_default()))
        .collect();
    if failed.is_empty() {
        return Done::Well;
    }
    failure::report(on_failure, &format!("sources failed: {}", failed.join("; ")));
    Done::Incomplete
}
