//! `edition.lpf`: the audiobook with its manifest, page, cover and transcript in one file (W3C Lightweight Packaging
//! Format).

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

use super::package::Package;
use super::{Error, Programme, audiobook};

/// Writes `edition.lpf`; the page has to be there.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let path = programme.target.folder.join("edition.lpf");
    let failed = |cause: io::Error| Error::Write { path: path.clone(), cause };
    let manifest =
        serde_json::to_vec_pretty(&audiobook::manifest(programme)).map_err(|error| failed(error.into()))?;
    let mut book = Package::new(BufWriter::new(File::create(&path).map_err(failed)?));
    book.add("publication.json", &manifest).map_err(failed)?;
    for file in audiobook::files(programme) {
        let source = programme.target.folder.join(file);
        let copied = book.copy(file, &source);
        copied.map_err(|cause| Error::Read { path: source, cause: cause.to_string() })?;
    }
    book.finish().map_err(failed)?;
    Ok(vec![path])
}
