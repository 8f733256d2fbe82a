//! One pass over the master for what pages draw: its waveform and its loudness curve.

use std::io::{self, Read};
use std::path::Path;

use ebur128::{Channel, EbuR128, Mode};

use super::Error;
use super::wave::Wave;

/// How many columns a drawing has, whatever the edition's length.
pub const COLUMNS: usize = 720;

/// The master in [`COLUMNS`] equal stretches.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// The highest sample of each, 0 to 1.
    pub peaks: Vec<f64>,
    /// Short-term loudness (the last 3 s, EBU R 128) at the end of each, in LUFS; silence is −∞.
    pub loudness: Vec<f64>,
}

/// The pass is shared out in this many shares, whatever the machine, so that the result never depends on it.
const SHARES: usize = 8;
/// Each share starts early by the length of the short-term window.
const WINDOW_S: u64 = 3;
/// Samples read at once.
const BLOCK: usize = 4_096;

impl Survey {
    /// Streams the master.
    ///
    /// # Errors
    /// Where the master is not a readable mono WAV file of 16 bit.
    pub fn of(master: &Path) -> Result<Self, Error> {
        let failed = |cause: String| Error::Read { path: master.to_owned(), cause };
        let wave = Wave::open(master).map_err(|error| failed(error.to_string()))?;
        if wave.channels != 1 || wave.frame != 2 {
            return Err(failed("it is not mono with 16 bit".into()));
        }
        let shares: Vec<_> = std::thread::scope(|scope| {
            let share = |number: usize| {
                let columns = number * COLUMNS / SHARES..(number + 1) * COLUMNS / SHARES;
                let wave = &wave;
                scope.spawn(move || stretch(wave, master, columns))
            };
            let threads: Vec<_> = (0..SHARES).map(share).collect();
            threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
        });
        let mut survey = Self { peaks: Vec::with_capacity(COLUMNS), loudness: Vec::with_capacity(COLUMNS) };
        for share in shares {
            let (peaks, loudness) =
                share.map_err(|_| failed("measuring it failed".into()))?.map_err(|error| failed(error.to_string()))?;
            survey.peaks.extend(peaks);
            survey.loudness.extend(loudness);
        }
        Ok(survey)
    }
}

/// Peaks and loudness of some columns.
fn stretch(wave: &Wave, master: &Path, columns: std::ops::Range<usize>) -> io::Result<(Vec<f64>, Vec<f64>)> {
    let edge = |column: usize| (u128::from(wave.length()) * column as u128 / COLUMNS as u128) as u64;
    let mut at = edge(columns.start).saturating_sub(WINDOW_S * u64::from(wave.rate));
    let mut source = wave.samples(master, at, edge(columns.end))?;
    let mut meter = EbuR128::new(1, wave.rate, Mode::S).map_err(io::Error::other)?;
    meter.set_channel(0, Channel::DualMono).map_err(io::Error::other)?;
    let mut samples = Vec::with_capacity(BLOCK);
    read_to(&mut source, &mut samples, &mut at, edge(columns.start), |samples| {
        meter.add_frames_i16(samples).map_err(io::Error::other)
    })?;
    let (mut peaks, mut loudness) = (Vec::new(), Vec::new());
    for column in columns {
        let mut peak = 0;
        read_to(&mut source, &mut samples, &mut at, edge(column + 1), |samples| {
            peak = samples.iter().map(|sample| sample.unsigned_abs()).fold(peak, u16::max);
            meter.add_frames_i16(samples).map_err(io::Error::other)
        })?;
        peaks.push(f64::from(peak) / 32_768.0);
        loudness.push(meter.loudness_shortterm().map_err(io::Error::other)?);
    }
    Ok((peaks, loudness))
}

/// Reads up to sample `end`, a block at a time.
fn read_to(
    source: &mut impl Read,
    samples: &mut Vec<i16>,
    at: &mut u64,
    end: u64,
    mut each: impl FnMut(&[i16]) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = [0; BLOCK * 2];
    while *at < end {
        let count = usize::try_from(end - *at).unwrap_or(BLOCK).min(BLOCK);
        source.read_exact(&mut bytes[..count * 2])?;
        samples.clear();
        samples.extend(bytes[..count * 2].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])));
        each(samples)?;
        *at += count as u64;
    }
    Ok(())
}
