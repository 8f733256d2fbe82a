//! What the master says of itself: a list of `INFO` behind its samples, with the label of generated sound (GB 45438-2025).
//!
//! Whoever masters it does not know what is told of it, so the list is put behind the samples when it is.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

use super::title::title;
use super::{Encoding, Error};
use crate::files::WavFile;
use crate::model::Edition;

/// Where the size of a RIFF file stands, and that of an RF64 file in its `ds64`.
const RIFF_SIZE: u64 = 4;
const LONG_SIZE: u64 = 20;

/// Puts title, day, what is told of the voices and the label behind the master's samples, in place of what stood there.
///
/// # Errors
/// Where the master cannot be read or written.
pub fn wav(edition: &Edition, encoding: &Encoding<'_>) -> Result<(), Error> {
    let path = &edition.master;
    let behind = WavFile::open(path).map_err(Error::master(path))?.behind();
    write(edition, &list(edition, encoding), behind).map_err(Error::writing(path))
}

fn write(edition: &Edition, list: &[u8], behind: u64) -> io::Result<()> {
    let mut file = File::options().read(true).write(true).open(&edition.master)?;
    let mut kind = [0; 4];
    io::Read::read_exact(&mut file, &mut kind)?;
    let size = behind + list.len() as u64 - 8;
    if &kind == b"RF64" {
        file.seek(SeekFrom::Start(LONG_SIZE))?;
        file.write_all(&size.to_le_bytes())?;
    } else {
        // A file just below 4 GiB has no room for more.
        let Ok(size) = u32::try_from(size) else { return Ok(()) };
        file.seek(SeekFrom::Start(RIFF_SIZE))?;
        file.write_all(&size.to_le_bytes())?;
    }
    file.set_len(behind)?;
    file.seek(SeekFrom::Start(behind))?;
    file.write_all(list)
}

/// A `LIST` of `INFO`: the four letters of the label are a name as RIFF has them.
fn list(edition: &Edition, encoding: &Encoding<'_>) -> Vec<u8> {
    let mut body = b"INFO".to_vec();
    let script = &edition.script;
    let entries = [
        (*b"INAM", Some(title(edition))),
        (*b"IART", encoding.paper.map(str::to_owned)),
        (*b"ICRD", Some(script.date.to_string())),
        (*b"ICMT", encoding.disclosure().map(str::to_owned)),
        (*b"AIGC", encoding.label().map(str::to_owned)),
    ];
    for (name, text) in entries.into_iter().filter_map(|(name, text)| Some((name, text?))) {
        chunk(&mut body, name, &[text.as_bytes(), &[0]].concat());
    }
    let mut list = Vec::new();
    chunk(&mut list, *b"LIST", &body);
    list
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend(name);
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out.extend((body.len() % 2 == 1).then_some(0));
}
