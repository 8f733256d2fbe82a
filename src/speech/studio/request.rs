//! One request to an engine, with patience: time limits, retries, obedience to "wait", listening to the answer.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use super::voice_pool::PooledVoice;
use super::{Inner, budget};
use crate::model::Spoken;
use crate::speech::listen::{Heard, Refusal, listen};
use crate::speech::{EngineError, Error};

/// So many tries, where failures may pass.
const TRIES: u32 = 4;

/// So many tries, where sound came and was not the sound of the words.
const TRIES_AFTER_SOUND: u32 = 2;

/// So many times a service may ask to wait, for one request.
const WAITS: u32 = 8;

/// Who asks to wait is left alone for so long at least.
const LEAST_WAIT: Duration = Duration::from_secs(1);

/// Why there is no clip.
pub(super) enum Failure {
    /// This voice has none to give, after so many tries.
    Voice {
        why: String,
        attempts: u32,
        #[cfg_attr(not(feature = "farm"), expect(dead_code, reason = "only another machine asks"))]
        cause: Cause,
    },
    /// It could not be written anywhere.
    Disk(Error),
}

/// What a failure lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// In this text: it will be the same on any machine.
    Text,
    /// In this voice, on this machine.
    Voice,
    /// In what may pass.
    Passing,
}

/// What to do after a try that gave no clip.
enum After {
    /// Try again after the usual delay, up to so many tries in all.
    Retry { tries: u32, why: String },
    /// The service holds everybody back, for so long where it says so.
    Wait { why: String, hold: Option<Duration> },
    /// Leave it.
    GiveUp { why: String, cause: Cause },
}

impl Inner {
    /// Speaks one text by one voice; gives what was heard and how many tries it took. Who is `patient` has no
    /// other voice and waits for a service that is down.
    pub(super) async fn request(
        &self,
        pooled: &PooledVoice,
        spoken: &Spoken,
        patient: bool,
    ) -> Result<(Heard, u32), Failure> {
        let mut attempts = 0;
        let give_up = |why: String, attempts: u32, cause| Err(Failure::Voice { why, attempts, cause });
        if let Err(why) = ready(pooled).await {
            return give_up(why, attempts, Cause::Voice);
        }
        let mut delays = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(250))
            .with_max_delay(Duration::from_secs(30))
            .with_jitter()
            .without_max_times()
            .build();
        let mut waits = 0;
        loop {
            attempts += 1;
            match self.attempt(pooled, spoken, patient).await {
                Ok(heard) => return Ok((heard, attempts)),
                Err(After::GiveUp { why, cause }) => return give_up(why, attempts, cause),
                Err(After::Retry { tries, why }) => {
                    if attempts - waits >= tries {
                        let cause = if tries == TRIES_AFTER_SOUND { Cause::Text } else { Cause::Passing };
                        return give_up(why, attempts, cause);
                    }
                    tokio::time::sleep(delays.next().unwrap_or_default()).await;
                }
                Err(After::Wait { why, hold }) => {
                    waits += 1;
                    if waits > WAITS {
                        return give_up(why, attempts, Cause::Passing);
                    }
                    // A service that says 0 would be asked without a pause.
                    let usual = delays.next().unwrap_or_default();
                    let wait = hold.map_or(usual, |hold| hold.max(usual.min(LEAST_WAIT)));
                    self.news.extend(pooled.limiter.hold(wait, &why));
                }
            }
        }
    }

    async fn attempt(&self, pooled: &PooledVoice, spoken: &Spoken, patient: bool) -> Result<Heard, After> {
        let characters = spoken.text().chars().count();
        let price = budget::price(&pooled.voice, spoken);
        if !self.budget.reserve(price) {
            let why = "the spending cap is reached".to_owned();
            return Err(After::GiveUp { why, cause: Cause::Voice });
        }
        let pass = pooled.limiter.enter(characters, patient).await.map_err(|why| {
            self.budget.release(price);
            After::GiveUp { why, cause: Cause::Passing }
        })?;
        let limit = if pooled.engine.ends_by_itself() {
            Duration::MAX
        } else {
            Duration::from_secs_f64(self.timeout * (1.0 + spoken.beats() as f64 / 40.0))
        };
        let answer = tokio::time::timeout(limit, pooled.engine.speak(spoken, &pooled.voice)).await;
        drop(pass);
        let sound = match answer {
            Ok(Ok(sound)) => sound,
            Ok(Err(error)) => {
                self.budget.release(price);
                return Err(after(pooled, &error));
            }
            Err(_) => {
                let why = format!("no answer within {:.0} s", limit.as_secs_f64().max(1.0));
                pooled.limiter.failed(&why);
                return Err(After::Retry { tries: TRIES, why });
            }
        };
        listen(&sound, spoken, &pooled.voice).inspect(|_| pooled.limiter.succeeded()).map_err(|refusal| {
            // An error page counts against the service, odd sound only against this text.
            let tries = match refusal {
                Refusal::Undecoded(_) => {
                    pooled.limiter.failed(&refusal.to_string());
                    TRIES
                }
                _ => TRIES_AFTER_SOUND,
            };
            After::Retry { tries, why: refusal.to_string() }
        })
    }
}

/// Asks the engine once whether it can speak at all.
async fn ready(pooled: &PooledVoice) -> Result<(), String> {
    if let Some(why) = pooled.lost.get() {
        return Err(why.clone());
    }
    let check = || async { pooled.engine.check(&pooled.voice).await };
    let checked = pooled.checked.get_or_init(|| async {
        match tokio::time::timeout(Duration::from_secs(30), check()).await {
            // What may pass is left to the requests and their retries.
            Err(_) | Ok(Ok(()) | Err(EngineError::Passing(_) | EngineError::Busy { .. })) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
        }
    });
    checked.await.clone()
}

/// What an engine's error asks for.
fn after(pooled: &PooledVoice, error: &EngineError) -> After {
    let why = error.to_string();
    match error {
        EngineError::Passing(_) => {
            pooled.limiter.failed(&why);
            After::Retry { tries: TRIES, why }
        }
        EngineError::Busy { retry_after, .. } => After::Wait { why, hold: *retry_after },
        EngineError::Refused(_) => After::GiveUp { why, cause: Cause::Text },
        EngineError::Unusable(_) | EngineError::NoKey(_) | EngineError::Setting { .. } => {
            let _ = pooled.lost.set(why.clone());
            After::GiveUp { why, cause: Cause::Voice }
        }
    }
}
