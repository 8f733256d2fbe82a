//! The cover: a whole picture of a size that directories take.

use std::io::BufReader;
use std::path::Path;

use super::error::{Error, unreadable};
use super::findings::Findings;
use crate::files::{picture_kind, regular};
use crate::model::Report;

/// `cover.png`, decoded to its last row.
pub fn png(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    jpeg(path, report, findings)?;
    let failed = |error: png::DecodingError| unreadable(path, error);
    let file = regular::open(path).map_err(|error| unreadable(path, error))?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info().map_err(failed)?;
    while reader.next_row().map_err(failed)?.is_some() {}
    reader.finish().map_err(failed)
}

/// `cover-small.png`: a whole square picture.
pub fn small(path: &Path, _: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let failed = |error: png::DecodingError| unreadable(path, error);
    let file = regular::open(path).map_err(|error| unreadable(path, error))?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info().map_err(failed)?;
    if reader.info().width != reader.info().height {
        findings.fault("it is no square");
    }
    while reader.next_row().map_err(failed)?.is_some() {}
    reader.finish().map_err(failed)
}

/// `cover.jpg`, by its size and its end.
pub fn jpeg(path: &Path, _: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let bytes = regular::read(path, regular::LARGEST_CLIP).map_err(|error| unreadable(path, error))?;
    if let Err(problem) = picture_kind(&bytes) {
        findings.fault(problem);
    }
    let ends: [&[u8]; 2] = [b"IEND\xaeB`\x82", b"\xff\xd9"];
    if !ends.iter().any(|end| bytes.ends_with(end)) {
        findings.fault("it does not end as a picture does: it is cut short, or something stands behind it");
    }
    Ok(())
}
