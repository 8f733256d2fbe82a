//! FLAC, encoded frame by frame on all cores, so that memory does not grow with the edition.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, StreamInfo};
use flacenc::config::Encoder;
use flacenc::error::Verify;
use flacenc::source::{Context, Fill, FrameBuf};

use super::picture::Picture;
use super::{Encoding, Error, comments, master};
use crate::model::{Edition, SampleRate};
use crate::parallel;

/// Samples in a frame.
const FRAME: usize = 4_096;
/// Frames that a core encodes at a time.
const STRETCH: usize = 64;
/// Metadata blocks: what the stream is, the cover, and the comments, the last one.
const STREAM_INFO: u8 = 0;
const PICTURE: u8 = 6;
const LAST_COMMENT: u8 = 0x80 | 4;

/// Writes the edition as FLAC with its chapters as comments.
///
/// # Errors
/// Where the master cannot be read, the encoder refuses or the disk does.
pub fn flac(edition: &Edition, encoding: &Encoding<'_>, path: &Path) -> Result<(), Error> {
    let writing = Error::writing(path);
    let mut out = BufWriter::new(File::create(path).map_err(&writing)?);
    let mut facts = Facts { samples: edition.length.0, ..Facts::default() };
    let comments = comments::block(edition, encoding, None);
    out.write_all(&facts.head(&[0; 16])).map_err(&writing)?;
    if let Some(cover) = Picture::beside(path)?.map(|cover| cover.block()) {
        out.write_all(&block_head(PICTURE, cover.len())).map_err(&writing)?;
        out.write_all(&cover).map_err(&writing)?;
    }
    out.write_all(&block_head(LAST_COMMENT, comments.len())).map_err(&writing)?;
    out.write_all(&comments).map_err(&writing)?;

    let length = usize::try_from(edition.length.0).unwrap_or(usize::MAX);
    let mut digest = Context::new(16, 1);
    parallel::in_order(
        length.div_ceil(FRAME * STRETCH),
        |index| stretch(edition, index, length).map_err(|error| error.at(path)),
        |_, stretch: Stretch| {
            let digested = digest.fill_interleaved(&stretch.samples);
            digested.map_err(|error| Error::encoding(path)(error.to_string()))?;
            for frame in stretch.frames {
                facts.count(frame.len());
                out.write_all(&frame).map_err(&writing)?;
            }
            Ok(())
        },
    )?;
    finish(out, &facts.head(&digest.md5_digest())).map_err(writing)
}

/// Writes the first block again, now that everything is known.
fn finish(mut out: BufWriter<File>, head: &[u8]) -> io::Result<()> {
    out.seek(SeekFrom::Start(0))?;
    out.write_all(head)?;
    out.flush()
}

/// Frames that were encoded together, and the samples they hold.
struct Stretch {
    samples: Vec<i32>,
    frames: Vec<Vec<u8>>,
}

/// Why a stretch could not be encoded.
enum Trouble {
    Master(Error),
    Encoder(String),
}

impl Trouble {
    fn at(self, path: &Path) -> Error {
        match self {
            Self::Master(error) => error,
            Self::Encoder(reason) => Error::encoding(path)(reason),
        }
    }
}

fn stretch(edition: &Edition, index: usize, length: usize) -> Result<Stretch, Trouble> {
    let from = index * FRAME * STRETCH;
    let count = (length - from).min(FRAME * STRETCH);
    let samples =
        master::samples(edition, &master::whole(edition), from as i64, count).map_err(Trouble::Master)?;
    let samples: Vec<i32> = samples.into_iter().map(i32::from).collect();
    let frames = (index * STRETCH..).zip(samples.chunks(FRAME));
    let frames = frames.map(|(number, samples)| frame(number, samples)).collect::<Result<_, _>>();
    Ok(Stretch { frames: frames.map_err(Trouble::Encoder)?, samples })
}

/// One frame as it stands in the file.
fn frame(number: usize, samples: &[i32]) -> Result<Vec<u8>, String> {
    let config = Encoder::default().into_verified().map_err(|(_, error)| error.to_string())?;
    let hertz = SampleRate::MASTER.hertz() as usize;
    let info = StreamInfo::new(hertz, 1, 16).map_err(|error| error.to_string())?;
    let mut buffer = FrameBuf::with_size(1, FRAME).map_err(|error| error.to_string())?;
    buffer.fill_interleaved(samples).map_err(|error| error.to_string())?;
    let frame = flacenc::encode_fixed_size_frame(&config, &buffer, number, &info);
    let mut sink = ByteSink::new();
    frame.map_err(|error| error.to_string())?.write(&mut sink).map_err(|error| error.to_string())?;
    Ok(sink.into_inner())
}

/// What the first block tells about the stream.
#[derive(Default)]
struct Facts {
    samples: u64,
    /// In bytes; 0 while unknown.
    smallest_frame: u32,
    largest_frame: u32,
}

impl Facts {
    fn count(&mut self, frame: usize) {
        let frame = frame as u32;
        let is_first = self.smallest_frame == 0;
        self.smallest_frame = if is_first { frame } else { self.smallest_frame.min(frame) };
        self.largest_frame = self.largest_frame.max(frame);
    }

    /// The marker and the STREAMINFO block (RFC 9639, 8.2).
    fn head(&self, digest: &[u8; 16]) -> Vec<u8> {
        let mut head = b"fLaC".to_vec();
        head.extend(block_head(STREAM_INFO, 34));
        head.extend([(FRAME as u16).to_be_bytes(); 2].concat());
        head.extend(&self.smallest_frame.to_be_bytes()[1..]);
        head.extend(&self.largest_frame.to_be_bytes()[1..]);
        // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of length.
        let rate = u64::from(SampleRate::MASTER.hertz());
        head.extend((rate << 44 | 15 << 36 | self.samples & 0xF_FFFF_FFFF).to_be_bytes());
        head.extend(digest);
        head
    }
}

fn block_head(kind: u8, length: usize) -> [u8; 4] {
    let [_, high, middle, low] = (length as u32).to_be_bytes();
    [kind, high, middle, low]
}
