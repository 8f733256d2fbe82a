//! Parts that are heard at the desk, and how words are said.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::PoisonError;

use super::editing::{Editing, failed, runtime, save};
use super::told::Words;
use crate::config::Config;
use crate::files::{FolderLock, regular, write_atomically};
use crate::model::{Language, Script, Segment};
use crate::pipeline;
use crate::progress::Silent;
use crate::reading::Reader;
use crate::reading::lexicon::{Entries, Entry};
use crate::script::{self, edit, file};
use crate::speech::Studio;
use crate::station::desk::{Heard, Trouble, Word};

/// Where sounds are, in the desk's folder.
const HEARD: &str = ".heard";
/// So many sounds are kept to be heard again.
const KEPT: usize = 40;
const HEAD: &str = "# How words are said. Written by the desk; add lines as you like.\n\n[words]\n";

impl Editing {
    /// The part of a script that is to be heard.
    fn part(&self, name: &str, what: &Heard) -> Result<Script, Trouble> {
        let part = match what {
            Heard::Word(word) => {
                let mut options = self.config()?.lexicon;
                options.words.insert(word.word.clone(), Entries(vec![entry(word)?]));
                let reader = Reader::new(&options).map_err(|error| Trouble::Wrong(error.to_string()))?;
                script::of_text(&word.word, word.language, &reader)
            }
            Heard::Line(segment) => script::excerpt(&self.current(name)?.2, |own| own.id == *segment),
            Heard::Story(story) => {
                script::excerpt(&self.current(name)?.2, |own| own.article.as_ref() == Some(story))
            }
            Heard::Headlines => {
                let script = self.current(name)?.2;
                let first = script.segments.iter().position(|segment| segment.article.is_some());
                let before = &script.segments[..first.unwrap_or(0)];
                let is_before = |own: &Segment| {
                    !own.id.0.starts_with("bridge-") && before.iter().any(|segment| segment.id == own.id)
                };
                script::excerpt(&script, is_before)
            }
            Heard::Voice(voice) => self.sample(&self.current(name)?.2, voice)?,
            Heard::All => Some(self.current(name)?.2),
        };
        part.ok_or(Trouble::Missing)
    }

    /// What it costs to hear a part.
    pub(super) fn price_of(&self, name: &str, what: &Heard) -> Result<f64, Trouble> {
        let part = self.part(name, what)?;
        Ok(Studio::open(&self.config()?.speech()).map_err(failed)?.price(&part))
    }

    /// Speaks a part into a file of the desk's, once.
    pub(super) fn speak(&self, name: &str, what: &Heard, most: f64) -> Result<PathBuf, Trouble> {
        let part = self.part(name, what)?;
        let folder = self.config.station.desk.join(HEARD);
        fs::create_dir_all(&folder).map_err(failed)?;
        let config = capped(self.config()?, most);
        // The same words by other voices are another sound.
        let mut shape = format!("{:?} {:?}\n{}", config.voice, config.cast, file::to_toml(&part));
        for segment in &part.segments {
            shape.push_str(&segment.spoken.pinyin());
        }
        let path = folder.join(format!("{}.wav", &blake3::hash(shape.as_bytes()).to_hex()[..24]));
        if path.is_file() {
            return Ok(path);
        }
        forget_old(&folder);
        let mut nobody = |_: &Segment, _: &_| ();
        let said = pipeline::say(&part, &path, &config, &Silent, &mut nobody);
        let said = runtime()?.block_on(said).map_err(failed)?;
        if let (Heard::Voice(_), Some(problem)) =
            (what, said.takes.iter().find_map(|take| take.problem.as_ref()))
        {
            // Another voice stood in, which is not who was to be heard.
            fs::remove_file(&path).map_err(failed)?;
            return Err(Trouble::Failed(problem.clone()));
        }
        Ok(path)
    }

    /// The file of a sound.
    pub(super) fn spoken(&self, file: &str) -> Result<PathBuf, Trouble> {
        let name = file.strip_suffix(".wav").unwrap_or_default();
        let is_ours = name.len() == 24 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let path = self.config.station.desk.join(HEARD).join(file);
        if is_ours && path.is_file() { Ok(path) } else { Err(Trouble::Missing) }
    }

    /// Keeps how a word is said in the desk's lexicon, and reads the script anew where it has the word.
    pub(super) fn keep_word(&self, name: &str, word: &Word) -> Result<Vec<String>, Trouble> {
        let new = entry(word)?;
        if self.config.lexicon.words.contains_key(&word.word) {
            let message = format!("{} stands in newscaster.toml, which wins; change it there", word.word);
            return Err(Trouble::Wrong(message));
        }
        let file = self.config.desk_lexicon();
        fs::create_dir_all(&self.config.station.desk).map_err(failed)?;
        {
            let _turn = FolderLock::wait(&file.with_file_name(".lexicon.lock")).map_err(failed)?;
            let text = match regular::read_text(&file, regular::LARGEST_SETTINGS) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => HEAD.to_owned(),
                Err(error) => return Err(failed(error)),
            };
            let text = with_word(&text, &word.word, &new)
                .map_err(|why| Trouble::Wrong(format!("{} cannot be changed here: {why}", file.display())))?;
            write_atomically(&file, text.as_bytes()).map_err(failed)?;
        }
        *self.reader.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let draft = self.draft(name)?;
        let _turn = draft.turn()?;
        let (draft, text, mut script) = self.current(name)?;
        let told = Words(script.language).said(&word.word, &word.said);
        edit::reread(&mut script, &word.word, &*self.reader()?);
        if file::to_toml(&script) != text {
            save(&draft, &text, &script, &told)?;
        }
        Ok(vec![told])
    }
}

/// A configuration that spends so much at most.
pub(super) fn capped(mut config: Config, most: f64) -> Config {
    config.studio.max_cost = Some(config.studio.max_cost.map_or(most, |cap| cap.min(most)));
    config
}

/// The entry of a word: pinyin where what was given is that, else other words.
fn entry(word: &Word) -> Result<Entry, Trouble> {
    let is_pinyin = word.language == Language::Zh
        && word.said.is_ascii()
        && word.said.split_whitespace().all(|part| {
            part.ends_with(|c: char| c.is_ascii_digit())
                && part.starts_with(|c: char| c.is_ascii_alphabetic())
        });
    let entry = if is_pinyin {
        Entry::said(&word.said)
    } else {
        Entry { spoken: Some(word.said.clone()), ..Entry::default() }
    };
    entry.check(&word.word).map_err(Trouble::Wrong)?;
    Ok(entry)
}

/// The text of a lexicon with a word's line set; lines of the other words, and comments, stay.
fn with_word(text: &str, word: &str, entry: &Entry) -> Result<String, String> {
    let known: toml::Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let words = known.get("words").and_then(toml::Value::as_table);
    let key = toml::Value::from(word).to_string();
    let value = match (&entry.pinyin, &entry.spoken) {
        (Some(pinyin), _) => toml::Value::from(pinyin.as_str()).to_string(),
        (None, spoken) => {
            format!("{{ spoken = {} }}", toml::Value::from(spoken.as_deref().unwrap_or_default()))
        }
    };
    let mut kept: Vec<&str> = text.lines().collect();
    if words.is_some_and(|words| words.contains_key(word)) {
        // A line that is written in another way is not looked for: it is said.
        let before = kept.len();
        kept.retain(|line| {
            let own = line.split_once('=').map_or("", |(own, _)| own.trim());
            own != key && own != word
        });
        if kept.len() + 1 != before {
            return Err(format!("{word} stands there already, in a form of its own"));
        }
    }
    let at = kept.iter().position(|line| line.trim() == "[words]");
    let mut text = String::new();
    let line = format!("{key} = {value}");
    for (number, own) in kept.iter().enumerate() {
        let _ = writeln!(text, "{own}");
        if Some(number) == at {
            let _ = writeln!(text, "{line}");
        }
    }
    if at.is_none() {
        let _ = writeln!(text, "\n[words]\n{line}");
    }
    // Read back before it is kept.
    let check: BTreeMap<String, toml::Value> =
        toml::from_str(&text).map_err(|error| error.message().to_owned())?;
    let is_in = check.get("words").and_then(|words| words.get(word)).is_some();
    if is_in { Ok(text) } else { Err("the line cannot be put in".to_owned()) }
}

/// Removes the sounds that were heard longest ago.
fn forget_old(folder: &std::path::Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let stamped = |entry: fs::DirEntry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()));
    let mut sounds: Vec<_> = entries
        .filter_map(stamped)
        .filter(|(_, path)| path.extension().is_some_and(|end| end == "wav"))
        .collect();
    sounds.sort();
    let too_many = sounds.len().saturating_sub(KEPT);
    for (_, path) in sounds.into_iter().take(too_many) {
        // One that stays takes room and nothing else.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_put_in_and_changed_and_the_rest_stays() {
        let said = |said: &str| Entry::said(said);
        let text = with_word(HEAD, "重庆", &said("chong2 qing4")).unwrap();
        let text = with_word(&text, "单县", &said("shan4 xian4")).unwrap();
        let other = Entry { spoken: Some("WHO, the".into()), ..Entry::default() };
        let text = with_word(&text, "W.H.O.", &other).unwrap();
        let text = with_word(&text, "重庆", &said("zhong4 qing4")).unwrap();
        assert!(text.starts_with("# How words are said.") && text.matches("重庆").count() == 1, "{text}");
        let table: toml::Table = toml::from_str(&text).unwrap();
        let words = table["words"].as_table().unwrap();
        assert_eq!((words.len(), words["重庆"].as_str()), (3, Some("zhong4 qing4")));
        assert_eq!(words["W.H.O."]["spoken"].as_str(), Some("WHO, the"));
        assert!(with_word("[words.重庆]\n", "重庆", &said("chong2 qing4")).is_err());
        assert!(with_word("[words\n", "重庆", &said("chong2 qing4")).is_err());
    }

    #[test]
    fn pinyin_is_told_from_words_and_checked() {
        let word =
            |word: &str, said: &str| Word { word: word.into(), said: said.into(), language: Language::Zh };
        assert_eq!(entry(&word("重庆", "chong2 qing4")).unwrap(), Entry::said("chong2 qing4"));
        assert_eq!(entry(&word("重庆", "山城")).unwrap().spoken.as_deref(), Some("山城"));
        assert!(matches!(entry(&word("重庆", "chong2")), Err(Trouble::Wrong(_))));
    }
}
