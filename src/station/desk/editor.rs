//! What the desk asks of whoever keeps the scripts. The station knows no room: it shows what it is given.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::halt::Halt;
use crate::model::{ArticleId, Edit, Language, Role, SegmentId};
use crate::progress::Progress;

/// Where an edition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is only a script.
    Draft,
    /// It is made, and waits to be put out.
    Waits,
    /// It is out.
    Out,
}

/// An edition in the list of all.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// The name of its folder.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Whether an editor has changed it.
    pub is_edited: bool,
}

/// A script as the desk shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// The name of the edition's folder.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its language tag.
    pub tag: &'static str,
    /// What this version of the script is known by.
    pub digest: String,
    /// Its length, as it is told: `12:05`.
    pub length: String,
    /// Where it stands.
    pub state: State,
    /// Whether the script is another one than the edition that was made speaks.
    pub is_changed: bool,
    /// How many stories it has.
    pub count: usize,
    /// Sections with their stories.
    pub sections: Vec<Section>,
    /// What is not spoken.
    pub left_out: Vec<Out>,
    /// The sources that could not be reached.
    pub unreached: Vec<String>,
    /// What the last late page brought, in lines.
    pub news: Vec<String>,
}

/// A section of a script.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// The presenter's words in it.
    pub lines: Vec<Line>,
    /// Its stories.
    pub stories: Vec<Story>,
}

/// A story of a script.
#[derive(Clone, Debug, Serialize)]
pub struct Story {
    /// Its name.
    pub id: String,
    /// Its name as it stands in an address.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its place among all stories, from 1.
    pub number: usize,
    /// Its length.
    pub length: String,
    /// Whether an editor shortened it.
    pub is_short: bool,
    /// Its sentences.
    pub lines: Vec<Line>,
}

/// A sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its name.
    pub id: String,
    /// What a reader sees.
    pub written: String,
    /// What the voice says.
    pub spoken: String,
    /// Its syllables, where it is Chinese.
    pub pinyin: String,
    /// Whether an editor gave what the voice says.
    pub is_by_hand: bool,
}

/// Something that is not spoken.
#[derive(Clone, Debug, Serialize)]
pub struct Out {
    /// The story.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Whether it can be taken back: an editor left it out, and all of it.
    pub is_dropped: bool,
}

/// An earlier version.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// Its number, from 1.
    pub number: usize,
    /// When, and what was done.
    pub told: String,
    /// Whether it is the one that holds.
    pub is_current: bool,
}

/// How the pages were read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pages {
    /// Their language tag.
    pub tag: &'static str,
    /// The pages' names.
    pub sources: Vec<String>,
    /// Stories that were put together of several pieces, or are in doubt.
    pub joined: Vec<Joined>,
    /// Texts in no story, with the reason.
    pub skipped: Vec<Skipped>,
    /// Where the reading was unsure.
    pub doubts: Vec<String>,
}

/// A story that was put together.
#[derive(Clone, Debug, Serialize)]
pub struct Joined {
    /// Its name, by which the drawing and the script know it.
    pub id: String,
    /// Whether the script tells it.
    pub is_told: bool,
    /// Its title.
    pub title: String,
    /// How sure it is, in hundredths.
    pub confidence: u8,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// A text that is in no story.
#[derive(Clone, Debug, Serialize)]
pub struct Skipped {
    /// The text.
    pub text: String,
    /// Why: a reason of `articles --json`.
    pub reason: String,
    /// The page.
    pub source: String,
}

/// Who can speak an edition.
#[derive(Clone, Debug, Serialize)]
pub struct Cast {
    /// Its language tag.
    pub tag: &'static str,
    /// A sentence of the paper, as it is printed.
    pub sentence: String,
    /// Who speaks the presenter's and the reporters' parts.
    pub now: [String; 2],
    /// The voices that can be used here.
    pub voices: Vec<VoiceCard>,
    /// Voices of this language that cannot be used yet: their names, and why.
    pub missing: Vec<(String, String)>,
}

/// A voice that can be used.
#[derive(Clone, Debug, Serialize)]
pub struct VoiceCard {
    /// What casting calls it.
    pub name: String,
    /// A line about it.
    pub description: String,
    /// What a million characters cost in US dollars, where it costs anything.
    pub price: Option<String>,
    /// Whether it speaks the presenter's part.
    pub is_anchor: bool,
    /// Whether it speaks the reporters' part.
    pub is_reporter: bool,
}

/// A voice for a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Casting {
    /// The part.
    pub role: Role,
    /// The voice's name.
    pub voice: String,
}

/// What is to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// One sentence.
    Line(SegmentId),
    /// A story.
    Story(ArticleId),
    /// What comes before the stories.
    Headlines,
    /// The whole script.
    All,
    /// A sentence of the paper by the voice of this name.
    Voice(String),
    /// A word with these syllables, or said with these words.
    Word(Word),
}

/// A word and how it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is printed.
    pub word: String,
    /// Its syllables (`chong2 qing4`), or other words in its place.
    pub said: String,
    /// Its language.
    pub language: Language,
}

/// A file that was dropped onto the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name as the client gives it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why the desk cannot do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no such edition or sound.
    #[error("there is nothing of that name")]
    Missing,
    /// Somebody changed the same part meanwhile; nothing was written.
    #[error("somebody changed the same part meanwhile")]
    Clash {
        /// What was changed since, in lines.
        changes: Vec<String>,
        /// What stands there now.
        now: String,
        /// What the script is known by now.
        digest: String,
    },
    /// What was asked for is wrong.
    #[error("{0}")]
    Wrong(String),
    /// It did not work.
    #[error("{0}")]
    Failed(String),
}

/// Keeps the scripts, and does what the desk asks for. All of it may wait for the disk or for voices.
#[allow(clippy::missing_errors_doc, reason = "`Trouble` says what can go wrong, the same for all")]
pub trait Editor: Send + Sync + fmt::Debug {
    /// The editions there are, the youngest first.
    fn list(&self) -> Result<Vec<Listed>, Trouble>;
    /// The script of an edition.
    fn sheet(&self, name: &str) -> Result<Sheet, Trouble>;
    /// Makes a change to the version that is known by `base`, or to a younger one where nobody changed the same part
    /// meanwhile. What was done and what others changed is told in lines.
    fn edit(&self, name: &str, base: &str, edit: &Edit) -> Result<Vec<String>, Trouble>;
    /// The versions that are kept, the youngest first.
    fn versions(&self, name: &str) -> Result<Vec<Version>, Trouble>;
    /// Goes back to an earlier version, which becomes the youngest.
    fn go_back(&self, name: &str, number: usize) -> Result<Vec<String>, Trouble>;
    /// How the pages were read.
    fn pages(&self, name: &str) -> Result<Pages, Trouble>;
    /// The drawing of how the pages were read, as a page of HTML.
    fn drawing(&self, name: &str) -> Result<String, Trouble>;
    /// What hearing something costs, in US dollars.
    fn price(&self, name: &str, what: &Heard) -> Result<f64, Trouble>;
    /// Speaks something, and names the WAV file, whose last name may stand in an address. It costs `most` US dollars at most.
    fn hear(&self, name: &str, what: &Heard, most: f64) -> Result<PathBuf, Trouble>;
    /// The file of a sound that was spoken before.
    fn heard(&self, file: &str) -> Result<PathBuf, Trouble>;
    /// Who can speak an edition, and who does.
    fn voices(&self, name: &str) -> Result<Cast, Trouble>;
    /// What this edition costs with another voice, in US dollars; `None` where that voice is free.
    fn cast_price(&self, name: &str, casting: &Casting) -> Result<Option<f64>, Trouble>;
    /// Gives a part to a voice, in this edition and all others.
    fn cast(&self, name: &str, casting: &Casting) -> Result<Vec<String>, Trouble>;
    /// Keeps how a word is said, for this edition and all others.
    fn pronounce(&self, name: &str, word: &Word) -> Result<Vec<String>, Trouble>;
    /// Makes the edition; it costs `most` US dollars at most.
    fn make(
        &self,
        name: &str,
        most: f64,
        progress: &dyn Progress,
        halt: &Halt,
    ) -> Result<Vec<String>, Trouble>;
    /// Puts an edition out that waits.
    fn publish(&self, name: &str) -> Result<Vec<String>, Trouble>;
    /// Takes pages and writes their script; gives the name of the edition. Pages for an edition that is there already
    /// are late ones: `name` tells it.
    fn take(
        &self,
        name: Option<&str>,
        files: &[Upload],
        address: Option<&str>,
    ) -> Result<(String, Vec<String>), Trouble>;
}
