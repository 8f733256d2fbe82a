//! One pass over the master for what pages draw: its waveform and its loudness curve.

use std::io;
use std::ops::Range;
use std::path::Path;

use ebur128::{Channel, EbuR128, Mode};

use super::Error;
use crate::files::WavFile;
use crate::model::{Millis, Samples};
use crate::parallel;

/// How many columns a drawing has, whatever the edition's length.
pub const COLUMNS: usize = 720;

/// The master in [`COLUMNS`] equal stretches.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// The level of each, 0 to 1: the root of its mean square, which shows pauses better than peaks do.
    pub levels: Vec<f64>,
    /// Short-term loudness (the last 3 s, EBU R 128) at the end of each, in LUFS; silence is −∞.
    pub loudness: Vec<f64>,
}

/// The pass is shared out in this many shares, whatever the machine, so that its result never depends on it.
const SHARES: usize = 8;
/// Each share starts early by the length of the short-term window.
const WINDOW: Millis = Millis(3_000);
/// Samples read at once.
const BLOCK: u64 = 8_192;

impl Survey {
    /// Streams the master on all cores.
    ///
    /// # Errors
    /// Where the master is not a readable mono WAV file of 16 bit.
    pub fn of(master: &Path) -> Result<Self, Error> {
        let mut survey = Self { levels: Vec::with_capacity(COLUMNS), loudness: Vec::with_capacity(COLUMNS) };
        let share = |number: usize| number * COLUMNS / SHARES..(number + 1) * COLUMNS / SHARES;
        parallel::in_order(
            SHARES,
            |number| columns(master, share(number)),
            |_, part: Self| {
                survey.levels.extend(part.levels);
                survey.loudness.extend(part.loudness);
                Ok(())
            },
        )
        .map_err(|cause| Error::Read { path: master.to_owned(), cause: cause.to_string() })?;
        Ok(survey)
    }
}

/// The survey of some columns.
fn columns(master: &Path, columns: Range<usize>) -> io::Result<Survey> {
    let mut wave = WavFile::open(master)?;
    let edge = |column| Samples((u128::from(wave.length.0) * column as u128 / COLUMNS as u128) as u64);
    let edges: Vec<_> = (columns.start..=columns.end).map(edge).collect();
    let mut meter = EbuR128::new(1, wave.rate.hertz(), Mode::S).map_err(io::Error::other)?;
    meter.set_channel(0, Channel::DualMono).map_err(io::Error::other)?;
    let early = edges[0].saturating_sub(Samples::lasting(WINDOW, wave.rate));
    listen(&mut wave, &mut meter, early..edges[0])?;
    let mut survey = Survey { levels: Vec::new(), loudness: Vec::new() };
    for column in edges.windows(2) {
        survey.levels.push(listen(&mut wave, &mut meter, column[0]..column[1])?);
        survey.loudness.push(meter.loudness_shortterm().map_err(io::Error::other)?);
    }
    Ok(survey)
}

/// Feeds a stretch to the meter, a block at a time, and tells its level.
fn listen(wave: &mut WavFile, meter: &mut EbuR128, stretch: Range<Samples>) -> io::Result<f64> {
    let mut energy = 0.0;
    let mut at = stretch.start;
    while at < stretch.end {
        let mut samples = vec![0; stretch.end.saturating_sub(at).0.min(BLOCK) as usize];
        wave.read_at(at, &mut samples)?;
        energy += samples.iter().map(|&sample| f64::from(sample) * f64::from(sample)).sum::<f64>();
        meter.add_frames_i16(&samples).map_err(io::Error::other)?;
        at = at.saturating_add(Samples(samples.len() as u64));
    }
    let count = stretch.end.saturating_sub(stretch.start).0.max(1);
    Ok((energy / count as f64).sqrt() / 32_768.0)
}
