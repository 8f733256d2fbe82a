//! What an edition is being made of, written down before: a run that is killed between the edition and its memory leaves
//! nothing that would be spoken twice.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Error;
use super::spool::{Spool, Waiting};
use crate::files::{self, SUMS, Stamp, regular, write_atomically};

const INTENT: &str = ".making.json";

#[derive(Serialize, Deserialize)]
struct Intent {
    day: Date,
    edition: PathBuf,
    items: Vec<(String, String)>,
}

impl Spool {
    /// Writes down that an edition is made of these items now.
    ///
    /// # Errors
    /// A disk that takes nothing.
    pub fn intend(&self, items: &[Waiting], day: Date, edition: &Path) -> Result<(), Error> {
        let path = self.folder().join(INTENT);
        let items = items.iter().map(|item| (item.folder.clone(), item.file.clone())).collect();
        let edition = std::path::absolute(edition).unwrap_or_else(|_| edition.to_owned());
        let text = serde_json::to_string(&Intent { day, edition, items }).map_err(std::io::Error::from);
        let written = text.and_then(|text| write_atomically(&path, text.as_bytes()));
        written.map_err(|source| Error::Spool { path, source })
    }

    /// Looks whether what was written down came true, remembers it then, and takes the note away.
    ///
    /// # Errors
    /// A disk that takes nothing.
    pub fn settle(&self) -> Result<(), Error> {
        let path = self.folder().join(INTENT);
        let failed = |source| Error::Spool { path: path.clone(), source };
        let bytes = match regular::read(&path, regular::LARGEST_SETTINGS) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        if let Ok(intent) = serde_json::from_slice::<Intent>(&bytes)
            && is_made(&intent.edition, Stamp::at(&path).map_err(failed)?.modified)
        {
            let waiting = |(folder, file): &(String, String)| Waiting {
                path: self.folder().join(folder).join(file),
                folder: folder.clone(),
                file: file.clone(),
                origin: None,
                section: None,
            };
            self.spoke(&intent.items.iter().map(waiting).collect::<Vec<_>>(), intent.day)?;
        }
        fs::remove_file(&path).map_err(failed)
    }
}

/// Whether an edition stands there that was sealed after this time.
fn is_made(edition: &Path, since: SystemTime) -> bool {
    let sealed = Stamp::at(&edition.join(SUMS)).is_ok_and(|stamp| stamp.modified >= since);
    sealed && files::edition(edition).is_some()
}
