//! Scripts that editors change: a folder an edition, with the script, its earlier versions and the pages it is made of.
//!
//! ```text
//! desk/2026-03-05/script.toml         what holds; an editor's own program may change it, too
//! desk/2026-03-05/written.toml        as it was last written from the pages, to bring late pages in
//! desk/2026-03-05/versions/0001.toml  every version, with a line that tells when and why
//! desk/2026-03-05/pages/, inputs.json the pages that were dropped, and all that the script was written from
//! ```

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::{Timestamp, Unit};
use serde::{Deserialize, Serialize};

use crate::files::{FolderLock, regular, write_atomically};
use crate::model::ArticleId;
use crate::station::desk::Trouble;

/// So many versions are kept; the first one stays.
const KEPT: usize = 200;

/// The script of an edition with its versions.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The folder.
    pub folder: PathBuf,
}

/// What a script was written from: `inputs.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inputs {
    /// Whether the items that the spool has of the edition's day are in it.
    pub spool: bool,
    /// The names of the files in `pages/`.
    pub pages: Vec<String>,
    /// The stories that came late: who makes the edition anew from elsewhere does not know them.
    #[serde(default)]
    pub late: Vec<ArticleId>,
}

/// A version that is kept.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number, from 1.
    pub number: usize,
    /// When, and what was done.
    pub told: String,
    /// The script.
    pub text: String,
}

/// What a version of a script is known by.
pub fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// Whether a name may be that of an edition's folder.
pub fn is_name(name: &str) -> bool {
    let is_bad = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    !name.is_empty() && name.len() <= 200 && !name.starts_with('.') && !name.contains(is_bad)
}

impl Draft {
    /// The draft of an edition, which need not be there yet.
    pub fn of(desk: &Path, name: &str) -> Self {
        Self { folder: desk.join(name) }
    }

    /// The script's file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("script.toml")
    }

    /// Where dropped pages are.
    pub fn pages(&self) -> PathBuf {
        self.folder.join("pages")
    }

    /// The script that holds; `None` where no editor has changed it yet.
    pub fn text(&self) -> Result<Option<String>, Trouble> {
        self.read("script.toml")
    }

    /// The script as it was last written from the pages.
    pub fn written(&self) -> Result<Option<String>, Trouble> {
        self.read("written.toml")
    }

    /// Keeps the script as it was written from the pages.
    pub fn keep_written(&self, text: &str) -> Result<(), Trouble> {
        self.write("written.toml", text.as_bytes())
    }

    /// What the script was written from; `None` where the desk was given nothing.
    pub fn inputs(&self) -> Option<Inputs> {
        serde_json::from_str(&self.read("inputs.json").ok()??).ok()
    }

    /// Keeps what it was written from.
    pub fn keep_inputs(&self, inputs: &Inputs) -> Result<(), Trouble> {
        self.write("inputs.json", serde_json::to_string(inputs).unwrap_or_default().as_bytes())
    }

    /// One editor after another.
    pub fn turn(&self) -> Result<FolderLock, Trouble> {
        fs::create_dir_all(&self.folder).map_err(|error| self.failed(&error))?;
        FolderLock::wait(&self.folder.join(".lock")).map_err(|error| self.failed(&error))
    }

    /// Makes a script the one that holds, and keeps it as a version.
    pub fn save(&self, text: &str, told: &str) -> Result<(), Trouble> {
        let versions = self.folder.join("versions");
        fs::create_dir_all(&versions).map_err(|error| self.failed(&error))?;
        let numbers = self.numbers();
        let number = numbers.last().map_or(1, |last| last + 1);
        let now = Timestamp::now().round(Unit::Second).unwrap_or_default();
        let told: String = told.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
        self.write(&version(number), format!("# {now} · {told}\n{text}").as_bytes())?;
        self.write("script.toml", text.as_bytes())?;
        let too_many = numbers.len().saturating_sub(KEPT);
        for old in numbers.iter().skip(1).take(too_many) {
            // One that stays takes room and nothing else.
            let _ = fs::remove_file(self.folder.join(version(*old)));
        }
        Ok(())
    }

    /// The versions, the youngest first; those that cannot be read are left out.
    pub fn versions(&self) -> impl Iterator<Item = Version> {
        self.numbers().into_iter().rev().filter_map(|number| self.version(number))
    }

    /// One version.
    pub fn version(&self, number: usize) -> Option<Version> {
        let whole = self.read(&version(number)).ok()??;
        let (line, text) = whole.split_once('\n')?;
        Some(Version { number, told: line.trim_start_matches(['#', ' ']).to_owned(), text: text.to_owned() })
    }

    fn numbers(&self) -> Vec<usize> {
        let entries = fs::read_dir(self.folder.join("versions")).into_iter().flatten().filter_map(Result::ok);
        let number = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(".toml")?.parse().ok();
        let mut numbers: Vec<usize> = entries.filter_map(number).collect();
        numbers.sort_unstable();
        numbers
    }

    fn read(&self, name: &str) -> Result<Option<String>, Trouble> {
        match regular::read_text(&self.folder.join(name), regular::LARGEST_TEXT) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => {
                Err(Trouble::Failed(format!("cannot read {}: {error}", self.folder.join(name).display())))
            }
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        fs::create_dir_all(&self.folder).map_err(|error| self.failed(&error))?;
        write_atomically(&self.folder.join(name), bytes).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &io::Error) -> Trouble {
        Trouble::Failed(format!("cannot write in {}: {error}", self.folder.display()))
    }
}

fn version(number: usize) -> String {
    format!("versions/{number:04}.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_kept_and_the_first_and_the_youngest_stay() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft::of(folder.path(), "2026-03-05");
        assert_eq!(draft.text().unwrap(), None);
        for number in 1..=KEPT + 5 {
            draft.save(&format!("title = \"{number}\"\n"), "moved\nup").unwrap();
        }
        let numbers: Vec<usize> = draft.versions().map(|version| version.number).collect();
        assert_eq!((numbers[0], numbers[numbers.len() - 1]), (KEPT + 5, 1));
        assert!(numbers.len() <= KEPT + 1);
        let first = draft.version(1).unwrap();
        assert!(first.told.ends_with("· moved up") && first.text == "title = \"1\"\n", "{first:?}");
        assert_eq!(draft.text().unwrap().unwrap(), format!("title = \"{}\"\n", KEPT + 5));
    }

    #[test]
    fn names_lead_nowhere_else() {
        assert!(is_name("2026-03-05") && is_name("早报"));
        for wrong in ["", ".", "..", ".waiting", "a/b", "a\\b", "c:", "a\nb", &"x".repeat(300)] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
