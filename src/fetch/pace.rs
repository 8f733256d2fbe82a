//! One second between two requests to a host.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// The least time between two requests to a host.
const DISTANCE: Duration = Duration::from_secs(1);

/// When each host may be asked again.
#[derive(Debug, Default)]
pub struct Pace {
    next: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    /// Waits until it is this one's turn to ask the host.
    pub async fn turn(&self, host: &str) {
        sleep_until(self.reserve(host)).await;
    }

    fn reserve(&self, host: &str) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let turn = next.get(host).map_or(now, |next| now.max(*next));
        next.insert(host.to_owned(), turn + DISTANCE);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn those_who_ask_one_host_take_turns_and_others_do_not_wait() {
        let (pace, begin) = (Pace::default(), Instant::now());
        for _ in 0..3 {
            pace.turn("a").await;
        }
        assert_eq!(begin.elapsed(), Duration::from_secs(2));
        pace.turn("b").await;
        assert_eq!(begin.elapsed(), Duration::from_secs(2));
    }
}
