//! Editions that are made and published from the desk.

use std::fs;
use std::time::Duration;

use super::editing::{Editing, failed, runtime};
use super::hearing::capped;
use super::told::Words;
use crate::config::Config;
use crate::files::Stop;
use crate::pipeline::{self, Made, Written};
use crate::progress::{Progress, Silent};
use crate::station::desk::{Halt, State, Trouble};

/// How often a run looks whether it shall end.
const LOOK: Duration = Duration::from_millis(100);

impl Editing {
    /// Makes an edition of the script that holds: a correction of the one that is out, else one that waits.
    pub(super) fn make_edition(
        &self,
        name: &str,
        most: f64,
        progress: &dyn Progress,
        halt: &Halt,
    ) -> Result<Vec<String>, Trouble> {
        let (draft, _, script) = self.current(name)?;
        let place = self.place(name, if self.state(name) == State::Out { State::Out } else { State::Waits });
        if let Some(above) = place.parent() {
            fs::create_dir_all(above).map_err(failed)?;
        }
        let mut config = capped(self.config()?, most);
        config.moment.now = jiff::Timestamp::now().round(jiff::Unit::Second).ok();
        let paper = self.paper(name, &draft, progress).ok().flatten();
        let written = Written { script, paper };
        let made = runtime()?.block_on(stoppable(written, &place, &config, progress, halt))?;
        let told = Words(made.edition.script.language).made(name);
        Ok([vec![told], made.problems, made.changes].concat())
    }

    /// Puts an edition out that waits.
    pub(super) fn put_out(&self, name: &str) -> Result<Vec<String>, Trouble> {
        if self.state(name) != State::Waits {
            return Err(Trouble::Wrong("no edition waits to be put out; make it first".into()));
        }
        let (made, place) = (self.place(name, State::Waits), self.place(name, State::Out));
        pipeline::put_out(&made, &place, &self.config()?, &Silent).map_err(failed)?;
        Ok(vec![Words(self.current(name)?.2.language).out(name)])
    }
}

async fn stoppable(
    written: Written,
    place: &std::path::Path,
    config: &Config,
    progress: &dyn Progress,
    halt: &Halt,
) -> Result<Made, Trouble> {
    let stop = Stop::default();
    let work = pipeline::make(written, place, config, progress, &stop);
    tokio::pin!(work);
    loop {
        tokio::select! {
            made = &mut work => return made.map_err(failed),
            () = tokio::time::sleep(LOOK) => {}
        }
        if halt.is_asked() && !stop.request() {
            return Err(Trouble::Failed("stopped; what was spoken is kept for the next time".into()));
        }
    }
}
