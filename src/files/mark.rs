//! The sign by which newscaster knows a folder as its own.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::regular;

/// The file that marks a folder whose files newscaster may remove: those of its own names in a store, everything in a
/// folder that it builds in.
pub const MARK: &str = ".newscaster";

const WORDS: &str = "newscaster made this folder and clears it out; keep nothing of your own here.\n";

/// Marks a folder as newscaster's, where it is not marked yet.
///
/// # Errors
/// What the disk says.
pub fn mark(folder: &Path) -> io::Result<()> {
    match File::options().write(true).create_new(true).open(folder.join(MARK)) {
        Ok(mut file) => file.write_all(WORDS.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether newscaster marked a folder as its own.
pub fn is_marked(folder: &Path) -> bool {
    let path = folder.join(MARK);
    let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    // A run that was killed while it marked the folder left a part of the words.
    is_file && regular::read(&path, 1 << 10).is_ok_and(|bytes| WORDS.as_bytes().starts_with(&bytes))
}
