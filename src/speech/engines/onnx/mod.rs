//! Voices that a listener has as ONNX files, computed inside the program: Piper's (VITS) and Kokoro's.
//!
//! ```text
//! Spoken ─► stretches ─► spelling ─► numbers ─► network ─► samples, trimmed, with the house's pauses
//!           sentences    symbols     of the     rten
//!                                    model
//! ```
//!
//! The readings are ours where the language is Chinese: eSpeak NG gets pinyin, and models of initials and finals get those. The
//! same words give the same bytes: a sentence is computed by one thread, whose noise begins anew.

mod error;
mod files;
mod kokoro;
mod network;
mod piper;
mod settings;
mod spelling;
mod stretches;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;

use self::error::VoiceError;
use self::files::Files;
use self::kokoro::{Kokoro, Styles, Vocabulary};
use self::network::Network;
use self::piper::{Description, Manner, Piper};
use self::settings::Settings;
use self::spelling::{Alphabet, Ipa, Spelling};
use self::stretches::{halves, stretches};
use super::checks::wrong;
use super::compute::compute;
use super::loaded::{Held, Loaded};
use super::{espeak, mandarin};
use crate::model::{Language, Millis, Spoken, Syllable, Token};
use crate::speech::pcm::Pcm;
use crate::speech::{EngineError, Limits, Sound, SpeechEngine, Voice, pause_after};

/// The two kinds of models, each with what the files beside it say.
enum Kind {
    Piper(Piper),
    Kokoro(Kokoro),
}

#[derive(Clone)]
struct Onnx {
    files: Arc<Files>,
    kind: Arc<Kind>,
    spelling: Spelling,
    characters: usize,
    fingerprint: Arc<OnceLock<String>>,
    network: Arc<Held<Network>>,
}

static NETWORKS: Loaded<Network> = Loaded::new();

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    if !(0.5..=2.0).contains(&settings.speed) {
        return Err(wrong("speed", "speed is a factor between 0.5 and 2; 1 is the voice's own".to_owned()));
    }
    let files = Files::find(voice, &settings)?;
    let (kind, spelling) = match &files.styles {
        Some(styles) => kokoro(&files, styles, voice, &settings)?,
        None => piper(&files, &settings)?,
    };
    if let Spelling::Ipa(ipa) = &spelling {
        espeak::version(&ipa.program)?;
    }
    Ok(Arc::new(Onnx {
        files: Arc::new(files),
        kind: Arc::new(kind),
        spelling,
        characters: settings.characters,
        fingerprint: Arc::default(),
        network: Arc::default(),
    }))
}

fn piper(files: &Files, settings: &Settings) -> Result<(Kind, Spelling), EngineError> {
    let description = Description::read(&files.config)?;
    let spelling = match &*description.phoneme_type {
        "espeak" => Spelling::Ipa(Ipa {
            program: settings.program.clone(),
            voice: description.espeak_voice().to_owned(),
            alphabet: Alphabet::Piper,
        }),
        "pinyin" => Spelling::Pinyin,
        "text" => Spelling::Letters,
        other => {
            return Err(EngineError::Unusable(format!(
                "{}: symbols of the kind `{other}` are not known here, only espeak, pinyin and text",
                files.config.display()
            )));
        }
    };
    if settings.speaker.is_some_and(|speaker| speaker >= description.speakers()) {
        let count = description.speakers();
        return Err(wrong("speaker", format!("the model has {count} speakers, from 0 to {}", count - 1)));
    }
    let manner = Manner {
        speed: settings.speed,
        noise: settings.noise_scale,
        duration_noise: settings.noise_w_scale,
        speaker: settings.speaker,
    };
    Ok((Kind::Piper(Piper::new(description, manner)), spelling))
}

fn kokoro(
    files: &Files,
    styles: &Path,
    voice: &Voice,
    settings: &Settings,
) -> Result<(Kind, Spelling), EngineError> {
    let vocabulary = Vocabulary::read(&files.config)?;
    let styles = Styles::read(styles, &settings.voice, settings.speaker.unwrap_or_default() as usize)?;
    let spelling = if voice.languages.first() == Some(&Language::Zh) {
        if !vocabulary.has('ㄅ') {
            return Err(EngineError::Unusable(format!(
                "{} has no signs for Chinese (ㄅ and the like); a model for Chinese is Kokoro v1.1-zh",
                files.config.display()
            )));
        }
        Spelling::Zhuyin
    } else {
        Spelling::Ipa(Ipa {
            program: settings.program.clone(),
            voice: settings.english.clone(),
            alphabet: Alphabet::Kokoro,
        })
    };
    Ok((Kind::Kokoro(Kokoro { vocabulary, styles, speed: settings.speed }), spelling))
}

/// What computes the models; another version may round otherwise, and shall have its clips apart.
const RTEN: &str = "0.27.0";

impl Kind {
    /// The numbers of symbols; `None` where the model knows none of them.
    fn encode(&self, symbols: &[String]) -> Option<Vec<i32>> {
        match self {
            Self::Piper(piper) => piper.encode(symbols),
            Self::Kokoro(kokoro) => kokoro.encode(symbols),
        }
    }

    /// How many numbers it takes at once.
    fn longest(&self) -> usize {
        match self {
            Self::Piper(_) => piper::LONGEST,
            Self::Kokoro(kokoro) => kokoro.longest(),
        }
    }

    /// Samples a second.
    fn rate(&self) -> u32 {
        match self {
            Self::Piper(piper) => piper.rate(),
            Self::Kokoro(_) => kokoro::RATE,
        }
    }

    fn check(&self, network: &Network) -> Result<(), VoiceError> {
        match self {
            Self::Piper(_) => Piper::check(network),
            Self::Kokoro(_) => Kokoro::check(network),
        }
    }

    fn say(&self, network: &Network, ids: Vec<i32>) -> Result<Vec<f32>, VoiceError> {
        match self {
            Self::Piper(piper) => piper.say(network, ids),
            Self::Kokoro(kokoro) => kokoro.say(network, ids),
        }
    }
}

/// What the model says in one go, as its numbers, and the silence behind it.
struct Utterance {
    ids: Vec<i32>,
    rest: Millis,
}

#[async_trait]
impl SpeechEngine for Onnx {
    fn fingerprint(&self) -> String {
        let spelled = || match &self.spelling {
            Spelling::Ipa(ipa) => espeak::version(&ipa.program).unwrap_or_default(),
            _ => String::new(),
        };
        // The number counts the changes of what this engine makes of words and files.
        let made = || format!("onnx 1, rten {RTEN}, {}, {}", self.files.hash(), spelled());
        self.fingerprint.get_or_init(made).clone()
    }

    fn service(&self) -> String {
        format!("onnx {}", self.files.model.display())
    }

    fn limits(&self) -> Limits {
        Limits::of_this_machine(self.spelling.languages())
    }

    fn instead(&self, syllable: &Syllable) -> Option<String> {
        self.spelling.instead(syllable)
    }

    fn ends_by_itself(&self) -> bool {
        true
    }

    fn says(&self, token: &Token) -> bool {
        self.spelling.has_mandarin_letters() && mandarin::letters(token).is_some()
    }

    fn rest(&self) {
        self.network.drop_it();
    }

    async fn check(&self, _: &Voice) -> Result<(), EngineError> {
        let engine = self.clone();
        compute(move || engine.trial()).await
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let utterances = self.utterances(spoken).await?;
        let engine = self.clone();
        let pcm = compute(move || engine.say(utterances)).await?;
        Ok(Sound::pcm(pcm.samples.iter().flat_map(|sample| sample.to_le_bytes()).collect(), pcm.rate))
    }
}

impl Onnx {
    /// A text in what the model takes at once.
    async fn utterances(&self, spoken: &Spoken) -> Result<Vec<Utterance>, EngineError> {
        let mut waiting: VecDeque<Spoken> = stretches(spoken, self.characters).into();
        let mut utterances = Vec::new();
        while let Some(stretch) = waiting.pop_front() {
            let symbols = self.spelling.spell(&stretch).await?;
            let Some(ids) = self.kind.encode(&symbols) else { continue };
            if ids.len() <= self.kind.longest() {
                utterances.push(Utterance { ids, rest: pause_after(&stretch) });
            } else if let Some((first, second)) = halves(&stretch) {
                waiting.push_front(second);
                waiting.push_front(first);
            } else {
                return Err(EngineError::Refused(format!(
                    "a word of {} symbols is longer than the {} that the model takes",
                    ids.len(),
                    self.kind.longest()
                )));
            }
        }
        if utterances.is_empty() {
            return Err(EngineError::Refused("there is nothing in it that the model could say".to_owned()));
        }
        Ok(utterances)
    }

    /// Speaks them, the model's silences at the ends cut off, parted as the house parts sentences.
    fn say(&self, utterances: Vec<Utterance>) -> Result<Pcm, EngineError> {
        let network = self.network()?;
        let mut all = Pcm { rate: self.kind.rate(), samples: Vec::new() };
        let mut silence = Millis(0);
        for Utterance { ids, rest } in utterances {
            let samples = self.kind.say(&network, ids)?;
            let samples = samples.into_iter().map(sixteen_bits).collect();
            let mut pcm = Pcm { rate: all.rate, samples };
            pcm.trim(Millis(10), Millis(30));
            pcm.fade(Millis(3));
            all.append_after(&pcm, silence);
            silence = rest;
        }
        Ok(all)
    }

    /// Whether it says anything: some operators show only at work that they are not known.
    fn trial(&self) -> Result<(), EngineError> {
        let network = self.network()?;
        let ids = self.kind.encode(&self.spelling.trial()).unwrap_or_default();
        if ids.is_empty() {
            return Err(EngineError::Unusable(format!(
                "{} knows no common sound",
                self.files.config.display()
            )));
        }
        self.kind.say(&network, ids).map_err(|error| EngineError::Unusable(error.to_string()))?;
        Ok(())
    }

    /// The model; voices of one file share it.
    fn network(&self) -> Result<Arc<Network>, EngineError> {
        self.network.get(|| {
            let network = NETWORKS.get(&self.files.model, Network::read)?;
            self.kind.check(&network)?;
            Ok(network)
        })
    }
}

fn sixteen_bits(sample: f32) -> i16 {
    (sample * 32_767.0).round().clamp(-32_768.0, 32_767.0) as i16
}

#[cfg(test)]
mod tests {
    use super::RTEN;

    #[test]
    fn clips_name_the_version_that_computes_them() {
        let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
        assert!(
            lock.contains(&format!("name = \"rten\"\nversion = \"{RTEN}\"")),
            "RTEN is not what is built"
        );
    }
}
