//! MP3, encoded on all cores in stretches of frames that join without a seam.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use super::Encoding;
use super::lame::{self, ENCODER_DELAY, FRAME, LEAD_IN, LOOK_AHEAD};
use super::options::Mp3Rate;
use super::picture::Picture;
use super::story::Story;
use super::xing::{Info, crc16};
use super::{Error, id3_chapters, master};
use crate::files::{Shelf, bytes_of};
use crate::model::{Edition, Samples};
use crate::parallel;

/// The longest stretch in frames, about 20 s: short enough to share out among cores.
const LONGEST_STRETCH: u64 = 768;
/// How many frames before a sentence a stretch begins: so many are silent before every sentence but a clause in haste.
const QUIET_FRAMES: u64 = 3;
/// Changes whenever the same samples would give other frames.
const FORMAT: &str = "newscaster mp3 1";

/// Writes the edition as MP3 with ID3v2.3 chapters.
///
/// # Errors
/// Where the master cannot be read, LAME refuses or the disk does.
pub fn mp3(edition: &Edition, encoding: &Encoding<'_>, path: &Path) -> Result<(), Error> {
    let tag = id3_chapters::tag(edition, encoding, Picture::beside(path)?)
        .map_err(|error| Error::encoding(path)(error.to_string()))?;
    write(edition, master::whole(edition), encoding, path, &tag)
}

/// Writes a part of the edition as MP3 for DAISY, a file a story: with no tag but the label of generated sound.
///
/// # Errors
/// As [`mp3`].
pub fn mp3_part(
    edition: &Edition,
    part: Range<Samples>,
    encoding: &Encoding<'_>,
    path: &Path,
) -> Result<(), Error> {
    let tag = encoding.label().map(id3_chapters::label_tag).transpose();
    let tag = tag.map_err(|error| Error::encoding(path)(error.to_string()))?;
    write(edition, part, encoding, path, &tag.unwrap_or_default())
}

/// Writes a story as MP3 with its title, its number and the cover that stands in the folder above.
///
/// # Errors
/// As [`mp3`].
pub fn mp3_story(
    edition: &Edition,
    story: &Story<'_>,
    encoding: &Encoding<'_>,
    path: &Path,
) -> Result<(), Error> {
    let cover = Picture::beside(path.parent().unwrap_or(path))?;
    let tag = id3_chapters::story_tag(edition, story, encoding, cover)
        .map_err(|error| Error::encoding(path)(error.to_string()))?;
    write(edition, story.span.clone(), encoding, path, &tag)
}

fn write(
    edition: &Edition,
    part: Range<Samples>,
    encoding: &Encoding<'_>,
    path: &Path,
    tag: &[u8],
) -> Result<(), Error> {
    let writing = Error::writing(path);
    let rate = encoding.options.mp3_kbps;
    let length = part.end.saturating_sub(part.start).0;
    // The decoder's own delay of 529 samples wants a frame more than the sound.
    let total = (length + (ENCODER_DELAY + FRAME) as u64).div_ceil(FRAME as u64);
    let stretches = stretches(edition, &part, total);
    let encoder = FrameEncoder { edition, part, rate, shelf: encoding.shelf, path };

    let mut out = BufWriter::new(File::create(path).map_err(&writing)?);
    out.write_all(tag).map_err(&writing)?;
    out.write_all(&vec![0; Info::size(rate)]).map_err(&writing)?;
    let (mut bytes, mut crc) = (0_u64, 0);
    parallel::in_order(
        stretches.len(),
        |index| encoder.frames(stretches[index].clone()),
        |_, frames: Vec<u8>| {
            bytes += frames.len() as u64;
            crc = crc16(crc, &frames);
            out.write_all(&frames).map_err(&writing)
        },
    )?;
    let info = Info {
        rate,
        frames: u32::try_from(total).unwrap_or(u32::MAX),
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        padding: (total * FRAME as u64 - length) as usize - ENCODER_DELAY,
        crc,
    };
    finish(out, tag.len() as u64, &info.frame()).map_err(writing)
}

/// Writes the frame in front, now that everything is known.
fn finish(mut out: BufWriter<File>, at: u64, frame: &[u8]) -> io::Result<()> {
    out.seek(SeekFrom::Start(at))?;
    out.write_all(frame)?;
    out.flush()
}

/// Cuts `total` frames in the pauses before chapters and sentences, and long sentences into pieces of even length.
/// Around a cut there is silence, so that a changed sentence leaves the frames of its neighbours as they are.
fn stretches(edition: &Edition, part: &Range<Samples>, total: u64) -> Vec<Range<u64>> {
    let chapters = edition.chapters.iter().map(|span| span.start);
    let sentences = edition.cues.windows(2).filter_map(|pair| {
        let before = pair[1].start.saturating_sub(Samples(QUIET_FRAMES * FRAME as u64));
        (pair[0].end <= before).then_some(before)
    });
    let inside = chapters.chain(sentences).filter(|place| part.start < *place && *place < part.end);
    let mut cuts: Vec<u64> = inside.map(|place| (place.0 - part.start.0) / FRAME as u64).collect();
    cuts.sort_unstable();
    // One cut in a pause is enough.
    cuts.dedup_by(|later, earlier| *later - *earlier < 3 * QUIET_FRAMES);
    cuts.push(total);
    let mut stretches = Vec::new();
    let mut from = 0;
    for cut in cuts {
        while from < cut {
            let to = cut.min(from + LONGEST_STRETCH);
            stretches.push(from..to);
            from = to;
        }
    }
    stretches
}

/// Where frames are made, or taken from the shelf.
struct FrameEncoder<'a> {
    edition: &'a Edition,
    part: Range<Samples>,
    rate: Mp3Rate,
    shelf: Option<&'a Shelf>,
    path: &'a Path,
}

impl FrameEncoder<'_> {
    /// The frames of a stretch.
    fn frames(&self, stretch: Range<u64>) -> Result<Vec<u8>, Error> {
        let samples = self.samples(&stretch)?;
        let encode = || lame::encode(&samples, self.rate).map_err(Error::encoding(self.path));
        let Some(store) = self.shelf else { return encode() };
        let name = self.name(&samples);
        if let Some(frames) = store.get(&name) {
            return Ok(frames);
        }
        let frames = encode()?;
        store.put(&name, &frames);
        Ok(frames)
    }

    /// The samples of a stretch with its lead-in and look-ahead.
    fn samples(&self, stretch: &Range<u64>) -> Result<Vec<i16>, Error> {
        let frames = (stretch.end - stretch.start) as usize + LEAD_IN + LOOK_AHEAD;
        let from = (stretch.start as i64 - LEAD_IN as i64) * FRAME as i64;
        master::samples(self.edition, &self.part, from, frames * FRAME)
    }

    /// What names the frames on the shelf: everything that shapes them.
    fn name(&self, samples: &[i16]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT.as_bytes());
        hasher.update(&u16::from(self.rate).to_le_bytes());
        hasher.update(&bytes_of(samples));
        format!("{}.mp3", hasher.finalize().to_hex())
    }
}
