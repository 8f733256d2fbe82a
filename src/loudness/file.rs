//! A sound file as a listener hears it: decoded to its last sample and measured.

use std::ffi::OsStr;
use std::io::{self, BufReader};
use std::path::Path;

use symphonia::core::codecs::audio::AudioDecoderOptions;

use super::libopus::Decoder;
use super::track::SoundTrack;
use super::{Heard, Listener};
use crate::files::{WavFile, regular};
use crate::model::{SampleRate, Samples};

/// Decodes a sound file and measures it.
///
/// # Errors
/// Where it cannot be opened or decoded.
pub fn heard(path: &Path) -> io::Result<(SampleRate, Heard)> {
    match path.extension().and_then(OsStr::to_str) {
        Some("opus") => by_libopus(path),
        Some("wav") => uncompressed(path),
        _ => by_symphonia(path),
    }
}

fn uncompressed(path: &Path) -> io::Result<(SampleRate, Heard)> {
    let mut wav = WavFile::open(path)?;
    let mut listener = Listener::new(wav.rate);
    let mut block = [0; 8_192];
    let mut position = Samples::ZERO;
    loop {
        let count = wav.read_at(position, &mut block)?;
        if count == 0 {
            break Ok((wav.rate, listener.finish()));
        }
        listener.hear(block[..count].iter().map(|&sample| f32::from(sample) / 32_768.0));
        position = Samples(position.0 + count as u64);
    }
}

fn by_symphonia(path: &Path) -> io::Result<(SampleRate, Heard)> {
    let mut sound = SoundTrack::open(path)?;
    let silent = || io::Error::other("it does not say how its sound is coded");
    let codec = sound.track.codec_params.clone();
    let parameters = codec.as_ref().and_then(|codec| codec.audio()).ok_or_else(silent)?;
    let rate = parameters.sample_rate.and_then(SampleRate::new).ok_or_else(silent)?;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(io::Error::other)?;
    let mut listener = Listener::new(rate);
    let mut block: Vec<f32> = Vec::new();
    while let Some(packet) = sound.packet()? {
        let sound = decoder.decode(&packet).map_err(io::Error::other)?;
        let channels = sound.spec().channels().count().max(1);
        block.resize(sound.samples_interleaved(), 0.0);
        sound.copy_to_slice_interleaved(&mut block);
        listener.hear(block.chunks_exact(channels).map(|all| all.iter().sum::<f32>() / channels as f32));
    }
    Ok((rate, listener.finish()))
}

fn by_libopus(path: &Path) -> io::Result<(SampleRate, Heard)> {
    let mut packets = ogg::PacketReader::new(BufReader::new(regular::open(path)?));
    let rate = SampleRate::new(48_000).unwrap_or(SampleRate::MASTER);
    let mut decoder = Decoder::new().map_err(io::Error::other)?;
    let mut listener = Listener::new(rate);
    let mut number = 0;
    while let Some(packet) = packets.read_packet().map_err(io::Error::other)? {
        number += 1;
        // The first two packets are the head and the comments.
        if number > 2 {
            listener.hear(decoder.sound(&packet.data).map_err(io::Error::other)?);
        }
    }
    Ok((rate, listener.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A WAV file's head with a mask of channels that fits no number of them; symphonia 0.6.1 shifts it too far.
    #[test]
    fn a_mask_of_channels_that_fits_nothing_is_an_error() {
        let mut head = b"RIFF\x48\x05\0\0WAVEfmt \x28\0\0\0\xFE\xFF\0\x40\x1F\x02\0\0\0\0\xFA\0".to_vec();
        head.extend(b"\x03\0\0\0\x20\0\x16\0\x20\0\x03\0\0\0\x03\0\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71");
        head.extend(b"data\0\x05\0\0\0\0\0\0\0\0\0\0");
        let folder = tempfile::tempdir().unwrap();
        for name in ["edition.wav", "edition.mp3", "edition.flac"] {
            let path = folder.path().join(name);
            std::fs::write(&path, &head).unwrap();
            assert!(heard(&path).is_err(), "{name}");
        }
    }
}
