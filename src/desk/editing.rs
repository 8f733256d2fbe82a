//! The scripts of a folder of editions, and each thing that the desk asks for.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::drafts::{Draft, digest, is_name};
use super::told::Words;
use super::view;
use crate::config::Config;
use crate::files::{self, regular};
use crate::model::{Edit, Script, Segment};
use crate::progress::Progress;
use crate::reading::Reader;
use crate::script::edit::{self, EditError, Help};
use crate::script::{self, file};
use crate::speech::Studio;
use crate::station::desk::{
    Cast, Casting, Editor, Halt, Heard, Listed, Pages, Sheet, State, Trouble, Upload, Version, Word,
};

/// So many editions are listed.
const LISTED: usize = 60;

/// Keeps the scripts of a folder of editions.
pub struct Editing {
    pub(super) config: Config,
    /// The reader with the lexicon as it stands, until a word is added.
    pub(super) reader: Mutex<Option<Arc<Reader>>>,
    /// Whose pace lengths are told by; opened once.
    studio: Mutex<Option<Arc<Studio>>>,
}

impl std::fmt::Debug for Editing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Editing").field("desk", &self.config.station.desk).finish_non_exhaustive()
    }
}

impl Editing {
    /// For the folders of a configuration.
    pub fn new(config: Config) -> Self {
        Self { config, reader: Mutex::default(), studio: Mutex::default() }
    }

    pub(super) fn draft(&self, name: &str) -> Result<Draft, Trouble> {
        if !is_name(name) {
            return Err(Trouble::Missing);
        }
        Ok(Draft::of(&self.config.station.desk, name))
    }

    /// The configuration with what the desk keeps as it stands.
    pub(super) fn config(&self) -> Result<Config, Trouble> {
        self.config.clone().with_desk().map_err(|error| Trouble::Wrong(error.to_string()))
    }

    /// A version's line with its time as the zone's clock showed it.
    fn by_the_clock(&self, told: &str) -> String {
        let parts = told.split_once(" · ");
        let read = parts.and_then(|(time, what)| Some((time.parse::<Timestamp>().ok()?, what)));
        read.map_or_else(
            || told.to_owned(),
            |(time, what)| format!("{} · {what}", self.config.zone.at(time).strftime("%Y-%m-%d %H:%M")),
        )
    }

    pub(super) fn reader(&self) -> Result<Arc<Reader>, Trouble> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = &*reader {
            return Ok(Arc::clone(reader));
        }
        let new = Arc::new(Reader::new(&self.config()?.lexicon).map_err(failed)?);
        *reader = Some(Arc::clone(&new));
        Ok(new)
    }

    /// Forgets who speaks, after somebody else was chosen.
    pub(super) fn forget_voices(&self) {
        *self.studio.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn pace(&self, segment: &Segment) -> f64 {
        let mut studio = self.studio.lock().unwrap_or_else(PoisonError::into_inner);
        if studio.is_none() {
            let config = self.config().ok();
            *studio = config.and_then(|config| Studio::open(&config.speech()).ok()).map(Arc::new);
        }
        match &*studio {
            Some(studio) => studio.pace(segment),
            None => self.config.script.pace.unwrap_or_default().of(segment.language),
        }
    }

    pub(super) fn parse(&self, text: &str, path: &Path) -> Result<Script, Trouble> {
        // Voices are looked up when it is spoken.
        file::parse(text, path, &*self.reader()?, &|_| Ok(()))
            .map_err(|error| Trouble::Wrong(format!("the script has a mistake: {error}")))
    }

    pub(super) fn place(&self, name: &str, state: State) -> PathBuf {
        match state {
            State::Waits => self.config.waiting().join(name),
            State::Draft | State::Out => self.config.output.join(name),
        }
    }

    pub(super) fn state(&self, name: &str) -> State {
        [State::Out, State::Waits]
            .into_iter()
            .find(|state| files::edition(&self.place(name, *state)).is_some())
            .unwrap_or(State::Draft)
    }

    /// The script of the edition that was made, where there is one.
    pub(super) fn made(&self, name: &str) -> Option<String> {
        let state = self.state(name);
        let file = self.place(name, state).join("script.toml");
        regular::read_text(&file, regular::LARGEST_TEXT).ok().filter(|_| state != State::Draft)
    }

    /// The script that holds, and its file's text.
    pub(super) fn current(&self, name: &str) -> Result<(Draft, String, Script), Trouble> {
        let draft = self.draft(name)?;
        let text = match draft.text()? {
            Some(text) => text,
            None => self.made(name).ok_or(Trouble::Missing)?,
        };
        let script = self.parse(&text, &draft.file())?;
        Ok((draft, text, script))
    }
}

impl Editor for Editing {
    fn list(&self) -> Result<Vec<Listed>, Trouble> {
        let folders = [self.config.station.desk.clone(), self.config.output.clone(), self.config.waiting()];
        let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_name(name))
            .collect();
        names.sort_unstable();
        names.dedup();
        let listed = |name: &String| {
            let draft = self.draft(name).ok()?;
            let text = draft.text().ok()?.or_else(|| self.made(name))?;
            let title = text.lines().find_map(|line| line.strip_prefix("title = "))?;
            Some(Listed {
                name: name.clone(),
                title: title.trim_matches('"').to_owned(),
                state: self.state(name),
                is_edited: draft.versions().next().is_some_and(|version| version.number > 1),
            })
        };
        Ok(names.iter().rev().filter_map(listed).take(LISTED).collect())
    }

    fn sheet(&self, name: &str) -> Result<Sheet, Trouble> {
        let news = self.catch_up(name)?;
        let (draft, text, script) = self.current(name)?;
        let made = self.made(name);
        let standing = view::Standing {
            name: name.to_owned(),
            state: self.state(name),
            is_changed: made.is_some_and(|made| made != text && draft.text().is_ok_and(|own| own.is_some())),
            news,
        };
        Ok(view::sheet(&script, &text, standing, &|segment| self.pace(segment)))
    }

    fn edit(&self, name: &str, base: &str, edit: &Edit) -> Result<Vec<String>, Trouble> {
        let draft = self.draft(name)?;
        if draft.text()?.is_none() && self.made(name).is_none() {
            return Err(Trouble::Missing);
        }
        let _turn = draft.turn()?;
        let (draft, text, script) = self.current(name)?;
        let mut lines = Vec::new();
        if base != digest(&text) {
            lines = self.meanwhile(&draft, base, &text, &script, edit)?;
        }
        let reader = self.reader()?;
        let path = draft.file();
        let mut older = draft
            .versions()
            .filter_map(|version| file::parse(&version.text, &path, &reader, &|_| Ok(())).ok());
        let help = Help { reader: &reader, pace: &|segment| self.pace(segment), older: &mut older };
        let changed = edit::apply(&script, edit, help).map_err(|error| wrong(&error))?;
        let told = Words(script.language).edit(edit, &script, &changed);
        save(&draft, &text, &changed, &told)?;
        self.keep_decisions(&draft, &script, &changed)?;
        lines.insert(0, told);
        Ok(lines)
    }

    fn versions(&self, name: &str) -> Result<Vec<Version>, Trouble> {
        let (draft, text, script) = self.current(name)?;
        let mut is_found = false;
        let shown = draft.versions().map(|version| {
            let is_current = !is_found && version.text == text;
            is_found |= is_current;
            Version { number: version.number, told: self.by_the_clock(&version.told), is_current }
        });
        let shown: Vec<Version> = shown.collect();
        Ok(if shown.is_empty() {
            vec![Version { number: 1, told: Words(script.language).as_made(), is_current: true }]
        } else {
            shown
        })
    }

    fn go_back(&self, name: &str, number: usize) -> Result<Vec<String>, Trouble> {
        let draft = self.draft(name)?;
        let version = draft.version(number).ok_or(Trouble::Missing)?;
        let _turn = draft.turn()?;
        let (draft, text, script) = self.current(name)?;
        let old = self.parse(&version.text, &draft.file())?;
        let told = Words(old.language).back(number);
        save(&draft, &text, &old, &told)?;
        self.keep_decisions(&draft, &script, &old)?;
        Ok(vec![told])
    }

    fn pages(&self, name: &str) -> Result<Pages, Trouble> {
        self.read_pages(name)
    }

    fn drawing(&self, name: &str) -> Result<String, Trouble> {
        self.draw_pages(name)
    }

    fn price(&self, name: &str, what: &Heard) -> Result<f64, Trouble> {
        self.price_of(name, what)
    }

    fn hear(&self, name: &str, what: &Heard, most: f64) -> Result<PathBuf, Trouble> {
        self.speak(name, what, most)
    }

    fn heard(&self, file: &str) -> Result<PathBuf, Trouble> {
        self.spoken(file)
    }

    fn voices(&self, name: &str) -> Result<Cast, Trouble> {
        self.voices_for(name)
    }

    fn cast_price(&self, name: &str, casting: &Casting) -> Result<Option<f64>, Trouble> {
        self.price_of_casting(name, casting)
    }

    fn cast(&self, name: &str, casting: &Casting) -> Result<Vec<String>, Trouble> {
        self.keep_casting(name, casting)
    }

    fn pronounce(&self, name: &str, word: &Word) -> Result<Vec<String>, Trouble> {
        self.keep_word(name, word)
    }

    fn make(
        &self,
        name: &str,
        most: f64,
        progress: &dyn Progress,
        halt: &Halt,
    ) -> Result<Vec<String>, Trouble> {
        self.make_edition(name, most, progress, halt)
    }

    fn publish(&self, name: &str) -> Result<Vec<String>, Trouble> {
        self.put_out(name)
    }

    fn take(
        &self,
        name: Option<&str>,
        files: &[Upload],
        address: Option<&str>,
    ) -> Result<(String, Vec<String>), Trouble> {
        self.take_pages(name, files, address)
    }
}

impl Editing {
    /// What others changed since a form was made, in lines; a clash where that is the same part.
    fn meanwhile(
        &self,
        draft: &Draft,
        base: &str,
        text: &str,
        script: &Script,
        edit: &Edit,
    ) -> Result<Vec<String>, Trouble> {
        let seen = draft.versions().find(|version| digest(&version.text) == base);
        let seen = seen.map(|version| self.parse(&version.text, &draft.file())).transpose()?;
        let changes = seen.as_ref().map(|seen| script::changes(seen, script)).unwrap_or_default();
        if seen.is_some_and(|seen| edit::touched(&seen, edit) == edit::touched(script, edit)) {
            return Ok(changes);
        }
        let now = match edit {
            Edit::Reword { segment, .. } => {
                script.segments.iter().find(|own| own.id == *segment).map(|own| own.written.clone())
            }
            _ => None,
        };
        Err(Trouble::Clash { changes, now: now.unwrap_or_default(), digest: digest(text) })
    }
}

/// Saves a script; one of the edition alone becomes a draft by it, with the edition's as its first version.
pub(super) fn save(draft: &Draft, old: &str, new: &Script, told: &str) -> Result<(), Trouble> {
    let known = draft.versions().next();
    if draft.written()?.is_none() {
        draft.keep_written(old)?;
    }
    if known.is_none_or(|known| known.text != old) {
        let words = Words(new.language);
        let told = if draft.text()?.is_none() { words.as_made() } else { words.in_file() };
        draft.save(old, &told)?;
    }
    draft.save(&file::to_toml(new), told)
}

/// Threads for work that waits for voices.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Trouble> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(failed)
}

pub(super) fn failed(error: impl std::fmt::Display) -> Trouble {
    Trouble::Failed(error.to_string())
}

fn wrong(error: &EditError) -> Trouble {
    Trouble::Wrong(error.to_string())
}
