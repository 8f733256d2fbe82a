//! Work done on all cores whose results are used in order, with few of them waiting in memory.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many results a core may make ahead of their use.
const AHEAD: usize = 3;

/// Calls `work` for 0 up to `count` on all cores, and `take` with the results in order on this thread.
///
/// A core that is free does the next piece. A few results a core are made ahead of `take`, so memory does not grow
/// with `count`.
///
/// # Errors
/// The first error, in order, of `work` or `take`; what comes after it is not taken.
pub fn in_order<T: Send, E: Send>(
    count: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(count);
    let (order, orders) = channel();
    let orders = Mutex::new(orders);
    let (hand_in, results) = channel();
    thread::scope(|scope| {
        // They end with this closure, and the workers with them.
        let (order, results) = (order, results);
        for _ in 0..cores {
            let (hand_in, orders, work) = (hand_in.clone(), &orders, &work);
            scope.spawn(move || {
                let next = || orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok(index) = next() {
                    let result = catch_unwind(AssertUnwindSafe(|| work(index)));
                    if hand_in.send((index, result)).is_err() {
                        break;
                    }
                }
            });
        }
        let mut left = 0..count;
        let mut hand_out = |pieces| {
            for index in left.by_ref().take(pieces) {
                // Nobody hangs up: the orders are there as long as the scope is.
                let _ = order.send(index);
            }
        };
        let mut early = BTreeMap::new();
        let mut fetch = |wanted| loop {
            if let Some(result) = early.remove(&wanted) {
                return Some(result);
            }
            let (index, result) = results.recv().ok()?;
            early.insert(index, result);
        };
        hand_out(cores * AHEAD);
        for index in 0..count {
            let Some(result) = fetch(index) else { break };
            hand_out(1);
            take(index, result.unwrap_or_else(|panic| resume_unwind(panic))?)?;
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
    fn one_slow_piece_holds_up_a_few_others_only() {
        let begun = std::sync::atomic::AtomicUsize::new(0);
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let work = |index| {
            begun.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            if index == 0 {
                thread::sleep(std::time::Duration::from_millis(200));
                return Ok(begun.load(std::sync::atomic::Ordering::SeqCst));
            }
            Ok(0)
        };
        let mut most = 0;
        let done: Result<(), ()> = in_order(1_000, work, |_, begun| {
            most = most.max(begun);
            Ok(())
        });
        assert_eq!((done, most <= cores * AHEAD), (Ok(()), true), "{most} pieces begun");
        assert!(cores == 1 || most == cores * AHEAD, "{most} pieces begun");
    }

    #[test]
    #[should_panic(expected = "piece 3")]
    fn a_panic_is_passed_on() {
        let work = |index| if index == 3 { panic!("piece 3") } else { Ok::<_, ()>(()) };
        let _ = in_order(100, work, |_, ()| Ok(()));
    }

    #[test]
    fn no_work_is_done_at_once() {
        assert_eq!(in_order(0, |_| Err::<(), _>(1), |_, ()| Ok(())), Ok(()));
    }
}
