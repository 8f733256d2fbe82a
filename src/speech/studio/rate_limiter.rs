//! The rate limiter of one service: how many requests are under way at once, how fast they follow, when to hold back.

use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::speech::Limits;

/// However long a service asks to wait, no longer than this.
const LONGEST_HOLD: Duration = Duration::from_mins(2);

/// So many failures in a row, with no success between, open the breaker.
const FAILURES_TO_OPEN: u32 = 8;

/// So long an open breaker lets nothing through; then one request may try.
const OPEN_FOR: Duration = Duration::from_secs(15);

/// So many successes for each of the present width win one more.
const SLOWNESS: f64 = 8.0;

/// So long, counted from the first failure, who has no other voice waits for a service that is down to come back.
const OUTAGE: Duration = Duration::from_mins(2);

/// Waits of this length are worth telling; shorter ones when so many have come that nothing succeeded for a while.
const WORTH_TELLING: Duration = Duration::from_secs(2);
const A_WHILE: Duration = Duration::from_secs(10);

/// Paces the requests to one service. Starts with as many at once as the engine allows. When the service first
/// asks to wait, that is halved; later it is one less each time, since the right number is near. Successes win it
/// back slowly, so that a service with a fixed limit is not run into every few seconds. A service that lets nothing
/// through for as long as its patience lasts is left alone, and tried now and then by a single request.
pub(super) struct RateLimiter {
    at_most: f64,
    /// How long nothing may succeed while the service asks to wait.
    patience: Duration,
    state: Mutex<State>,
    freed: Notify,
    requests: Option<DefaultDirectRateLimiter>,
    characters: Option<DefaultDirectRateLimiter>,
}

struct State {
    allowed: f64,
    busy: usize,
    /// Until when everybody waits; kept when it is over, as a sign that the service has a limit.
    held_until: Option<Instant>,
    failures: u32,
    stall: Option<Stall>,
    open_until: Option<Instant>,
}

/// A time without a success.
struct Stall {
    since: Instant,
    /// What the service said last.
    cause: String,
    /// When somebody was last told of it.
    told: Option<Instant>,
}

impl State {
    /// Nothing came of a request.
    fn stalled(&mut self, cause: &str) -> &mut Stall {
        let stall = self.stall.get_or_insert_with(|| Stall {
            since: Instant::now(),
            cause: String::new(),
            told: None,
        });
        cause.clone_into(&mut stall.cause);
        stall
    }

    /// Why the service is left alone.
    fn why(&self) -> String {
        let Some(stall) = &self.stall else { return "its service is left alone".to_owned() };
        let how = if self.failures >= FAILURES_TO_OPEN {
            "failed again and again".to_owned()
        } else {
            format!("let nothing through for {} s", stall.since.elapsed().as_secs())
        };
        format!("its service {how} and is left alone; the last time: {}", stall.cause)
    }
}

/// Leave for one request; ends when dropped.
pub(super) struct Pass<'a> {
    limiter: &'a RateLimiter,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.limiter.state().busy -= 1;
        self.limiter.freed.notify_one();
    }
}

impl RateLimiter {
    /// `jobs` is the listener's own cap; for `patience` nothing may succeed while the service asks to wait.
    pub fn new(limits: &Limits, jobs: Option<usize>, patience: Duration) -> Self {
        let at_most = jobs.map_or(limits.at_once, |jobs| jobs.min(limits.at_once)).max(1);
        Self {
            at_most: at_most as f64,
            patience,
            state: Mutex::new(State {
                allowed: at_most as f64,
                busy: 0,
                held_until: None,
                failures: 0,
                stall: None,
                open_until: None,
            }),
            freed: Notify::new(),
            requests: limiter(limits.requests_a_minute, false),
            characters: limiter(limits.characters_a_minute, true),
        }
    }

    /// How many requests can be under way at once.
    pub fn width(&self) -> usize {
        self.at_most as usize
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for leave to send a request of so many characters.
    ///
    /// # Errors
    /// Why the service is left alone, while the breaker is open; those who are `patient` are told so only after a while.
    pub async fn enter(&self, characters: usize, patient: bool) -> Result<Pass<'_>, String> {
        let pass = loop {
            let freed = self.freed.notified();
            match self.step(patient) {
                Step::Go => break Pass { limiter: self },
                Step::Open(why) => return Err(why),
                Step::Wait => freed.await,
                Step::Until(time) => tokio::time::sleep_until(time).await,
            }
        };
        if let Some(requests) = &self.requests {
            requests.until_ready().await;
        }
        if let Some(limiter) = &self.characters {
            // A text above a whole minute's worth can only wait for a full minute.
            let mut cells = u32::try_from(characters).unwrap_or(u32::MAX).max(1);
            while let Some(count) = NonZeroU32::new(cells) {
                match limiter.until_n_ready(count).await {
                    Ok(()) => break,
                    Err(too_many) => cells = too_many.0,
                }
            }
        }
        Ok(pass)
    }

    fn step(&self, patient: bool) -> Step {
        let mut state = self.state();
        let now = Instant::now();
        if let Some(until) = state.open_until {
            if now < until {
                let end = state.stall.as_ref().map(|stall| stall.since + OUTAGE.min(self.patience));
                let may_wait = patient && end.is_some_and(|end| now < end && until <= end + OPEN_FOR);
                return if may_wait { Step::Until(until) } else { Step::Open(state.why()) };
            }
            // Half open: this one may try; the others wait for what it finds.
            state.open_until = Some(now + OPEN_FOR);
            state.busy += 1;
            return Step::Go;
        }
        if let Some(until) = state.held_until.filter(|until| now < *until) {
            // A wait that would outlast the patience is not begun.
            if state.stall.as_ref().is_some_and(|stall| until > stall.since + self.patience) {
                state.open_until = Some(until.max(now + OPEN_FOR));
                return Step::Open(state.why());
            }
            return Step::Until(until);
        }
        if state.busy >= (state.allowed as usize).max(1) {
            return Step::Wait;
        }
        state.busy += 1;
        Step::Go
    }

    /// A request was answered with sound.
    pub fn succeeded(&self) {
        let mut state = self.state();
        state.failures = 0;
        state.stall = None;
        state.open_until = None;
        state.allowed = (state.allowed + 1.0 / (SLOWNESS * state.allowed)).min(self.at_most);
        drop(state);
        self.freed.notify_one();
    }

    /// A request failed in a way that may pass.
    pub fn failed(&self, cause: &str) {
        let mut state = self.state();
        state.failures += 1;
        state.stalled(cause);
        if state.failures >= FAILURES_TO_OPEN {
            state.open_until = Some(Instant::now() + OPEN_FOR);
            drop(state);
            self.freed.notify_waiters();
        }
    }

    /// The service asks to wait: everybody waits together, and fewer go at once afterwards. Returned is what a person
    /// should know of it, where it is long or goes on for long.
    pub fn hold(&self, wait: Duration, cause: &str) -> Option<String> {
        let mut state = self.state();
        let now = Instant::now();
        let wait = wait.min(LONGEST_HOLD);
        let until = now + wait;
        let is_new = state.held_until.is_none_or(|held| held <= now);
        // Answers to requests of the same rush count once, not once each.
        match state.held_until {
            None => state.allowed = (state.allowed / 2.0).max(1.0),
            Some(held) if held <= now => state.allowed = (state.allowed.floor() - 1.0).max(1.0),
            Some(_) => {}
        }
        state.held_until = state.held_until.max(Some(until));
        let stall = state.stalled(cause);
        let silent_for = now - stall.told.unwrap_or(stall.since);
        if !(is_new && wait >= WORTH_TELLING || silent_for >= A_WHILE) {
            return None;
        }
        stall.told = Some(now);
        Some(format!(
            "waiting {} s, as asked ({cause}); if nothing comes within {} s in all, another voice speaks",
            wait.as_secs_f64().ceil(),
            self.patience.as_secs()
        ))
    }
}

enum Step {
    Go,
    Wait,
    Until(Instant),
    /// The service is left alone, and why.
    Open(String),
}

/// A minute's worth; a service that counts requests spreads them over the minute in small bursts.
fn limiter(a_minute: Option<u32>, whole: bool) -> Option<DefaultDirectRateLimiter> {
    let a_minute = NonZeroU32::new(a_minute?)?;
    let burst = if whole { a_minute } else { NonZeroU32::new(a_minute.get().div_ceil(10))? };
    Some(governor::RateLimiter::direct(Quota::per_minute(a_minute).allow_burst(burst)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speech::Input;

    fn limiter(at_once: usize) -> RateLimiter {
        let limits = Limits {
            characters: 100,
            at_once,
            requests_a_minute: None,
            characters_a_minute: None,
            languages: Vec::new(),
            input: Input::Words,
        };
        RateLimiter::new(&limits, None, Duration::from_mins(5))
    }

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async { tokio::time::timeout(Duration::from_millis(20), future).await.ok() })
    }

    #[test]
    fn as_many_go_at_once_as_are_allowed() {
        let limiter = limiter(2);
        let first = now(limiter.enter(1, false)).and_then(Result::ok);
        let second = now(limiter.enter(1, false)).and_then(Result::ok);
        assert!(first.is_some() && second.is_some());
        assert!(now(limiter.enter(1, false)).is_none(), "a third went");
        drop(first);
        assert!(now(limiter.enter(1, false)).and_then(Result::ok).is_some());
    }

    #[test]
    fn a_service_that_asks_to_wait_is_left_alone_by_all() {
        let limiter = limiter(4);
        let told = limiter.hold(Duration::from_mins(1), "429 Too Many Requests").unwrap();
        assert!(told.contains("waiting 60 s") && told.contains("429") && told.contains("300 s"), "{told}");
        assert!(now(limiter.enter(1, false)).is_none());
    }

    #[test]
    fn one_rush_of_refusals_halves_the_width_once_and_successes_win_it_back() {
        let limiter = limiter(8);
        for _ in 0..8 {
            assert_eq!(limiter.hold(Duration::from_millis(50), "429"), None);
        }
        assert!((limiter.state().allowed - 4.0).abs() < 1e-9);
        for _ in 0..400 {
            limiter.succeeded();
        }
        assert!((limiter.state().allowed - 8.0).abs() < 1e-9);
    }

    #[test]
    fn failures_in_a_row_open_the_breaker_and_a_success_between_does_not() {
        let limiter = limiter(1);
        for n in 0..FAILURES_TO_OPEN * 2 {
            limiter.failed("502 Bad Gateway");
            if n % 3 == 0 {
                limiter.succeeded();
            }
        }
        assert!(now(limiter.enter(1, false)).and_then(Result::ok).is_some());
        for _ in 0..FAILURES_TO_OPEN {
            limiter.failed("502 Bad Gateway");
        }
        let why = now(limiter.enter(1, false)).unwrap().err().expect("the breaker is open");
        assert!(why.contains("again and again") && why.ends_with("502 Bad Gateway"), "{why}");
        assert!(now(limiter.enter(1, true)).is_none(), "who has no other voice waits");
    }
}
