//! Who may listen: `listeners.toml`, which holds names and hashes of tokens.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use super::Error;
use super::token::{Token, Trace};
use crate::files::{FolderLock, Stamp, parse_settings, regular, sense, write_atomically};

const HEAD: &str = "# Who may listen. Written by `newscaster listener add` and `remove`; of each token only its hash is here.\n\
                    # As long as this file is there, nothing is served without a token.\n";
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// A private listener.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listener {
    /// The name by which the listener is removed.
    pub name: String,
    /// The hash of the token.
    #[serde(deserialize_with = "trace")]
    token: Trace,
}

fn trace<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Trace, D::Error> {
    let text = String::deserialize(value)?;
    Trace::parse(&text).ok_or_else(|| serde::de::Error::custom("a token's hash has 64 hexadecimal figures"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Book {
    listeners: Vec<Listener>,
}

/// The listeners in a file; `None` where there is no such file, and so no private listening.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn list(file: &Path) -> Result<Option<Vec<Listener>>, Error> {
    let wrong = |reason: String| Error::Listeners { file: file.to_owned(), reason };
    match regular::read_text(file, regular::LARGEST_SETTINGS) {
        Ok(text) => {
            let book: Book = parse_settings(&text, file).map_err(|error| wrong(error.to_string()))?;
            Ok(Some(book.listeners))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(wrong(error.to_string())),
    }
}

/// Adds a listener and gives the token, which is nowhere else from now on.
///
/// # Errors
/// A name that is taken or none; a file that cannot be read or written.
pub fn add(file: &Path, name: &str) -> Result<Token, Error> {
    let name = checked(name)?;
    let _turn = turn(file)?;
    let mut listeners = list(file)?.unwrap_or_default();
    if listeners.iter().any(|listener| listener.name == name) {
        return Err(Error::Taken { name });
    }
    let token = Token::new()?;
    listeners.push(Listener { name, token: Trace::of(token.expose()) });
    save(file, &listeners)?;
    Ok(token)
}

/// Removes a listener, whose token opens nothing from now on, and gives those who are left.
///
/// # Errors
/// Nobody of that name; a file that cannot be read or written.
pub fn remove(file: &Path, name: &str) -> Result<Vec<Listener>, Error> {
    let _turn = turn(file)?;
    let mut listeners = list(file)?.unwrap_or_default();
    let before = listeners.len();
    listeners.retain(|listener| listener.name != name.trim());
    if listeners.len() == before {
        let names: Vec<&str> = listeners.iter().map(|listener| listener.name.as_str()).collect();
        let known = if names.is_empty() {
            "there are none".into()
        } else {
            format!("there are {}", names.join(", "))
        };
        return Err(Error::Unknown { name: name.to_owned(), known });
    }
    save(file, &listeners)?;
    Ok(listeners)
}

fn checked(name: &str) -> Result<String, Error> {
    let name = sense::line(name.trim().to_owned(), "a listener's name").map_err(Error::Name)?;
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Error::Name(format!("a listener's name has 1 to {LONGEST_NAME} characters")));
    }
    Ok(name)
}

/// Two who add at once take turns.
fn turn(file: &Path) -> Result<FolderLock, Error> {
    let name = format!(".{}.lock", file.file_name().unwrap_or_default().to_string_lossy());
    FolderLock::wait(&file.with_file_name(name))
        .map_err(|source| Error::Unwritable { file: file.to_owned(), source })
}

fn save(file: &Path, listeners: &[Listener]) -> Result<(), Error> {
    let mut text = HEAD.to_owned();
    for listener in listeners {
        let name = toml::Value::from(listener.name.as_str());
        // Writing into a string cannot fail.
        let _ = write!(text, "\n[[listeners]]\nname = {name}\ntoken = \"{}\"\n", listener.token.hex());
    }
    if listeners.is_empty() {
        text.push_str("\nlisteners = []\n");
    }
    write_atomically(file, text.as_bytes())
        .map_err(|source| Error::Unwritable { file: file.to_owned(), source })
}

/// Whether somebody may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// There are no private listeners: everybody may.
    Open,
    /// Only with a token.
    Private,
    /// The listeners' file cannot be used: nobody may.
    Shut,
}

/// The door of a station that serves: it sees at once when a listener is added or removed.
#[derive(Debug)]
pub struct Door {
    file: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stamp: Option<Stamp>,
    entry: Entry,
    traces: Vec<Trace>,
}

impl Door {
    /// Reads the listeners.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub fn new(file: &Path) -> Result<Self, Error> {
        let stamp = Stamp::at(file).ok();
        let listeners = list(file)?;
        let entry = if listeners.is_some() { Entry::Private } else { Entry::Open };
        let traces = traces(listeners);
        Ok(Self { file: file.to_owned(), state: Mutex::new(State { stamp, entry, traces }) })
    }

    /// Whether a token is needed.
    pub fn entry(&self) -> Entry {
        self.fresh(|state| state.entry)
    }

    /// Whether this is a listener's token. All are compared, whichever fits.
    pub fn admits(&self, token: &str) -> bool {
        let asked = Trace::of(token);
        self.fresh(|state| {
            let fitting = state.traces.iter().filter(|trace| **trace == asked).count();
            state.entry == Entry::Private && fitting > 0
        })
    }

    fn fresh<T>(&self, ask: impl FnOnce(&State) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = Stamp::at(&self.file).ok();
        if stamp != state.stamp {
            state.reread(&self.file, stamp);
        }
        ask(&state)
    }
}

impl State {
    fn reread(&mut self, file: &Path, stamp: Option<Stamp>) {
        self.stamp = stamp;
        match list(file) {
            Ok(Some(listeners)) => (self.entry, self.traces) = (Entry::Private, traces(Some(listeners))),
            // Who takes the file away must not open the house by it: that is said at the next start.
            Ok(None) if self.entry != Entry::Open => (self.entry, self.traces) = (Entry::Private, Vec::new()),
            Ok(None) => {}
            Err(error) => {
                tracing::error!("{error}; until then nobody is served");
                (self.entry, self.traces) = (Entry::Shut, Vec::new());
            }
        }
    }
}

fn traces(listeners: Option<Vec<Listener>>) -> Vec<Trace> {
    listeners.unwrap_or_default().into_iter().map(|listener| listener.token).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_listener_comes_and_goes_while_the_door_stands() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("listeners.toml");
        let door = Door::new(&file).unwrap();
        assert_eq!(door.entry(), Entry::Open);
        let token = add(&file, "Anna \"A\" 安娜").unwrap();
        assert_eq!(door.entry(), Entry::Private);
        assert!(
            door.admits(token.expose()) && !door.admits(&token.expose().to_uppercase()) && !door.admits("")
        );
        assert!(!fs::read_to_string(&file).unwrap().contains(token.expose()));
        assert!(matches!(add(&file, " Anna \"A\" 安娜"), Err(Error::Taken { .. })));
        assert_eq!(remove(&file, "Anna \"A\" 安娜").unwrap(), []);
        assert!(!door.admits(token.expose()));
        // The last one's removal opens nothing, and neither does a file that is gone or broken.
        assert_eq!(door.entry(), Entry::Private);
        fs::write(&file, "listeners = 3").unwrap();
        assert_eq!(door.entry(), Entry::Shut);
        fs::remove_file(&file).unwrap();
        assert_eq!(door.entry(), Entry::Private);
    }

    #[test]
    fn who_is_not_there_cannot_be_removed_and_a_name_is_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("listeners.toml");
        assert!(remove(&file, "Eva").unwrap_err().to_string().contains("there are none"));
        for wrong in ["", "  ", "a\nb", &"x".repeat(61)] {
            assert!(matches!(add(&file, wrong), Err(Error::Name(_))), "{wrong:?}");
        }
    }
}
