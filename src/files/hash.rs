//! A file's hash.

use std::fs::File;
use std::io;
use std::path::Path;

/// The BLAKE3 hash of a file, in hexadecimal figures.
///
/// # Errors
/// A file that cannot be read.
pub fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}
