//! Everything about voices that a listener may set.

use serde::Deserialize;

use super::{cast, clips, farm, studio, voices};

/// Everything about voices that a listener may set: the tables `[voices]`, `[cast]`, `[studio]`, `[clips]` and
/// `[farm]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// The voice of every part in the script's own language (`--voice`).
    #[serde(skip)]
    pub voice: Option<String>,
    /// Voices beside those that come with the program.
    pub voices: voices::Options,
    /// Which voice speaks which part.
    pub cast: cast::Options,
    /// How hard to try.
    pub studio: studio::Options,
    /// Where clips are kept.
    pub clips: clips::Options,
    /// Many machines that speak.
    pub farm: farm::Options,
}
