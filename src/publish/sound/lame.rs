//! LAME, asked for frames that stand alone.

use mp3lame_encoder::{
    Bitrate, Builder, Encoder, Mode, MonoPcm, Quality, VbrMode, ffi, max_required_buffer_size,
};

use super::options::Mp3Rate;
use crate::model::SampleRate;

/// Samples in a frame of MPEG-1 Layer III.
pub(super) const FRAME: usize = 1_152;
/// Samples that the encoder and the standard's decoder put before the first one.
pub(super) const ENCODER_DELAY: usize = 576;
/// Frames before a stretch that its encoder hears but that are thrown away: its filters and its ear have
/// settled then.
pub(super) const LEAD_IN: usize = 2;
/// Frames after a stretch that its encoder must see to finish it.
pub(super) const LOOK_AHEAD: usize = 2;
/// Samples that LAME is given at once: it copies them as reals, which need not leave the processor's cache.
const AT_ONCE: usize = 8 * FRAME;

/// Encodes `samples`, a stretch with its lead-in before and its look-ahead after it, into the frames of the
/// stretch. No frame leans on another, so that stretches can be joined.
///
/// # Errors
/// What LAME says.
pub(super) fn encode(samples: &[i16], rate: Mp3Rate) -> Result<Vec<u8>, String> {
    let mut encoder = encoder(rate)?;
    let mut bytes = Vec::with_capacity(max_required_buffer_size(samples.len()));
    for samples in samples.chunks(AT_ONCE) {
        encoder.encode_to_vec(MonoPcm(samples), &mut bytes).map_err(|error| error.to_string())?;
    }
    let wanted = (samples.len() / FRAME).saturating_sub(LEAD_IN + LOOK_AHEAD);
    let frames = frames(&bytes).skip(LEAD_IN).take(wanted);
    let (mut start, mut end, mut count) = (usize::MAX, 0, 0);
    for frame in frames {
        start = start.min(frame.start);
        end = frame.end;
        count += 1;
    }
    if count < wanted {
        return Err(format!("LAME gave {count} frames of {wanted}"));
    }
    bytes.truncate(end);
    bytes.drain(..start.min(end));
    Ok(bytes)
}

/// The byte ranges of whole frames, one after the other.
pub(super) fn frames(bytes: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = frame_length(bytes.get(at..at + 4)?)?;
        let frame = at..at + length;
        at += length;
        (at <= bytes.len()).then_some(frame)
    })
}

/// The length in bytes of a frame of MPEG-1 Layer III at 44.1 kHz, from its header.
fn frame_length(header: &[u8]) -> Option<usize> {
    const KBPS: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    let is_layer_3 = header[0] == 0xFF && header[1] & 0xFE == 0xFA && header[2] & 0x0C == 0;
    let kbps = KBPS[usize::from(header[2] >> 4)];
    let padding = usize::from(header[2] >> 1 & 1);
    (is_layer_3 && kbps > 0).then(|| 144_000 * kbps / 44_100 + padding)
}

fn encoder(rate: Mp3Rate) -> Result<Encoder, String> {
    let say = |error: mp3lame_encoder::BuildError| error.to_string();
    let mut builder = Builder::new().ok_or("no memory for LAME")?;
    builder.set_num_channels(1).map_err(say)?;
    builder.set_mode(Mode::Mono).map_err(say)?;
    builder.set_sample_rate(SampleRate::MASTER.hertz()).map_err(say)?;
    builder.set_output_sample_rate(std::num::NonZeroU32::new(SampleRate::MASTER.hertz())).map_err(say)?;
    builder.set_vbr_mode(VbrMode::Off).map_err(say)?;
    builder.set_brate(bitrate(rate)).map_err(say)?;
    // Twice as fast as the default of 5; a voice at these rates has bits to spare.
    builder.set_quality(Quality::Ok).map_err(say)?;
    // The frame in front is written by `xing`, over all stretches together.
    builder.set_to_write_vbr_tag(false).map_err(say)?;
    stand_alone_at_full_level(&mut builder, rate)?;
    builder.build().map_err(say)
}

/// Sets what the crate has no call for: no bit reservoir, by which a frame would keep data in the ones before
/// it; and full level, where LAME turns the sound down by half a decibel for fear of peaks that ours has not.
#[allow(unsafe_code, reason = "mp3lame-encoder has no safe calls for these settings")]
fn stand_alone_at_full_level(builder: &mut Builder, rate: Mp3Rate) -> Result<(), String> {
    // SAFETY: the builder owns a live `lame_global_flags`, borrowed alone for these calls; each sets a field of
    // it and keeps no pointer.
    let codes = unsafe {
        let lame = builder.as_ptr();
        [ffi::lame_set_disable_reservoir(lame, 1), ffi::lame_set_scale(lame, 1.0 / lame_level(rate))]
    };
    let refused = codes.iter().any(|&code| code < 0);
    if refused { Err("LAME refuses to work without a bit reservoir".to_owned()) } else { Ok(()) }
}

/// By how much LAME's preset for a rate turns the sound down (`abr_switch_map` in its presets.c).
fn lame_level(rate: Mp3Rate) -> f32 {
    match rate {
        Mp3Rate::Kbps64 | Mp3Rate::Kbps96 | Mp3Rate::Kbps128 => 0.95,
        Mp3Rate::Kbps192 => 0.97,
        Mp3Rate::Kbps256 => 1.0,
    }
}

fn bitrate(rate: Mp3Rate) -> Bitrate {
    match rate {
        Mp3Rate::Kbps64 => Bitrate::Kbps64,
        Mp3Rate::Kbps96 => Bitrate::Kbps96,
        Mp3Rate::Kbps128 => Bitrate::Kbps128,
        Mp3Rate::Kbps192 => Bitrate::Kbps192,
        Mp3Rate::Kbps256 => Bitrate::Kbps256,
    }
}
