//! The master as a WAV file with chapter marks; RF64 (EBU Tech 3306) above 4 GiB.
//!
//! The timeline is known before the first sample, so the header is written once, with its final sizes and with
//! the marks before the sound: who streams the file has them at once.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::files::bytes_of;
use crate::model::{SampleRate, Samples};

/// The longest label in bytes that every reader keeps.
const LONGEST_LABEL: usize = 511;
/// A size that says: look into `ds64`.
const SEE_DS64: u32 = u32::MAX;

/// A chapter mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a> {
    pub at: Samples,
    pub title: &'a str,
}

/// A WAV file in the making: the header is written, the samples follow.
pub(super) struct WavWriter {
    out: BufWriter<File>,
}

impl WavWriter {
    /// Creates the file for exactly `length` samples.
    pub fn create(path: &Path, length: Samples, labels: &[Label<'_>]) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 18, File::create(path)?);
        out.write_all(&header(length, labels))?;
        Ok(Self { out })
    }

    pub fn write(&mut self, samples: &[i16]) -> io::Result<()> {
        self.out.write_all(&bytes_of(samples))
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How large the file will be, in bytes.
pub(super) fn file_size(length: Samples, labels: &[Label<'_>]) -> u64 {
    header(length, labels).len() as u64 + 2 * length.0
}

/// Everything before the samples.
fn header(length: Samples, labels: &[Label<'_>]) -> Vec<u8> {
    let data_size = 2 * length.0;
    let mut chunks = Vec::new();
    chunk(&mut chunks, *b"fmt ", &format_chunk());
    if !labels.is_empty() {
        chunk(&mut chunks, *b"cue ", &cue_chunk(labels));
        chunk(&mut chunks, *b"LIST", &label_list(labels));
    }
    // "WAVE", ds64 or the room kept for it, the chunks, the head of the data chunk, the data.
    let riff_size = 4 + 36 + chunks.len() as u64 + 8 + data_size;
    let fits = u32::try_from(riff_size).is_ok();
    let mut header = Vec::with_capacity(chunks.len() + 64);
    header.extend(if fits { b"RIFF" } else { b"RF64" });
    header.extend(u32::try_from(riff_size).unwrap_or(SEE_DS64).to_le_bytes());
    header.extend(b"WAVE");
    let sizes = [riff_size, data_size, length.0].map(u64::to_le_bytes);
    let mut ds64 = if fits { vec![0; 24] } else { sizes.concat() };
    ds64.extend([0; 4]);
    chunk(&mut header, if fits { *b"JUNK" } else { *b"ds64" }, &ds64);
    header.extend(chunks);
    header.extend(b"data");
    let shown_size = if fits { u32::try_from(data_size).unwrap_or(SEE_DS64) } else { SEE_DS64 };
    header.extend(shown_size.to_le_bytes());
    header
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend(name);
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out.extend((body.len() % 2 == 1).then_some(0));
}

/// PCM, mono, 16 bit.
fn format_chunk() -> Vec<u8> {
    let rate = SampleRate::MASTER.hertz();
    let mut body = Vec::new();
    body.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    body.extend([rate, rate * 2].map(u32::to_le_bytes).concat());
    body.extend([2_u16, 16].map(u16::to_le_bytes).concat());
    body
}

/// A cue point is: its name, its position in the play order, the chunk, two zeros for uncompressed sound, and
/// the sample.
fn cue_chunk(labels: &[Label<'_>]) -> Vec<u8> {
    let mut body = (labels.len() as u32).to_le_bytes().to_vec();
    for (name, label) in (1_u32..).zip(labels) {
        // The field has 32 bits: 27 hours. A later mark stays at its end.
        let at = u32::try_from(label.at.0).unwrap_or(u32::MAX).to_le_bytes();
        body.extend([name.to_le_bytes(), at, *b"data", [0; 4], [0; 4], at].concat());
    }
    body
}

fn label_list(labels: &[Label<'_>]) -> Vec<u8> {
    let mut body = b"adtl".to_vec();
    for (name, label) in (1_u32..).zip(labels) {
        let mut text = name.to_le_bytes().to_vec();
        text.extend(shortened(label.title).bytes());
        text.push(0);
        chunk(&mut body, *b"labl", &text);
    }
    body
}

/// A title that fits a label: cut at a character, with an ellipsis.
fn shortened(title: &str) -> Cow<'_, str> {
    const CUT: &str = "…";
    if title.len() <= LONGEST_LABEL {
        return title.into();
    }
    Cow::Owned(title[..title.floor_char_boundary(LONGEST_LABEL - CUT.len())].to_owned() + CUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long_at(header: &[u8], at: usize) -> u64 {
        u64::from_le_bytes(header[at..at + 8].try_into().unwrap())
    }

    #[test]
    fn below_4_gib_it_is_riff() {
        let header = header(Samples(1_000), &[]);
        assert!(header.starts_with(b"RIFF"));
        assert_eq!(u32::from_le_bytes(header[4..8].try_into().unwrap()) as usize, header.len() - 8 + 2_000);
    }

    #[test]
    fn above_4_gib_it_is_rf64_with_the_sizes_in_ds64() {
        // 14 hours: 4.4 GB.
        let length = Samples(14 * 3_600 * 44_100);
        let header = header(length, &[Label { at: Samples(1), title: "一" }]);
        assert!(header.starts_with(b"RF64\xff\xff\xff\xffWAVEds64"));
        assert_eq!(long_at(&header, 20), header.len() as u64 - 8 + length.0 * 2);
        assert_eq!(long_at(&header, 28), length.0 * 2);
        assert_eq!(long_at(&header, 36), length.0);
        assert!(header.ends_with(b"data\xff\xff\xff\xff"));
    }

    #[test]
    fn what_is_above_4_gib_can_be_read_to_its_last_sample() {
        let length = Samples(14 * 3_600 * 44_100);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.wav");
        let label = Label { at: Samples(0), title: "奇数" };
        WavWriter::create(&path, length, &[label]).unwrap().finish().unwrap();
        // Samples that are not written take no room on the disk.
        let file = File::options().write(true).open(&path).unwrap();
        file.set_len(file_size(length, &[label])).unwrap();
        let mut wav = crate::files::WavFile::open(&path).unwrap();
        assert_eq!((wav.length, wav.rate), (length, SampleRate::MASTER));
        let mut samples = [1; 8];
        assert_eq!(wav.read_at(Samples(length.0 - 4), &mut samples).unwrap(), 4);
        assert_eq!(samples, [0, 0, 0, 0, 1, 1, 1, 1]);
    }

    #[test]
    fn a_long_title_is_cut_between_characters() {
        let title = "报".repeat(300);
        assert_eq!(shortened(&title), "报".repeat(169) + "…");
        assert_eq!(shortened("短"), "短");
    }
}
