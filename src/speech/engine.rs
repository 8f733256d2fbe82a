//! The seam between the studio and a voice: one trait, told once, kept by every engine.

use std::time::Duration;

use async_trait::async_trait;

use super::voice::Voice;
use crate::model::{Language, Spoken, Syllable, Token};

/// What an engine is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The words of the spoken form as plain text.
    Words,
    /// Pinyin, SSML or whatever else it makes of the tokens itself.
    Tokens,
}

/// What an engine can take, so that the studio can split, pace and cast.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Characters of spoken text a request.
    pub characters: usize,
    /// Requests at once.
    pub at_once: usize,
    /// Requests a minute, where the service counts them.
    pub requests_a_minute: Option<u32>,
    /// Characters a minute, where the service counts them.
    pub characters_a_minute: Option<u32>,
    /// Languages it can say; a sentence of several is one request where all are here.
    pub languages: Vec<Language>,
    /// What it is given.
    pub input: Input,
}

impl Limits {
    /// Those of a service that counts nothing a minute.
    pub fn of_service(voice: &Voice, characters: usize, at_once: usize, input: Input) -> Self {
        Self {
            characters,
            at_once,
            requests_a_minute: None,
            characters_a_minute: None,
            languages: voice.languages.clone(),
            input,
        }
    }

    /// Those of what speaks tokens on this machine: one sentence a core.
    pub fn of_this_machine(languages: Vec<Language>) -> Self {
        Self {
            characters: 3_000,
            at_once: std::thread::available_parallelism().map_or(2, usize::from),
            requests_a_minute: None,
            characters_a_minute: None,
            languages,
            input: Input::Tokens,
        }
    }
}

/// Sound as an engine gave it. Nobody has listened to it yet.
#[derive(Clone, Debug)]
pub struct Sound {
    /// The sound itself.
    pub form: Form,
    /// When its tokens begin, in order, where the engine tells.
    pub starts: Vec<Start>,
}

/// What the bytes of a sound are.
#[derive(Clone, Debug)]
pub enum Form {
    /// A WAV, MP3, FLAC, Ogg or AAC file; its first bytes say which.
    File(Vec<u8>),
    /// Signed 16-bit little-endian mono samples without a header, at this rate in hertz.
    Pcm(Vec<u8>, u32),
}

/// When a token, or a syllable of it, is begun to be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Its place among the tokens of the text.
    pub token: usize,
    /// Which of its syllables it is, from 0; engines that tell only words tell the first.
    pub syllable: usize,
    /// Seconds from the sound's first sample.
    pub seconds: f64,
}

impl Sound {
    /// A file in any container that [`Form::File`] names.
    pub fn file(bytes: Vec<u8>) -> Self {
        Self { form: Form::File(bytes), starts: Vec::new() }
    }

    /// Bare samples; see [`Form::Pcm`].
    pub fn pcm(bytes: Vec<u8>, rate: u32) -> Self {
        Self { form: Form::Pcm(bytes, rate), starts: Vec::new() }
    }

    /// The same, with when its tokens begin.
    #[must_use]
    pub fn timed(self, starts: Vec<Start>) -> Self {
        Self { starts, ..self }
    }
}

/// Why an engine gave no sound, sorted by what the studio can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// Worth another try soon: a reset connection, a 5xx, a killed process.
    #[error("{0}")]
    Passing(String),
    /// The service asks to wait (429, 503 with Retry-After, throttling).
    #[error("{message}")]
    Busy {
        /// What it said.
        message: String,
        /// How long it asks to wait, where it says so.
        retry_after: Option<Duration>,
    },
    /// This text is refused, and will be again: try another voice.
    #[error("{0}")]
    Refused(String),
    /// Nothing will work with this engine: no program, no such voice. The message says how to mend it.
    #[error("{0}")]
    Unusable(String),
    /// The service's key is not where the settings say. The message says how to mend it.
    #[error("{0}")]
    NoKey(String),
    /// A mistake in the voice's `[settings]`.
    #[error("{message}")]
    Setting {
        /// The key, where it is known.
        key: Option<String>,
        /// What is wrong, and the nearest right word where there is one.
        message: String,
    },
}

/// A text-to-speech backend. Retries, limits, caching and fallback stand around it in the studio, once.
#[async_trait]
pub trait SpeechEngine: Send + Sync {
    /// Everything of the engine that shapes a clip's sound beside voice and words: its name and version.
    fn fingerprint(&self) -> String;

    /// What it shares with other voices: a server with its account, a program. Voices of one service are paced
    /// together.
    fn service(&self) -> String {
        self.fingerprint()
    }

    /// What it can take.
    fn limits(&self) -> Limits;

    /// Whether it says a Latin token itself though it does not speak English: letters by the syllables of its own
    /// language.
    fn says(&self, _token: &Token) -> bool {
        false
    }

    /// What it says for a syllable that it lacks, where it knows a near one.
    fn instead(&self, _syllable: &Syllable) -> Option<String> {
        None
    }

    /// Whether it computes its sound itself, in this program: then it comes to an end on any machine, and no clock gives
    /// it up. A slow machine only takes longer.
    fn ends_by_itself(&self) -> bool {
        false
    }

    /// Lets go of what it can load again, for nothing is to be said for a while.
    fn rest(&self) {}

    /// Whether it could speak on this machine, found without speaking and without cost. Where nothing can be asked for
    /// free, an engine that was built is taken at its word.
    ///
    /// # Errors
    /// What is missing and how to get it.
    async fn check(&self, _voice: &Voice) -> Result<(), EngineError> {
        Ok(())
    }

    /// Speaks one text.
    ///
    /// # Errors
    /// See [`EngineError`].
    async fn speak(&self, spoken: &Spoken, voice: &Voice) -> Result<Sound, EngineError>;
}
