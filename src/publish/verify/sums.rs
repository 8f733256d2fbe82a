//! `B3SUMS`: whether each file is to the last bit as it was made. It tells least, so it speaks only of files in which
//! nothing else was found.

use std::path::Path;

use super::super::{Error, checksums, disk};
use super::{Verification, again};
use crate::parallel;

/// Adds to what was found: what was changed since the edition was made, one fault a file, and which of the checked
/// files are not listed.
///
/// # Errors
/// A listed file that is there and cannot be read.
pub fn compare(folder: &Path, found: &mut Verification) -> Result<(), Error> {
    let Verification { checked, faults } = found;
    let list = folder.join(checksums::NAME);
    if !list.exists() {
        faults.push(again(checksums::NAME, "it is missing"));
        return Ok(());
    }
    let list = disk::read(&list)?;
    let Some(sums) = checksums::parse(&list) else {
        faults.push(again(checksums::NAME, "it is not a list of hashes and files"));
        return Ok(());
    };
    let unlisted = checked.iter().filter(|file| !sums.contains_key(file.as_str()));
    faults.extend(unlisted.map(|file| again(checksums::NAME, format_args!("it does not list {file}"))));
    let sums: Vec<_> = sums.into_iter().filter(|(name, _)| !is_named(faults, name)).collect();
    parallel::in_order(
        sums.len(),
        |index| {
            let (name, sum) = sums[index];
            let path = folder.join(name);
            let is_there = path.exists();
            Ok((is_there, is_there && checksums::hash(&path)? == sum))
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
    checked.push(checksums::NAME.to_owned());
    Ok(())
}

/// Whether something was found in a file already.
fn is_named(faults: &[String], name: &str) -> bool {
    faults.iter().any(|fault| fault.contains(name))
}
