//! Every voice there is, and whether it can be used here.

use std::time::Duration;

use tokio::task::JoinSet;

use crate::model::Language;
use crate::speech::voices::Voices;
use crate::speech::{Error, Options, engines};

/// A voice as `newscaster voices` lists it.
#[derive(Clone, Debug)]
pub struct VoiceStatus {
    /// What casting calls it.
    pub name: String,
    /// Its engine.
    pub engine: String,
    /// What it speaks, its mother tongue first.
    pub languages: Vec<Language>,
    /// The licence, in a few words.
    pub licence: String,
    /// The name that people know it by.
    pub title: String,
    /// Whether a machine speaks.
    pub synthetic: bool,
    /// The terms of what has to be installed for it.
    pub terms: Option<String>,
    /// One line about it.
    pub description: String,
    /// Price of a million characters in US dollars.
    pub price_per_million: f64,
    /// Whether it can speak on this machine, and why not.
    pub usable: Result<(), String>,
}

/// Every voice there is, by name, with whether it can be used here. Nothing is spoken.
///
/// # Errors
/// A voice file that cannot be read.
pub async fn voices(options: &Options) -> Result<Vec<VoiceStatus>, Error> {
    const PATIENCE: Duration = Duration::from_secs(10);
    let voices = Voices::read(&options.voices)?;
    let mut checks = JoinSet::new();
    for voice in voices.all().cloned() {
        checks.spawn(async move {
            let usable = match engines::build(&voice) {
                Ok(engine) => match tokio::time::timeout(PATIENCE, engine.check(&voice)).await {
                    Ok(answer) => answer.map_err(|error| error.to_string()),
                    Err(_) => Err("it does not answer within 10 seconds; is it still starting?".to_owned()),
                },
                Err(error) => Err(error.to_string()),
            };
            VoiceStatus {
                name: voice.name,
                engine: voice.engine,
                languages: voice.languages,
                licence: voice.licence,
                title: voice.title,
                synthetic: voice.synthetic,
                terms: voice.weights.map(|weights| weights.terms),
                description: voice.description,
                price_per_million: voice.price_per_million,
                usable,
            }
        });
    }
    let mut all = checks.join_all().await;
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}
