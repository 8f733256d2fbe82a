//! A folder into which somebody else puts files: a source like any other.

use std::fs;
use std::path::Path;

use super::client::LARGEST;
use super::entry::Entry;
use super::fault::Fault;
use super::feed::Item;
use super::seen::{Change, Memory, Seen};
use crate::files::regular;

/// The files that are new, or other ones than before. Hidden ones are left alone.
///
/// # Errors
/// A folder that cannot be read.
pub fn entries(folder: &Path, memory: &Memory, limit: usize) -> Result<Vec<Entry>, Fault> {
    let failed = |error: std::io::Error| Fault::Unreadable(format!("the folder cannot be read: {error}"));
    let mut names: Vec<String> = fs::read_dir(folder)
        .map_err(failed)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let mut entries = Vec::new();
    for name in names {
        let Ok(bytes) = regular::read(&folder.join(&name), LARGEST as u64) else { continue };
        let item = Item {
            id: Some(name.clone()),
            link: None,
            title: Path::new(&name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            text: blake3::hash(&bytes).to_hex().to_string(),
        };
        let change = match memory.items.iter().position(|seen| seen.id.as_deref() == Some(&name)) {
            Some(place) if memory.items[place].is_as(&Seen::of(&item, None)) => continue,
            Some(place) => Change::Corrected(place),
            None => Change::New,
        };
        let ending = Path::new(&name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        entries.push(Entry { item, change, ending, bytes });
        if entries.len() == limit {
            break;
        }
    }
    Ok(entries)
}
