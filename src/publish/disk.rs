//! Writing into the edition's folder, which is not under its name yet; when it gets it, all of it is made durable.

use std::fs;
use std::path::PathBuf;

use super::Error;

/// Writes a whole file.
pub fn write(path: PathBuf, bytes: &[u8]) -> Result<PathBuf, Error> {
    match fs::write(&path, bytes) {
        Ok(()) => Ok(path),
        Err(cause) => Err(Error::Write { path, cause }),
    }
}

/// Writes a value as indented JSON with a line end.
pub fn write_json<T: serde::Serialize>(path: PathBuf, value: &T) -> Result<PathBuf, Error> {
    let mut text = serde_json::to_vec_pretty(value)
        .map_err(|error| Error::Write { path: path.clone(), cause: error.into() })?;
    text.push(b'\n');
    write(path, &text)
}
