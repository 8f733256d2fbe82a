//! A voice: one TOML file that names its engine, its languages, its licence and the engine's settings.

use serde::Deserialize;

use super::weights::Weights;
use crate::model::Language;

/// A voice as its file describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// What casting calls it: the file's name without its ending.
    #[serde(skip)]
    pub name: String,
    /// A name of the engine table (`espeak`, `openai`, …).
    pub engine: String,
    /// What it can say, its mother tongue first.
    pub languages: Vec<Language>,
    /// The name that people know it by; casting's where the file gives none.
    #[serde(default)]
    pub title: String,
    /// Whether a machine speaks, so that listeners can be told.
    #[serde(default = "a_machine")]
    pub synthetic: bool,
    /// Whether a trained model generates the sound, rather than rules; laws on artificial intelligence speak of such.
    #[serde(default = "a_machine")]
    pub trained: bool,
    /// One line for `newscaster voices`.
    pub description: String,
    /// The licence of the voice or the service's terms, in a few words.
    pub licence: String,
    /// Who says words of a language that it does not speak, where nobody was cast for them.
    #[serde(default)]
    pub beside: Option<String>,
    /// Price of a million characters in US dollars; 0 for voices on this machine.
    #[serde(default)]
    pub price_per_million: f64,
    /// Mandarin syllables (or English beats) a minute, for estimates before anything is spoken.
    pub pace: f64,
    /// The file that it speaks from, where that has to be installed.
    #[serde(default)]
    pub weights: Option<Weights>,
    /// The engine's own settings; the engine checks their keys.
    #[serde(default)]
    pub settings: toml::Table,
}

/// What is true of every voice that a program speaks with, unless its file says otherwise.
fn a_machine() -> bool {
    true
}
