//! The day's edition of what waits in the spool: for `make --spool` and for `run`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::exit::Done;
use crate::config::Config;
use crate::fetch::Spool;
use crate::pipeline::{self, Written};
use crate::progress::Progress;
use crate::{desk, files, gathering};

/// What became of the day's edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// Nothing waits.
    Nothing,
    /// It stands already; so many items wait for the next one.
    Stands(usize),
    /// It was made, or stopped on the way.
    Made(Done),
}

/// Makes the edition of a day, once; with `again` also where it stands, for it is not out yet. `make` speaks it.
pub(super) fn edition(
    day: Date,
    folder: &Path,
    again: bool,
    config: &Config,
    progress: &dyn Progress,
    make: impl FnOnce(Written, PathBuf) -> anyhow::Result<Done>,
) -> anyhow::Result<Edition> {
    let waiting = gathering::count(config).map_err(pipeline::Error::from)?;
    if waiting > 0 && !again && files::edition(folder).is_some() {
        return Ok(Edition::Stands(waiting));
    }
    let late = if again { desk::late_pages(folder, config) } else { Vec::new() };
    let Some((written, items)) = pipeline::write_spooled(day, again, &late, config, progress)? else {
        return Ok(Edition::Nothing);
    };
    let open = || Spool::open(&config.fetch.spool).map_err(pipeline::Error::from);
    open()?.intend(&items, day, folder).map_err(pipeline::Error::from)?;
    let done = make(written, folder.to_owned());
    // What came true is remembered, whatever was said on the way.
    open()?.settle().map_err(pipeline::Error::from)?;
    done.map(Edition::Made)
}
