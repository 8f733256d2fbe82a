//! `B3SUMS`: whether each file is to the last bit as it was made. It tells least, so it speaks only of files in which
//! nothing else was found.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::{Error, unreadable};
use super::findings::{Verification, again};
use super::input::read_text;
use crate::files::hash;
use crate::parallel;

/// The list in the edition's folder.
const NAME: &str = "B3SUMS";

/// Adds to what was found: what was changed since the edition was made, one fault a file, and which of the checked
/// files are not listed.
///
/// # Errors
/// A listed file that is there and cannot be read.
pub fn compare(folder: &Path, found: &mut Verification) -> Result<(), Error> {
    let Verification { checked, faults } = found;
    let list = folder.join(NAME);
    if !list.exists() {
        faults.push(again(NAME, "it is missing"));
        return Ok(());
    }
    let list = read_text(&list)?;
    let Some(sums) = parse(&list) else {
        faults.push(again(NAME, "it is not a list of hashes and files"));
        return Ok(());
    };
    let unlisted = checked.iter().filter(|file| !sums.contains_key(file.as_str()));
    faults.extend(unlisted.map(|file| again(NAME, format_args!("it does not list {file}"))));
    let sums: Vec<_> = sums.into_iter().filter(|(name, _)| !is_named(faults, name)).collect();
    parallel::in_order(
        sums.len(),
        |index| {
            let (name, sum) = sums[index];
            let path = folder.join(name);
            let is_there = path.exists();
            Ok((is_there, is_there && hash(&path).map_err(|error| unreadable(&path, error))? == sum))
        },
        |index, (is_there, is_same): (bool, bool)| {
            let what = match (is_there, is_same) {
                (true, true) => return Ok(()),
                (true, false) => "it is not as it was made",
                (false, _) => "it is missing",
            };
            faults.push(again(sums[index].0, what));
            Ok::<_, Error>(())
        },
    )?;
    checked.push(NAME.to_owned());
    Ok(())
}

/// Whether something was found in a file already.
fn is_named(faults: &[String], name: &str) -> bool {
    faults.iter().any(|fault| fault.contains(name))
}

/// The hashes of a list, by the name of the file; `None` where it is no such list.
fn parse(list: &str) -> Option<BTreeMap<&str, &str>> {
    list.lines().map(|line| line.split_once("  ").map(|(hash, name)| (name, hash))).collect()
}
