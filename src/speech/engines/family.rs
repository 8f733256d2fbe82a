//! Programs that were started, each with those that it started itself: none outlives being given up on, nor the run.
//!
//! A script that starts the real voice and is killed alone would leave it working, one more at every try.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, PoisonError};

use tokio::process::{Child, Command};

/// The families that live. What is written here begins and ends under one lock, so that none is missed.
struct Living {
    /// Their numbers: each is that of the program which was started.
    numbers: BTreeSet<u32>,
    /// The run is over, and no program may begin.
    over: bool,
}

static LIVING: Mutex<Living> = Mutex::new(Living { numbers: BTreeSet::new(), over: false });

/// A program and all that it starts. Dropped before [`Family::ended`], all of them are killed.
#[derive(Debug)]
pub(super) struct Family(u32);

impl Family {
    /// Starts a program as the first of its family.
    pub(super) fn start(mut command: Command) -> io::Result<(Child, Self)> {
        #[cfg(unix)]
        command.process_group(0);
        let mut living = LIVING.lock().unwrap_or_else(PoisonError::into_inner);
        if living.over {
            return Err(io::Error::new(io::ErrorKind::Interrupted, "the run is over"));
        }
        let child = command.spawn()?;
        let number = child.id().unwrap_or_default();
        living.numbers.insert(number);
        Ok((child, Self(number)))
    }

    /// The program ended by itself; whom it left behind, it left on purpose.
    pub(super) fn ended(self) {
        forget(self.0);
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        if forget(self.0) {
            kill(self.0);
        }
    }
}

/// Whether the family was known until now.
fn forget(number: u32) -> bool {
    LIVING.lock().unwrap_or_else(PoisonError::into_inner).numbers.remove(&number)
}

/// Ends every program that a voice started, with all that it started itself; none can be started from now on. To be called
/// when the process is about to end.
pub fn end_programs() {
    let mut living = LIVING.lock().unwrap_or_else(PoisonError::into_inner);
    living.over = true;
    while let Some(number) = living.numbers.pop_first() {
        kill(number);
    }
}

#[cfg(unix)]
fn kill(number: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(number).ok().and_then(Pid::from_raw) {
        // Who is gone already need not be ended.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// Where there are no groups of processes, the program itself ends with its handle.
#[cfg(not(unix))]
fn kill(_: u32) {}
