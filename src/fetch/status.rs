//! The status file, `status.json` in the spool: what became of each source the last time that it was asked.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Error;
use super::outcome::{Outcome, Status};
use super::spool::{STATUS, set_aside};
use crate::files::{regular, write_atomically};

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Sheet {
    asked: Option<Timestamp>,
    sources: Vec<Outcome>,
}

/// Writes what became of the sources that were asked now, and keeps what is told of the others.
///
/// # Errors
/// A disk that takes nothing.
pub fn write(spool: &Path, told: &[Outcome]) -> Result<(), Error> {
    let path = spool.join(STATUS);
    let is_asked = |old: &Outcome| told.iter().any(|new| new.name == old.name);
    let mut sources: Vec<Outcome> = read(&path).into_iter().filter(|old| !is_asked(old)).collect();
    sources.extend_from_slice(told);
    if path.is_dir() {
        set_aside(&path).map_err(|source| Error::Spool { path: path.clone(), source })?;
    }
    let sheet = Sheet { asked: Some(Timestamp::now()), sources };
    let text = serde_json::to_string_pretty(&sheet).map_err(std::io::Error::from);
    let written = text.and_then(|text| write_atomically(&path, (text + "\n").as_bytes()));
    written.map_err(|source| Error::Spool { path, source })
}

/// The sources of the configuration that failed when they were asked last.
pub fn failures(spool: &Path, names: &[&str]) -> Vec<Outcome> {
    let failed = read(&spool.join(STATUS)).into_iter().filter(|told| told.status == Status::Failed);
    failed.filter(|told| names.contains(&told.name.as_str())).collect()
}

/// A file that is not there or was broken tells nothing.
fn read(path: &Path) -> Vec<Outcome> {
    let bytes = regular::read(path, regular::LARGEST_SETTINGS).unwrap_or_default();
    serde_json::from_slice::<Sheet>(&bytes).unwrap_or_default().sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_was_not_asked_keeps_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str, error: Option<&str>| Outcome {
            name: name.to_owned(),
            url: String::new(),
            status: if error.is_some() { Status::Failed } else { Status::New },
            items: 0,
            error: error.map(str::to_owned),
            notes: Vec::new(),
        };
        write(folder.path(), &[told("a", Some("it is gone")), told("b", None)]).unwrap();
        write(folder.path(), &[told("b", Some("no connection")), told("c", Some("x"))]).unwrap();
        let asked = failures(folder.path(), &["a", "b"]);
        let named: Vec<_> = asked.iter().map(|told| (told.name.as_str(), told.error.as_deref())).collect();
        assert_eq!(named, [("a", Some("it is gone")), ("b", Some("no connection"))]);
        // A folder in its place goes aside with what is in it.
        std::fs::remove_file(folder.path().join(STATUS)).unwrap();
        std::fs::create_dir(folder.path().join(STATUS)).unwrap();
        std::fs::write(folder.path().join(STATUS).join("mine.md"), "x").unwrap();
        write(folder.path(), &[told("a", Some("it is gone"))]).unwrap();
        assert_eq!(failures(folder.path(), &["a"]).len(), 1);
        assert!(folder.path().join("status.json.broken/mine.md").exists());
    }
}
