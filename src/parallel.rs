//! Work done on all cores whose results are used in order, with few of them waiting in memory.

use std::num::NonZeroUsize;
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many results a core may make ahead of their use.
const AHEAD: usize = 2;

/// Calls `work` for 0 up to `count` on all cores, and `take` with the results in order on this thread.
///
/// Core n of N does every Nth piece from the nth on. A few results a core are made ahead of `take`, so memory
/// does not grow with `count`.
///
/// # Errors
/// The first error, in order, of `work` or `take`; what comes after it is not taken.
pub fn in_order<T: Send, E: Send>(
    count: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(count);
    let work = &work;
    thread::scope(|scope| {
        let lines: Vec<_> = (0..cores)
            .map(|core| {
                let (hand_in, line) = sync_channel(AHEAD);
                // A line hung up means that nothing more is wanted.
                scope.spawn(move || {
                    (core..count).step_by(cores).try_for_each(|index| hand_in.send(work(index)))
                });
                line
            })
            .collect();
        for index in 0..count {
            // A worker that hangs up early has panicked; the scope passes that on.
            let Ok(result) = lines[index % cores].recv() else { break };
            take(index, result?)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let mut seen = Vec::new();
        let done: Result<(), ()> = in_order(
            100,
            |index| Ok(index * 2),
            |index, result| {
                seen.push((index, result));
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        assert_eq!(seen, (0..100).map(|index| (index, index * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_error_in_order_ends_the_work() {
        let mut taken = 0;
        let work = |index| if index % 7 == 6 { Err(index) } else { Ok(()) };
        let done = in_order(1_000_000_000, work, |_, ()| {
            taken += 1;
            Ok(())
        });
        assert_eq!((done, taken), (Err(6), 6));
    }

    #[test]
    fn no_work_is_done_at_once() {
        assert_eq!(in_order(0, |_| Err::<(), _>(1), |_, ()| Ok(())), Ok(()));
    }
}
