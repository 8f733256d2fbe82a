//! `B3SUMS`: whether each file is to the last bit as it was made, and whether there is anything else. It tells least, so it
//! speaks only of files in which nothing else was found.

use std::path::Path;

use super::error::{Error, unreadable};
use super::findings::{Verification, again, renewed};
use super::input::read_text;
use crate::files::{SUMS, Sums, hash};
use crate::parallel;

/// Adds to what was found: what was changed since the edition was made, one fault a file, and what lies in its folder that
/// newscaster did not put there.
///
/// # Errors
/// A listed file that is there and cannot be read, or a folder that cannot.
pub fn compare(folder: &Path, found: &mut Verification) -> Result<(), Error> {
    let Verification { checked, faults } = found;
    let list = folder.join(SUMS);
    if !list.exists() {
        faults.push(again(SUMS, &"it is missing"));
        return Ok(());
    }
    let Some(sums) = Sums::parse(&read_text(&list)?) else {
        faults.push(again(SUMS, &"it is not a list of hashes and files"));
        return Ok(());
    };
    for name in sums.strangers(folder).map_err(|error| unreadable(folder, error))? {
        faults.push(match sums.get(&name) {
            Some(_) => again(&name, &"it is no file any more but leads elsewhere"),
            None => format!("{SUMS}: it does not list {name}, which newscaster did not make; move it away"),
        });
    }
    changed(folder, &sums, faults)?;
    checked.push(SUMS.to_owned());
    Ok(())
}

/// What is not as it was made, or is gone.
fn changed(folder: &Path, sums: &Sums, faults: &mut Vec<String>) -> Result<(), Error> {
    let sums: Vec<_> = sums.iter().filter(|(name, _)| !is_named(faults, name)).collect();
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
            faults.push(again(sums[index].0, &what));
            Ok::<_, Error>(())
        },
    )
}

/// Whether something was found in a file already.
fn is_named(faults: &[String], name: &str) -> bool {
    faults.iter().any(|fault| fault.contains(name))
}

/// What of the podcast's own files above the editions is not as it was made.
pub(super) fn above(output: &Path, faults: &mut Vec<String>) {
    if output.join(SUMS).symlink_metadata().is_err() {
        return faults.push(renewed(SUMS, &"it is missing, as after a run that was ended"));
    }
    let Some(sums) = Sums::read(output).filter(Sums::is_of_podcast) else {
        return faults.push(format!(
            "{SUMS}: it is no list that newscaster made, so the podcast's files cannot be checked; move it away, and the next \
             `newscaster make` into this folder makes one"
        ));
    };
    for (name, sum) in sums.iter().filter(|(name, _)| !is_named(faults, name)).collect::<Vec<_>>() {
        match hash(&output.join(name)) {
            Ok(hash) if hash == sum => {}
            Ok(_) => faults.push(format!(
                "{name}: it is not as it was made; remove it, and the next `newscaster make` into this folder makes it anew"
            )),
            Err(error) => faults.push(renewed(name, &error)),
        }
    }
}
