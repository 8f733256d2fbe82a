//! The frame in front of an MP3 that tells players its length and how many samples to drop (Xing's header with
//! LAME's extension). Without it the sound comes late by the encoder's delay.

use crc::{CRC_16_ARC, Crc, Table};

use super::lame::ENCODER_DELAY;
use super::options::Mp3Rate;

/// What the header tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Info {
    pub rate: Mp3Rate,
    /// Frames of sound, this one not counted.
    pub frames: u32,
    /// Bytes of sound, this frame not counted.
    pub bytes: u32,
    /// Samples after the last one, up to the end of the last frame.
    pub padding: usize,
    /// CRC-16 of the sound's bytes.
    pub crc: u16,
}

impl Info {
    /// The length of the frame, which depends on the rate alone.
    pub fn size(rate: Mp3Rate) -> usize {
        144_000 * usize::from(u16::from(rate)) / 44_100
    }

    /// The frame: a silent one, with the header where its sound would be.
    pub fn frame(&self) -> Vec<u8> {
        let size = Self::size(self.rate);
        let whole = self.bytes.saturating_add(size as u32);
        let mut frame = Vec::with_capacity(size);
        // MPEG-1 Layer III without CRC, 44.1 kHz, mono; then empty side information.
        frame.extend([0xFF, 0xFB, rate_bits(self.rate) << 4, 0xC0]);
        frame.extend([0; 17]);
        frame.extend(b"Info");
        frame.extend(0x0F_u32.to_be_bytes());
        frame.extend(self.frames.to_be_bytes());
        frame.extend(whole.to_be_bytes());
        frame.extend((0..100_u32).map(|percent| (percent * 256 / 100) as u8));
        frame.extend(50_u32.to_be_bytes());
        self.extend_with_lame_tag(&mut frame, whole);
        frame.resize(size, 0);
        frame
    }

    fn extend_with_lame_tag(&self, frame: &mut Vec<u8>, whole: u32) {
        frame.extend(b"LAME3.100");
        // Tag revision 0, constant rate; low pass not told; no peak, no gains; no flags.
        frame.extend([0x01, 0]);
        frame.extend([0; 4 + 2 + 2 + 1]);
        frame.push(u16::from(self.rate).min(255) as u8);
        let (delay, padding) = (ENCODER_DELAY as u32, self.padding.min(0xFFF) as u32);
        frame.extend(&(delay << 12 | padding).to_be_bytes()[1..]);
        // Source of 44.1 kHz, mono; no gain; no preset.
        frame.extend([0x40, 0, 0, 0]);
        frame.extend(whole.to_be_bytes());
        frame.extend(self.crc.to_be_bytes());
        let crc = crc16(0, frame);
        frame.extend(crc.to_be_bytes());
    }
}

fn rate_bits(rate: Mp3Rate) -> u8 {
    match rate {
        Mp3Rate::Kbps64 => 5,
        Mp3Rate::Kbps96 => 7,
        Mp3Rate::Kbps128 => 9,
        Mp3Rate::Kbps192 => 11,
        Mp3Rate::Kbps256 => 13,
    }
}

/// CRC-16 as LAME computes it (polynomial 0x8005, reflected), continued from `crc`.
pub(super) fn crc16(crc: u16, bytes: &[u8]) -> u16 {
    static CRC: Crc<u16, Table<16>> = Crc::<u16, Table<16>>::new(&CRC_16_ARC);
    let mut digest = CRC.digest_with_initial(crc.reverse_bits());
    digest.update(bytes);
    digest.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc_has_the_catalogued_check_value() {
        assert_eq!(crc16(0, b"123456789"), 0xBB3D);
        assert_eq!(crc16(crc16(0, b"12345"), b"6789"), 0xBB3D);
    }

    #[test]
    fn the_header_fits_every_rate() {
        for rate in [64, 96, 128, 192, 256].map(|kbps| Mp3Rate::try_from(kbps).unwrap()) {
            let frame = Info { rate, frames: 1, bytes: 1, padding: 1_200, crc: 0 }.frame();
            assert_eq!(frame.len(), Info::size(rate));
            assert_eq!(frame[frame.iter().rposition(|&b| b != 0).unwrap() + 1..].len() + 177, frame.len());
        }
    }
}
