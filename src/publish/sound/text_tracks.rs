//! The language of an MP4 file's text tracks: ffmpeg says English of every chapter track, in whatever language it is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

/// Boxes that hold the boxes that are looked for.
const HOLDERS: [&[u8; 4]; 3] = [b"moov", b"trak", b"mdia"];
/// More than all of a file's boxes but its sound take, in bytes; a longer one is none of ours.
const LARGEST: u64 = 1 << 28;

/// Sets the language of all text tracks, as three letters.
pub(super) fn set_language(path: &Path, language: &str) -> io::Result<()> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let length = file.metadata()?.len();
    let Some(movie) = find(&mut file, 0..length, *b"moov")? else { return Ok(()) };
    if movie.end - movie.start > LARGEST {
        return Err(io::Error::other("its index is too large"));
    }
    let mut bytes = vec![0; (movie.end - movie.start) as usize];
    file.seek(SeekFrom::Start(movie.start))?;
    file.read_exact(&mut bytes)?;
    for at in places(&bytes) {
        file.seek(SeekFrom::Start(movie.start + at as u64))?;
        file.write_all(&packed(language))?;
    }
    file.flush()
}

/// Three letters in 15 bits.
fn packed(language: &str) -> [u8; 2] {
    let code = language.bytes().take(3).fold(0_u16, |code, letter| code << 5 | u16::from(letter & 0x1f));
    code.to_be_bytes()
}

/// The inside of the first box of a kind in a stretch of a file.
fn find(file: &mut File, mut stretch: Range<u64>, kind: [u8; 4]) -> io::Result<Option<Range<u64>>> {
    while stretch.start + 8 <= stretch.end {
        let mut head = [0; 16];
        file.seek(SeekFrom::Start(stretch.start))?;
        file.read_exact(&mut head[..8])?;
        let mut inside = 8;
        let mut size = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        if size == 1 {
            file.read_exact(&mut head[8..])?;
            size = u64::from_be_bytes(*head[8..].first_chunk().unwrap_or(&[0; 8]));
            inside = 16;
        }
        let end = if size == 0 { stretch.end } else { stretch.start.saturating_add(size).min(stretch.end) };
        if head[4..8] == kind {
            return Ok(Some((stretch.start + inside).min(end)..end));
        }
        if size != 0 && size < inside {
            return Err(io::Error::other("one of its boxes is broken"));
        }
        stretch.start = end;
    }
    Ok(None)
}

/// Where the languages of text tracks stand in the index, in bytes.
fn places(movie: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let whole = 0..movie.len();
    let mut open = Vec::from([whole]);
    while let Some(mut stretch) = open.pop() {
        let (mut header, mut is_text) = (None, false);
        while let Some((kind, inside, end)) = next(movie, &stretch) {
            match &kind {
                // Version, flags, created, modified, scale, length; times have 64 bits in version 1.
                b"mdhd" => header = Some(inside + if movie.get(inside) == Some(&1) { 32 } else { 20 }),
                // Version, flags, a zero, then what the track is.
                b"hdlr" => is_text = movie.get(inside + 8..inside + 12) == Some(b"text"),
                holder if HOLDERS.contains(&holder) => open.push(inside..end),
                _ => {}
            }
            stretch.start = end;
        }
        found.extend(header.filter(|at| is_text && at + 2 <= movie.len()));
    }
    found
}

/// A box's kind, where its inside begins, and where it ends.
fn next(movie: &[u8], stretch: &Range<usize>) -> Option<([u8; 4], usize, usize)> {
    let (size, rest) = movie.get(stretch.clone())?.split_first_chunk()?;
    let size = u32::from_be_bytes(*size) as usize;
    let end = stretch.start.checked_add(size).filter(|&end| size >= 8 && end <= stretch.end)?;
    Some((*rest.first_chunk()?, stretch.start + 8, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: [u8; 4], inside: &[u8]) -> Vec<u8> {
        [&(inside.len() as u32 + 8).to_be_bytes(), &kind[..], inside].concat()
    }

    #[test]
    fn only_text_tracks_get_the_language() {
        let media = |kind: &[u8; 4]| {
            let head = boxed(*b"mdhd", &[0; 24]);
            let handler = boxed(*b"hdlr", &[&[0; 8], &kind[..], &[0; 12]].concat());
            boxed(*b"trak", &boxed(*b"mdia", &[head, handler].concat()))
        };
        let movie = boxed(*b"moov", &[media(b"soun"), media(b"text")].concat());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.m4b");
        std::fs::write(&path, [boxed(*b"ftyp", b"M4B "), movie].concat()).unwrap();
        let before = std::fs::read(&path).unwrap();
        set_language(&path, "zho").unwrap();
        let after = std::fs::read(&path).unwrap();
        let changed: Vec<_> = (0..after.len()).filter(|&at| before[at] != after[at]).collect();
        let at = changed[0];
        assert_eq!(after[at..at + 2], [0b110_1001, 0b0000_1111]);
        assert!(at > 12 + 8 + media(b"soun").len() && changed.len() <= 2, "{changed:?}");
    }
}
