//! Streams of bytes, unpacked no further than a file of sense goes.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};

use crate::articles::sources::form::Fault;

/// The most bytes that one stream has when it is unpacked.
const LARGEST: u64 = 64 << 20;
/// The most bytes that all content and fonts' tables of a file have.
const LARGEST_OF_ALL: usize = 512 << 20;
/// Streams in other filters are no longer than this when packed, since nobody stops who unpacks them.
const LARGEST_PACKED: usize = 256 << 10;
/// So many times streams are packed within one another.
const DEEPEST: usize = 3;

/// Unpacks streams and keeps count of them.
#[derive(Debug, Default)]
pub struct Unpacker {
    sum: usize,
}

impl Unpacker {
    /// A stream's bytes; `None` where it is a picture or broken.
    ///
    /// # Errors
    /// It grows beyond all sense.
    pub fn bytes(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, Fault> {
        let bytes = match stream.filters().as_slice() {
            [] => Some(stream.raw_data().into_owned()),
            [Filter::FlateDecode] if !has_predictor(stream.dict()) => Some(inflated(&stream.raw_data())?),
            [Filter::Ascii85Decode] => Some(of_letters(&stream.raw_data())),
            [Filter::Ascii85Decode, Filter::FlateDecode] if !has_predictor(stream.dict()) => {
                Some(inflated(&of_letters(&stream.raw_data()))?)
            }
            _ if stream.raw_data().len() > LARGEST_PACKED => None,
            _ => stream.decoded_data().ok().map(std::borrow::Cow::into_owned),
        };
        self.sum = self.sum.saturating_add(bytes.as_ref().map_or(0, Vec::len));
        if self.sum > LARGEST_OF_ALL { Err(too_large(LARGEST_OF_ALL as u64)) } else { Ok(bytes) }
    }
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    ["DecodeParms", "DP"].iter().any(|key| dict.contains_key(key))
}

fn too_large(most: u64) -> Fault {
    Fault::Damaged(format!("it holds more than {} MiB when it is unpacked", most >> 20))
}

/// Unpacks what was deflated; of a damaged stream as much as is sound.
fn inflated(packed: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    // What broke off is read so far.
    let _ = ZlibDecoder::new(packed).take(LARGEST + 1).read_to_end(&mut out);
    if out.is_empty() {
        let _ = DeflateDecoder::new(packed).take(LARGEST + 1).read_to_end(&mut out);
    }
    if out.len() as u64 > LARGEST { Err(too_large(LARGEST)) } else { Ok(out) }
}

/// Bytes that were written as letters, four of them as five in base 85.
fn of_letters(letters: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(letters.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let number =
        |group: &[u32]| group.iter().fold(0u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(*digit));
    for &letter in letters {
        match letter {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(letter - b'!')),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            out.extend(number(&group).to_be_bytes());
            group.clear();
        }
    }
    // The last group may be shorter.
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&number(&group).to_be_bytes()[..kept]);
    }
    out
}

/// Refuses a file in which a stream grows beyond all sense. Tables of objects are unpacked whole by whoever reads the
/// file's structure, so all are looked at before.
///
/// # Errors
/// One is too large.
pub fn refuse_bombs(file: &[u8]) -> Result<(), Fault> {
    const WORD: &[u8] = b"stream";
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(file.get(at..).unwrap_or_default(), WORD) {
        at += found + WORD.len();
        let start = file[at..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        measure(&file[at + start..], 0)?;
    }
    Ok(())
}

/// Unpacks without keeping anything but the first bytes, which may be packed themselves.
fn measure(packed: &[u8], depth: usize) -> Result<(), Fault> {
    let is_zlib = |head: &[u8]| matches!(head, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31));
    if depth >= DEEPEST || !is_zlib(packed) {
        return Ok(());
    }
    let mut decoder = ZlibDecoder::new(packed);
    let mut kept = Vec::new();
    // What breaks off is measured so far.
    let _ = (&mut decoder).take(1 << 20).read_to_end(&mut kept);
    let rest = std::io::copy(&mut decoder.take(LARGEST), &mut std::io::sink()).unwrap_or(0);
    if kept.len() as u64 + rest > LARGEST { Err(too_large(LARGEST)) } else { measure(&kept, depth + 1) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn letters_are_bytes() {
        assert_eq!(of_letters(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(of_letters(b"z87 cU\nR~>"), b"\0\0\0\0Hell");
        assert_eq!(of_letters(b"87cURDZ~>"), b"Hello");
    }

    #[test]
    fn streams_that_grow_beyond_sense_are_refused() {
        let file = |stream: &[u8]| [b"1 0 obj <<>> stream\n", stream, b"\nendstream"].concat();
        assert!(refuse_bombs(&file(&packed(&vec![0; 1 << 20]))).is_ok());
        let bomb = packed(&vec![0; (LARGEST + 2) as usize]);
        assert!(refuse_bombs(&file(&bomb)).is_err());
        assert!(refuse_bombs(&file(&packed(&bomb))).is_err(), "packed twice");
        assert!(refuse_bombs(b"stream").is_ok() && refuse_bombs(b"stream\r\nx").is_ok());
    }
}
