//! The configuration file: one table a room, checked before anything is spoken.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::files::{FontFile, SettingsError, parse_settings, regular};
use crate::model::Zone;
use crate::{articles, fetch, publish, reading, script, speech, station, stitch};

/// The file that is read where none is named.
pub const FILE_NAME: &str = "newscaster.toml";

/// A commented configuration with every default, as `newscaster init` writes it.
pub const SAMPLE: &str = include_str!("../examples/newscaster.toml");

/// Where editions wait until they are out, below the output folder, so that one rename puts them out.
const WAITING: &str = ".waiting";

/// Everything that can be set, gathered from the options that each room owns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// Where editions go, one folder a day.
    pub output: PathBuf,
    /// Whose day an edition has, and whose clock `run` goes by; without it, this machine's.
    pub zone: Zone,
    /// A command for the shell that is run when something fails; it finds what in `NEWSCASTER_FAILURE`.
    pub on_failure: Option<String>,
    /// What is asked for news.
    pub sources: Vec<fetch::Source>,
    /// How it is asked.
    pub fetch: fetch::Options,
    /// Room 1.
    pub paper: articles::Options,
    /// Room 2: running order and links.
    pub script: script::Options,
    /// Room 2: pronunciations.
    pub lexicon: reading::Options,
    /// Room 3: the voices there are.
    pub voices: speech::voices::Options,
    /// Room 3: who speaks which part.
    pub cast: speech::cast::Options,
    /// Room 3: how hard to try, and at what price.
    pub studio: speech::studio::Options,
    /// Room 3: where clips are kept.
    pub clips: speech::clips::Options,
    /// Room 3: many machines that speak.
    pub farm: speech::farm::Options,
    /// The voice of every part in the paper's own language, before any casting (`--voice`); `auto`, as where none is
    /// named, leaves them to the casting and else to the best voice that is installed.
    pub voice: Option<String>,
    /// Room 4.
    pub sound: stitch::Options,
    /// Room 5.
    pub publish: publish::Options,
    /// When `newscaster run` does what.
    pub run: station::schedule::Schedule,
    /// The station: where it listens, and to whom.
    pub station: station::Options,
    /// No setting: what whoever runs it hands over.
    #[serde(skip)]
    pub moment: Moment,
}

/// What a run finds and hands to the rooms, of which none looks at a clock or for a font.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    /// The day on which pages are read: posts of later days wait for theirs. Without it none waits.
    pub today: Option<Date>,
    /// What time it is, for what is told of a correction.
    pub now: Option<Timestamp>,
    /// Fonts for the words on a drawn cover, the best first.
    pub fonts: Vec<FontFile>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            output: PathBuf::from("output"),
            zone: Zone::default(),
            on_failure: None,
            sources: Vec::new(),
            fetch: fetch::Options::default(),
            paper: articles::Options::default(),
            script: script::Options::default(),
            lexicon: reading::Options::default(),
            voices: speech::voices::Options::default(),
            cast: speech::cast::Options::default(),
            studio: speech::studio::Options::default(),
            clips: speech::clips::Options::default(),
            farm: speech::farm::Options::default(),
            voice: None,
            sound: stitch::Options::default(),
            publish: publish::Options::default(),
            run: station::schedule::Schedule::default(),
            station: station::Options::default(),
            moment: Moment::default(),
        }
    }
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read.
    #[error("cannot read the configuration {}: {source}; `newscaster init` writes a new one", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It has a mistake.
    #[error(transparent)]
    Mistake(#[from] SettingsError),
}

impl Config {
    /// Reads the named file; without a name `newscaster.toml` of this folder, or the defaults where there is none.
    ///
    /// # Errors
    /// A named file that is not there, or any mistake in it, with its place.
    pub fn load(named: Option<&Path>) -> Result<Self, Error> {
        let file = named.unwrap_or(Path::new(FILE_NAME));
        match regular::read_text(file, regular::LARGEST_SETTINGS) {
            Ok(text) => {
                let mut config: Self = parse_settings(&text, file)?;
                config.voices.file = Some((file.to_owned(), text));
                config.with_desk()
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                Self::default().with_desk()
            }
            Err(source) => Err(Error::Unreadable { file: file.to_owned(), source }),
        }
    }

    /// Where editions wait until they are out.
    pub fn waiting(&self) -> PathBuf {
        self.output.join(WAITING)
    }

    /// Where the desk keeps how words are said.
    pub fn desk_lexicon(&self) -> PathBuf {
        self.station.desk.join("lexicon.toml")
    }

    /// Where the desk keeps which pieces of a page are one story.
    pub fn desk_decisions(&self) -> PathBuf {
        self.station.desk.join("decisions.toml")
    }

    /// Where the desk keeps who speaks which part.
    pub fn desk_cast(&self) -> PathBuf {
        self.station.desk.join("cast.toml")
    }

    /// The same with what the desk keeps, once there is some: its lexicon wins over other files; its voices speak the
    /// parts that `[cast]` gives to nobody.
    ///
    /// # Errors
    /// A file of the desk's voices that cannot be read or has a mistake.
    pub fn with_desk(mut self) -> Result<Self, Error> {
        let (lexicon, decisions, cast) = (self.desk_lexicon(), self.desk_decisions(), self.desk_cast());
        if lexicon.is_file() && !self.lexicon.lexicons.contains(&lexicon) {
            self.lexicon.lexicons.push(lexicon);
        }
        if decisions.is_file() && !self.paper.decisions.contains(&decisions) {
            self.paper.decisions.push(decisions);
        }
        self.cast.desk = match regular::read_text(&cast, regular::LARGEST_SETTINGS) {
            Ok(text) => parse_settings(&text, &cast)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => speech::cast::Chosen::default(),
            Err(source) => return Err(Error::Unreadable { file: cast, source }),
        };
        Ok(self)
    }

    /// The tables of room 3 together.
    pub fn speech(&self) -> speech::Options {
        speech::Options {
            voice: self.voice.clone(),
            voices: self.voices.clone(),
            cast: self.cast.clone(),
            studio: self.studio.clone(),
            clips: self.clips.clone(),
            farm: self.farm.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_a_valid_configuration() {
        let sample: Config = parse_settings(SAMPLE, Path::new(FILE_NAME)).unwrap();
        assert_eq!(format!("{sample:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn the_sample_shows_real_keys_in_its_comments_too() {
        let uncommented: String = SAMPLE
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n");
        parse_settings::<Config>(&uncommented, Path::new(FILE_NAME)).unwrap();
    }

    /// What a table of settings takes: what its reader says of a key that no table has.
    fn keys(table: &str) -> Vec<String> {
        let unknown = format!("{table}\nzzz = 1\n");
        let Err(error) = toml::from_str::<Config>(&unknown) else { return Vec::new() };
        let told = error.message().to_owned();
        let is_table = told.starts_with("unknown field `zzz`");
        told.split('`').skip(3).step_by(2).filter(|_| is_table).map(str::to_owned).collect()
    }

    #[test]
    fn the_sample_shows_every_setting() {
        let mut tables = vec![(String::new(), keys(""))];
        let mut missing = Vec::new();
        let mut count = 0;
        while let Some((table, names)) = tables.pop() {
            for name in names {
                count += 1;
                let path = if table.is_empty() { name.clone() } else { format!("{table}.{name}") };
                let inner = keys(&format!("[{path}]"));
                let listed = keys(&format!("[[{path}]]"));
                let shown = [
                    format!("\n{name} ="),
                    format!("\n#: {name} ="),
                    format!(" {name} = "),
                    format!("[{path}."),
                    format!("[{path}]"),
                ];
                let is_shown = shown.iter().any(|shown| SAMPLE.contains(shown));
                if !is_shown && inner.is_empty() && listed.is_empty() {
                    missing.push(path.clone());
                }
                tables.push((path, if inner.is_empty() { listed } else { inner }));
            }
        }
        assert!(count > 90, "only {count} settings were found");
        assert_eq!(missing, [""; 0], "newscaster init does not show these");
    }
}
