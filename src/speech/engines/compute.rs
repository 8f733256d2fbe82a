//! Computing sound inside the program, on threads of its own: as many as there are cores, so that no more of a network's
//! buffers are in memory at once, and malloc keeps them apart from everything else's.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

use crate::speech::EngineError;

type Work = Box<dyn FnOnce() + Send>;

/// Computes something where it keeps no other task waiting.
///
/// # Errors
/// What `work` says, and a passing one where it broke off.
pub(super) async fn compute<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, EngineError> {
    static WAITING: LazyLock<Sender<Work>> = LazyLock::new(start);
    let broke_off = || EngineError::Passing("the voice broke off".to_owned());
    let (answer, answered) = oneshot::channel();
    let work: Work = Box::new(move || drop(answer.send(work())));
    WAITING.send(work).map_err(|_| broke_off())?;
    answered.await.map_err(|_| broke_off())?
}

/// Starts the threads; they end with the program.
fn start() -> Sender<Work> {
    let (sender, receiver) = channel();
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
        let receiver = Arc::clone(&receiver);
        thread::spawn(move || work_through(&receiver));
    }
    sender
}

fn work_through(waiting: &Mutex<Receiver<Work>>) {
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(work) = next() {
        // Who waits for what panics is told so: its answer never comes.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_breaks_off_is_told_and_takes_no_thread_with_it() {
        for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            let broken = compute(|| -> Result<(), EngineError> { panic!("on purpose") }).await;
            assert!(matches!(broken, Err(EngineError::Passing(_))));
        }
        assert!(matches!(compute(|| Ok(7)).await, Ok(7)));
    }
}
