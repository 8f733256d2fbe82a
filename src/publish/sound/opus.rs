//! Opus in Ogg (RFC 6716 and 7845), encoded on all cores in stretches cut in the silence between sentences.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use ogg::PacketWriter;
use ogg::writing::PacketWriteEndInfo as End;
use rubato::audioadapter_buffers::owned::InterleavedOwned;
use rubato::{Fft, FixedSync, Resampler, WindowFunction};

use super::libopus::Encoder;
use super::picture::Picture;
use super::{Encoding, Error, comments, master};
use crate::loudness::limit;
use crate::model::{Edition, Level, SampleRate};
use crate::parallel;

/// The rate that Opus counts in.
const RATE: usize = 48_000;
/// Samples of a packet of 20 ms at that rate, and at the master's.
const PACKET: usize = 960;
const MASTER_PACKET: usize = 882;
/// Packets before a stretch that are encoded and thrown away, while encoder and filters settle.
const LEAD_IN: u64 = 4;
/// Packets after a stretch that the resampler sees.
const LOOK_AHEAD: u64 = 2;
/// The shortest stretch in packets, 30 s; it goes on to the next silence.
const STRETCH: u64 = 1_500;
/// Packets in a step of the programme's levels.
const STEP: u64 = 5;
/// The shortest silence in steps in which a stretch may end: in its middle there are more silent packets before the
/// cut than the lead-in has.
const SILENCE: usize = 2;
/// Packets in a page of Ogg: one second.
const PAGE: u64 = 50;

/// The highest true peak that comes to the encoder, −2 dBTP: it adds up to 0.6 dB at 96 kbit/s.
const CEILING: f32 = 0.794;

/// Writes the edition as Opus with its chapters as comments.
///
/// # Errors
/// Where the master cannot be read, the encoder refuses or the disk does.
pub fn opus(edition: &Edition, encoding: &Encoding<'_>, path: &Path) -> Result<(), Error> {
    let (failing, writing) = (Error::encoding(path), Error::writing(path));
    let kbps = encoding.options.opus_kbps;
    let skip = Encoder::new(kbps).map_err(&failing)?.look_ahead();
    let length = edition.length.at(edition.rate, SampleRate::new(RATE as u32).unwrap_or(edition.rate)).0;
    let total = (length + skip as u64).div_ceil(PACKET as u64);
    let stretches = stretches(&edition.levels, total);

    let mut out = BufWriter::new(File::create(path).map_err(&writing)?);
    let mut pages = PacketWriter::new(&mut out);
    // A stream's number only has to differ from its neighbours'; the same edition has the same.
    let stream = u32::from_le_bytes(*b"news");
    pages.write_packet(head(skip), stream, End::EndPage, 0).map_err(&writing)?;
    let cover = Picture::beside(path)?;
    let comments = comments::block(edition, encoding, cover.as_ref());
    let tags = [b"OpusTags".to_vec(), comments].concat();
    pages.write_packet(tags, stream, End::EndPage, 0).map_err(&writing)?;
    let mut number = 0;
    parallel::in_order(
        stretches.len(),
        |index| {
            let sound = at_48_khz(edition, &stretches[index])?;
            let mut packets = packets(&sound, kbps).map_err(&failing)?;
            Ok(packets.split_off(lead_in(&stretches[index]) as usize))
        },
        |_, packets: Vec<Vec<u8>>| {
            for packet in packets {
                number += 1;
                let (end, position) = if number == total {
                    (End::EndStream, length + skip as u64)
                } else {
                    let end = if number % PAGE == 0 { End::EndPage } else { End::NormalPacket };
                    (end, number * PACKET as u64)
                };
                pages.write_packet(packet, stream, end, position).map_err(&writing)?;
            }
            Ok(())
        },
    )?;
    out.flush().map_err(&writing)?;
    Ok(())
}

/// The identification header: version, one channel, samples to skip, the rate it was made from, no gain.
fn head(skip: usize) -> Vec<u8> {
    let mut head = b"OpusHead".to_vec();
    head.extend([1, 1]);
    head.extend((skip as u16).to_le_bytes());
    head.extend(SampleRate::MASTER.hertz().to_le_bytes());
    head.extend([0, 0, 0]);
    head
}

/// Cuts `total` packets in the middle of silences: Opus predicts from what was before, and silence forgets. What is
/// no silence, as a pause with music in it, is not cut.
fn stretches(levels: &[Level], total: u64) -> Vec<Range<u64>> {
    let mut stretches = Vec::new();
    let (mut from, mut step) = (0, 0);
    for run in levels.chunk_by(|one, next| is_silent(*one) == is_silent(*next)) {
        let middle = (2 * step + run.len() as u64) * STEP / 2;
        step += run.len() as u64;
        if run.len() >= SILENCE && is_silent(run[0]) && middle >= from + STRETCH && middle < total {
            stretches.push(from..middle);
            from = middle;
        }
    }
    stretches.push(from..total);
    stretches
}

fn is_silent(level: Level) -> bool {
    level.plain <= 0.0
}

/// The packets that are encoded before a stretch and thrown away. The first has none: a decoder does not hear them, and
/// would expect that nothing was predicted.
fn lead_in(stretch: &Range<u64>) -> u64 {
    stretch.start.min(LEAD_IN)
}

/// A stretch with its lead-in and look-ahead at the rate of Opus.
fn at_48_khz(edition: &Edition, stretch: &Range<u64>) -> Result<Vec<f32>, Error> {
    let begin = stretch.start - lead_in(stretch);
    let packets = (stretch.end - begin + LOOK_AHEAD) as usize;
    let from = begin as i64 * MASTER_PACKET as i64;
    let samples = master::samples(edition, &master::whole(edition), from, packets * MASTER_PACKET)?;
    let sound: Vec<f32> = samples.into_iter().map(|sample| f32::from(sample) / 32_768.0).collect();
    let mut sound = resample(sound).map_err(Error::encoding(&edition.master))?;
    limit(&mut sound, CEILING);
    sound.truncate((packets - LOOK_AHEAD as usize) * PACKET);
    Ok(sound)
}

fn resample(sound: Vec<f32>) -> Result<Vec<f32>, String> {
    let (hertz, length) = (SampleRate::MASTER.hertz() as usize, sound.len());
    let window = WindowFunction::BlackmanHarris2;
    let mut resampler = Fft::<f32>::new_custom(hertz, RATE, MASTER_PACKET, 1, 1, window, FixedSync::Input)
        .map_err(|error| error.to_string())?;
    let input = InterleavedOwned::new_from(sound, 1, length).map_err(|error| error.to_string())?;
    let output = resampler.process_all(&input, length, None).map_err(|error| error.to_string())?;
    Ok(output.take_data())
}

/// All packets of a sound.
fn packets(sound: &[f32], kbps: u16) -> Result<Vec<Vec<u8>>, String> {
    let mut encoder = Encoder::new(kbps)?;
    let packets = sound.as_chunks::<PACKET>().0.iter().map(|samples| encoder.packet(samples));
    packets.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_end_in_the_middle_of_silences() {
        let (sound, silence) = (Level { weighted: 0.01, plain: 0.01 }, Level::default());
        let speech_and_music = [vec![sound; 310], vec![silence; 1], vec![sound; 30]].concat();
        let programme = [speech_and_music, vec![silence; 5], vec![sound; 99]].concat();
        let total = programme.len() as u64 * STEP;
        let cut = 343 * STEP + STEP / 2;
        let ends = |levels: &[Level], total| -> Vec<u64> {
            stretches(levels, total).into_iter().map(|stretch| stretch.end).collect()
        };
        assert_eq!(ends(&programme, total), [cut, total], "a tenth of a second is too short");
        assert_eq!(ends(&vec![sound; 500], 2_500), [2_500]);
        assert_eq!(ends(&[], 3), [3]);
        assert_eq!([lead_in(&(0..cut)), lead_in(&(cut..total))], [0, LEAD_IN]);
    }
}
