//! `transcript.html`: the printed text as a page to read, print or search.

use std::path::PathBuf;

use super::super::{Error, Programme, disk, template};

/// Writes `transcript.html`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let page = template::render("transcript.html", template::text_of(programme))?;
    Ok(vec![disk::write(programme.target.folder.join("transcript.html"), page.as_bytes())?])
}
