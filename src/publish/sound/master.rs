//! The master's samples, wherever an encoder wants them.

use std::ops::Range;

use super::Error;
use crate::files::WavFile;
use crate::model::{Edition, Samples};

/// `count` samples from a position counted from the start of `part`; silence where they lie outside of it.
pub(super) fn samples(
    edition: &Edition,
    part: &Range<Samples>,
    from: i64,
    count: usize,
) -> Result<Vec<i16>, Error> {
    let reading = Error::master(&edition.master);
    let mut samples = vec![0; count];
    let silent = usize::try_from(-from).unwrap_or(0).min(count);
    let first = Samples(part.start.0 + u64::try_from(from).unwrap_or(0));
    let left = usize::try_from(part.end.saturating_sub(first).0).unwrap_or(usize::MAX);
    let inside = silent..silent + left.min(count - silent);
    let mut master = WavFile::open(&edition.master).map_err(&reading)?;
    master.read_at(first, &mut samples[inside]).map_err(&reading)?;
    Ok(samples)
}

/// The whole edition.
pub(super) fn whole(edition: &Edition) -> Range<Samples> {
    Samples::ZERO..edition.length
}
