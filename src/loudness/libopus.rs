//! A safe edge around libopus's unsafe calls for decoding.
#![allow(unsafe_code, reason = "unsafe-libopus has the calls of the C library and no safe ones")]

use unsafe_libopus::{OpusDecoder, opus_decode_float, opus_decoder_create, opus_decoder_destroy};

/// The longest packet in samples: 120 ms.
const LONGEST_SOUND: usize = 5_760;

/// A decoder of one channel at 48 kHz.
pub(super) struct Decoder {
    /// Never null; owned.
    state: *mut OpusDecoder,
}

impl Decoder {
    /// A decoder; else what libopus says.
    pub fn new() -> Result<Self, String> {
        let mut error = 0;
        // SAFETY: `error` lives through the call; the state is checked and then owned by `Self`.
        let state = unsafe { opus_decoder_create(48_000, 1, &raw mut error) };
        if state.is_null() {
            Err(format!("libopus cannot start (error {error})"))
        } else {
            Ok(Self { state })
        }
    }

    /// The sound of the next packet; an error where it is none.
    pub fn sound(&mut self, packet: &[u8]) -> Result<Vec<f32>, String> {
        let mut sound = vec![0.0; LONGEST_SOUND];
        let length = i32::try_from(packet.len()).map_err(|_| "a packet of 2 GB".to_owned())?;
        // SAFETY: the state is live and borrowed alone; the packet is read up to its length and at most the given
        // number of samples is written.
        let samples = unsafe {
            let (from, into) = (packet.as_ptr(), sound.as_mut_ptr());
            opus_decode_float(self.state, from, length, into, LONGEST_SOUND as i32, 0)
        };
        sound.truncate(usize::try_from(samples).map_err(|_| format!("libopus gives error {samples}"))?);
        Ok(sound)
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the state was made by `opus_decoder_create` and is freed once.
        unsafe { opus_decoder_destroy(self.state) }
    }
}
