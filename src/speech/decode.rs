//! Bytes of any container into samples, wholly decoded. What the first bytes say counts, never a Content-Type.

mod channels;
mod wav;

use std::io::Cursor;

use symphonia::core::audio::sample::Sample as _;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

pub(crate) use self::channels::DecodeError;
use self::channels::mix;
pub(crate) use self::wav::read as wav;
use super::pcm::Pcm;
use super::{Form, Sound};

/// Decodes a sound to one channel of 16 bits at its own rate. A sound of more than `longest` seconds is not decoded
/// further: a file of few bytes may hold hours.
pub(crate) fn decode(sound: &Sound, longest: f64) -> Result<Pcm, DecodeError> {
    let pcm = match &sound.form {
        Form::Pcm(bytes, rate) => bare(bytes, *rate)?,
        Form::File(bytes) => match container(bytes)? {
            Container::Wav => wav(bytes)?,
            Container::Other => return by_symphonia(bytes, longest),
        },
    };
    // What is not compressed is no longer than its bytes, which have a limit of their own.
    if pcm.seconds() > longest { Err(DecodeError::Endless(longest)) } else { Ok(pcm) }
}

fn bare(bytes: &[u8], rate: u32) -> Result<Pcm, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    let rate = sensible(rate)?;
    if let Some(words) = written(bytes) {
        return Err(DecodeError::NotSound(words));
    }
    let samples = bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    Ok(Pcm { rate, samples })
}

/// A rate that speech may have.
fn sensible(rate: u32) -> Result<u32, DecodeError> {
    let is_sensible = (4_000..=384_000).contains(&rate);
    if is_sensible { Ok(rate) } else { Err(DecodeError::Broken(format!("a rate of {rate} Hz"))) }
}

enum Container {
    Wav,
    Other,
}

fn container(bytes: &[u8]) -> Result<Container, DecodeError> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if starts(b"RIFF") || starts(b"RF64") {
        return Ok(Container::Wav);
    }
    let mpeg = bytes.len() > 1 && bytes[0] == 0xFF && bytes[1] & 0xE0 == 0xE0;
    let mp4 = bytes.get(4..8) == Some(b"ftyp");
    if mpeg || mp4 || starts(b"ID3") || starts(b"fLaC") || starts(b"OggS") {
        return Ok(Container::Other);
    }
    Err(DecodeError::NotSound(written(bytes).unwrap_or("of an unknown kind")))
}

/// What kind of text the bytes are, where they are text.
fn written(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(512)];
    let text = start.trim_ascii_start();
    if text.starts_with(b"<") && start.is_ascii() {
        return Some(if text.starts_with(b"<?xml") { "XML" } else { "a web page" });
    }
    if (text.starts_with(b"{") || text.starts_with(b"[")) && std::str::from_utf8(text).is_ok() {
        return Some("JSON");
    }
    let plain = |b: &u8| (b' '..0x7F).contains(b) || b.is_ascii_whitespace();
    (start.len() > 3 && start.iter().all(plain)).then_some("plain text")
}

fn by_symphonia(bytes: &[u8], longest: f64) -> Result<Pcm, DecodeError> {
    let broken = |error: SymphoniaError| match error {
        SymphoniaError::IoError(_) => DecodeError::Truncated { had: bytes.len(), promised: bytes.len() + 1 },
        other => DecodeError::Broken(other.to_string()),
    };
    let missing = || DecodeError::Broken("no sound in it".to_owned());
    let stream =
        MediaSourceStream::new(Box::new(Cursor::new(bytes.to_vec())), MediaSourceStreamOptions::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(broken)?;
    let track = format.default_track(TrackType::Audio).ok_or_else(missing)?;
    let id = track.id;
    let parameters = track.codec_params.as_ref().and_then(|p| p.audio()).ok_or_else(missing)?;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(broken)?;
    let mut pcm = Pcm::default();
    let mut block: Vec<f32> = Vec::new();
    while let Some(packet) = format.next_packet().map_err(broken)? {
        if packet.track_id != id {
            continue;
        }
        let sound = decoder.decode(&packet).map_err(broken)?;
        let channels = sound.spec().channels().count().max(1);
        pcm.rate = sensible(sound.spec().rate())?;
        block.resize(sound.samples_interleaved(), f32::MID);
        sound.copy_to_slice_interleaved(&mut block);
        mix(&mut pcm.samples, &block, channels)?;
        if pcm.seconds() > longest {
            return Err(DecodeError::Endless(longest));
        }
    }
    if pcm.samples.is_empty() { Err(missing()) } else { Ok(pcm) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> DecodeError {
        decode(&Sound::file(bytes.to_vec()), 60.0).unwrap_err()
    }

    #[test]
    fn text_in_place_of_sound_is_named() {
        assert_eq!(refusal(b"<!DOCTYPE html><p>Sign in"), DecodeError::NotSound("a web page"));
        assert_eq!(refusal(br#"{"error":{"code":"quota"}}"#), DecodeError::NotSound("JSON"));
        assert_eq!(refusal(b"Too many requests\n"), DecodeError::NotSound("plain text"));
        assert_eq!(refusal(b""), DecodeError::Empty);
        assert_eq!(refusal(&[7, 200, 1, 9, 0, 0]), DecodeError::NotSound("of an unknown kind"));
        let bare = decode(&Sound::pcm(b"{\"detail\":\"no\"}".to_vec(), 24_000), 60.0);
        assert_eq!(bare, Err(DecodeError::NotSound("JSON")));
    }

    #[test]
    fn bytes_that_only_begin_like_sound_are_broken() {
        assert!(matches!(
            refusal(b"fLaC and nothing after"),
            DecodeError::Broken(_) | DecodeError::Truncated { .. }
        ));
        assert!(matches!(
            refusal(b"OggS and nothing after"),
            DecodeError::Broken(_) | DecodeError::Truncated { .. }
        ));
        assert!(matches!(refusal(&[0xFF; 4_000]), DecodeError::Broken(_) | DecodeError::Truncated { .. }));
    }
}
