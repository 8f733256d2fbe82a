//! Progress on the terminal: bars where there is one, a plain line now and then elsewhere.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::chinese::said;
use super::output::tell;
use crate::progress::{Progress, Stage};
use crate::text::plain;

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "reading",
        Stage::Write => "ordering",
        Stage::Speak => "speaking",
        Stage::Stitch => "assembling",
        Stage::Publish => "publishing",
        Stage::Verify => "checking",
    }
}

/// One bar at a time: stage, share, time left, what is being worked on.
#[derive(Default)]
pub(super) struct Bars {
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    fn with(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        act(&mut self.bar.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, total: u64) {
        let template = "{prefix:>10} {bar:24.cyan/dim} {pos:>4}/{len:4} {eta:>4} left  {wide_msg}";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar =
            ProgressBar::new(total).with_style(style.progress_chars("━╸─")).with_prefix(said(name(stage)));
        bar.enable_steady_tick(Duration::from_millis(200));
        self.with(|slot| *slot = Some(bar));
    }

    fn step(&self, _: Stage, what: &str) {
        let what: String = plain(what).chars().filter(|c| !c.is_control()).take(60).collect();
        self.with(|slot| {
            if let Some(bar) = slot {
                bar.set_message(what);
                bar.inc(1);
            }
        });
    }

    fn end(&self, _: Stage) {
        self.with(|slot| {
            if let Some(bar) = slot.take() {
                bar.finish_and_clear();
            }
        });
    }

    fn note(&self, message: &str) {
        self.with(|slot| match slot {
            Some(bar) => bar.suspend(|| tell(message)),
            None => tell(message),
        });
    }
}

/// For logs and pipes: a line every ten seconds, and one at the end of each stage.
#[derive(Default)]
pub(super) struct Lines {
    stretch: Mutex<Option<Stretch>>,
}

struct Stretch {
    total: u64,
    done: u64,
    told: Instant,
}

const EVERY: Duration = Duration::from_secs(10);

impl Lines {
    fn with(&self, act: impl FnOnce(&mut Option<Stretch>)) {
        act(&mut self.stretch.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Lines {
    fn begin(&self, _: Stage, total: u64) {
        self.with(|slot| *slot = Some(Stretch { total, done: 0, told: Instant::now() }));
    }

    fn step(&self, stage: Stage, _: &str) {
        self.with(|slot| {
            let Some(stretch) = slot else { return };
            stretch.done += 1;
            if stretch.told.elapsed() >= EVERY {
                stretch.told = Instant::now();
                tell(&format!("{}: {} of {}", name(stage), stretch.done, stretch.total));
            }
        });
    }

    fn end(&self, stage: Stage) {
        self.with(|slot| {
            if let Some(stretch) = slot.take() {
                tell(&format!("{}: {} of {} done", name(stage), stretch.done, stretch.total));
            }
        });
    }

    fn note(&self, message: &str) {
        tell(message);
    }
}
