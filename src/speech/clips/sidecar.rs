//! What is written beside a clip's sound.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::key::Maker;
use crate::model::{ClipKey, SampleRate, TokenMark};
use crate::speech::listen::Heard;

/// A clip's sidecar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sidecar {
    /// The BLAKE3 hash of the WAV file.
    pub hash: String,
    pub rate: SampleRate,
    pub samples: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<TokenMark>,
    pub voice: String,
    pub engine: String,
    pub words: String,
}

/// Where the sidecar of a key stands.
pub(super) fn path(home: &Path, key: &ClipKey) -> PathBuf {
    shelf(home, key).join(format!("{key}.json"))
}

/// The folder of a key: its first two digits, so that no folder grows huge.
pub(super) fn shelf(home: &Path, key: &ClipKey) -> PathBuf {
    home.join(key.0.get(..2).unwrap_or("00"))
}

impl Sidecar {
    pub fn of(wav: &[u8], heard: &Heard, maker: &Maker<'_>) -> Self {
        Self {
            hash: blake3::hash(wav).to_hex().to_string(),
            rate: SampleRate::new(heard.pcm.rate).unwrap_or(SampleRate::MASTER),
            samples: heard.pcm.samples.len() as u64,
            marks: heard.marks.clone(),
            voice: maker.voice.name.clone(),
            engine: maker.fingerprint.to_owned(),
            words: maker.words.to_owned(),
        }
    }

    /// Where the sound stands.
    pub fn wav(&self, home: &Path, key: &ClipKey) -> PathBuf {
        let hash = self.hash.get(..16).filter(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()));
        shelf(home, key).join(format!("{key}-{}.wav", hash.unwrap_or("0")))
    }

    /// Checks the sound against what is written here. What matches its hash is what was listened to and kept, so
    /// it is not decoded again.
    pub fn verify(&self, wav: &[u8]) -> Result<SampleRate, String> {
        if blake3::hash(wav).to_hex().as_str() != self.hash {
            return Err("its sound does not match its hash".to_owned());
        }
        let rate = wav.get(24..28).is_some_and(|rate| rate == self.rate.hertz().to_le_bytes());
        if !rate || wav.len() as u64 != HEADER + self.samples.saturating_mul(2) {
            return Err("its sound does not match its sidecar".to_owned());
        }
        Ok(self.rate)
    }
}

/// The length of a WAV header as hound writes it for 16 bits.
const HEADER: u64 = 44;
