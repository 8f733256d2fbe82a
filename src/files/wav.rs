//! Reading WAV and RF64 files of 16-bit samples, of any size.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::regular;
use crate::model::{SampleRate, Samples};

/// An open WAV file of one channel and 16 bits.
#[derive(Debug)]
pub struct WavFile {
    file: File,
    /// Where the samples begin, in bytes.
    data: u64,
    /// Samples a second.
    pub rate: SampleRate,
    /// How many samples there are in the file.
    pub length: Samples,
}

impl WavFile {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// `InvalidData` with the reason where it is no mono 16-bit WAV file or shorter than it says; else
    /// what the disk says.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(256, regular::open(path)?);
        let mut magic = [0; 12];
        reader.read_exact(&mut magic).map_err(|_| invalid("it is too short to be a WAV file"))?;
        if !(magic.starts_with(b"RIFF") || magic.starts_with(b"RF64")) || &magic[8..] != b"WAVE" {
            return Err(invalid("it is not a WAV file"));
        }
        let mut rate = None;
        let mut wide_size = None;
        loop {
            let mut head = [0; 8];
            reader.read_exact(&mut head).map_err(|_| invalid("it has no samples"))?;
            let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
            match &head[..4] {
                b"ds64" => wide_size = Some(read_ds64(&mut reader, size)?),
                b"fmt " => rate = Some(read_format(&mut reader, size)?),
                b"data" => {
                    let rate = rate.ok_or_else(|| invalid("it does not say its sample rate"))?;
                    let size = wide_size.filter(|_| size == u32::MAX).unwrap_or(size.into());
                    let data = reader.stream_position()?;
                    let file = reader.into_inner();
                    let length = file.metadata()?.len();
                    // A size of RF64 may be any number.
                    if data.checked_add(size).is_none_or(|end| length < end) {
                        return Err(invalid("it is cut short"));
                    }
                    return Ok(Self { file, data, rate, length: Samples(size / 2) });
                }
                _ => skip(&mut reader, size.into())?,
            }
        }
    }

    /// Where its samples end, in bytes from the beginning of the file.
    pub fn behind(&self) -> u64 {
        self.data + self.length.0 * 2
    }

    /// Fills `samples` from a position; what lies past the end is left out, and the count that was read is
    /// returned.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read_at(&mut self, position: Samples, samples: &mut [i16]) -> io::Result<usize> {
        let left = self.length.saturating_sub(position).0;
        let count = samples.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        self.file.seek(SeekFrom::Start(self.data + position.0 * 2))?;
        let samples = &mut samples[..count];
        self.file.read_exact(bytemuck::cast_slice_mut(samples))?;
        // Nothing to do where numbers are kept as files keep them.
        for sample in samples {
            *sample = i16::from_le(*sample);
        }
        Ok(count)
    }

    /// All samples, for short files.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read_all(&mut self) -> io::Result<Vec<i16>> {
        let length = usize::try_from(self.length.0).map_err(|_| invalid("it is too long for memory"))?;
        let mut samples = vec![0; length];
        self.read_at(Samples::ZERO, &mut samples)?;
        Ok(samples)
    }
}

/// Samples as they stand in a file.
pub fn bytes_of(samples: &[i16]) -> Cow<'_, [u8]> {
    if cfg!(target_endian = "little") {
        Cow::Borrowed(bytemuck::cast_slice(samples))
    } else {
        Cow::Owned(samples.iter().flat_map(|sample| sample.to_le_bytes()).collect())
    }
}

/// The samples that stand in a file as these bytes.
pub fn samples_of(bytes: &[u8]) -> Vec<i16> {
    bytes.as_chunks().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect()
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.to_owned())
}

/// Chunks are padded to an even length.
fn skip(reader: &mut BufReader<File>, size: u64) -> io::Result<()> {
    reader.seek_relative(i64::try_from(size + size % 2).unwrap_or(i64::MAX))
}

/// The size of the data chunk in EBU Tech 3306's `ds64`: after the RIFF size, eight bytes.
fn read_ds64(reader: &mut BufReader<File>, size: u32) -> io::Result<u64> {
    let mut sizes = [[0; 8]; 2];
    reader.read_exact(sizes.as_flattened_mut()).map_err(|_| invalid("it is cut short"))?;
    skip(reader, u64::from(size).saturating_sub(16))?;
    Ok(u64::from_le_bytes(sizes[1]))
}

fn read_format(reader: &mut BufReader<File>, size: u32) -> io::Result<SampleRate> {
    let mut format = [0; 16];
    reader.read_exact(&mut format).map_err(|_| invalid("it is cut short"))?;
    skip(reader, u64::from(size).saturating_sub(16))?;
    let word = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let (tag, channels, bits) = (word(0), word(2), word(14));
    let is_pcm = tag == 1 || tag == 0xFFFE;
    if !is_pcm || channels != 1 || bits != 16 {
        return Err(invalid(&format!(
            "its samples are not mono 16-bit PCM (format {tag}, {channels} channels, {bits} bits)"
        )));
    }
    let hertz = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    SampleRate::new(hertz).ok_or_else(|| invalid("its sample rate is 0, or beyond any that there is"))
}
