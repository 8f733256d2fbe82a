//! A sound file as a listener hears it: decoded to its last sample and measured.

use std::io::{self, BufReader};
use std::path::Path;

use symphonia::core::codecs::audio::AudioDecoderOptions;

use super::libopus::Decoder;
use super::track::SoundTrack;
use super::{Heard, Listener};
use crate::files::regular;
use crate::model::SampleRate;

/// Decodes a sound file and measures it.
///
/// # Errors
/// Where it cannot be opened or decoded.
pub fn heard(path: &Path) -> io::Result<(SampleRate, Heard)> {
    if path.extension().is_some_and(|is| is == "opus") { by_libopus(path) } else { by_symphonia(path) }
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
