//! `index.html`: the page with the player, one file that needs nothing but the sound beside it.

use std::path::PathBuf;

use minijinja::context;

use super::{Error, Programme, disk, template};

/// Writes `index.html`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder;
    let sound = ["edition.mp3", "edition.wav"].into_iter().find(|name| folder.join(name).exists());
    let page = template::render(
        "page.html",
        context! {
            sound => sound.unwrap_or("edition.mp3"),
            length => programme.length.0,
            ..template::text_of(programme)
        },
    )?;
    Ok(vec![disk::write(folder.join("index.html"), page.as_bytes())?])
}
