//! A safe edge around the unsafe calls of libopus.
#![allow(unsafe_code, reason = "unsafe-libopus has the calls of the C library and no safe ones")]

use unsafe_libopus::{
    OPUS_APPLICATION_AUDIO, OPUS_GET_LOOKAHEAD_REQUEST, OPUS_SET_BITRATE_REQUEST, OpusEncoder,
    opus_encode_float, opus_encoder_create, opus_encoder_ctl, opus_encoder_destroy,
};

/// The longest packet that RFC 6716 allows for a frame, in bytes.
const LONGEST_PACKET: usize = 1_275;

/// An encoder of one channel at 48 kHz.
pub(super) struct Encoder {
    /// Never null; owned.
    state: *mut OpusEncoder,
}

impl Encoder {
    /// An encoder at a bit rate.
    pub fn new(kbps: u16) -> Result<Self, String> {
        let mut error = 0;
        // SAFETY: `error` lives through the call; the state is checked and then owned by `Self`.
        let state = unsafe { opus_encoder_create(48_000, 1, OPUS_APPLICATION_AUDIO, &raw mut error) };
        if state.is_null() {
            return Err(format!("libopus cannot start (error {error})"));
        }
        let encoder = Self { state };
        // SAFETY: the state is live; the request takes one i32.
        let code =
            unsafe { opus_encoder_ctl!(encoder.state, OPUS_SET_BITRATE_REQUEST, i32::from(kbps) * 1_000) };
        if code < 0 {
            Err(format!("Opus cannot be made with {kbps} kbit/s; choose 6 to 256"))
        } else {
            Ok(encoder)
        }
    }

    /// Samples at 48 kHz by which what it gives is late.
    pub fn look_ahead(&self) -> usize {
        let mut samples = 0_i32;
        // SAFETY: the state is live; the request writes one i32, which lives through the call.
        unsafe { opus_encoder_ctl!(self.state, OPUS_GET_LOOKAHEAD_REQUEST, &mut samples) };
        usize::try_from(samples).unwrap_or(0)
    }

    /// Encodes the next 20 ms.
    pub fn packet(&mut self, samples: &[f32; 960]) -> Result<Vec<u8>, String> {
        let mut packet = vec![0; LONGEST_PACKET];
        // SAFETY: the state is live and borrowed alone; 960 samples are read and at most the given number of
        // bytes is written.
        let length = unsafe {
            opus_encode_float(self.state, samples.as_ptr(), 960, packet.as_mut_ptr(), LONGEST_PACKET as i32)
        };
        let length = usize::try_from(length).map_err(|_| format!("libopus gives error {length}"))?;
        packet.truncate(length);
        Ok(packet)
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the state was made by `opus_encoder_create` and is freed once.
        unsafe { opus_encoder_destroy(self.state) }
    }
}
