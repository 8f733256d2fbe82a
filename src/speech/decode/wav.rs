//! A tolerant reader of WAV: streamed headers, chunks in any order, every usual sample format.
//!
//! Streaming servers write a header before they know the length, so a placeholder counts as "as much as came".
//! A real length that is longer than what came means that sound is missing.

use super::channels::{DecodeError, mix};
use crate::speech::pcm::Pcm;

/// Sizes from here on are placeholders of streamed files (eSpeak NG writes 0x7FFFF000, others 0xFFFFFFFF).
const PLACEHOLDER: usize = 0x7FFF_0000;

#[derive(Clone, Copy)]
struct Format {
    float: bool,
    channels: usize,
    rate: u32,
    bytes: usize,
}

/// Reads a WAV file to one channel of 16 bits at its own rate.
pub(crate) fn read(bytes: &[u8]) -> Result<Pcm, DecodeError> {
    if bytes.get(8..12) != Some(b"WAVE") {
        return Err(DecodeError::Broken("a RIFF file that is not WAV".to_owned()));
    }
    let mut format = None;
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let (name, size) = (&head[..4], le32(&head[4..]) as usize);
        let body = &bytes[at + 8..];
        match name {
            b"fmt " => format = Some(parse_format(body)?),
            b"data" => return samples(format.ok_or_else(no_format)?, size, body),
            _ => {}
        }
        at = at.saturating_add(8).saturating_add(size).saturating_add(size % 2);
    }
    Err(DecodeError::Truncated { had: bytes.len(), promised: at.saturating_add(8).max(bytes.len() + 1) })
}

fn le16(bytes: &[u8]) -> u16 {
    u16::from_le_bytes([bytes[0], bytes[1]])
}

fn le32(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn no_format() -> DecodeError {
    DecodeError::Broken("a WAV file that does not say its format".to_owned())
}

fn parse_format(body: &[u8]) -> Result<Format, DecodeError> {
    let head = body.get(..16).ok_or_else(no_format)?;
    let mut tag = le16(head);
    if tag == 0xFFFE {
        // WAVE_FORMAT_EXTENSIBLE: the real tag opens the sub-format's GUID.
        tag = body.get(24..26).map(le16).ok_or_else(no_format)?;
    }
    let format = Format {
        float: tag == 3,
        channels: le16(&head[2..]).into(),
        rate: le32(&head[4..]),
        bytes: usize::from(le16(&head[14..])).div_ceil(8),
    };
    let known = if format.float { matches!(format.bytes, 4 | 8) } else { (1..=4).contains(&format.bytes) };
    let sound = (4_000..=384_000).contains(&format.rate) && (1..=64).contains(&format.channels);
    if !matches!(tag, 1 | 3) || !known || !sound {
        return Err(DecodeError::Broken(format!(
            "WAV format {tag} with {} channels of {} bytes at {} Hz",
            format.channels, format.bytes, format.rate
        )));
    }
    Ok(format)
}

fn samples(format: Format, size: usize, body: &[u8]) -> Result<Pcm, DecodeError> {
    let streamed = size == 0 || size >= PLACEHOLDER;
    if !streamed && body.len() < size {
        return Err(DecodeError::Truncated { had: body.len(), promised: size });
    }
    let data = if streamed { body } else { &body[..size] };
    if data.is_empty() {
        return Err(DecodeError::Empty);
    }
    let mut pcm = Pcm { rate: format.rate, samples: Vec::with_capacity(data.len() / format.bytes) };
    if !format.float && format.bytes == 2 && format.channels == 1 {
        pcm.samples.extend(data.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])));
        return Ok(pcm);
    }
    let mut frame = vec![0.0; format.channels];
    for packed in data.chunks_exact(format.bytes * format.channels) {
        for (value, sample) in frame.iter_mut().zip(packed.chunks_exact(format.bytes)) {
            *value = real(format, sample);
        }
        mix(&mut pcm.samples, &frame, format.channels)?;
    }
    Ok(pcm)
}

/// A sample between −1 and 1.
fn real(format: Format, sample: &[u8]) -> f32 {
    match (format.float, sample) {
        (true, &[a, b, c, d]) => f32::from_le_bytes([a, b, c, d]),
        (true, eight) if eight.len() == 8 => {
            eight.try_into().map_or(f32::NAN, |eight| f64::from_le_bytes(eight) as f32)
        }
        (false, &[a]) => (f32::from(a) - 128.0) / 128.0,
        (false, &[a, b]) => f32::from(i16::from_le_bytes([a, b])) / 32_768.0,
        (false, &[a, b, c]) => i32::from_le_bytes([0, a, b, c]) as f32 / 2_147_483_648.0,
        (false, &[a, b, c, d]) => i32::from_le_bytes([a, b, c, d]) as f32 / 2_147_483_648.0,
        _ => f32::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(tag: u16, channels: u16, bits: u16, size: u32, data: &[u8]) -> Vec<u8> {
        let mut file = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0".to_vec();
        file.extend(tag.to_le_bytes());
        file.extend(channels.to_le_bytes());
        file.extend(22_050u32.to_le_bytes());
        file.extend(0u32.to_le_bytes());
        file.extend((channels * bits / 8).to_le_bytes());
        file.extend(bits.to_le_bytes());
        file.extend(b"LIST\x03\0\0\0abc\0data");
        file.extend(size.to_le_bytes());
        file.extend(data);
        file
    }

    fn samples(file: &[u8]) -> Vec<i16> {
        read(file).unwrap().samples
    }

    #[test]
    fn streamed_headers_count_what_came() {
        let data = [1, 0, 2, 0, 3, 0];
        for size in [0, 6, 0x7FFF_F000, 0xFFFF_FFFF] {
            assert_eq!(samples(&wav(1, 1, 16, size, &data)), [1, 2, 3], "size {size:#x}");
        }
    }

    #[test]
    fn a_length_that_did_not_come_is_refused() {
        let error = read(&wav(1, 1, 16, 100, &[1, 0])).unwrap_err();
        assert_eq!(error, DecodeError::Truncated { had: 2, promised: 100 });
        let head = wav(1, 1, 16, 2, &[1, 0]);
        for end in [12, 20, 30, 43, 50] {
            assert!(read(&head[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn every_usual_format_becomes_mono_of_16_bits() {
        let half = 0.5f32.to_le_bytes();
        assert_eq!(samples(&wav(3, 1, 32, 4, &half)), [16_384]);
        assert_eq!(samples(&wav(3, 1, 64, 8, &0.5f64.to_le_bytes())), [16_384]);
        assert_eq!(samples(&wav(1, 1, 8, 2, &[128, 192])), [0, 16_384]);
        assert_eq!(samples(&wav(1, 1, 24, 3, &[0, 0, 64])), [16_384]);
        assert_eq!(samples(&wav(1, 1, 32, 4, &[0, 0, 0, 64])), [16_384]);
        assert_eq!(samples(&wav(1, 2, 16, 4, &[0, 64, 0, 0])), [8_192]);
    }

    #[test]
    fn values_that_are_no_numbers_are_refused() {
        let bad = [0.1f32.to_le_bytes(), f32::NAN.to_le_bytes()].concat();
        assert_eq!(read(&wav(3, 1, 32, 8, &bad)), Err(DecodeError::NotANumber));
        assert_eq!(read(&wav(3, 1, 32, 4, &f32::INFINITY.to_le_bytes())), Err(DecodeError::NotANumber));
    }
}
