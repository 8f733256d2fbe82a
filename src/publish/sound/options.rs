use serde::{Deserialize, Deserializer, Serialize};

use crate::files::sense;

/// The `[encoding]` table: how large and how good the delivered files are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// MP3 in kbit/s, constant.
    pub mp3_kbps: Mp3Rate,
    /// AAC in an M4B, in kbit/s. At 64 its peaks rise by 1.6 dB, above what is allowed.
    #[serde(deserialize_with = "m4b_kbps")]
    pub m4b_kbps: u16,
    /// Opus in kbit/s. Below 64 a bright voice comes out 0.3 LU softer, and at 64 its peaks rise by 0.6 dB.
    #[serde(deserialize_with = "opus_kbps")]
    pub opus_kbps: u16,
}

fn m4b_kbps<'de, D: Deserializer<'de>>(value: D) -> Result<u16, D::Error> {
    sense::read_within(value, "m4b_kbps", &(32..=320))
}

fn opus_kbps<'de, D: Deserializer<'de>>(value: D) -> Result<u16, D::Error> {
    sense::read_within(value, "opus_kbps", &(16..=256))
}

impl Default for Options {
    fn default() -> Self {
        Self { mp3_kbps: Mp3Rate::default(), m4b_kbps: 96, opus_kbps: 96 }
    }
}

/// A bit rate of MPEG-1 Layer III that suits a voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub enum Mp3Rate {
    /// 64 kbit/s.
    Kbps64,
    /// 96 kbit/s.
    #[default]
    Kbps96,
    /// 128 kbit/s.
    Kbps128,
    /// 192 kbit/s.
    Kbps192,
    /// 256 kbit/s: what smart speakers ask of a briefing.
    Kbps256,
}

impl From<Mp3Rate> for u16 {
    fn from(rate: Mp3Rate) -> Self {
        match rate {
            Mp3Rate::Kbps64 => 64,
            Mp3Rate::Kbps96 => 96,
            Mp3Rate::Kbps128 => 128,
            Mp3Rate::Kbps192 => 192,
            Mp3Rate::Kbps256 => 256,
        }
    }
}

impl TryFrom<u16> for Mp3Rate {
    type Error = String;

    fn try_from(kbps: u16) -> Result<Self, String> {
        let rates = [Self::Kbps64, Self::Kbps96, Self::Kbps128, Self::Kbps192, Self::Kbps256];
        let wrong = || format!("{kbps} kbit/s is not offered for MP3; choose 64, 96, 128, 192 or 256");
        rates.into_iter().find(|&rate| u16::from(rate) == kbps).ok_or_else(wrong)
    }
}
