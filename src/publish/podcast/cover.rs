//! The podcast's cover, and a small one for its pages.

use std::fs;
use std::path::Path;

use super::super::artwork::{self, Subject};
use super::super::{Error, Options};
use super::shelf;
use crate::files::{FontFile, Shelf, Sums, hash, regular, write_atomically};
use crate::progress::Progress;

/// The podcast's cover.
pub struct Cover {
    /// Its name.
    pub name: &'static str,
    /// Whether newscaster put it there.
    pub is_ours: bool,
}

/// The podcast's cover in `output`: the configured one, a picture of somebody else that lies there already, or one drawn.
pub fn cover(
    output: &Path,
    options: &Options,
    shelf: Option<&Shelf>,
    fonts: &[FontFile],
    title: &str,
    progress: &dyn Progress,
) -> Result<Cover, Error> {
    if options.artwork.is_none() && !is_own(output, "cover.png") {
        return Ok(Cover { name: "cover.png", is_ours: false });
    }
    let subject = Subject {
        name: title.to_owned(),
        date: None,
        lead: None,
        words: Vec::new(),
        fonts: options.cover_fonts(fonts),
    };
    let (bytes, extension) = artwork::picture(options.artwork.as_deref(), shelf, &subject)?;
    let name = if extension == "png" { "cover.png" } else { "cover.jpg" };
    let path = output.join(name);
    if !is_own(output, name) {
        let is_same = hash(&path).is_ok_and(|old| old == blake3::hash(&bytes).to_hex().as_str());
        if !is_same {
            progress.note(&shelf::not_ours(&path));
        }
        return Ok(Cover { name, is_ours: is_same });
    }
    write_atomically(&path, &bytes).map_err(|cause| Error::Write { path, cause })?;
    Ok(Cover { name, is_ours: true })
}

/// The cover as the page shows it, where the page need not show the cover itself: `cover-small.png`.
pub fn small_cover(
    output: &Path,
    cover: &str,
    before: &Sums,
    progress: &dyn Progress,
) -> Result<Option<&'static str>, Error> {
    let path = output.join(artwork::SMALL);
    let is_as_listed = |name: &str| {
        before.get(name).is_some_and(|listed| hash(&output.join(name)).is_ok_and(|now| now == listed))
    };
    let is_there = path.symlink_metadata().is_ok();
    if is_there && is_as_listed(artwork::SMALL) && is_as_listed(cover) {
        return Ok(Some(artwork::SMALL));
    }
    let picture = regular::read(&output.join(cover), regular::LARGEST_CLIP).ok();
    let small = picture.and_then(|picture| artwork::small(&picture));
    let is_same = |small: &Vec<u8>| hash(&path).is_ok_and(|now| now == blake3::hash(small).to_hex().as_str());
    if is_there && !is_as_listed(artwork::SMALL) && !small.as_ref().is_some_and(is_same) {
        progress.note(&shelf::not_ours(&path));
        return Ok(None);
    }
    if let Some(small) = small {
        write_atomically(&path, &small).map_err(|cause| Error::Write { path, cause })?;
        return Ok(Some(artwork::SMALL));
    }
    if is_there {
        fs::remove_file(&path).map_err(|cause| Error::Write { path, cause })?;
    }
    Ok(None)
}

/// Whether a picture may be written over: there is none, it is as the list says that we left it, or it was drawn here.
fn is_own(output: &Path, name: &str) -> bool {
    let path = output.join(name);
    if path.symlink_metadata().is_err() {
        return true;
    }
    let listed = Sums::read(output).filter(Sums::is_of_podcast);
    let listed = listed.and_then(|sums| sums.get(name).map(str::to_owned));
    regular::read(&path, regular::LARGEST_CLIP).is_ok_and(|bytes| {
        artwork::is_drawn(&bytes)
            || listed.is_some_and(|listed| listed == blake3::hash(&bytes).to_hex().as_str())
    })
}
