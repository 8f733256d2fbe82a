//! The voices at hand: each with its engine and its rate limiter, and the chain of them for every segment.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;

use super::rate_limiter::RateLimiter;
use crate::model::{Language, Narrator, Role, Segment};
use crate::speech::cast::Cast;
use crate::speech::clips::Maker;
use crate::speech::voices::Voices;
use crate::speech::{EngineError, Error, Limits, Options, SpeechEngine, Voice, engines};

/// A voice that can speak, with everything that belongs to it.
pub(super) struct PooledVoice {
    pub voice: Voice,
    pub engine: Arc<dyn SpeechEngine>,
    pub limits: Limits,
    pub fingerprint: String,
    pub service: String,
    pub limiter: Arc<RateLimiter>,
    /// Why it will not speak again in this run.
    pub lost: OnceLock<String>,
    /// What the engine's own check said, asked once before its first request.
    pub checked: OnceCell<Result<(), String>>,
}

impl PooledVoice {
    /// True where it can say a language.
    pub fn speaks(&self, language: Language) -> bool {
        let engine = self.limits.languages.is_empty() || self.limits.languages.contains(&language);
        engine && self.voice.languages.contains(&language)
    }

    /// It as the maker of a clip with these words.
    pub fn maker<'a>(&'a self, words: &'a str) -> Maker<'a> {
        Maker { voice: &self.voice, fingerprint: &self.fingerprint, input: self.limits.input, words }
    }
}

/// Why a voice cannot speak on this machine.
#[derive(Clone, Debug)]
struct Lack {
    message: String,
    /// Whether it is the key.
    key: bool,
}

impl Lack {
    fn error(self, voice: &str) -> Error {
        let (voice, message) = (voice.to_owned(), self.message);
        if self.key { Error::NoKey { voice, message } } else { Error::Unusable { voice, message } }
    }
}

/// The voices that may speak a segment, in order; at least one.
pub(super) struct Chain {
    pub pooled_voices: Vec<Arc<PooledVoice>>,
    /// Why the voice that was cast is not among them.
    pub missing: Option<String>,
}

/// Everybody who may be asked to speak.
pub(super) struct VoicePool {
    voices: Voices,
    cast: Cast,
    jobs: Option<usize>,
    patience: Duration,
    pooled_voices: Mutex<BTreeMap<String, Result<Arc<PooledVoice>, Lack>>>,
    limiters: Mutex<BTreeMap<String, Arc<RateLimiter>>>,
}

impl VoicePool {
    /// Reads the voices, casts them, and makes sure of those that were asked for by name.
    pub fn open(options: &Options) -> Result<Self, Error> {
        let voices = Voices::read(&options.voices)?;
        let usable = |name: &str| voices.get(name).is_ok_and(|voice| engines::build(voice).is_ok());
        let pool = Self {
            cast: Cast::new(&options.cast, options.voice.clone(), &usable),
            voices,
            jobs: options.studio.jobs,
            patience: Duration::from_secs_f64(options.studio.patience),
            pooled_voices: Mutex::default(),
            limiters: Mutex::default(),
        };
        let mut usable = 0;
        let mut problem = None;
        for (name, asked) in pool.cast.names(&options.cast) {
            match pool.pooled(name) {
                Ok(_) => usable += 1,
                Err(error) if asked || error.is_configuration() => return Err(error),
                Err(error) => problem = problem.or(Some(error)),
            }
        }
        match problem {
            Some(error) if usable == 0 => Err(error),
            _ => Ok(pool),
        }
    }

    /// The voice of that name, ready to speak.
    pub fn pooled(&self, name: &str) -> Result<Arc<PooledVoice>, Error> {
        let voice = self.voices.get(name)?;
        let mut pooled_voices = self.pooled_voices.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = pooled_voices.get(name) {
            return known.clone().map_err(|lack| lack.error(name));
        }
        let pooled = match engines::build(voice) {
            Ok(engine) => Ok(Arc::new(self.place(voice.clone(), engine))),
            Err(error @ EngineError::Setting { .. }) => return Err(self.voices.error(voice, error)),
            Err(error @ EngineError::NoKey(_)) => Err(Lack { message: error.to_string(), key: true }),
            Err(error) => Err(Lack { message: error.to_string(), key: false }),
        };
        pooled_voices.insert(name.to_owned(), pooled.clone());
        pooled.map_err(|lack| lack.error(name))
    }

    pub fn place(&self, voice: Voice, engine: Arc<dyn SpeechEngine>) -> PooledVoice {
        let (limits, service) = (engine.limits(), engine.service());
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        let limiter = limiters.entry(service.clone());
        let limiter =
            limiter.or_insert_with(|| Arc::new(RateLimiter::new(&limits, self.jobs, self.patience)));
        PooledVoice {
            fingerprint: engine.fingerprint(),
            limiter: Arc::clone(limiter),
            voice,
            engine,
            limits,
            service,
            lost: OnceLock::new(),
            checked: OnceCell::new(),
        }
    }

    /// Tells all voices that nothing is to be said for a while.
    pub fn rest(&self) {
        let pooled_voices = self.pooled_voices.lock().unwrap_or_else(PoisonError::into_inner);
        pooled_voices.values().flatten().for_each(|pooled| pooled.engine.rest());
    }

    /// The name of the voice that is to speak a segment.
    fn name<'a>(&'a self, segment: &'a Segment, main: Language) -> &'a str {
        segment.voice.as_deref().unwrap_or_else(|| self.cast.voice(segment.language, segment.role, main))
    }

    /// The voice that is to speak a segment, usable or not.
    pub fn voice(&self, segment: &Segment, main: Language) -> Option<&Voice> {
        self.voices.get(self.name(segment, main)).ok()
    }

    /// A voice as listeners are told of it; one that nobody knows is a machine.
    pub fn narrator(&self, name: &str) -> Narrator {
        let voice = self.voices.get(name).ok();
        Narrator {
            voice: name.to_owned(),
            name: voice.map_or(name, |voice| &voice.title).to_owned(),
            synthetic: voice.is_none_or(|voice| voice.synthetic),
            trained: voice.is_none_or(|voice| voice.trained),
        }
    }

    /// The voices of all parts in a language, as a script in that language has them.
    pub fn cast_names(&self, language: Language) -> impl Iterator<Item = &str> {
        let roles = [Role::Anchor, Role::Reporter, Role::Question, Role::Answer, Role::Quote];
        roles.into_iter().map(move |role| self.cast.voice(language, role, language))
    }

    /// The voice that reads stories in a language.
    pub fn reporter(&self, language: Language) -> Option<&Voice> {
        self.voices.get(self.cast.voice(language, Role::Reporter, language)).ok()
    }

    /// The voice that would present a language if it were installed, where nobody chose another and one line installs it.
    pub fn better(&self, language: Language) -> Option<&'static str> {
        let fetched = |name: &&str| {
            let weights = self.voices.get(name).ok().and_then(|voice| voice.weights.as_ref());
            weights.is_some_and(|weights| weights.pip.is_some())
        };
        self.cast.better(language).filter(fetched)
    }

    /// The voice that presents a script in a language.
    pub fn presenter(&self, language: Language) -> Option<&Voice> {
        self.voices.get(self.cast.voice(language, Role::Anchor, language)).ok()
    }

    /// The voices that may speak a segment: the cast one, then those that step in.
    pub fn chain(&self, segment: &Segment, main: Language) -> Result<Chain, Error> {
        let name = self.name(segment, main);
        let mut problem = None;
        let mut chain: Vec<Arc<PooledVoice>> = Vec::new();
        for name in std::iter::once(name).chain(self.cast.fallback.iter().map(String::as_str)) {
            match self.pooled(name) {
                Ok(pooled) if !pooled.speaks(segment.language) => {
                    problem = problem.or_else(|| Some(cannot_say(name, segment)));
                }
                Ok(pooled) if chain.iter().any(|known| Arc::ptr_eq(known, &pooled)) => {}
                Ok(pooled) => chain.push(pooled),
                Err(error) if error.is_configuration() => return Err(error),
                Err(error) => problem = problem.or(Some(error)),
            }
        }
        let is_cast = chain.first().is_some_and(|pooled| pooled.voice.name == name);
        match problem {
            Some(error) if chain.is_empty() || error.is_configuration() && !is_cast => Err(error),
            problem => {
                let missing = problem.filter(|_| !is_cast).map(|error| error.to_string());
                Ok(Chain { pooled_voices: chain, missing })
            }
        }
    }

    /// The voice of the same part in the other language.
    pub fn partner(&self, segment: &Segment, main: Language) -> Option<Arc<PooledVoice>> {
        let other = match segment.language {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        };
        let cast = self.cast.voice(other, segment.role, main);
        // Where nobody chose a voice for them, words are said by one that goes with the sentence's own.
        let own = self.voice(segment, main).filter(|_| self.cast.is_automatic(other));
        let name = own.and_then(|voice| voice.beside.as_deref()).unwrap_or(cast);
        let pooled = self.pooled(name).ok()?;
        pooled.speaks(other).then_some(pooled)
    }
}

fn cannot_say(name: &str, segment: &Segment) -> Error {
    Error::Configuration(format!(
        "segment {}: voice `{name}` does not speak `{}`; `newscaster voices` lists what each voice speaks",
        segment.id,
        segment.language.tag()
    ))
}
