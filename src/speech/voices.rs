//! The voices there are: those that come with the program, the listener's folders, and newscaster.toml itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{EngineError, Error, Voice};
use crate::environment;
use crate::files::{SettingsError, nearest, parse_settings, regular};

/// The `[voices]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// Folders of voice files beside those that come with the program; a later one wins.
    pub folders: Vec<PathBuf>,
    /// Voices written down in newscaster.toml itself, as `[voices.own.NAME]`.
    pub own: BTreeMap<String, Spanned<Voice>>,
    /// The file that those are written in, with its text, for naming mistakes.
    #[serde(skip)]
    pub file: Option<(PathBuf, String)>,
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../voices/", $name, ".toml")))),*]
    };
}

/// The voices that come with the program; the folder `voices/` holds a file for each.
const BUILT_IN: &[(&str, &str)] = built_in![
    "azure-xiaoxiao",
    "elevenlabs",
    "en-espeak",
    "en-espeak-answer",
    "en-espeak-question",
    "en-espeak-reporter",
    "en-lessac",
    "example-process",
    "google-cmn",
    "kokoro-zh",
    "openai-en",
    "openai-zh",
    "pico-en",
    "piper-zh",
    "zh-baker",
    "zh-baker-low",
    "zh-espeak",
    "zh-espeak-answer",
    "zh-espeak-question",
    "zh-espeak-reporter",
    "zh-huayan",
    "zh-kokoro",
    "zh-kokoro-man",
];

/// Where a voice was written down.
#[derive(Clone, Debug)]
struct Source {
    file: PathBuf,
    text: String,
    /// Where in the text the voice begins, in bytes.
    start: usize,
}

/// Every voice by its name.
#[derive(Clone, Debug)]
pub struct Voices {
    entries: BTreeMap<String, (Voice, Source)>,
}

impl Voices {
    /// Reads them all.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(options: &Options) -> Result<Self, Error> {
        let mut voices = Self { entries: BTreeMap::new() };
        for (name, text) in BUILT_IN {
            voices.add_file(name, Path::new(&format!("voices/{name}.toml")), (*text).to_owned())?;
        }
        for folder in &options.folders {
            voices.add_folder(folder)?;
        }
        for (name, voice) in &options.own {
            let nowhere = || (PathBuf::from(format!("[voices.own.{name}]")), String::new());
            let (file, text) = options.file.clone().unwrap_or_else(nowhere);
            let source = Source { file, text, start: voice.span().start };
            voices.add(name, voice.get_ref().clone(), source)?;
        }
        Ok(voices)
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let unreadable = |error| Error::Configuration(format!("voices in {}: {error}", folder.display()));
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
            .map_err(unreadable)?;
        files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        files.sort();
        for path in files {
            let text = regular::read_text(&path, regular::LARGEST_SETTINGS).map_err(unreadable)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            self.add_file(&name, &path, text)?;
        }
        Ok(())
    }

    fn add_file(&mut self, name: &str, file: &Path, text: String) -> Result<(), Error> {
        let voice: Voice = parse_settings(&text, file)?;
        self.add(name, voice, Source { file: file.to_owned(), text, start: 0 })
    }

    fn add(&mut self, name: &str, mut voice: Voice, source: Source) -> Result<(), Error> {
        name.clone_into(&mut voice.name);
        if voice.title.is_empty() {
            name.clone_into(&mut voice.title);
        }
        if let Some((key, message)) = mistake(&voice) {
            return Err(source.error(Some(key), message));
        }
        if let Some(variable) = voice.settings.get("key_env").and_then(toml::Value::as_str) {
            environment::holds_a_key(variable);
        }
        self.entries.insert(name.to_owned(), (voice, source));
        Ok(())
    }

    /// The voice of that name.
    ///
    /// # Errors
    /// There is none; the nearest name, where one is near.
    pub fn get(&self, name: &str) -> Result<&Voice, Error> {
        self.entries.get(name).map(|(voice, _)| voice).ok_or_else(|| {
            let names = self.entries.keys().map(String::as_str);
            let hint = nearest(name, names).map_or_else(
                || "`newscaster voices` lists all".to_owned(),
                |word| format!("did you mean `{word}`?"),
            );
            Error::Configuration(format!("there is no voice `{name}`: {hint}"))
        })
    }

    /// All of them, by name.
    pub fn all(&self) -> impl Iterator<Item = &Voice> {
        self.entries.values().map(|(voice, _)| voice)
    }

    /// An engine's complaint as the error of the file that the voice is written in.
    pub(super) fn error(&self, voice: &Voice, error: EngineError) -> Error {
        match (error, self.entries.get(&voice.name)) {
            (EngineError::Setting { key, message }, Some((_, source))) => {
                source.error(key.as_deref(), message)
            }
            (error, _) => Error::Unusable { voice: voice.name.clone(), message: error.to_string() },
        }
    }
}

/// The key that cannot be right, and why.
fn mistake(voice: &Voice) -> Option<(&'static str, String)> {
    if voice.languages.is_empty() {
        return Some(("languages", "a voice needs a language, [\"zh\"] or [\"en\"]".to_owned()));
    }
    if !(30.0..=1_200.0).contains(&voice.pace) {
        return Some((
            "pace",
            "`pace` is syllables a minute between 30 and 1200; about 260 for news".to_owned(),
        ));
    }
    if !(0.0..=1e6).contains(&voice.price_per_million) {
        return Some((
            "price_per_million",
            "`price_per_million` is US dollars for a million characters, 0 for none".to_owned(),
        ));
    }
    let is_bare = |file: &String| Path::new(file).file_name().is_some_and(|name| name == file.as_str());
    let weights = voice.weights.as_ref();
    if weights.is_some_and(|weights| !is_bare(&weights.file)) {
        return Some(("file", "`file` is the bare name of a file in the data folder".to_owned()));
    }
    let mut beside = weights.into_iter().flat_map(|weights| weights.beside.iter());
    if beside.any(|(kept, published)| !is_bare(kept) || !is_bare(published)) {
        return Some(("beside", "`beside` names files of one folder, each by its bare name".to_owned()));
    }
    None
}

impl Source {
    /// An error at the line where the key stands.
    fn error(&self, key: Option<&str>, message: String) -> Error {
        let voice = self.text.get(self.start..).unwrap_or_default();
        let offset = key.and_then(|key| {
            let mut at = self.start;
            voice.split_inclusive('\n').find_map(|line| {
                let indent = line.len() - line.trim_start().len();
                let start = at + indent;
                at += line.len();
                let rest = line.trim_start().strip_prefix(key)?;
                rest.trim_start().starts_with('=').then_some(start)
            })
        });
        Error::Settings(SettingsError::at(&self.file, &self.text, offset.unwrap_or(self.start), message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("voices");
        let mut files: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, built_in);
    }

    #[test]
    fn a_voice_that_does_not_exist_gets_the_nearest_name() {
        let voices = Voices::read(&Options::default()).unwrap();
        let error = voices.get("zh-espaek").unwrap_err();
        assert_eq!(error.to_string(), "there is no voice `zh-espaek`: did you mean `zh-espeak`?");
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let text = "engine = \"tone\"\nlanguages = [\"zh\"]\ndescription = \"\"\nlicence = \"\"\npace = 0\n";
        fs::write(folder.path().join("slow.toml"), text).unwrap();
        let options = Options { folders: vec![folder.path().to_owned()], ..Options::default() };
        let Err(Error::Settings(error)) = Voices::read(&options) else { panic!("accepted") };
        assert_eq!((error.line, error.column), (5, 1));
    }

    #[test]
    fn a_wrong_value_in_the_configuration_itself_is_named_with_its_file_and_line() {
        let voice = |name: &str, pace: u32| {
            format!(
                "[own.{name}]\nengine = \"tone\"\nlanguages = [\"zh\"]\ndescription = \"\"\nlicence = \"\"\npace = {pace}\n"
            )
        };
        let text = voice("good", 260) + &voice("slow", 0);
        let file = PathBuf::from("newscaster.toml");
        let options: Options = parse_settings(&text, &file).unwrap();
        let Err(error) = Voices::read(&Options { file: Some((file, text)), ..options }) else {
            panic!("accepted")
        };
        assert!(error.to_string().starts_with("newscaster.toml, line 12, column 1: "), "{error}");
    }
}
