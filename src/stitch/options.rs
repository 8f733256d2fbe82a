use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use crate::files::sense;

/// The `[sound]` table: how the programme is mastered and what music stands in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// How loud the programme is.
    pub loudness: Profile,
    /// The highest true peak of the master in dBTP. Lossy coding adds to it, so it lies below the −1 that is
    /// delivered.
    #[serde(deserialize_with = "true_peak")]
    pub true_peak: f64,
    /// Music before the first word (a WAV file).
    pub opening: Option<PathBuf>,
    /// Music after the last word (a WAV file).
    pub closing: Option<PathBuf>,
    /// A short sound before each section (a WAV file).
    pub sting: Option<PathBuf>,
    /// Where no `sting` is given: true for a soft two-note chime made by code.
    pub chime: bool,
    /// Music under the opening and the headlines, lowered while the voice speaks (a WAV file).
    pub bed: Option<PathBuf>,
}

fn true_peak<'de, D: Deserializer<'de>>(value: D) -> Result<f64, D::Error> {
    sense::read_within(value, "true_peak, in dBTP,", &(-20.0..=0.0))
}

impl Default for Options {
    fn default() -> Self {
        Self {
            loudness: Profile::default(),
            true_peak: -1.5,
            opening: None,
            closing: None,
            sting: None,
            chime: false,
            bed: None,
        }
    }
}

/// An integrated loudness to aim at, mono measured as dual mono.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// −16 LUFS: podcasts, listened to on the way.
    #[default]
    Podcast,
    /// −19 LUFS: quieter rooms, more head-room.
    Quiet,
    /// −23 LUFS: EBU R 128, for radio.
    Broadcast,
}

impl Profile {
    /// The target in LUFS.
    pub fn lufs(self) -> f64 {
        match self {
            Self::Podcast => -16.0,
            Self::Quiet => -19.0,
            Self::Broadcast => -23.0,
        }
    }
}
