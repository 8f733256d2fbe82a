//! Work that takes its time: an edition is made while the desk goes on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use serde::Serialize;

use super::editor::{Editor, Trouble};
use super::halt::Halt;
use crate::progress::{Progress, Stage};

/// So many notes of a run are kept.
const NOTES: usize = 20;

/// How far a run has come.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RunState {
    /// The edition.
    pub name: String,
    /// The stage, by its name in the desk's words.
    pub stage: &'static str,
    /// Steps done in it.
    pub done: u64,
    /// Steps it has.
    pub total: u64,
    /// What a person should know.
    pub notes: VecDeque<String>,
    /// Whether it is over.
    pub is_over: bool,
    /// Whether it failed.
    pub has_failed: bool,
}

/// The run there is, or the last one; there is one at a time.
#[derive(Debug, Default)]
pub struct Work {
    told: Arc<Mutex<Option<RunState>>>,
    run: Mutex<Option<(JoinHandle<()>, Halt)>>,
}

impl Work {
    /// How far it is.
    pub fn told(&self) -> Option<RunState> {
        lock(&self.told).clone()
    }

    /// Begins to make an edition; false where a run goes on.
    pub fn begin(&self, name: &str, most: f64, editor: &Arc<dyn Editor>) -> Result<bool, Trouble> {
        let mut run = self.run.lock().unwrap_or_else(PoisonError::into_inner);
        if run.as_ref().is_some_and(|(thread, _)| !thread.is_finished()) {
            return Ok(false);
        }
        *lock(&self.told) = Some(RunState { name: name.to_owned(), stage: "begin", ..RunState::default() });
        let (halt, teller) = (Halt::default(), Teller(Arc::clone(&self.told)));
        let (editor, name, asked) = (Arc::clone(editor), name.to_owned(), halt.clone());
        let work = move || {
            let made = editor.make(&name, most, &teller, &asked);
            teller.with(|told| {
                told.is_over = true;
                told.has_failed = made.is_err();
                match made {
                    Ok(lines) => told.notes.extend(lines),
                    Err(trouble) => told.notes.push_back(trouble.to_string()),
                }
            });
        };
        let thread = std::thread::Builder::new().name("make".into()).spawn(work);
        let thread = thread.map_err(|error| Trouble::Failed(format!("no thread can be had: {error}")))?;
        *run = Some((thread, halt));
        Ok(true)
    }

    /// Asks the run to end.
    pub fn halt(&self) {
        if let Some((_, halt)) = &*self.run.lock().unwrap_or_else(PoisonError::into_inner) {
            halt.ask();
        }
    }

    /// Ends the run and waits for it.
    pub fn end(&self) {
        let run = self.run.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((thread, halt)) = run {
            halt.ask();
            // One that panicked has ended, too.
            let _ = thread.join();
        }
    }
}

fn lock(told: &Mutex<Option<RunState>>) -> MutexGuard<'_, Option<RunState>> {
    told.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes down what a run tells.
struct Teller(Arc<Mutex<Option<RunState>>>);

impl Teller {
    fn with(&self, act: impl FnOnce(&mut RunState)) {
        if let Some(told) = lock(&self.0).as_mut() {
            act(told);
        }
    }
}

impl Progress for Teller {
    fn begin(&self, stage: Stage, total: u64) {
        let stage = match stage {
            Stage::Read => "read",
            Stage::Write => "write",
            Stage::Speak => "speak",
            Stage::Stitch => "stitch",
            Stage::Publish => "publish",
            Stage::Verify => "verify",
        };
        self.with(|told| (told.stage, told.done, told.total) = (stage, 0, total));
    }

    fn step(&self, _: Stage, _: &str) {
        self.with(|told| told.done += 1);
    }

    fn end(&self, _: Stage) {}

    fn note(&self, message: &str) {
        self.with(|told| {
            told.notes.push_back(message.to_owned());
            if told.notes.len() > NOTES {
                told.notes.pop_front();
            }
        });
    }
}
