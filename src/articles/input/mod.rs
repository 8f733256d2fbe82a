//! Files and folders of them, in a stable order.

mod decode;
pub mod front;

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use self::decode::{Decoded, Refusal, decode};
use crate::articles::Error;
use crate::articles::placed::PlacedPage;
use crate::files::{Sums, own_files, regular};

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
    /// The parts of a container, each with its name and its bytes in the text; none of a text file.
    pub parts: Vec<(String, Range<usize>)>,
    /// The pages of a form whose lines have places; none of others.
    pub pages: Vec<PlacedPage>,
    /// What of it could not be read, in words.
    pub problems: Vec<String>,
}

impl Input {
    /// A text that was read from a path or an address.
    pub fn of(name: &Path, text: String) -> Self {
        let file = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self {
            name: name.to_string_lossy().into_owned(),
            file,
            text,
            broken: 0,
            parts: Vec::new(),
            pages: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The address that it was fetched from, which its links are relative to; `None` for a file.
    pub fn address(&self) -> Option<&str> {
        is_address(Path::new(&self.name)).then_some(self.name.as_str())
    }

    /// The ending of its name in small letters, without the dot.
    pub fn ending(&self) -> String {
        Path::new(&self.file).extension().unwrap_or_default().to_string_lossy().to_lowercase()
    }
}

/// True for an address of the net.
pub fn is_address(input: &Path) -> bool {
    input.to_str().is_some_and(|name| {
        let scheme = name.get(..8.min(name.len())).unwrap_or_default().to_ascii_lowercase();
        scheme.starts_with("http://") || scheme.starts_with("https://")
    })
}

/// A file that the inputs stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path.
    pub path: PathBuf,
    /// True where it was found in a folder, and nobody asked for it by its name.
    pub in_folder: bool,
}

/// The files that the inputs stand for: folders give those with one of the endings in natural order, without
/// hidden ones and those that newscaster wrote itself.
pub fn files(inputs: &[PathBuf], endings: &[&str]) -> Result<Vec<Found>, Error> {
    let mut files: Vec<Found> = Vec::new();
    for input in inputs {
        if input.is_dir() {
            let mut found = Vec::new();
            walk(input, endings, None, &mut found)?;
            if found.is_empty() && own_files(input).is_some() {
                return Err(Error::Own { path: input.clone() });
            }
            if found.is_empty() {
                return Err(Error::EmptyFolder { path: input.clone(), endings: endings.join(" .") });
            }
            files.extend(found.into_iter().map(|path| Found { path, in_folder: true }));
        } else {
            files.push(Found { path: input.clone(), in_folder: false });
        }
    }
    let mut seen = HashSet::new();
    files.retain(|found| seen.insert(found.path.clone()));
    Ok(files)
}

/// `above` is what newscaster wrote into a folder above, and that folder.
fn walk(
    folder: &Path,
    endings: &[&str],
    above: Option<(&Path, &Sums)>,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let unreadable =
        |error: std::io::Error| Error::Unreadable { path: folder.to_owned(), reason: error.to_string() };
    let mut entries: Vec<PathBuf> =
        folder.read_dir().map_err(unreadable)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort_by_cached_key(|path| natural(&path.to_string_lossy()));
    let here = own_files(folder);
    let own = here.as_ref().map(|own| (folder, own)).or(above);
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let listed = own.is_some_and(|(home, own)| {
            let below = path.strip_prefix(home).ok().and_then(Path::to_str);
            below.is_some_and(|below| own.get(below).is_some())
        });
        let is_own = listed || is_of_clips(&path);
        if name.starts_with('.') || name.to_lowercase().starts_with("readme.") || is_own {
            continue;
        }
        if path.is_dir() {
            walk(&path, endings, own, files)?;
        } else if endings.contains(&ending.as_str()) {
            files.push(path);
        }
    }
    Ok(())
}

/// True for what a store of clips holds: a file called by its hash, in a folder called by the first two figures.
fn is_of_clips(path: &Path) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    let is_hash = name.len() == 2 * blake3::OUT_LEN && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash && folder == name.get(..2)
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

/// Reads a file's bytes.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    if is_address(path) {
        return Err(Error::Address { address: path.to_string_lossy().into_owned() });
    }
    regular::read(path, regular::LARGEST_TEXT).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Unreadable { path: path.to_owned(), reason: error.to_string() },
    })
}

/// Decodes a text's bytes; `forms` are the names of what can be read instead.
pub fn decoded(name: &Path, bytes: &[u8], forms: &str) -> Result<Input, Error> {
    let path = || name.to_owned();
    let Decoded { text, broken } = decode(bytes).map_err(|refusal| match refusal {
        Refusal::Empty => Error::Empty { path: path() },
        Refusal::Binary(what) => Error::Binary { path: path(), what, forms: forms.to_owned() },
        Refusal::Unknown => Error::Undecodable { path: path() },
    })?;
    Ok(Input { broken, ..Input::of(name, text) })
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
