//! A long-living program: one JSON request a line on its standard input, framed sound on its standard output.
//!
//! docs/engines.md describes the protocol for those who write such a program. A program is started when it is
//! first needed and stays until the studio ends. One that dies, or breaks the protocol, or is given up on in the
//! middle of an answer is thrown away, and the next request starts another.

mod protocol;
mod running;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use serde::Deserialize;

use self::protocol::{Request, heard, language, words};
use self::running::{Answer, Running, State};
use super::program::Program;
use super::quote::short_line;
use crate::model::Spoken;
use crate::speech::{EngineError, Input, Limits, Sound, SpeechEngine, Start, Voice};

/// What a `process` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    program: String,
    #[serde(default)]
    args: Vec<String>,
    // These three are handed to the program with every request, the last as it is.
    voice: Option<String>,
    speed: Option<f64>,
    #[serde(default)]
    options: toml::Table,
    /// How many of it run at once; each gets one request at a time.
    #[serde(default = "copies")]
    copies: usize,
    /// How to get the program, for the message where it is missing.
    install: Option<String>,
    /// Variables of the environment with keys that the program needs; it sees no others.
    #[serde(default)]
    env: Vec<String>,
    /// To be changed when the program changes, so that everything is spoken anew.
    #[serde(default)]
    version: String,
    #[serde(default = "characters")]
    characters: usize,
}

fn copies() -> usize {
    1
}

fn characters() -> usize {
    1_000
}

struct ProcessEngine {
    settings: Settings,
    program: Program,
    limits: Limits,
    /// Programs that wait for a request, or are still getting ready for their first.
    idle: Mutex<Vec<Running>>,
    last_id: AtomicU64,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let program = Program::new(&settings.program, settings.install.as_deref(), &settings.env)?;
    let limits = Limits {
        characters: settings.characters,
        at_once: settings.copies.max(1),
        requests_a_minute: None,
        characters_a_minute: None,
        languages: voice.languages.clone(),
        input: Input::Tokens,
    };
    Ok(Arc::new(ProcessEngine {
        settings,
        program,
        limits,
        idle: Mutex::default(),
        last_id: AtomicU64::new(0),
    }))
}

#[async_trait]
impl SpeechEngine for ProcessEngine {
    fn fingerprint(&self) -> String {
        format!("process 1 {}", self.settings.version)
    }

    fn service(&self) -> String {
        format!("process {} {}", self.program.name(), self.settings.args.join(" "))
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    /// Starts the program, which the first sentence will need anyway: one that ends at once cannot be used.
    async fn check(&self, _: &Voice) -> Result<(), EngineError> {
        self.program.find()?;
        self.borrow()?.get_ready().await.map_err(|what| self.failed(&what))
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let request = Request {
            id: self.last_id.fetch_add(1, Ordering::Relaxed) + 1,
            text: spoken.text(),
            language: language(spoken),
            voice: self.settings.voice.as_deref(),
            speed: self.settings.speed,
            options: &self.settings.options,
            words: words(spoken),
        };
        let line =
            serde_json::to_string(&request).map_err(|error| EngineError::Refused(error.to_string()))?;
        let mut loan = self.borrow()?;
        loan.get_ready().await.map_err(|what| self.failed(&what))?;
        let answer = loan.ask(&line, request.id).await.map_err(|what| self.failed(&what))?;
        drop(loan);
        match answer {
            Answer::Sound(sound, times) => {
                let starts = heard(spoken).zip(times);
                let starts =
                    starts.map(|((token, _), seconds)| Start { token, syllable: 0, seconds }).collect();
                Ok(sound.timed(starts))
            }
            Answer::Error { words, again } => {
                let message = format!("{}: {}", self.program.name(), short_line(&words));
                Err(if again { EngineError::Passing(message) } else { EngineError::Refused(message) })
            }
        }
    }
}

impl ProcessEngine {
    fn failed(&self, what: &str) -> EngineError {
        EngineError::Passing(format!("{} {what}", self.program.name()))
    }

    /// A program that waits, or else a new one.
    fn borrow(&self) -> Result<Loan<'_>, EngineError> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let running = match waiting {
            Some(running) => running,
            None => Running::start(&self.program, &self.settings.args)?,
        };
        Ok(Loan { running: Some(running), idle: &self.idle })
    }
}

/// A program for the time of one request. It goes back when it can be used again, and is killed otherwise, also
/// where the studio gives up on a request; one that is still getting ready goes on with that.
struct Loan<'a> {
    running: Option<Running>,
    idle: &'a Mutex<Vec<Running>>,
}

impl Loan<'_> {
    async fn get_ready(&mut self) -> Result<(), String> {
        match &mut self.running {
            Some(running) => running.get_ready().await,
            None => Ok(()),
        }
    }

    async fn ask(&mut self, line: &str, id: u64) -> Result<Answer, String> {
        match &mut self.running {
            Some(running) => running.ask(line, id).await,
            None => Err("is gone".to_owned()),
        }
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        if let Some(running) = self.running.take().filter(|running| running.state != State::Unusable) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(running);
        }
    }
}
