//! Voices that are chosen by ear: who can speak an edition, and who does.

use std::fmt::Write;

use super::editing::{Editing, failed, runtime};
use super::told::Words;
use crate::config::Config;
use crate::files::{FolderLock, write_atomically};
use crate::model::{Language, Narrator, Role, Script, Segment};
use crate::script::{self, edit};
use crate::speech::cast::Chosen;
use crate::speech::voices::Voices;
use crate::speech::{self, Studio, Voice, VoiceStatus};
use crate::station::desk::{Cast, Casting, Trouble, VoiceCard};

/// What stands at the head of the file.
const HEAD: &str = "# Who speaks which part. Written by the desk; [cast] in newscaster.toml wins over it.\n";
/// The parts that are given to a voice, as the file names them.
const PARTS: [(Role, &str); 2] = [(Role::Anchor, "anchor"), (Role::Reporter, "reporter")];
/// A sentence of at least so many characters tells a voice.
const TELLING: usize = 12;

impl Editing {
    /// Who can speak an edition, and who does.
    pub(super) fn voices_for(&self, name: &str) -> Result<Cast, Trouble> {
        let script = self.current(name)?.2;
        let config = self.config()?;
        let language = script.language;
        let studio = Studio::open(&config.speech()).map_err(failed)?;
        let now = speakers(&studio, language);
        let statuses = runtime()?.block_on(speech::voices(&config.speech())).map_err(failed)?;
        // Voices whose mother tongue it is come first.
        let (mut own, others): (Vec<_>, Vec<_>) =
            statuses.iter().partition(|voice| voice.languages.first() == Some(&language));
        own.extend(others.into_iter().filter(|voice| voice.languages.contains(&language)));
        let own = || own.iter().copied();
        let card = |voice: &VoiceStatus| VoiceCard {
            name: voice.name.clone(),
            description: voice.description.clone(),
            price: (voice.price_per_million > 0.0).then(|| voice.price_per_million.to_string()),
            is_anchor: now[0].voice == voice.name,
            is_reporter: now[1].voice == voice.name,
        };
        let missing = |voice: &VoiceStatus| Some((voice.name.clone(), voice.usable.clone().err()?));
        Ok(Cast {
            tag: language.tag(),
            sentence: telling(&script).map(|segment| segment.written.clone()).unwrap_or_default(),
            now: now.each_ref().map(|narrator| narrator.voice.clone()),
            voices: own().filter(|voice| voice.usable.is_ok()).map(card).collect(),
            missing: own().filter_map(missing).collect(),
        })
    }

    /// A sentence of the paper for a voice.
    pub(super) fn sample(&self, script: &Script, voice: &str) -> Result<Option<Script>, Trouble> {
        self.known(voice, script.language)?;
        let Some(wanted) = telling(script) else { return Ok(None) };
        let mut part = script::excerpt(script, |own| own.id == wanted.id);
        for segment in part.iter_mut().flat_map(|part| &mut part.segments) {
            segment.voice = Some(voice.to_owned());
        }
        Ok(part)
    }

    /// What an edition costs with a voice in a part; `None` where the voice is free.
    pub(super) fn price_of_casting(&self, name: &str, casting: &Casting) -> Result<Option<f64>, Trouble> {
        let script = self.current(name)?.2;
        let voice = self.known(&casting.voice, script.language)?;
        if voice.price_per_million <= 0.0 {
            return Ok(None);
        }
        let config = self.with_casting(script.language, casting)?;
        Ok(Some(Studio::open(&config.speech()).map_err(failed)?.price(&script)))
    }

    /// Gives a part to a voice, and keeps who speaks the other one.
    pub(super) fn keep_casting(&self, name: &str, casting: &Casting) -> Result<Vec<String>, Trouble> {
        let script = self.current(name)?.2;
        let voice = self.known(&casting.voice, script.language)?;
        std::fs::create_dir_all(&self.config.station.desk).map_err(failed)?;
        let file = self.config.desk_cast();
        let _turn = FolderLock::wait(&file.with_file_name(".cast.lock")).map_err(failed)?;
        let config = self.with_casting(script.language, casting)?;
        // A voice that cannot speak is found before it is kept.
        Studio::open(&config.speech()).map_err(|error| Trouble::Wrong(error.to_string()))?;
        write_atomically(&file, text(&config.cast.desk).as_bytes()).map_err(failed)?;
        self.forget_voices();
        Ok(vec![Words(script.language).cast(casting.role, &voice.name)])
    }

    /// The configuration with a part given to a voice.
    fn with_casting(&self, language: Language, casting: &Casting) -> Result<Config, Trouble> {
        let mut config = self.config()?;
        let is_fixed = config.voice.as_ref().is_some_and(|voice| voice != "auto")
            || config.cast.of(language).contains_key(&casting.role);
        if is_fixed {
            let message = "newscaster.toml names the voice of this part, which wins; change it there";
            return Err(Trouble::Wrong(message.to_owned()));
        }
        let studio = Studio::open(&config.speech()).map_err(failed)?;
        let parts = config.cast.desk.of_mut(language);
        for ((role, _), now) in PARTS.into_iter().zip(speakers(&studio, language)) {
            // Who follows another part now stays who it is.
            parts.entry(role).or_insert(now.voice);
        }
        parts.insert(casting.role, casting.voice.clone());
        Ok(config)
    }

    /// A voice of a language.
    fn known(&self, name: &str, language: Language) -> Result<Voice, Trouble> {
        let wrong = |error: speech::Error| Trouble::Wrong(error.to_string());
        let voices = Voices::read(&self.config.voices).map_err(wrong)?;
        let voice = voices.get(name).map_err(wrong)?;
        if voice.languages.contains(&language) {
            Ok(voice.clone())
        } else {
            Err(Trouble::Wrong(format!("`{name}` does not speak the language of this paper")))
        }
    }
}

/// Who speaks the parts that can be given.
fn speakers(studio: &Studio, language: Language) -> [Narrator; 2] {
    let mut cast = studio.cast(language).into_iter();
    let nobody = || Narrator { voice: String::new(), name: String::new(), synthetic: true, trained: true };
    // The presenter is cast first, then the reporter.
    [(); 2].map(|()| cast.next().unwrap_or_else(nobody))
}

/// The sentence by which a voice is told: the first of a story that is long enough, else the first of all.
fn telling(script: &Script) -> Option<&Segment> {
    let stories = script.chapters.iter().filter_map(|chapter| chapter.article.as_ref());
    let mut openings = stories.filter_map(|story| edit::opening(script, story));
    openings
        .find(|segment| segment.written.chars().count() >= TELLING && segment.language == script.language)
        .or(script.segments.first())
}

/// The file of who was chosen.
fn text(chosen: &Chosen) -> String {
    let mut text = HEAD.to_owned();
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let parts = chosen.of(language);
        if parts.is_empty() {
            continue;
        }
        // Writing into a string cannot fail.
        let _ = writeln!(text, "\n[{name}]");
        for (role, name) in PARTS {
            if let Some(voice) = parts.get(&role) {
                let _ = writeln!(text, "{name} = {}", toml::Value::from(voice.as_str()));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_back() {
        let mut chosen = Chosen::default();
        chosen.of_mut(Language::Zh).insert(Role::Anchor, "zh-\"x\"".to_owned());
        chosen.of_mut(Language::Zh).insert(Role::Reporter, "r".to_owned());
        let read: Chosen = crate::files::parse_settings(&text(&chosen), "x".as_ref()).unwrap();
        assert_eq!(read, chosen);
    }
}
