//! Files and folders of them, in a stable order.

mod decode;
pub mod front;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use self::decode::{Decoded, Refusal, decode};
use crate::articles::Error;
use crate::files::regular;

/// A decoded file.
pub struct Input {
    /// Its path as given or as found in a given folder.
    pub name: String,
    /// Its file name alone.
    pub file: String,
    /// Its text.
    pub text: String,
    /// In how many places it could not be read.
    pub broken: usize,
}

impl Input {
    /// The ending of its name in small letters, without the dot.
    pub fn ending(&self) -> String {
        Path::new(&self.file).extension().unwrap_or_default().to_string_lossy().to_lowercase()
    }
}

/// File endings that are read in a folder.
const ENDINGS: [&str; 11] =
    ["md", "markdown", "mdown", "mdx", "qmd", "rst", "rest", "txt", "text", "html", "htm"];

/// The files that the inputs stand for: folders give their pages in natural order, without hidden files.
pub fn files(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files: Vec<PathBuf> = Vec::new();
    for input in inputs {
        if input.is_dir() {
            let before = files.len();
            walk(input, &mut files)?;
            if files.len() == before {
                return Err(Error::EmptyFolder { path: input.clone() });
            }
        } else {
            files.push(input.clone());
        }
    }
    let mut seen = HashSet::new();
    files.retain(|path| seen.insert(path.clone()));
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unreadable =
        |error: std::io::Error| Error::Unreadable { path: folder.to_owned(), reason: error.to_string() };
    let mut entries: Vec<PathBuf> =
        folder.read_dir().map_err(unreadable)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort_by_cached_key(|path| natural(&path.to_string_lossy()));
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.starts_with('.') || name.to_lowercase().starts_with("readme.") {
            continue;
        }
        if path.is_dir() {
            walk(&path, files)?;
        } else if ENDINGS.contains(&ending.as_str()) {
            files.push(path);
        }
    }
    Ok(())
}

/// page2 before page10.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let word = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let digits = rest[word..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - word);
        key.push((rest[..word].to_owned(), rest[word..word + digits].parse().unwrap_or(0)));
        rest = &rest[word + digits..];
    }
    key
}

/// Reads one file.
pub fn read(path: &Path) -> Result<Input, Error> {
    let bytes = regular::read(path, regular::LARGEST_TEXT).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Unreadable { path: path.to_owned(), reason: error.to_string() },
    })?;
    from_bytes(path, &bytes)
}

/// Reads a file's bytes.
pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Input, Error> {
    let Decoded { text, broken } = decode(bytes).map_err(|refusal| match refusal {
        Refusal::Empty => Error::Empty { path: path.to_owned() },
        Refusal::Binary => Error::Binary { path: path.to_owned() },
        Refusal::Unknown => Error::Undecodable { path: path.to_owned() },
    })?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Input { name: path.to_string_lossy().into_owned(), file, text, broken })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count() {
        let mut names = ["page10.md", "page2.md", "a.md"];
        names.sort_by_cached_key(|name| natural(name));
        assert_eq!(names, ["a.md", "page2.md", "page10.md"]);
    }
}
