//! A file's hash.

use std::io;
use std::path::Path;

use super::regular;

/// The BLAKE3 hash of a file, in hexadecimal figures.
///
/// # Errors
/// A file that cannot be read.
pub fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(regular::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}
