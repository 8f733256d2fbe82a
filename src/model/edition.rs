//! Sound: clips from the voices, takes of the segments, and the edition that they are stitched into.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Loudness, SampleRate, Samples, Script};

/// A hash of everything that shapes a clip's sound, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClipKey(pub String);

impl fmt::Display for ClipKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where in a clip a token begins, where the engine tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMark {
    /// Index into the spoken form's tokens.
    pub token: usize,
    /// Which of its syllables begins here, from 0.
    #[serde(default)]
    pub syllable: usize,
    /// Position in the clip, at the clip's rate.
    pub at: Samples,
}

/// A spoken sentence as a mono 16-bit WAV file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// What names it in the clip store.
    pub key: ClipKey,
    /// The WAV file.
    pub path: PathBuf,
    /// The BLAKE3 hash of that file, in hexadecimal: it names what is made from the clip.
    pub hash: String,
    /// Its sample rate.
    pub rate: SampleRate,
    /// Its length at that rate.
    pub length: Samples,
    /// Word timing, where the engine gives it.
    pub marks: Vec<TokenMark>,
}

/// How a segment was spoken: the clip and the story behind it. One a segment, in the script's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// The sound.
    pub clip: Clip,
    /// The voice that spoke it in the end.
    pub voice: String,
    /// True where the clip store had it.
    pub cached: bool,
    /// How many times it was tried; 0 where cached.
    pub attempts: u32,
    /// What went wrong on the way, in words for the report: a fallback voice, a spoken notice.
    pub problem: Option<String>,
}

/// A sentence's place on the timeline, in samples of the master.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where its sound begins.
    pub start: Samples,
    /// One past its last sample; the pause after it is not part of it.
    pub end: Samples,
}

/// A chapter's place on the timeline, in samples of the master.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChapterSpan {
    /// The mark, shortly before the first sentence.
    pub start: Samples,
    /// Where the next chapter of any level begins, or the end of the edition.
    pub end: Samples,
}

/// How loud 100 ms of sound are, as mean squares with full scale being 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Level {
    /// As the ear hears it: weighted after ITU-R BS.1770, one channel played from two loudspeakers.
    pub weighted: f32,
    /// As it is.
    pub plain: f32,
}

/// A finished programme: the master sound and its one timeline.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What was said.
    pub script: Script,
    /// How each segment was spoken; as many as segments.
    pub takes: Vec<Take>,
    /// The master WAV file: mono, 16 bit.
    pub master: PathBuf,
    /// The master's sample rate.
    pub rate: SampleRate,
    /// The master's length.
    pub length: Samples,
    /// A cue a segment.
    pub cues: Vec<Cue>,
    /// A span a chapter.
    pub chapters: Vec<ChapterSpan>,
    /// The master as measured.
    pub loudness: Loudness,
    /// The master's level, step by step.
    pub levels: Vec<Level>,
}
